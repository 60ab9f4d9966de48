import struct
import zlib

import pytest
from PIL import Image

from guyub.foundation.kernel import photos
from guyub.foundation.kernel.photos import GOOD_BYTES, LONGEST_SIDE, PhotoRefusedError, small_copy
from tests.pictures import photo, seen, told_photo


def refusal(content):
    with pytest.raises(PhotoRefusedError) as refused:
        small_copy(content)
    return refused.value.facts["wrong"]


def png_of(width, height):
    """A PNG that promises a size and holds next to nothing."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(10)))
        + chunk(b"IEND", b"")
    )


def test_a_photo_becomes_small_enough_for_a_weak_line():
    large = photo(4000, 3000, noise=True, quality=95)

    small = small_copy(large)

    assert len(large) > 4_000_000
    assert seen(small).size == (LONGEST_SIDE, 1200)
    assert seen(small).format == "JPEG"


def test_a_photo_that_packs_well_stays_below_400_kb():
    assert len(small_copy(photo(3000, 4000))) < GOOD_BYTES


def test_a_small_one_keeps_its_size():
    assert seen(small_copy(photo(40, 30))).size == (40, 30)


def test_place_phone_and_turn_are_gone_and_it_stands_upright():
    told = told_photo(40, 30, orientation=6)
    assert b"Ponsel contoh" in told

    small = small_copy(told)

    assert seen(small).size == (30, 40)
    assert not seen(small).getexif()
    assert b"Ponsel" not in small
    assert b"Exif" not in small


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_becomes_a_jpeg(kind):
    small = seen(small_copy(photo(kind=kind)))

    red, green, blue = small.getpixel((20, 15))
    assert (small.format, small.mode) == ("JPEG", "RGB")
    assert abs(red - 139) < 4 > max(green, blue)


def test_words_inside_a_png_are_gone():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "rumah bendahara")
    assert b"rumah" not in small_copy(photo(kind="PNG", pnginfo=info))


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA"])
def test_what_is_seen_through_is_white(mode, tmp_path):
    picture = Image.new("RGBA", (20, 20), (0, 0, 0, 0)).convert(mode)
    if mode == "P":
        picture.info["transparency"] = picture.getpixel((0, 0))
    picture.save(tmp_path / "logo.png")

    assert seen(small_copy((tmp_path / "logo.png").read_bytes())).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("_case", "content", "wrong"),
    [
        ("more pixels than a phone takes", png_of(10_000, 5_001), "pixels"),
        ("a bomb", png_of(60_000, 60_000), "pixels"),
        ("cut off", photo(400, 300, noise=True)[:3_000], "broken"),
        ("a promise that is not held", png_of(100, 100), "broken"),
        ("a head alone", b"\xff\xd8\xff\xe0" + bytes(40), "broken"),
        ("another kind under the name", b"GIF89a" + bytes(40), "broken"),
        ("nothing", b"", "broken"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_photo_is_refused(_case, content, wrong):
    assert refusal(content) == wrong


def test_more_than_25_mb_are_refused_before_they_are_looked_at(monkeypatch):
    monkeypatch.setattr(photos, "MOST_BYTES", 100)
    assert refusal(photo(400, 300)) == "too_large"
