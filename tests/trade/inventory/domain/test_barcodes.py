import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.inventory.domain.barcodes import (
    BarcodeRefusedError,
    GoodsNumber,
    OwnLabel,
    Weighed,
    WeightPattern,
    kept_codes,
    normal_form,
    own_label,
    read_code,
    read_patterns,
    weight_code,
    weight_prefix,
)
from guyub.trade.inventory.domain.ean13 import check_digit, is_valid

WEIGHT, PRICE = read_patterns(["21PPPPPWWWWWC", "22PPPPHHHHHHC"])
PATTERNS = (WEIGHT, PRICE)


def refusal(call):
    with pytest.raises(BarcodeRefusedError) as caught:
        call()
    return caught.value.facts


@pytest.mark.parametrize(
    ("_case", "scanned", "gtin"),
    [
        ("EAN-13", "7501031311309", "7501031311309"),
        ("of Indonesia", "8999999010003", "8999999010003"),
        ("UPC-12", "036000291452", "0036000291452"),
        ("EAN-8", "73513537", "73513537"),
        ("GTIN-14 of a carton", "98412345678908", "98412345678908"),
        ("GTIN-14 of a piece", "07501031311309", "7501031311309"),
        ("blanks and hyphens", " 750-1031311309\n", "7501031311309"),
    ],
)
def test_one_product_has_one_number(_case, scanned, gtin):
    assert normal_form(scanned) == gtin
    assert normal_form(gtin) == gtin
    assert read_code(scanned, patterns=PATTERNS) == GoodsNumber(gtin)


@pytest.mark.parametrize(
    ("scanned", "facts"),
    [
        ("8999999010001", {"wrong": "check", "expected": "3"}),
        ("036000291453", {"wrong": "check", "expected": "2"}),
        ("750103131130", {"wrong": "check", "expected": "8"}),
        ("75010313113", {"wrong": "form"}),
        ("750103AAAA309", {"wrong": "form"}),
        ("", {"wrong": "form"}),
        ("٧٣٥١٣٥٣٧", {"wrong": "form"}),
    ],
)
def test_what_is_no_goods_number_is_refused(scanned, facts):
    if facts["wrong"] == "check":
        facts["expected"] = check_digit(scanned[:-1])
    for call in (normal_form, lambda code: read_code(code, patterns=PATTERNS)):
        assert refusal(lambda call=call: call(scanned)) == {**facts, "scanned": scanned}


# 20 and 0000000042: from the right 2·3 + 4·1 + 2·1 of the prefix = 12; to 20 eight are missing.
def test_a_label_of_our_own():
    assert own_label(42) == "2000000000428"
    assert read_code("2000000000428", patterns=PATTERNS) == OwnLabel(42)
    assert read_code(own_label(10**10 - 1), patterns=()) == OwnLabel(9_999_999_999)


@pytest.mark.parametrize("number", [0, -1, 10**10])
def test_a_number_that_does_not_fit_makes_no_label(number):
    assert refusal(lambda: own_label(number)) == {"wrong": "number", "number": number}


# PLU 123, 1.250 g: 21 00123 01250; from the right 0 5·1 2·3 1·1 0 3·1 2·3 1·1 0 0 1·3 2·1 = 27; to 30 three.
def test_codes_of_a_scale():
    assert weight_code(WEIGHT, plu=123, amount=1_250) == "2100123012503"
    assert read_code("2100123012503", patterns=PATTERNS) == Weighed(123, 1_250, None)
    priced = weight_code(PRICE, plu=123, amount=18_500)
    assert priced[:-1] == "220123018500"
    assert read_code(priced, patterns=PATTERNS) == Weighed(123, None, 18_500)


def test_what_a_pattern_says():
    assert (WEIGHT.prefix, WEIGHT.item_digits, WEIGHT.amount_digits, WEIGHT.is_priced) == ("21", 5, 5, False)
    assert (PRICE.prefix, PRICE.item_digits, PRICE.amount_digits, PRICE.is_priced) == ("22", 4, 6, True)
    assert read_patterns([]) == ()


@pytest.mark.parametrize(
    ("layouts", "wrong"),
    [
        (["21PPPPPWWWWC"], "pattern"),
        (["21PPPPPWWWWWWC"], "pattern"),
        (["30PPPPPWWWWWC"], "pattern"),
        (["2xPPPPPWWWWWC"], "pattern"),
        (["21WWWWWPPPPPC"], "pattern"),
        (["21PPPPPWWHHHC"], "pattern"),
        (["21PPPPPPPPPPC"], "pattern"),
        (["21WWWWWWWWWWC"], "pattern"),
        (["21PPPPPWWWWWW"], "pattern"),
        ([""], "pattern"),
        (["20PPPPPWWWWWC"], "taken"),
        (["21PPPPPWWWWWC", "21PPPPHHHHHHC"], "taken"),
    ],
)
def test_patterns_that_cannot_stand_are_refused(layouts, wrong):
    assert refusal(lambda: read_patterns(layouts)) == {"wrong": wrong, "pattern": layouts[-1]}


@pytest.mark.parametrize(
    ("plu", "amount", "facts"),
    [
        (0, 1, {"wrong": "number", "number": 0}),
        (100_000, 1, {"wrong": "number", "number": 100_000}),
        (1, 0, {"wrong": "amount", "amount": 0}),
        (1, 100_000, {"wrong": "amount", "amount": 100_000}),
    ],
)
def test_what_does_not_fit_is_not_printed(plu, amount, facts):
    assert refusal(lambda: weight_code(WEIGHT, plu=plu, amount=amount)) == facts
    assert weight_code(WEIGHT, plu=99_999, amount=99_999)


@pytest.mark.parametrize(
    ("digits", "facts"),
    [
        ("290012301250", {"wrong": "prefix", "prefix": "29"}),
        ("210000001250", {"wrong": "number"}),
        ("210012300000", {"wrong": "amount"}),
        ("200000000000", {"wrong": "number"}),
    ],
)
def test_a_number_of_the_shop_that_says_nothing_is_refused(digits, facts):
    code = digits + check_digit(digits)

    assert refusal(lambda: read_code(code, patterns=PATTERNS)) == {**facts, "scanned": code}


def test_only_thirteen_digits_from_20_to_29_belong_to_the_shop():
    short, carton = "2100123" + check_digit("2100123"), "2100123012501" + check_digit("2100123012501")

    assert read_code(short, patterns=PATTERNS) == GoodsNumber(short)
    assert read_code(carton, patterns=PATTERNS) == GoodsNumber(carton)


@st.composite
def scales(draw):
    items, letter = draw(st.integers(1, 9)), draw(st.sampled_from("WH"))
    return WeightPattern(f"{draw(st.integers(21, 29))}{'P' * items}{letter * (10 - items)}C")


@given(pattern=scales(), data=st.data())
def test_what_a_scale_prints_is_read_back(pattern, data):
    plu = data.draw(st.integers(1, 10**pattern.item_digits - 1))
    amount = data.draw(st.integers(1, 10**pattern.amount_digits - 1))
    code = weight_code(pattern, plu=plu, amount=amount)

    assert is_valid(code)
    assert read_patterns([pattern.layout]) == (pattern,)
    found = read_code(code, patterns=[pattern])
    assert found == (Weighed(plu, None, amount) if pattern.is_priced else Weighed(plu, amount, None))


@given(st.integers(1, 10**10 - 1))
def test_our_own_labels_are_read_back(number):
    assert read_code(own_label(number), patterns=PATTERNS) == OwnLabel(number)


def test_a_scales_label_is_kept_by_its_first_digits_others_whole():
    patterns = read_patterns(["21PPPPPWWWWWC"])
    label = weight_code(patterns[0], plu=17, amount=735)
    assert kept_codes(label, patterns=patterns) == (label, "2100017")
    assert kept_codes("036000291452", patterns=patterns) == ("0036000291452", "")


@pytest.mark.parametrize(
    ("prefix", "plu", "said"), [("25", 1, "prefix"), ("21", 0, "number"), ("21", 10**5, "number")]
)
def test_first_digits_need_a_pattern_and_a_number_that_fits(prefix, plu, said):
    with pytest.raises(BarcodeRefusedError) as caught:
        weight_prefix(read_patterns(["21PPPPPWWWWWC"]), prefix=prefix, plu=plu)
    assert caught.value.facts["wrong"] == said
