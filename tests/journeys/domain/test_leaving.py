"""Debts are set off against savings to the rupiah; heirs share what is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.journeys.domain.leaving import Owed, inherited, named_heirs, netted


def held(**amounts):
    return [Owed("savings", code, code.title(), rp) for code, rp in amounts.items()]


def debts(**amounts):
    return [Owed("loans", code, code.title(), rp) for code, rp in amounts.items()]


def told(netting):
    offs = [(one.debt.code, one.held.code, one.amount_rp) for one in netting.set_offs]
    return offs, [(one.code, one.amount_rp) for one in netting.paid], netting.left_rp


@pytest.mark.parametrize(
    ("_case", "has", "owes", "offs", "paid", "left_rp"),
    [
        ("nothing at all", {}, {}, [], [], 0),
        (
            "no debt: everything is paid",
            {"sukarela": 1_715_000, "wajib": 525_000, "pokok": 100_000},
            {},
            [],
            [("sukarela", 1_715_000), ("wajib", 525_000), ("pokok", 100_000)],
            0,
        ),
        (
            "a debt within the sukarela",
            {"sukarela": 500_000, "wajib": 525_000, "pokok": 100_000},
            {"pinjaman": 200_000},
            [("pinjaman", "sukarela", 200_000)],
            [("sukarela", 300_000), ("wajib", 525_000), ("pokok", 100_000)],
            0,
        ),
        (
            "a loan and a store credit reach into the wajib",
            {"sukarela": 300_000, "wajib": 525_000, "pokok": 100_000},
            {"pinjaman": 250_000, "bon": 85_000},
            [("pinjaman", "sukarela", 250_000), ("bon", "sukarela", 50_000), ("bon", "wajib", 35_000)],
            [("wajib", 490_000), ("pokok", 100_000)],
            0,
        ),
        (
            "as much as there is, to the rupiah",
            {"wajib": 525_000, "pokok": 100_000},
            {"pinjaman": 625_000},
            [("pinjaman", "wajib", 525_000), ("pinjaman", "pokok", 100_000)],
            [],
            0,
        ),
        (
            "more than there is: the rest stays a debt",
            {"pokok": 100_000},
            {"pinjaman": 90_000, "bon": 25_000},
            [("pinjaman", "pokok", 90_000), ("bon", "pokok", 10_000)],
            [],
            15_000,
        ),
    ],
)
def test_netted(_case, has, owes, offs, paid, left_rp):
    assert told(netted(held=held(**has), debts=debts(**owes))) == (offs, paid, left_rp)


AMOUNTS = st.lists(st.integers(1, 10**12), max_size=6)


@pytest.mark.watched
@given(has=AMOUNTS, owes=AMOUNTS)
def test_no_rupiah_is_lost_and_nothing_falls_below_zero(has, owes):
    whole = [Owed("savings", str(at), "", rp) for at, rp in enumerate(has)]
    debt = [Owed("loans", str(at), "", rp) for at, rp in enumerate(owes)]
    found = netted(held=whole, debts=debt)
    met_rp = sum(one.amount_rp for one in found.set_offs)

    assert met_rp + found.paid_rp == sum(has)
    assert met_rp + found.left_rp == sum(owes)
    assert met_rp == min(sum(has), sum(owes))
    assert not (found.paid and found.left)
    assert all(one.amount_rp > 0 for one in (*found.set_offs, *found.paid, *found.left))
    assert sum(found.met_rp(one) for one in debt) == met_rp
    for one in whole:
        used_rp = sum(off.amount_rp for off in found.set_offs if off.held == one)
        kept_rp = sum(paid.amount_rp for paid in found.paid if paid.code == one.code)
        assert used_rp + kept_rp == one.amount_rp


def test_heirs_share_to_the_rupiah():
    assert inherited(100_001, [("Budi", 50), ("Sari", 25), ("Tono", 25)]) == [
        ("Budi", 50_001),
        ("Sari", 25_000),
        ("Tono", 25_000),
    ]
    assert inherited(0, [("Budi", 100)]) == [("Budi", 0)]


@pytest.mark.parametrize(
    ("names", "most", "said"),
    [
        (["Budi"], 120, "Budi"),
        (["Budi", "Sari"], 120, "Budi, Sari"),
        (["Budi Santoso", "Sari Utami", "Tono"], 34, "Budi Santoso, Sari Utami, Tono"),
        (["Budi Santoso", "Sari Utami", "Tono Wibowo"], 34, "Budi Santoso dan 2 ahli waris lain"),
        (["Budi Santoso", "Sari Utami"], 12, "2 ahli waris"),
    ],
)
def test_heirs_are_named_in_one_line(names, most, said):
    assert named_heirs(names, most=most) == said
