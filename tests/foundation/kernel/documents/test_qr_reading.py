"""What the house draws it reads again, also small, turned and between other things."""

import io

import pytest
from PIL import Image

from guyub.foundation.kernel.documents.qr import qr_png
from guyub.foundation.kernel.documents.qr_reading import qr_texts
from guyub.foundation.kernel.photos import PhotoRefusedError


def pictured(*texts, degrees=0):
    sheet = Image.new("RGB", (1000, 500 * max(len(texts), 1)), "#d8d0c8")
    for at, text in enumerate(texts):
        code = Image.open(io.BytesIO(qr_png(text, scale=5))).convert("RGB")
        sheet.paste(code.rotate(degrees, expand=True, fillcolor="white"), (120, 40 + 480 * at))
    written = io.BytesIO()
    sheet.save(written, format="JPEG", quality=70)
    return written.getvalue()


def test_codes_of_a_picture():
    text = "00020101021126400014ID.CO.CONTOH.WWW5303360"
    assert qr_texts(pictured(text, degrees=11)) == [text]
    assert qr_texts(pictured("satu", "dua")) == ["dua", "satu"]
    assert qr_texts(pictured()) == []
    with pytest.raises(PhotoRefusedError):
        qr_texts(b"no picture")
