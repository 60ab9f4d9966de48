"""Papers of the shop as PDF: tags for the shelves, stickers with a barcode, the board of prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import day, long_day
from guyub.trade.inventory.domain.barcode_bars import barcode_svg
from guyub.trade.inventory.domain.labels import board_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.selectors.tags import ShelfTag

STICKERS, MOST_STICKERS = 24, 240
PAPERS = ("a4", "f4")


def tags_pdf(tags: Sequence[ShelfTag], codes: Mapping[UUID, str], *, who: str, on: date) -> bytes:
    """Set tags for the shelves, twenty-four a sheet with lines to cut along.

    Args:
        tags: As they were printed.
        codes: The number of each unit that has one.
        who: Whose shop.
        on: The day that stands on them.
    """
    payload = {
        "who": who,
        "title": "Label rak",
        "printed": day(on),
        "tags": [_tag(one, codes.get(one.unit_id, "")) for one in tags],
    }
    return render_pdf(template="inventory/tags.typ", payload=payload, is_example=settings.IS_DEMO)


def stickers_pdf(*, who: str, name: str, code: str, count: int) -> bytes:
    """Set stickers that all bear one number.

    Args:
        who: Whose shop.
        name: The product's.
        code: EAN-13 or EAN-8.
        count: How many.
    """
    payload = {"who": who, "name": name, "code": code, "bars": barcode_svg(code), "count": count}
    return render_pdf(template="inventory/stickers.typ", payload=payload, is_example=settings.IS_DEMO)


def board_pdf(
    groups: Sequence[tuple[str, Sequence[ShelfTag]]], *, head: Mapping[str, Any], on: date, paper: str
) -> bytes:
    """Set the board of prices as a poster: what each good costs, its ceiling and on what that stands.

    Args:
        groups: Categories with their tags.
        head: ``who`` and ``where``.
        on: The day of the prices.
        paper: ``a4`` or ``f4``.
    """
    hotlines = dict.fromkeys(one.tag.hotline for _, tags in groups for one in tags if one.tag.hotline)
    payload = dict(head) | {
        "title": "Papan harga",
        "paper": paper,
        "day": long_day(on),
        "groups": [{"name": name, "rows": [_board(one) for one in tags]} for name, tags in groups],
        "hotlines": list(hotlines),
    }
    return render_pdf(template="inventory/board.typ", payload=payload, is_example=settings.IS_DEMO)


def _tag(one: ShelfTag, code: str) -> dict[str, str]:
    price, _, per = one.tag.price.partition(" per ")
    return {
        "name": one.tag.name,
        "price": price,
        "per": per,
        "comparison": one.tag.comparison,
        "rule": one.tag.rule,
        "hotline": one.tag.hotline,
        "number": code or one.code,
        "bars": barcode_svg(code),
    }


def _board(one: ShelfTag) -> dict[str, str]:
    return {
        "name": one.tag.name,
        "price": one.tag.price,
        "comparison": one.tag.comparison,
        "rule": one.tag.rule,
        "line": board_line(one.tag),
    }
