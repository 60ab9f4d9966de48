"""What a city types of households, read and refused; docs/algorithms/allocation.md."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.subsidised.domain.household_estimates import (
    MOST_WARDS,
    HouseholdLine,
    HouseholdsRefusedError,
    HouseholdsTyped,
    checked_households,
    lines_of,
    moved,
    pasted,
    whole,
)

TODAY = date(2026, 11, 25)
BUMIAYU, ARJOSARI = "35.73.03.1003", "35.73.01.1011"
NAMES = {BUMIAYU: "KKMP Bumiayu", ARJOSARI: "KKMP Arjosari"}
LINE = HouseholdLine(code=BUMIAYU, households=2_310, each_qty=3)
TYPED = HouseholdsTyped(programme="LPG_3KG", of_on=TODAY, source="BPS", lines=(LINE,))


def refused(act):
    with pytest.raises(HouseholdsRefusedError) as told:
        act()
    return told.value.facts


@pytest.mark.parametrize(
    ("wrong", "changed"),
    [
        ("source", {"source": ""}),
        ("source", {"source": "s" * 201}),
        ("day", {"of_on": TODAY + timedelta(days=1)}),
        ("nothing", {"lines": ()}),
        ("many", {"lines": (LINE,) * (MOST_WARDS + 1)}),
        ("ward", {"lines": (replace(LINE, code="35.79.01.1001"),)}),
        ("twice", {"lines": (LINE, replace(LINE, households=1))}),
        ("count", {"lines": (replace(LINE, households=-1),)}),
        ("count", {"lines": (replace(LINE, households=1_000_001),)}),
        ("each", {"lines": (replace(LINE, each_qty=0),)}),
        ("each", {"lines": (replace(LINE, each_qty=1_000_001),)}),
    ],
)
def test_what_is_not_kept(wrong, changed):
    told = refused(lambda: checked_households(replace(TYPED, **changed), names=NAMES, today=TODAY))

    assert told["wrong"] == wrong


def test_the_ends_are_inside_and_a_refusal_names_the_ward():
    ends = (
        replace(LINE, households=0, each_qty=1_000_000),
        replace(LINE, code=ARJOSARI, households=1_000_000),
    )
    checked_households(replace(TYPED, lines=ends, source="s" * 200), names=NAMES, today=TODAY)

    beyond = replace(TYPED, lines=(LINE, replace(LINE, code=ARJOSARI, each_qty=-3)))
    assert refused(lambda: checked_households(beyond, names=NAMES, today=TODAY)) == {
        "wrong": "each",
        "ward": "KKMP Arjosari",
    }


def test_cells_of_the_table_and_one_need_for_all():
    cells = {BUMIAYU: ("2.310", ""), ARJOSARI: (" 900 ", "4")}

    assert lines_of(cells, each="3", names=NAMES) == (
        LINE,
        HouseholdLine(code=ARJOSARI, households=900, each_qty=4),
    )
    assert lines_of({BUMIAYU: ("", " ")}, each="3", names=NAMES) == ()  # left alone


@pytest.mark.parametrize(
    ("wrong", "cells", "each"),
    [
        ("half", ("", "3"), "3"),
        ("count", ("banyak", ""), "3"),
        ("count", ("-4", ""), "3"),
        ("each", ("10", ""), ""),
        ("each", ("10", "1,5"), "3"),
    ],
)
def test_cells_that_say_nothing_whole(wrong, cells, each):
    told = refused(lambda: lines_of({BUMIAYU: cells}, each=each, names=NAMES))

    assert told == {"wrong": wrong, "ward": "KKMP Bumiayu"}


def test_lines_of_a_spreadsheet():
    """By code, by the ward's name or its cooperative's; an empty line is passed over."""
    written = "Kelurahan BUMIAYU\t2.310\n\n35.73.01.1011;900;4\n"

    assert pasted(written, names=NAMES) == {BUMIAYU: ("2.310", ""), ARJOSARI: ("900", "4")}
    assert pasted("kkmp arjosari  1 200", names=NAMES) == {ARJOSARI: ("1 200", "")}
    assert pasted("", names=NAMES) == {}


@pytest.mark.parametrize(
    ("facts", "written"),
    [
        ({"wrong": "line", "no": 2}, "Bumiayu\t1\nSukun\t2"),
        ({"wrong": "line", "no": 1}, "Bumiayu"),
        ({"wrong": "line", "no": 1}, "Bumiayu\tdua"),
        ({"wrong": "line", "no": 1}, "Bumiayu\t1\t2\t3"),
        ({"wrong": "twice", "ward": "KKMP Bumiayu"}, "Bumiayu\t1\n35.73.03.1003\t2"),
    ],
)
def test_lines_that_are_none(facts, written):
    assert refused(lambda: pasted(written, names=NAMES)) == facts


@pytest.mark.parametrize("none", ["", "1.23", "12.3456", "1,5", "١٢", "1234567890", "12 34"])
def test_what_is_no_whole_number(none):
    assert whole(none) is None


@given(st.integers(0, 999_999_999))
def test_a_number_is_read_as_it_is_written(number):
    dotted = f"{number:,}".replace(",", ".")
    assert whole(str(number)) == whole(dotted) == whole(dotted.replace(".", " ")) == number


def test_what_others_told_since_is_seen():
    lines = (LINE, replace(LINE, code=ARJOSARI))

    assert moved(lines, newest={}, seen=frozenset()) == ""
    assert moved(lines, newest={ARJOSARI: 2}, seen=frozenset({2})) == ""
    assert moved(lines, newest={BUMIAYU: 1, ARJOSARI: 3}, seen=frozenset({1, 2})) == ARJOSARI
