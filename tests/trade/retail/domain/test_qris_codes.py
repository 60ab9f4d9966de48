"""The cooperative's own code is read as pasted; what is none is refused by its first fault."""

import pytest

from guyub.trade.retail.domain.qris import QrisFault, StickerFault, crc_of, read_qris, with_amount
from guyub.trade.retail.domain.qris_codes import QrisCodeRefusedError, read_sticker
from tests.trade.retail.qris import sticker


def wrong(text):
    with pytest.raises(QrisCodeRefusedError) as refusal:
        read_sticker(text)
    return refusal.value.facts["wrong"]


def test_a_sticker_says_whose_it_is():
    pasted = sticker()
    found = read_sticker(f"  {pasted[:40]}\n{pasted[40:]}\r\n")
    assert found.payload == pasted
    assert (found.nmid, found.name, found.city, found.criteria) == (
        "ID1026512345678",
        "KKMP BUMIAYU CONTOH",
        "MALANG",
        "UMI",
    )


def test_what_is_no_code_of_the_cooperative():
    assert wrong("0" * 513) == "long"
    assert wrong(" \n ") == QrisFault.EMPTY
    assert wrong(sticker()[:-1] + "Z") == QrisFault.NO_CRC
    assert wrong(with_amount(read_qris(sticker()), amount="12000")) == StickerFault.DYNAMIC
    assert wrong(sticker(nmid="ID12")) == StickerFault.NMID
    assert crc_of("123456789") == "29B1"
    assert read_sticker(sticker(criteria="")).criteria == ""
