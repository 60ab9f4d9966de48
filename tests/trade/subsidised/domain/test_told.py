from uuid import UUID

import pytest

from guyub.trade.subsidised.domain.programmes import KnownBy
from guyub.trade.subsidised.domain.told import RationUnreadError, Stays, own_number, read_rations

USE, BUYER = "0193a1b2-0000-7000-8000-000000000001", "0193a1b2-0000-7000-8000-000000000002"
TOLD = {
    "line": 2,
    "use_id": USE,
    "programme": "LPG_3KG",
    "category": "RT",
    "consumer_id": BUYER,
    "last4": "0042",
    "known_by": "NETWORK",
    "qty": 2,
    "empties": 1,
    "stays": "DEPOSIT",
    "deposit_rp": 150_000,
}


def unread(**more):
    row = {key: value for key, value in (TOLD | more).items() if value is not None}
    with pytest.raises(RationUnreadError) as caught:
        read_rations({"rations": [row]})
    return caught.value.facts["name"]


def test_a_ration_is_read_with_what_goes_without_saying():
    (told,) = read_rations({"rations": [TOLD]})
    assert (told.line, str(told.use_id), str(told.consumer_id), told.box) == (2, USE, BUYER, "")
    assert (told.known_by, told.stays, told.deposit_rp) == (KnownBy.NETWORK, Stays.DEPOSIT, 150_000)

    offline = {name: TOLD[name] for name in ("line", "use_id", "programme", "category", "last4", "qty")}
    (told,) = read_rations({"rations": [offline | {"known_by": "UNKNOWN", "box": "aB_-9", "reason": "lupa"}]})
    assert (told.consumer_id, told.box, told.reason) == (None, "aB_-9", "lupa")
    assert (told.empties, told.stays, told.deposit_rp) == (0, Stays.NO, 0)


def test_a_sale_of_other_goods_tells_of_none():
    assert [read_rations(body) for body in ({}, {"rations": None}, {"rations": []}, [], None)] == [()] * 5


def test_what_is_not_what_it_must_be_is_not_read():
    wrong = {
        "line": (0, 201, "1", True, None),
        "use_id": (None, "x", 7),
        "programme": (None, "lpg", "L" * 21, 3),
        "category": ("", "C" * 15),
        "consumer_id": ("nobody", 9),
        "last4": ("42", "004x", None, "00421", "3573011203900042"),
        "known_by": (None, "GUESSED", 1),
        "qty": (0, 1.5, None),
        "reason": ("x" * 201, 4),
        "empties": (-1, "0"),
        "stays": ("SOLD", 2),
        "deposit_rp": (-1, 0, None),
    }
    for name, values in wrong.items():
        assert [unread(**{name: value}) for value in values] == [name] * len(values)
    # Nobody is told, by id or in a box; and a box is no number in clear.
    assert [unread(consumer_id=None, box=box) for box in (None, "", "no box", "x" * 401)] == ["box"] * 4
    assert unread(stays="LOAN") == "deposit_rp"
    for rows in ({}, "x", [7], [TOLD] * 21):
        with pytest.raises(RationUnreadError):
            read_rations({"rations": rows})


def test_a_line_a_programme_and_a_use_stand_there_once():
    other = TOLD | {"line": 3, "programme": "BERAS_SPHP", "use_id": BUYER}
    assert len(read_rations({"rations": [TOLD, other]})) == 2
    for name in ("line", "programme", "use_id"):
        with pytest.raises(RationUnreadError) as caught:
            read_rations({"rations": [TOLD, other | {name: TOLD[name]}]})
        assert caught.value.facts["name"] == name


def test_a_line_whose_number_is_anothers_has_one_of_its_own_that_stays():
    mine = {own_number(sale_id=UUID(sale), line=line) for sale in (USE, BUYER) for line in (1, 2)}
    assert len(mine) == 4
    assert own_number(sale_id=UUID(USE), line=1) in mine
