"""Member cards as PDF: one alone, or ten on a sheet."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders

from guyub.community.members.domain.cards import card_path, initials
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.qr import qr_svg
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.photos import PhotoRefusedError, portrait
from guyub.foundation.kernel.services.file_contents import ContentLostError, content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.community.members.selectors.cards import CardFace

PHOTO_WIDTH, PHOTO_HEIGHT = 270, 360  # pixels: 19 mm wide at 360 to the inch


def cards_pdf(
    faces: Sequence[CardFace], *, cooperative_id: int, who: str, where: str, root: str, is_sheet: bool
) -> bytes:
    """Set cards on paper.

    Args:
        faces: What stands on each.
        cooperative_id: Whose they are.
        who: The cooperative's name.
        where: Kecamatan and city, or "".
        root: The installation's own address, such as ``https://guyub.example.id``: a QR leads to the page that checks.
        is_sheet: Ten on an A4 sheet with marks to cut along; else each on a page of its own size.
    """
    payload = {
        "who": who,
        "where": where,
        "mark": _mark(),
        "layout": "lembar" if is_sheet else "kartu",
        "cards": [
            {
                "name": face.name,
                "number": face.number,
                "no": face.no,
                "since": day(face.joined_on),
                "initials": initials(face.name),
                "photo": _photo(face.photo_sha256),
                "qr": qr_svg(f"{root}{card_path(cooperative_id, face.card_id)}", title=face.number),
            }
            for face in faces
        ],
    }
    return render_pdf(template="members/cards.typ", payload=payload, is_example=settings.IS_DEMO)


def _photo(sha256: str) -> str:
    """Give a photo as SVG, which a payload can hold; "" where there is none, or none that can be read."""
    if not sha256:
        return ""
    try:
        face = portrait(content_of(sha256, is_public=False), width=PHOTO_WIDTH, height=PHOTO_HEIGHT)
    except (ContentLostError, PhotoRefusedError):
        return ""  # the card with initials is better than no card; the file's own page tells of the loss
    size = f'width="{PHOTO_WIDTH}" height="{PHOTO_HEIGHT}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{b64encode(face).decode()}"/></svg>'
    )


@cache
def _mark() -> str:
    return Path(str(finders.find("kernel/mark.svg"))).read_text(encoding="utf-8")
