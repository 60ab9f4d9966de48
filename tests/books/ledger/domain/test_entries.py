"""What an entry is before it is posted."""

import datetime as dt
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.ledger.domain.chart import Mark
from guyub.books.ledger.domain.entries import (
    MOST_LINES,
    MOST_RP,
    EntryDraft,
    EntryRefusedError,
    LineDraft,
    Phase,
    complete,
    entry_name,
    taken_back,
)
from guyub.books.ledger.selectors.chart import chart
from tests.books.ledger.posting import entry

ON = dt.date(2026, 11, 25)
SHOP, COMMON = UUID(int=1), None
CASH = ("1.1.01", "1.1.02", "1.1.03")
OTHERS = ("1.3.01", "1.6.03", "2.1.01", "2.4.01", "3.1.01", "4.1.01", "6.1.02", "7.1.01")


def completed(*lines, **more):
    return complete(entry(ON, "Contoh", *lines, **more), chart())


def flows(*lines):
    return [(line.account, line.amount_rp, line.flow) for line in completed(*lines).lines]


PAIR = (("6.1.02", 5), ("1.1.02", -5))


@pytest.mark.parametrize(
    ("_case", "wrong", "draft"),
    [
        ("no words", "memo", entry(ON, "  ", *PAIR)),
        ("too many words", "memo", entry(ON, "x" * 201, *PAIR)),
        ("a small series", "series", entry(ON, "x", *PAIR, series="ju")),
        ("a long series", "series", entry(ON, "x", *PAIR, series="JURNA")),
        ("a series with digits", "series", entry(ON, "x", *PAIR, series="J1")),
        ("one line", "lines", entry(ON, "x", ("1.1.02", 5))),
        ("a long note", "lines", entry(ON, "x", ("6.1.02", 5, {"note": "x" * 121}), PAIR[1])),
        ("nothing", "amount", entry(ON, "x", ("6.1.02", 0), ("1.1.02", 0))),
        ("a fraction", "amount", entry(ON, "x", ("6.1.02", 5.0), ("1.1.02", -5.0))),
        ("yes and no", "amount", entry(ON, "x", ("6.1.02", True), ("1.1.02", -1))),
        ("too much", "amount", entry(ON, "x", ("6.1.02", MOST_RP + 1), ("1.1.02", -MOST_RP - 1))),
        ("no such account", "account", entry(ON, "x", ("6.1.99", 5), PAIR[1])),
        ("an account of posting's own", "control", entry(ON, "x", ("1.9.01", 5), PAIR[1])),
        ("one rupiah short", "unbalanced", entry(ON, "x", ("6.1.02", 6), PAIR[1])),
    ],
)
def test_lines_that_make_no_entry_are_refused(_case, wrong, draft):
    with pytest.raises(EntryRefusedError) as refused:
        complete(draft, chart())
    assert refused.value.facts["wrong"] == wrong


def test_what_posting_adds_counts_too():
    lines = [("6.1.02", 1, {"unit_id": UUID(int=at + 1)}) for at in range(MOST_LINES - 1)]
    with pytest.raises(EntryRefusedError) as refused:
        completed(*lines, ("1.1.02", 1 - MOST_LINES))
    assert refused.value.facts["wrong"] == "lines"


def test_both_sums_of_an_unbalanced_entry_are_told():
    with pytest.raises(EntryRefusedError) as refused:
        completed(("6.1.02", 6), ("1.1.02", -5))
    assert refused.value.facts == {"wrong": "unbalanced", "debit_rp": 6, "credit_rp": 5}


def test_a_memo_is_one_line_and_an_entry_knows_its_total_and_its_name():
    draft = complete(entry(ON, " Bayar \n listrik ", *PAIR), chart())
    assert (draft.memo, draft.total_rp) == ("Bayar listrik", 5)
    assert entry_name("JU", 2026, 12) == "JU-2026-0012"


