from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.cooperatives.domain.officers import (
    FIXED_POSTS,
    HANDED_OVER,
    POST_WORDS,
    Alarm,
    AlarmKind,
    Limits,
    Post,
    Term,
    alarms,
    ends_of_term,
)

TODAY = date(2026, 11, 25)
LIMITS = Limits(least_pengurus=5, least_pengawas=3, women_share=Decimal("0.3"))
A, P = AlarmKind, Post


def term(post, *, sex="P", by_office=False, days=1000):
    return Term(post, sex, by_office, TODAY + timedelta(days=days))


FULL = [
    *(term(post) for post in FIXED_POSTS),
    term(P.KETUA_PENGAWAS, by_office=True),
    term(P.ANGGOTA_PENGAWAS),
    term(P.ANGGOTA_PENGAWAS),
]


def found(terms, *, kin=0):
    return alarms(terms, kin_pairs=kin, limits=LIMITS, today=TODAY)


def test_complete_odd_in_term_unrelated_is_no_alarm():
    assert found(FULL) == []


@pytest.mark.parametrize(
    ("_case", "terms", "kin", "alarm"),
    [
        ("no treasurer", [t for t in FULL if t.post is not P.BENDAHARA], 0, Alarm(A.POST_EMPTY, P.BENDAHARA)),
        (
            "four of the board",
            [t for t in FULL if t.post is not P.BENDAHARA],
            0,
            Alarm(A.PENGURUS_FEW, count=4),
        ),
        ("six of the board", [*FULL, term(P.ANGGOTA_PENGURUS)], 0, Alarm(A.PENGURUS_EVEN, count=6)),
        ("two supervisors", FULL[:-1], 0, Alarm(A.PENGAWAS_FEW, count=2)),
        ("four supervisors", [*FULL, term(P.ANGGOTA_PENGAWAS)], 0, Alarm(A.PENGAWAS_EVEN, count=4)),
        ("kin", FULL, 1, Alarm(A.KIN, count=1)),
        ("over", [*FULL[1:], term(P.KETUA, days=-3)], 0, Alarm(A.TERM_OVER, P.KETUA, 3)),
        ("ending", [*FULL[1:], term(P.KETUA, days=90)], 0, Alarm(A.TERM_ENDING, P.KETUA, 90)),
        (
            "a chair who is not the lurah",
            [term(P.KETUA_PENGAWAS) if t.post is P.KETUA_PENGAWAS else t for t in FULL],
            0,
            Alarm(A.CHAIR_NOT_LURAH),
        ),
        (
            "one woman of five",
            [*(term(post, sex="L") for post in FIXED_POSTS[1:]), FULL[0], *FULL[5:]],
            0,
            Alarm(A.WOMEN_FEW, count=1),
        ),
    ],
)
def test_what_is_not_as_it_should_be_is_named(_case, terms, kin, alarm):
    assert alarm in found(terms, kin=kin)


def test_nobody_counts_women_where_no_sex_was_noted():
    assert not [a for a in found([term(post, sex="") for post in FIXED_POSTS]) if a.kind is A.WOMEN_FEW]


def test_five_years_from_20_may_2025_end_on_19_may_2030():
    assert ends_of_term(date(2025, 5, 20), years=5) == date(2030, 5, 19)
    assert ends_of_term(date(2024, 2, 29), years=5) == date(2029, 2, 27)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 9))
def test_the_next_term_begins_the_day_after_the_same_date_years_later(begins, years):
    last = ends_of_term(begins, years=years)

    assert last > begins
    assert (last + timedelta(days=1)).year == begins.year + years


def test_every_post_has_a_name_and_a_list_to_hand_over():
    assert set(POST_WORDS) == set(HANDED_OVER) == set(Post)
    assert all(HANDED_OVER.values())
