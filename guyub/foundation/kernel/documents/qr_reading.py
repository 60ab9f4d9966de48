"""Reading QR codes from a picture that somebody brings."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image

from guyub.foundation.kernel.photos import small_copy

_QR_ALONE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def qr_texts(picture: bytes) -> list[str]:
    """Give what the QR codes of a picture say, each text once, in alphabetical order; none is seen: nothing.

    Args:
        picture: JPEG, PNG or WebP, a screenshot or a photo.

    Raises:
        PhotoRefusedError: It is too large, or no picture.
    """
    with Image.open(io.BytesIO(small_copy(picture))) as photo:
        seen = zxingcpp.read_barcodes(
            photo.convert("L"), formats=_QR_ALONE, text_mode=zxingcpp.TextMode.Plain
        )
    return sorted({one.text for one in seen})
