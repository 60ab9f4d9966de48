"""The file of the starter catalogue, read and checked."""

import pytest

from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.domain.starter import read_starter

ROW = {
    "key": "telur",
    "name": "Telur ayam ras",
    "category": "SEGAR",
    "base_unit": "gram",
    "content": "1",
    "content_unit": "G",
    "good": "TELUR_AYAM",
    "units": "kg:j; setengah kg=500:j; peti=15 kg:b",
}


def test_loose_goods_get_the_gram_that_nobody_sells():
    (eggs,) = read_starter([ROW])
    assert eggs.sizes == (1, 1000, 500, 15_000)
    assert [unit.is_sold for unit in eggs.units] == [False, True, True, False]
    assert eggs.units_words == "kg, setengah kg isi 500 gram, peti isi 15 kg"
    assert (eggs.category_name, eggs.good_title) == ("Sayur, buah, telur, dan daging", "Telur ayam ras")


def test_pieces_are_told_by_their_own_word():
    piece = ROW | {"base_unit": "bungkus", "content": "85", "good": "", "units": "bungkus:j; karton=40:b"}
    (noodles,) = read_starter([piece])
    assert (noodles.sizes, noodles.good_title) == ((1, 40), "")
    assert noodles.units_words == "bungkus, karton isi 40 bungkus"


def test_a_row_that_is_no_product_is_refused():
    with pytest.raises(ProductRefusedError):
        read_starter([ROW | {"category": "EMAS"}])
