"""Funds: the rule of a day, what breaks it, what comes in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.treasury.domain.funds import (
    Benefit,
    FundRefusedError,
    Rule,
    benefits_of,
    breach_of,
    check_rule,
    check_stay,
    collected_rp,
    key_of,
    rule_on,
)

# Bumiayu's health fund, as published in July 2025; twice a year is ours.
OUT, STAY = Benefit("Rawat jalan", 50_000), Benefit("Rawat inap", 150_000, times_a_year=2)
HELP = Benefit("Bantuan obat", 75_000, is_ceiling=True)
BUMIAYU = Rule(date(2026, 1, 1), 2_000, (OUT, STAY, HELP))
TODAY = date(2026, 11, 25)


def test_the_rule_of_a_day_is_the_last_that_began():
    later = Rule(date(2026, 7, 1), 3_000, ())

    assert rule_on([later, BUMIAYU], date(2025, 12, 31)) is None
    assert rule_on([later, BUMIAYU], date(2026, 6, 30)) is BUMIAYU
    assert rule_on([later, BUMIAYU], date(2026, 7, 1)) is later


@pytest.mark.parametrize(
    ("_case", "rule", "benefit", "amount_rp", "times", "facts"),
    [
        ("as the rule says", BUMIAYU, "Rawat jalan", 50_000, 99, None),
        ("a ceiling leaves room", BUMIAYU, "Bantuan obat", 1, 0, None),
        ("once of two", BUMIAYU, "Rawat inap", 150_000, 1, None),
        ("no rule yet", None, "Rawat inap", 150_000, 0, {"wrong": "no_rule"}),
        ("not in it", BUMIAYU, "Pemakaman", 150_000, 0, {"wrong": "not_in_rule"}),
        ("more", BUMIAYU, "Rawat jalan", 50_001, 0, {"wrong": "too_much", "most_rp": 50_000}),
        ("less of a fixed one", BUMIAYU, "Rawat jalan", 49_999, 0, {"wrong": "too_much", "most_rp": 50_000}),
        ("above a ceiling", BUMIAYU, "Bantuan obat", 75_001, 0, {"wrong": "too_much", "most_rp": 75_000}),
        ("a third time", BUMIAYU, "Rawat inap", 150_000, 2, {"wrong": "too_often", "times": 2}),
    ],
)
def test_what_breaks_the_rule(_case, rule, benefit, amount_rp, times, facts):
    breach = breach_of(rule, benefit=benefit, amount_rp=amount_rp, times_before=times)

    assert (breach and breach.facts) == facts


@pytest.mark.parametrize(
    ("contribution_rp", "benefits", "wrong"),
    [
        (-1, [OUT], "rate"),
        (10**15, [], "rate"),
        (0, [], "benefits"),
        (2_000, [OUT, Benefit("rawat JALAN", 1)], "benefits"),
        (2_000, [Benefit("", 1)], "benefits"),
        (2_000, [Benefit("a" * 81, 1)], "benefits"),
        (2_000, [Benefit("Obat", 0)], "benefits"),
        (2_000, [Benefit("Obat", 1, times_a_year=367)], "benefits"),
        (2_000, [Benefit(f"B{n}", 1) for n in range(9)], "benefits"),
    ],
)
def test_a_rule_that_says_nothing_or_twice_is_refused(contribution_rp, benefits, wrong):
    with pytest.raises(FundRefusedError) as refused:
        check_rule(contribution_rp=contribution_rp, benefits=benefits)

    assert refused.value.facts == {"wrong": wrong}


def test_a_rule_may_only_take_or_only_pay():
    check_rule(contribution_rp=2_000, benefits=[])
    check_rule(contribution_rp=0, benefits=[OUT, STAY, HELP])


@pytest.mark.parametrize(
    ("since", "until"),
    [(TODAY, TODAY - timedelta(days=1)), (TODAY, TODAY + timedelta(days=1)), (date(2025, 11, 24), TODAY)],
)
def test_a_stay_has_begun_and_ends_within_a_year(since, until):
    with pytest.raises(FundRefusedError) as refused:
        check_stay(since=since, until=until, today=TODAY)

    assert refused.value.facts == {"wrong": "stay"}
    check_stay(since=TODAY, until=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("rule", "members", "amount_rp", "got"),
    [
        (BUMIAYU, 130, 0, 260_000),
        (None, 0, 75_000, 75_000),
        (BUMIAYU, 0, 0, "amount"),
        (BUMIAYU, 3, 5_000, "amount"),
        (BUMIAYU, -1, 0, "members"),
        (BUMIAYU, 100_001, 0, "members"),
        (BUMIAYU, 0, -1, "amount"),
        (None, 3, 0, "no_rule"),
        (Rule(TODAY, 0, (OUT,)), 3, 0, "no_rule"),
        (Rule(TODAY, 10**14, ()), 100, 0, "amount"),
    ],
)
def test_members_times_the_contribution_or_a_gift(rule, members, amount_rp, got):
    if isinstance(got, int):
        assert collected_rp(rule=rule, members=members, amount_rp=amount_rp) == got
        return
    with pytest.raises(FundRefusedError) as refused:
        collected_rp(rule=rule, members=members, amount_rp=amount_rp)

    assert refused.value.facts == {"wrong": got}


@pytest.mark.watched
@given(
    st.lists(
        st.builds(
            Benefit,
            st.text(min_size=1),
            st.integers(1, 10**12),
            st.booleans(),
            st.integers(0, 366),
        )
    )
)
def test_benefits_are_read_as_they_were_written(benefits):
    assert benefits_of(benefit.facts() for benefit in benefits) == tuple(benefits)


@pytest.mark.watched
@given(st.text(max_size=90))
def test_a_name_in_another_spelling_is_the_same_person(name):
    assert key_of(f"  {name}\t".upper()) == key_of(name.upper())
    assert len(key_of(name)) <= 80
    assert key_of("Bu  SUMARMI") == key_of("bu sumarmi ")
