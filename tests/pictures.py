"""Photos for tests, as phones make them."""

import io

from PIL import Image

PLACE = {1: "S", 2: (7.0, 58.0, 12.0), 3: "E", 4: (112.0, 37.0, 48.0)}


def photo(width=40, height=30, *, kind="JPEG", colour="darkred", exif=None, noise=False, **more):
    """Make a picture: its content, of one colour or of noise that packs badly."""
    if noise:
        picture = Image.effect_noise((width, height), 90).convert("RGB")
    else:
        picture = Image.new("RGB", (width, height), colour)
    written = io.BytesIO()
    picture.save(written, kind, **({"exif": exif} if exif else {}), **more)
    return written.getvalue()


def told_photo(width=40, height=30, *, orientation=6):
    """Make a JPEG that tells where it was taken, with which phone, and how to turn it."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112], exif[0x8825] = "Ponsel contoh", orientation, PLACE
    return photo(width, height, exif=exif)


def seen(content):
    """Open a picture and read it to its end."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture
