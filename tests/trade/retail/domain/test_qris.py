import json
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.qris import (
    ADDITIONAL,
    COUNTRY,
    Fee,
    Field,
    Qris,
    QrisFault,
    QrisRefusedError,
    StickerFault,
    crc_of,
    fields_of,
    payment_code,
    read_qris,
    sticker_faults,
    with_amount,
)

CASES = json.loads((Path(__file__).parent / "cases/qris.json").read_text())
STICKER = CASES["decoded"][0]["payload"]
NMID = "ID1020000000001"


def code(*fields):
    text = "".join(Field(*field).written for field in fields) + "6304"
    return text + crc_of(text)


def changed(*, without=(), **values):
    """The sticker with other values by tag (`t58`), or without some fields."""
    told = {field.tag: field.value for field in read_qris(STICKER).fields[:-1]}
    told |= {tag.removeprefix("t"): value for tag, value in values.items()}
    return code(*((tag, value) for tag, value in told.items() if tag not in without))


def refusal(**told):
    facts = {
        "sticker": STICKER,
        "own_nmid": NMID,
        "amount_rp": 12_000,
        "reference": "K1-318",
        "has_ceiling": False,
    }
    with pytest.raises(QrisRefusedError) as caught:
        payment_code(**facts | told)
    return caught.value.facts


def test_the_check_sum_of_the_nine_digits():
    assert crc_of("123456789") == "29B1"


@pytest.mark.parametrize("case", CASES["not_codes"], ids=lambda case: case["case"])
def test_what_is_no_code(case):
    assert read_qris(case["payload"]) is QrisFault(case["reason"])


@pytest.mark.parametrize(
    ("_case", "payload", "fault"),
    [
        ("a line break inside", STICKER.replace("Contoh", "Contoh\n"), QrisFault.TEXT),
        ("half a sign", "\ud800" + STICKER, QrisFault.TEXT),
        ("digits of another script", "٠٠٠٢٠١", QrisFault.LENGTH),
        ("a template whose inside does not fit", code(("00", "01"), ("26", "0099x")), QrisFault.LENGTH),
        ("another version", code(("00", "02"), ("58", "ID")), QrisFault.FORMAT),
        ("begins elsewhere", code(("58", "ID"), ("00", "01")), QrisFault.FORMAT),
        ("nothing at the end", "0002015802ID", QrisFault.NO_CRC),
        ("the end is another field's", "000201" + "59126304000063040000", QrisFault.NO_CRC),
        ("a name that ends like a check sum", "000201" + "591000" + "63041234", QrisFault.NO_CRC),
        ("a field twice", code(("00", "01"), ("58", "ID"), ("58", "ID")), QrisFault.TWICE),
    ],
)
def test_what_is_no_code_either(_case, payload, fault):
    assert read_qris(payload) is fault


def test_a_code_that_says_little_is_a_code():
    read = read_qris(code(("00", "01"), ("58", "ID")))

    assert isinstance(read, Qris)
    assert (read.initiation, read.acquirer_domain, read.national_merchant_id) == (None, None, None)
    assert (read.merchant_criteria, read.inner(ADDITIONAL), read.value("54")) == (None, {}, None)


@pytest.mark.parametrize(("tag", "domain"), [("25", None), ("26", "ID.A"), ("45", "ID.A"), ("46", None)])
def test_which_fields_name_who_takes_the_payment(tag, domain):
    assert read_qris(code(("00", "01"), (tag, "0004ID.A"))).acquirer_domain == domain


def test_the_first_fault_of_a_sticker_is_told():
    assert refusal(sticker=changed(t58="SG", t54="5"))["fault"] == "country"


def test_the_cooperatives_own_sticker_has_no_fault():
    assert sticker_faults(read_qris(STICKER), own_nmid=NMID) == ()
    assert sticker_faults(read_qris(STICKER)) == ()


@pytest.mark.parametrize(
    ("_case", "payload", "faults"),
    [
        ("of another country", changed(t58="SG"), [StickerFault.COUNTRY]),
        ("in dollars", changed(t53="840"), [StickerFault.CURRENCY]),
        ("without a city", changed(without={"60"}), [StickerFault.MISSING]),
        ("without an acquirer", changed(without={"26"}), [StickerFault.MISSING]),
        ("without the national field", changed(without={"51"}), [StickerFault.NMID]),
        ("a number too short", changed(t51="0014ID.CO.QRIS.WWW0205ID102"), [StickerFault.NMID]),
        ("for one payment", changed(t01="12"), [StickerFault.DYNAMIC]),
        ("with an amount of zero", changed(t54="0"), [StickerFault.AMOUNT]),
        ("with a tip", changed(t55="01"), [StickerFault.FEE]),
        ("with a fee", changed(t55="02", t56="1000"), [StickerFault.FEE]),
    ],
)
def test_a_sticker_that_does_not_fit(_case, payload, faults):
    assert list(sticker_faults(read_qris(payload), own_nmid=NMID)) == faults


def test_7_13_09_a_sticker_pasted_over_ours_is_another_merchants():
    other = changed(t51="0014ID.CO.QRIS.WWW0215ID10299999999990303UMI")

    assert sticker_faults(read_qris(other), own_nmid=NMID) == (StickerFault.OTHER,)
    assert sticker_faults(read_qris(other)) == ()


