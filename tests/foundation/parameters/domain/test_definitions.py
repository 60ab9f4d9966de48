from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.domain.definitions import (
    ORDER,
    Confidence,
    Dated,
    Definition,
    Direction,
    Scope,
    Unit,
    ValueNotUnderstoodError,
    effective,
    is_tighter,
    read_value,
    shown,
)

DAY = date(2026, 11, 25)
RATE = Definition(key="k", title="t", unit=Unit.RATE, direction=Direction.CAP, group="g")
N, C, K = Scope.NATIONAL, Scope.CITY, Scope.COOPERATIVE


@pytest.mark.parametrize(
    ("written", "unit", "kept", "read_back"),
    [
        ("100.000", Unit.RUPIAH, "100000", "Rp\u00a0100.000"),
        ("Rp 5.000.000", Unit.RUPIAH, "5000000", "Rp\u00a05.000.000"),
        ("24%", Unit.RATE, "0.24", "24%"),
        ("0,125", Unit.RATE, "0.125", "12,5%"),
        ("1,5 %", Unit.RATE, "0.015", "1,5%"),
        ("12", Unit.NUMBER, "12", "12"),
        ("2,5", Unit.NUMBER, "2.5", "2,5"),
        ("31-03", Unit.DAY, "03-31", "31 Maret"),
        ("03-31", Unit.DAY, "03-31", "31 Maret"),
        ("29-02", Unit.DAY, "02-29", "29 Februari"),
        (" apa saja ", Unit.TEXT, "apa saja", "apa saja"),
    ],
)
def test_what_people_write_is_kept_exactly_and_read_back(written, unit, kept, read_back):
    assert read_value(written, unit) == kept
    assert read_value(kept, unit) == kept
    assert shown(kept, unit) == read_back


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("", Unit.RUPIAH), ("-5", Unit.RUPIAH), ("1,5", Unit.RUPIAH), ("9" * 16, Unit.RUPIAH),
        ("dua", Unit.NUMBER), ("NaN", Unit.NUMBER), ("Infinity", Unit.NUMBER), ("1e99", Unit.NUMBER),
        ("2000%", Unit.RATE), ("-1%", Unit.RATE), ("30-02", Unit.DAY), ("x", Unit.DAY), ("", Unit.TEXT),
        ("x" * 81, Unit.TEXT), ("lain", Unit.CHOICE),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(written, unit):
    with pytest.raises(ValueNotUnderstoodError):
        read_value(written, unit, ("satu",))


def test_a_choice_is_one_of_its_words():
    assert read_value("satu", Unit.CHOICE, ("satu",)) == shown("satu", Unit.CHOICE) == "satu"


@pytest.mark.parametrize(
    ("_case", "values", "holds"),
    [
        ("nothing set", [], None),
        ("the nation alone", [(N, "0.24")], "0.24"),
        ("a cooperative tightens", [(N, "0.24"), (K, "0.18")], "0.18"),
        ("a city between them", [(N, "0.24"), (C, "0.20"), (K, "0.18")], "0.18"),
        ("looser than the nation gives way", [(N, "0.15"), (K, "0.18")], "0.15"),
        ("looser than the city gives way", [(N, "0.24"), (C, "0.12"), (K, "0.18")], "0.12"),
    ],
)
def test_what_holds_under_a_cap(_case, values, holds):
    dated = [Dated(scope, value, DAY, None) for scope, value in values]

    found = effective(dated, RATE, on=DAY)

    assert (found and found.value) == holds


def test_both_ends_of_a_span_are_inside():
    spans = [Dated(N, "10", DAY, DAY + timedelta(days=1)), Dated(N, "25", DAY + timedelta(days=2), None)]

    found = [effective(spans, RATE, on=DAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]

    assert [one and one.value for one in found] == [None, "10", "10", "25"]


@given(
    st.lists(st.tuples(st.sampled_from(list(Scope)), st.integers(0, 50)), max_size=6),
    st.sampled_from([Direction.CAP, Direction.FLOOR]),
)
def test_what_holds_is_never_looser_than_any_wider_value(values, direction):
    definition = Definition(key="k", title="t", unit=Unit.NUMBER, direction=direction, group="g")
    dated = [Dated(scope, str(value), DAY, None) for scope, value in dict(values).items()]

    found = effective(dated, definition, on=DAY)

    assert (found is None) == (not dated)
    for one in dated:
        if found and ORDER[one.scope] <= ORDER[found.scope]:
            assert is_tighter(found.value, one.value, definition)


def test_a_floor_may_only_rise_and_what_is_free_may_do_both():
    floor = Definition(key="k", title="t", unit=Unit.RUPIAH, direction=Direction.FLOOR, group="g")
    free = Definition(key="k", title="t", unit=Unit.RUPIAH, direction=Direction.FREE, group="g")

    assert is_tighter("6", "5", floor)
    assert not is_tighter("4", "5", floor)
    assert is_tighter("4", "5", free)
    assert is_tighter(
        "a", "b", Definition(key="k", title="t", unit=Unit.TEXT, direction=Direction.CAP, group="g")
    )


def test_only_a_text_two_reports_and_our_own_choices_count_as_verified():
    assert {one for one in Confidence if one.is_verified} == {Confidence.A, Confidence.B, Confidence.OURS}


def test_the_catalogue_names_each_key_once_with_a_title():
    assert len({definition.title for definition in CATALOGUE.values()}) == len(CATALOGUE)
    assert Decimal("0.24") == Decimal(read_value("24%", CATALOGUE["pinjaman.jasa_maksimal"].unit))
