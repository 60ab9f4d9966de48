"""Every kind of event: its posting balances, whatever the amounts; the voucher's series; what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.ledger.domain.entries import EntryDraft, complete
from guyub.books.ledger.selectors.chart import chart
from guyub.books.treasury.domain.events import (
    CashSide,
    Direction,
    EventRefusedError,
    lines_of,
    memo_of,
    read_kinds,
    series_of,
)
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.kinds import kinds
from tests.world import NOW, new_id

DRAWER = CashSide("1.1.01", CashKind.LACI, None)
BANK = CashSide("1.1.03", CashKind.BANK, None)


OWNERS = {
    "SIMPANAN": {"savings"},
    "PINJAMAN": {"loans"},
    "BELANJA": {"procurement"},
    "barang.kulak": {"inventory"},
    "pemasok.uang_muka": set(),
    "titipan.bayar": {"consignment"},
}


def sides_of(kind):
    """Give the cash places that a kind needs."""
    return {
        "cash": None if kind.direction is Direction.CATAT else DRAWER,
        "to_cash": BANK if kind.direction is Direction.PINDAH else None,
    }


@given(data=st.data(), kind=st.sampled_from(list(kinds().values())))
def test_every_kind_posts_an_entry_that_the_books_take(data, kind):
    amounts = {  # the first is never nothing, the others are less
        name: data.draw(st.integers(1_000_000, 10**12) if at == 0 else st.integers(0, 900_000))
        for at, name in enumerate(kind.amounts)
    }
    choice = data.draw(st.sampled_from(list(kind.choices))) if kind.choices else ""

    lines = lines_of(kind, amounts, choice=choice, **sides_of(kind))

    draft = EntryDraft(
        occurred_on=NOW.date(), memo=memo_of(kind, choice=choice), lines=lines, request_id=new_id()
    )
    done = complete(draft, chart())
    assert sum(line.amount_rp for line in done.lines) == 0
    # Savings, loans and what is bought are posted by their own contexts, all else by the treasury: it owns no account.
    owners = {chart().above(line.account).owner for line in done.lines} - {""}
    assert owners == OWNERS.get(kind.code, OWNERS.get(kind.group, set()))


def test_a_listed_kind_has_what_the_page_needs():
    for kind in kinds().values():
        assert kind.title
        assert bool(kind.choice) == bool(kind.choices), kind.code
        assert len(kind.code) <= 32


@pytest.mark.parametrize(
    "amounts", [{}, {"jumlah": 0}, {"jumlah": -1}, {"jumlah": 1.5}, {"lain": 1}, {"jumlah": 10**15}]
)
def test_an_amount_is_whole_and_above_zero(amounts):
    with pytest.raises(EventRefusedError) as refused:
        lines_of(kinds()["beban.listrik"], amounts, cash=DRAWER)

    assert refused.value.facts == {"wrong": "amount"}


@pytest.mark.parametrize("pajak", [1_000_000, 1_000_001])
def test_what_is_withheld_leaves_something_to_pay(pajak):
    with pytest.raises(EventRefusedError) as refused:
        lines_of(kinds()["organisasi.honor_pengawas"], {"jumlah": 1_000_000, "pajak": pajak}, cash=DRAWER)

    assert refused.value.facts == {"wrong": "amount"}


def test_a_posting_may_name_every_amount():
    (kind,) = read_kinds(
        "code,group,title,words,direction,posting,choice,choices,who,rank,hidden\n"
        "a.b,BEBAN,A,b,KELUAR,D:6.1.02:jumlah K:@:jumlah,,,,,1\n"
    )

    lines = lines_of(kind, {"jumlah": 5}, cash=DRAWER)

    assert [(line.account, line.amount_rp) for line in lines] == [("6.1.02", 5), ("1.1.01", -5)]


def test_what_may_be_nothing_may_be_left_out():
    lines = lines_of(kinds()["bank.angsur_himbara"], {"pokok": 4_000_000}, cash=BANK)

    assert [(line.account, line.amount_rp) for line in lines] == [
        ("2.4.01", 4_000_000),
        ("1.1.03", -4_000_000),
    ]


@pytest.mark.parametrize(
    ("code", "more", "wrong"),
    [
        ("beban.listrik", {"cash": None}, "cash"),
        ("bank.setor", {"cash": DRAWER}, "cash"),
        ("bank.setor", {"cash": DRAWER, "to_cash": DRAWER}, "same"),
        ("barang.beli_tunai", {"cash": DRAWER, "choice": "Mobil"}, "choice"),
    ],
)
def test_a_place_or_a_choice_that_misses_is_refused(code, more, wrong):
    with pytest.raises(EventRefusedError) as refused:
        lines_of(kinds()[code], {"jumlah": 5_000}, **more)

    assert refused.value.facts == {"wrong": wrong}


def test_a_lists_own_account_stands_below_the_chosen_one():
    kind, chosen = kinds()["dana.masuk"], {"jumlah": 5_000}

    lines = lines_of(kind, chosen, cash=DRAWER, choice="Dana sosial", own_account="2.3.02.01")

    assert [line.account for line in lines] == ["2.3.02.01", "1.1.01"]
    for elsewhere in ("2.3.01.01", "2.3.021", "1.1.01"):
        with pytest.raises(EventRefusedError) as refused:
            lines_of(kind, chosen, cash=DRAWER, choice="Dana sosial", own_account=elsewhere)
        assert refused.value.facts == {"wrong": "choice"}


def test_cash_stands_in_its_places_unit_and_the_rest_in_the_events():
    shop, drawers, member = new_id(), new_id(), new_id()
    drawer = CashSide("1.1.01", CashKind.LACI, drawers)

    lines = lines_of(kinds()["beban.listrik"], {"jumlah": 5_000}, cash=drawer, unit_id=shop, member_id=member)

    assert [(line.unit_id, line.member_id) for line in lines] == [(shop, member), (drawers, None)]


@pytest.mark.parametrize(
    ("direction", "cash", "series"),
    [
        (Direction.MASUK, DRAWER, "BKM"),
        (Direction.KELUAR, DRAWER, "BKK"),
        (Direction.MASUK, BANK, "BBM"),
        (Direction.KELUAR, BANK, "BBK"),
        (Direction.PINDAH, DRAWER, "BP"),
        (Direction.CATAT, None, "BM"),
    ],
)
def test_the_series_says_cash_or_bank_in_or_out(direction, cash, series):
    assert series_of(direction, cash) == series


def test_the_memo_says_what_and_no_name():
    kind = kinds()["barang.beli_tunai"]

    assert memo_of(kind, choice="Gula", note="2 karung") == "Beli barang dagangan tunai: Gula. 2 karung"
    assert memo_of(kind) == "Beli barang dagangan tunai"