# 12,000 and the reference K1-318: 54 before 58, 62 before 63; worked in docs/algorithms/qris.md.
def test_a_payment_of_the_till():
    made = payment_code(STICKER, own_nmid=NMID, amount_rp=12_000, reference="K1-318", has_ceiling=True)

    assert made == (
        "00020101021226570011ID.DANA.WWW011893600915000000000102090000000010303UMI51440014ID.CO.QRIS.WWW"
        "0215ID10200000000010303UMI5204581253033605405120005802ID5922Warung Contoh Guyub 026010Kab. Conto"
        "610559567" + "62100506K1-318" + "63049EB6"
    )
    read = read_qris(made)
    assert (read.initiation, read.value("54"), read.inner("62")) == ("dynamic", "12000", {"05": "K1-318"})


def test_a_code_loses_its_older_amount_tip_and_reference():
    first = payment_code(
        STICKER, own_nmid=NMID, amount_rp=500, reference="A 1", has_ceiling=False, fee=Fee(percent="0.7")
    )
    read = read_qris(first)
    assert [field.tag for field in read.fields[6:10]] == ["54", "55", "57", "58"]
    assert read.value("57") == "0.7"

    again = with_amount(read, amount="12000", reference="K1-318")

    assert again == payment_code(
        STICKER, own_nmid=NMID, amount_rp=12_000, reference="K1-318", has_ceiling=True
    )


def test_a_fixed_fee_stands_after_its_kind():
    made = payment_code(
        STICKER, own_nmid=NMID, amount_rp=500, reference="A 1", has_ceiling=False, fee=Fee("1000")
    )
    read = read_qris(made)
    assert [(field.tag, field.value) for field in read.fields[6:9]] == [
        ("54", "500"),
        ("55", "02"),
        ("56", "1000"),
    ]


def test_other_additional_fields_stay_and_the_reference_goes_among_them():
    sticker = changed(t62="0103A01" + "0703T01", t64="0002ID")
    made = with_amount(read_qris(sticker), amount="1", reference="R-1")

    assert "62210103A010503R-10703T016406" in made
    assert list(read_qris(made).inner("62")) == ["01", "05", "07"]


def test_a_code_without_a_country_takes_the_amount_at_its_end():
    made = with_amount(read_qris(code(("00", "01"), ("53", "702"))), amount="10.50")

    assert made.startswith("0002010102125303702540510.50")
    assert COUNTRY not in {field.tag for field in read_qris(made).fields}


@pytest.mark.parametrize(
    ("_case", "told", "facts"),
    [
        ("a broken sticker", {"sticker": STICKER[:-1]}, {"wrong": "payload", "fault": "length"}),
        ("another merchant's", {"own_nmid": "ID1029999999999"}, {"wrong": "sticker", "fault": "other"}),
        ("a fee on goods with a HET", {"has_ceiling": True, "fee": Fee("1")}, {"wrong": "ceiling"}),
        ("nothing to pay", {"amount_rp": 0}, {"wrong": "amount"}),
        ("less than nothing", {"amount_rp": -1}, {"wrong": "amount"}),
        ("more than fits", {"amount_rp": 10**13}, {"wrong": "amount"}),
        ("a fee of nothing", {"fee": Fee("0")}, {"wrong": "fee"}),
        ("a fee of no kind", {"fee": Fee()}, {"wrong": "fee"}),
        ("a fee of both kinds", {"fee": Fee("1", "1")}, {"wrong": "fee"}),
        ("a fee of all", {"fee": Fee(percent="100")}, {"wrong": "fee"}),
        ("no part of a hundred", {"fee": Fee(percent="0.0")}, {"wrong": "fee"}),
        ("no reference", {"reference": ""}, {"wrong": "reference"}),
        ("a long one", {"reference": "x" * 26}, {"wrong": "reference"}),
        ("a person's number", {"reference": "R-3573034105900001"}, {"wrong": "reference"}),
        (
            "no room",
            {"sticker": changed(t62="0190" + "x" * 90), "reference": "R-12"},
            {"wrong": "reference"},
        ),
    ],
)
def test_a_payment_that_is_not_made(_case, told, facts):
    refused = refusal(**told)

    assert facts.items() <= refused.items()
    assert refused["message"].endswith(".")


@pytest.mark.parametrize("amount", ["12000.00", "012", "1e3", "0.00", "", "١"])
def test_rupiah_are_whole(amount):
    with pytest.raises(QrisRefusedError):
        with_amount(read_qris(STICKER), amount=amount)


values = st.text(string.printable[:95] + "é最佳–", max_size=99)
tags = st.integers(0, 99).map(lambda tag: f"{tag:02}")


@given(st.lists(st.tuples(tags, values)))
def test_reading_undoes_writing(fields):
    told = tuple(Field(*field) for field in fields)

    assert fields_of("".join(field.written for field in told)) == told


@given(st.integers(0, len(STICKER) - 1), st.sampled_from(string.ascii_letters + string.digits))
def test_7_13_09_one_changed_sign_of_a_code_is_found(at, sign):
    told = STICKER[:at] + sign + STICKER[at + 1 :]
    read = read_qris(told)

    assert isinstance(read, QrisFault) or (told.upper()[-4:] == STICKER[-4:] and told[:-4] == STICKER[:-4])


@given(st.integers(1, 10**13 - 1), st.from_regex(r"[A-Z0-9][A-Z0-9-]{0,14}", fullmatch=True))
def test_7_13_09_what_is_made_of_a_sticker_can_be_read(amount_rp, reference):
    made = payment_code(STICKER, own_nmid=NMID, amount_rp=amount_rp, reference=reference, has_ceiling=True)
    read = read_qris(made)

    assert (read.value("54"), read.inner("62")["05"]) == (str(amount_rp), reference)
    assert sticker_faults(read) == (StickerFault.DYNAMIC, StickerFault.AMOUNT)