@pytest.mark.parametrize(
    ("_case", "lines", "expected"),
    [
        ("paid", PAIR, [("6.1.02", 5, ""), ("1.1.02", -5, "BEBAN")]),
        ("no cash", (("6.1.08", 5), ("1.6.92", -5)), [("6.1.08", 5, ""), ("1.6.92", -5, "")]),
        (
            "moved between cash accounts",
            (("1.1.03", 5), ("1.1.01", -5)),
            [("1.1.03", 5, "ANTAR_KAS"), ("1.1.01", -5, "ANTAR_KAS")],
        ),
        (
            "one receipt for two things",
            (("1.1.01", 45), ("1.2.03", -40), ("4.1.02", -5)),
            [
                ("1.1.01", 5, "DARI_ANGGOTA"),
                ("1.1.01", 40, "PINJAMAN_ANGGOTA"),
                ("1.2.03", -40, ""),
                ("4.1.02", -5, ""),
            ],
        ),
        (
            "from two drawers",
            (("6.1.02", 5), ("1.1.01", -3), ("1.1.02", -2)),
            [("6.1.02", 5, ""), ("1.1.01", -3, "BEBAN"), ("1.1.02", -2, "BEBAN")],
        ),
        (
            "goods bought with cash and a bank's loan",
            (("1.3.01", 900), ("1.1.02", -400), ("2.4.01", -500)),
            [
                ("1.3.01", 900, ""),
                ("1.1.02", -900, "PEMASOK"),
                ("1.1.02", 500, "PINJAMAN_BANK"),
                ("2.4.01", -500, ""),
            ],
        ),
        (
            "sold and bought in one, the till takes what is left",
            (("1.1.01", 60), ("1.3.01", 40), ("4.1.02", -100)),
            [
                ("1.1.01", 100, "DARI_ANGGOTA"),
                ("1.1.01", -40, "PEMASOK"),
                ("1.3.01", 40, ""),
                ("4.1.02", -100, ""),
            ],
        ),
        (
            "bought and moved",
            (("6.1.02", 5), ("1.1.03", 10), ("1.1.02", -15)),
            [
                ("6.1.02", 5, ""),
                ("1.1.03", 10, "ANTAR_KAS"),
                ("1.1.02", -10, "ANTAR_KAS"),
                ("1.1.02", -5, "BEBAN"),
            ],
        ),
    ],
)
def test_cash_carries_the_flow_of_what_stands_against_it(_case, lines, expected):
    assert flows(*lines) == expected


def test_each_unit_balances():
    lines = completed(("6.1.02", 5, {"unit_id": SHOP}), ("1.1.02", -5)).lines
    assert [(line.account, line.amount_rp, line.unit_id) for line in lines[2:]] == [
        ("1.9.01", -5, SHOP),
        ("1.9.01", 5, COMMON),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(CASH + OTHERS),
            st.integers(-(10**9), 10**9).filter(bool),
            st.sampled_from((SHOP, COMMON)),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(CASH + OTHERS),
)
def test_whatever_is_split_keeps_its_sums(lines, last):
    rest = -sum(amount for _, amount, _ in lines)
    drafted = [LineDraft(code, amount, unit_id=unit) for code, amount, unit in lines]
    drafted += [LineDraft(last, rest or 1)] + ([] if rest else [LineDraft("6.1.02", -1)])
    draft = EntryDraft(occurred_on=ON, memo="x", lines=drafted, request_id=uuid4())
    whole = complete(draft, chart()).lines

    def total(rows, key):
        sums = {}
        for row in rows:
            sums[key(row)] = sums.get(key(row), 0) + row.amount_rp
        return {name: rp for name, rp in sums.items() if rp}

    marks = {code: chart().above(code).mark for code in (*CASH, *OTHERS, "1.9.01")}
    own = [line for line in whole if marks[line.account] is not Mark.ANTAR_UNIT]
    assert total(own, lambda line: (line.account, line.unit_id)) == total(
        drafted, lambda line: (line.account, line.unit_id)
    )
    assert total(whole, lambda line: line.unit_id) == {}
    cash = [line for line in whole if marks[line.account] is Mark.CASH]
    assert all(bool(line.flow) == (line in cash) and line.amount_rp for line in whole)
    against = total(
        (
            replace(line, amount_rp=-line.amount_rp)
            for line in drafted
            if marks[line.account] is not Mark.CASH
        ),
        lambda line: chart().above(line.account).flow,
    )
    # Where cash only moves between cash accounts, or not at all, the rest is no flow.
    has_moved = sum(line.amount_rp for line in cash) != 0
    assert total(cash, lambda line: line.flow) == (against if has_moved else {})


def test_what_takes_an_entry_back_turns_every_sign():
    first = completed(("6.1.02", 5, {"unit_id": SHOP}), ("1.1.02", -5))
    back = taken_back(
        first.lines,
        memo="Balik",
        series="JU",
        occurred_on=ON,
        reverses_id=UUID(int=7),
        request_id=UUID(int=8),
        phase=Phase.ADJUSTMENT,
    )
    assert [line.amount_rp for line in back.lines] == [-line.amount_rp for line in first.lines]
    assert [replace(line, amount_rp=0) for line in back.lines] == [
        replace(line, amount_rp=0) for line in first.lines
    ]
    assert (back.reverses_id, back.phase, back.part) == (UUID(int=7), Phase.ADJUSTMENT, 0)
