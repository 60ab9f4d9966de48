"""Invented QRIS stickers."""

from guyub.trade.retail.domain.qris import Field, crc_of


def sticker(*, nmid="ID1026512345678", name="KKMP BUMIAYU CONTOH", criteria="UMI"):
    """Give the text of a static code of Bumiayu."""

    def inner(*fields):
        return "".join(Field(tag, value).written for tag, value in fields if value)

    body = inner(
        ("00", "01"),
        ("01", "11"),
        ("26", inner(("00", "ID.CO.CONTOH.WWW"), ("01", "936009991234567890"), ("03", criteria))),
        ("51", inner(("00", "ID.CO.QRIS.WWW"), ("02", nmid), ("03", criteria))),
        ("52", "5411"),
        ("53", "360"),
        ("58", "ID"),
        ("59", name),
        ("60", "MALANG"),
        ("61", "65135"),
    )
    return f"{body}6304{crc_of(f'{body}6304')}"
