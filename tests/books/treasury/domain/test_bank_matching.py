"""Lines and entries that are the same money: sure ones, likely ones with their reason, never one row twice."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.books.treasury.domain.bank_matching import BankSide, Reason, Tie, matching, sure_matches

START = date(2026, 10, 1)


def row(number, day, amount_rp, text="", **more):
    return BankSide(UUID(int=number), START + timedelta(days=day), amount_rp, text, **more)


def found(lines, entries):
    """Tell what is sure and what is likely, by the last digits of ids."""
    done = matching(lines, entries)
    return [
        [
            ([one.id.int for one in match.lines], [one.id.int for one in match.entries], match.reason, match.days)
            for match in part
        ]
        for part in (done.sure, done.likely)
    ]  # fmt: skip


def test_the_only_pair_that_fits_is_sure():
    sure, likely = found(
        [row(1, 2, 500_000), row(2, 9, -10_000), row(3, 20, 70_000)],
        [row(11, 0, 500_000), row(12, 9, -10_000), row(13, 26, 70_000), row(14, 20, -70_000)],
    )

    assert sure == [([1], [11], Reason.NEAR_DAY, 2), ([2], [12], Reason.SAME_DAY, 0)]
    assert likely == []  # six days apart, or the other way


def test_of_two_that_fit_none_is_sure_and_the_nearest_is_likely():
    sure, likely = found([row(1, 4, 500_000)], [row(11, 1, 500_000), row(12, 3, 500_000)])

    assert (sure, likely) == ([], [([1], [12], Reason.NEAR_DAY, 1)])
    sure, likely = found([row(1, 1, 5), row(2, 3, 5)], [row(11, 3, 5)])
    assert (sure, likely) == ([], [([2], [11], Reason.SAME_DAY, 0)])


def test_a_line_that_names_the_number_of_a_voucher_is_sure():
    sure, likely = found(
        [row(1, 4, -90_000, "TRF BBK 2026 12 toko"), row(2, 4, -90_000, "bbk-2026-0012, BBK-2026-0099")],
        [
            row(11, 4, -90_000, name="BBK-2026-0012"),
            row(12, 4, -90_000, name="BBK-2026-0013"),
            row(13, 30, 1),
        ],
    )

    assert sure == [([1], [11], Reason.NUMBER, 0), ([2], [12], Reason.SAME_DAY, 0)]
    assert likely == []


def test_words_in_common_decide_before_days():
    sure, likely = found(
        [row(1, 4, -90_000, "Transfer dari PLN token listrik")],
        [row(11, 4, -90_000, "Bayar transfer"), row(12, 2, -90_000, "Bayar listrik kantor")],
    )

    assert (sure, likely) == ([], [([1], [12], Reason.WORDS, 2)])


def test_a_word_that_everybody_says_decides_nothing():
    entries = [row(100 + place, 0, 5, "angsuran") for place in range(30)]

    _, likely = found([row(1, 3, 5, "angsuran")], entries)

    assert likely == [([1], [100], Reason.NEAR_DAY, 3)]


def test_an_entry_and_its_reversal_leave_together():
    sure, _ = found(
        [row(1, 0, 5)],
        [
            row(11, 0, 5),
            row(12, 40, -5, reverses_id=UUID(int=11)),
            row(13, 0, 5),
            row(14, 0, -7, reverses_id=UUID(int=13)),
            row(15, 0, -8, reverses_id=UUID(int=99)),
        ],
    )

    assert sure == [([], [11, 12], Reason.REVERSED, 40), ([1], [13], Reason.SAME_DAY, 0)]


def test_one_line_for_several_entries_and_several_lines_for_one():
    sure, likely = found(
        [row(1, 3, 600_000), row(2, 3, -30_000), row(3, 4, -70_000), row(4, 3, 7)],
        [
            row(11, 1, 900_000),
            row(12, 2, 100_000),
            row(13, 2, 200_000),
            row(14, 3, 300_000),
            row(15, 3, -100_000),
            row(16, 3, 5),
        ],
    )

    assert sure == []
    assert likely == [
        ([1], [12, 13, 14], Reason.SEVERAL_ENTRIES, 1),
        ([2, 3], [15], Reason.SEVERAL_LINES, 1),
    ]


def test_two_or_three_that_are_no_neighbours_are_found_too():
    _, likely = found([row(1, 3, 11)], [row(11, 3, 5), row(12, 3, 1), row(13, 3, 6)])
    assert likely == [([1], [11, 13], Reason.SEVERAL_ENTRIES, 0)]
    _, likely = found([row(1, 3, 12)], [row(11, 3, 5), row(12, 3, 3), row(13, 3, 6), row(14, 3, 1)])
    assert likely == [([1], [11, 13, 14], Reason.SEVERAL_ENTRIES, 0)]


rows = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(-4, 4).filter(bool), st.sampled_from(["", "listrik", "BKM-2026-0001"])
    ),
    max_size=30,
)


@pytest.mark.watched
@settings(deadline=None)
@given(rows, rows, st.data())
def test_no_row_is_used_twice_and_both_sides_sum_to_the_same(lines, entries, data):
    lines = [row(place, *one) for place, one in enumerate(lines, 1)]
    entries = [
        row(
            100 + place,
            *one,
            name=f"BKM-2026-{place:04}",
            reverses_id=data.draw(st.sampled_from([None, UUID(int=101)])),
        )
        for place, one in enumerate(entries, 1)
    ]

    done = matching(lines, entries)

    used = [one.id for match in (*done.sure, *done.likely) for one in (*match.lines, *match.entries)]
    assert len(used) == len(set(used))
    assert set(used) <= {one.id for one in (*lines, *entries)}
    for match in (*done.sure, *done.likely):
        assert sum(one.amount_rp for one in match.lines) == sum(one.amount_rp for one in match.entries)
    assert matching(lines[::-1], entries[::-1]) == done
    assert sure_matches(lines, entries) == done.sure


def test_a_month_ties_or_says_by_how_much_not():
    tie = Tie(statement_rp=18_940_000, only_books_rp=500_000, only_bank_rp=-10_000, books_rp=19_450_000)

    assert (tie.adjusted_rp, tie.gap_rp) == (19_450_000, 0)
    assert Tie(statement_rp=5, only_books_rp=0, only_bank_rp=0, books_rp=8).gap_rp == 3
