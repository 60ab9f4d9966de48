"""Few people are not shown, and not told by what is."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.city.supervision.domain.small_numbers import Shown, Sum, protected

LEAST = 5


def row(*counts):
    """Give a row of parts with their sum."""
    parts = [("x", str(n)) for n in range(len(counts))]
    cells = dict(zip(parts, counts, strict=True)) | {("x", "sum"): sum(counts)}
    return cells, [Sum(("x", "sum"), parts)]


def table(rows):
    """Give a table whose rows and columns have sums, and so has the whole."""
    width = len(rows[0])
    cells = {(str(n), str(m)): count for n, counts in enumerate(rows) for m, count in enumerate(counts)}
    cells |= {(str(n), "sum"): sum(counts) for n, counts in enumerate(rows)}
    cells |= {("sum", str(m)): sum(counts[m] for counts in rows) for m in range(width)}
    cells[("sum", "sum")] = sum(map(sum, rows))
    names, columns = [str(n) for n in range(len(rows))], [str(m) for m in range(width)]
    sums = [Sum((name, "sum"), [(name, column) for column in columns]) for name in (*names, "sum")]
    sums += [Sum(("sum", column), [(name, column) for name in names]) for column in (*columns, "sum")]
    return cells, sums


def words(cells, sums):
    return [one.words for one in protected(cells, sums, least=LEAST).values()]


@pytest.mark.parametrize(
    ("_case", "counts", "shown"),
    [
        ("nothing small", (60, 70), ["60", "70", "130"]),
        ("one small: the other would tell it", (3, 127), ["< 5", "–", "130"]),
        ("a cell of nobody is small", (0, 130), ["< 5", "–", "130"]),
        ("nobody at all", (0, 0), ["0", "0", "0"]),
        ("the smallest other one goes", (3, 90, 37), ["< 5", "90", "–", "130"]),
        ("two small ones that are never both nobody", (2, 3, 125), ["< 5", "< 5", "–", "130"]),
        ("two small ones with room", (2, 2, 126), ["< 5", "< 5", "126", "130"]),
        ("all small: together they are few", (1, 2), ["< 5", "< 5", "< 5"]),
        ("all small: the sum would tell at least two of each", (3, 3), ["< 5", "< 5", "–"]),
        ("thousands", (1_234, 5), ["1.234", "5", "1.239"]),
    ],
)
def test_a_row(_case, counts, shown):
    assert words(*row(*counts)) == shown


def test_a_table_hides_in_rows_and_columns():
    cells, sums = table([[3, 60], [40, 50], [30, 20]])

    assert words(cells, sums) == [
        "< 5", "–",
        "40", "50",
        "–", "–",
        "–", "90", "50",
        "73", "130", "203",
    ]  # fmt: skip


def test_a_column_of_nobody_hides_nothing():
    cells, sums = table([[0, 3, 60], [0, 40, 50], [0, 30, 20]])
    shown = protected(cells, sums, least=LEAST)

    assert [shown[str(n), "0"].words for n in range(3)] == ["0", "0", "0"]
    assert [shown[str(n), "1"].words for n in range(3)] == ["< 5", "40", "–"]


def test_what_is_shown_says_so():
    assert Shown(7).words == "7"
    assert Shown(None, is_few=True, least=10).words == "< 10"
    assert Shown(None).words == "–"


def consistent(cells, sums, shown, most):
    """List every filling of the hidden cells that fits the sums and what a reader knows."""
    hidden = [key for key, one in shown.items() if one.number is None]
    spans = [range(LEAST) if shown[key].is_few else range(most + 1) for key in hidden]
    for counts in product(*spans):
        filled = dict(cells) | dict(zip(hidden, counts, strict=True))
        if all(filled[one.total] == sum(filled[part] for part in one.parts) for one in sums):
            yield filled


@pytest.mark.watched
@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=4))
def test_in_a_row_every_small_cell_may_be_any_small_number(counts):
    cells, sums = row(*counts)
    shown = protected(cells, sums, least=LEAST)

    found = list(consistent(cells, sums, shown, most=sum(counts) + 8))

    assert cells in found
    for key, one in shown.items():
        if one.is_few:
            assert {filled[key] for filled in found} == set(range(LEAST)), key
        elif one.number is not None:
            assert one.number == cells[key]


@pytest.mark.watched
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=2))
def test_in_a_table_no_small_cell_is_told(rows):
    cells, sums = table(rows)
    shown = protected(cells, sums, least=LEAST)
    hidden = [one for one in shown.values() if one.number is None]
    if 13 ** sum(not one.is_few for one in hidden) * 5 ** sum(one.is_few for one in hidden) > 100_000:
        return  # too many fillings to try: much is hidden

    found = list(consistent(cells, sums, shown, most=12))

    for key, one in shown.items():
        if one.is_few:
            assert len({filled[key] for filled in found}) > 1, key


@pytest.mark.watched
@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(0, 400), min_size=3, max_size=3), min_size=1, max_size=12))
def test_what_is_shown_is_true_and_never_small(rows):
    cells, sums = table(rows)

    for key, one in protected(cells, sums, least=LEAST).items():
        if one.number is not None:
            assert one.number == cells[key]
            assert one.number >= LEAST or one.number == 0
