"""Photos as they are kept: small, upright, and without what the phone wrote into them."""

from __future__ import annotations

import io
from typing import ClassVar

from PIL import Image, ImageOps

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.media import JPEG, PNG, WEBP

MOST_BYTES = 25_000_000
MOST_PIXELS = 50_000_000  # the largest that phones take; decoded it needs 200 MB for a moment
LONGEST_SIDE = 1600  # pixels: the small print of a receipt stays readable
GOOD_BYTES = 400_000
QUALITIES = (82, 70, 55)
PHOTO_TYPES = frozenset({JPEG, PNG, WEBP})
PHOTO_ENDINGS = ("jpg", "jpeg", "png", "webp")


class PhotoRefusedError(DomainError):
    """A photo is not kept; ``wrong`` says why: ``too_large`` (bytes), ``pixels``, ``broken``."""

    code: ClassVar[str] = "kernel.photo.refused"


def small_copy(content: bytes) -> bytes:
    """Make the copy of a photo that is kept: JPEG, at most 1600 pixels on its longest side, about 400 kB.

    It stands upright, what was see-through is white, and it says neither where nor with which phone it was taken.

    Args:
        content: JPEG, PNG or WebP.

    Raises:
        PhotoRefusedError: More than 25,000,000 bytes or 50,000,000 pixels, or it cannot be read to its end.
    """
    if len(content) > MOST_BYTES:
        raise PhotoRefusedError(wrong="too_large")
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise PhotoRefusedError(wrong="pixels")
            photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded small at once
            small = _on_white(ImageOps.exif_transpose(photo))
            small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    except Image.DecompressionBombError as error:
        raise PhotoRefusedError(wrong="pixels") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise PhotoRefusedError(wrong="broken") from error
    return _written(small)


def _on_white(photo: Image.Image) -> Image.Image:
    if not photo.has_transparency_data:
        return photo.convert("RGB")
    seen = photo.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _written(photo: Image.Image) -> bytes:
    # A picture that is pasted into a new one carries nothing along: no place, no phone, no hidden preview.
    bare = Image.new("RGB", photo.size)
    bare.paste(photo)
    for quality in QUALITIES:
        written = io.BytesIO()
        bare.save(written, "JPEG", quality=quality, optimize=True)
        if written.tell() <= GOOD_BYTES:
            break
    return written.getvalue()


def portrait(content: bytes, *, width: int, height: int) -> bytes:
    """Cut a face out of a kept photo for a card: JPEG of just this size, the upper part rather than the lower.

    Args:
        content: A JPEG that ``small_copy`` made.
        width: In pixels.
        height: In pixels.

    Raises:
        PhotoRefusedError: ``broken``: it cannot be read to its end.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as photo:
            face = ImageOps.fit(
                photo.convert("RGB"), (width, height), Image.Resampling.LANCZOS, centering=(0.5, 0.3)
            )
    except (OSError, SyntaxError, ValueError) as error:
        raise PhotoRefusedError(wrong="broken") from error
    return _written(face)
