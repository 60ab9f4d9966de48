"""Contracts of every kind, as ``guyub calc loan-schedule`` takes them: all that can be combined, combined."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

METHODS = ("flat", "declining", "annuity", "interest_only", "bullet")
DAY_COUNTS = ("period", "30/360", "actual/365", "actual/360", "actual/actual")
UNITS = ("month", "week", "day", "year", "pasaran")
LENGTHS = {"day": 1, "pasaran": 5, "week": 7, "month": 30, "year": 365}
RATES = st.sampled_from(["0", "0.01", "0.0735", "0.12", "0.15", "0.186", "0.24", "0.333333", "0.6"])
SMALL_RATES = st.sampled_from(["0", "0.01", "0.0025", "0.000333"])
# Ends of months, the leap day and the days around them more often than the rest.
DAYS = st.one_of(
    st.sampled_from(
        [date(2023, 1, 31), date(2024, 2, 29), date(2024, 1, 30), date(2023, 10, 31), date(2027, 12, 31)]
    ),
    st.dates(date(2019, 1, 1), date(2030, 12, 31)),
)


def fees():
    often = st.sampled_from(["loan", "instalment", "balance"])
    size = st.one_of(
        st.fixed_dictionaries({"amount": st.integers(0, 500)}), st.fixed_dictionaries({"rate": SMALL_RATES})
    )
    each = st.builds(lambda size, of: {"name": "x", "when": "each", "of": of} | size, size, often)
    once = st.builds(
        lambda size, of: {"name": "y", "of": of} | size, size, st.sampled_from(["loan", "balance"])
    )
    return st.lists(st.one_of(each, once), max_size=3)


@st.composite
def contracts(draw):
    """Draw a contract that has a schedule, or that both sides refuse for the same reason: nothing is ever repaid."""
    given = _terms(draw)
    kind = draw(st.sampled_from(["plain", "plain", "first", "own", "fixed", "tranches", "balloon", "parts"]))
    start = date.fromisoformat(given["disbursed_on"])
    length = LENGTHS[given["every"]["unit"]] * given["every"]["count"]
    if kind in {"first", "tranches", "balloon"} and draw(st.booleans()):
        first = start + timedelta(days=draw(st.integers(1, 3 * length)))
        given["first_due_on"] = first.isoformat()
    if kind == "plain" and not given["day_count"].startswith("actual") and draw(st.booleans()):
        given["disbursed_on"] = None
    {
        "own": _own_dates,
        "fixed": _fixed,
        "tranches": _tranches,
        "balloon": _balloon,
        "parts": _parts,
    }.get(kind, _nothing)(draw, given, start, length)
    return given


def _terms(draw):
    number = draw(st.integers(1, 12))
    unit = draw(st.sampled_from(UNITS))
    grace = st.one_of(st.just(0), st.integers(0, number - 1))
    return {
        "method": draw(st.sampled_from(METHODS)),
        "principal": draw(
            st.one_of(st.integers(10_000, 10**9), st.sampled_from([50_000, 1_000_000, 9_999_999]))
        ),
        "rate": draw(RATES),
        "instalments": number,
        "every": {"unit": unit, "count": 1 if unit == "year" else draw(st.sampled_from([1, 1, 2, 3, 7]))},
        "disbursed_on": draw(DAYS).isoformat(),
        "day_count": draw(st.sampled_from(DAY_COUNTS)),
        "rounding": {
            "instalment_to": draw(st.sampled_from([1, 1, 1, 50, 100, 500, 1_000])),
            "mode": draw(st.sampled_from(["nearest", "half_even", "up", "down"])),
            "interest": draw(st.sampled_from(["nearest", "half_even", "down"])),
        },
        "grace_principal": draw(grace),
        "grace_interest_payment": draw(grace),
        "interest_free": draw(st.one_of(st.just(0), st.integers(0, number))),
        "fees": draw(fees()),
        "minor_unit_digits": draw(st.sampled_from([0, 2, 6])),
    }


def _nothing(draw, given, start, length):
    """A contract with nothing more to it."""


def _own_dates(draw, given, start, length):
    day, dues = start, []
    for _ in range(given["instalments"]):
        day += timedelta(days=draw(st.integers(1, 200)))
        dues.append(day.isoformat())
    given["due_dates"] = dues
    if given["day_count"] == "period":
        given["day_count"] = "30/360"


def _fixed(draw, given, start, length):
    given["method"] = draw(st.sampled_from(["flat", "annuity"]))
    share = given["principal"] // given["instalments"]
    given["instalment_amount"] = draw(st.integers(share // 2 + 1, 2 * share))
    if draw(st.booleans()):
        # Their number follows: an amount with room for the interest of seven years at 60 % a year, or for what is.
        given["instalments"], given["grace_principal"], given["grace_interest_payment"] = None, 0, 0
        most = 8 * given["principal"] if given["every"]["unit"] == "year" else 2 * given["principal"]
        given["instalment_amount"] = draw(st.integers(most // 8, most))


def _tranches(draw, given, start, length):
    given["method"] = draw(st.sampled_from(["declining", "annuity"]))
    span = max(0, length * (given["instalments"] - 1))
    on = st.one_of(
        st.just(0), st.integers(0, span), st.integers(0, given["instalments"] - 1).map(length.__mul__)
    )
    drawn = draw(st.lists(st.tuples(on, st.integers(10_000, 10**8)), min_size=1, max_size=4))
    given["tranches"] = [
        {"on": (start + timedelta(days=days)).isoformat(), "amount": amount} for days, amount in drawn
    ]
    del given["principal"]
    if draw(st.booleans()):
        given.pop("first_due_on", None)
        given["disbursed_on"] = None


def _balloon(draw, given, start, length):
    given["balloon"] = draw(st.integers(0, given["principal"] - 1))


def _parts(draw, given, start, length):
    cuts = st.integers(0, given["principal"])
    number = given["instalments"] - 1
    ends = [0, *sorted(draw(st.lists(cuts, min_size=number, max_size=number))), given["principal"]]
    given["method"], given["grace_principal"] = "declining", 0
    given["principal_parts"] = [end - begin for begin, end in pairwise(ends)]
