"""Drawing samples: what must be in, chance that can be repeated, nothing twice."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.oversight.domain.samples import BULK, MOST_SAMPLED, Candidate, Rules, Why, draw, is_late

DAY = dt.date(2026, 10, 12)
RULES = Rules(threshold_rp=5_000_000, late_days=7, drawn_each=2)


def candidate(chain_no, total_rp=10_000, *, late=0, is_reversal=False, dated_on=DAY, request_id=None):
    return Candidate(
        UUID(int=chain_no),
        chain_no,
        total_rp,
        request_id or uuid4(),
        DAY,
        dated_on,
        DAY + dt.timedelta(days=late),
        is_reversal,
    )


CANDIDATES = st.lists(
    st.builds(
        candidate,
        st.integers(1, 10_000),
        st.integers(1, 9_000_000),
        late=st.integers(0, 12),
        is_reversal=st.booleans(),
    ),
    max_size=60,
    unique_by=lambda one: one.chain_no,
)


def test_what_must_be_looked_at_comes_first_the_largest_before():
    entries = [
        candidate(1, 4_999_999),
        candidate(2, 5_000_000),
        candidate(3, 9_000_000, is_reversal=True),
        candidate(4, 50_000, is_reversal=True),
        candidate(5, 60_000, late=8),
        candidate(6, 60_000, late=7),
        candidate(7, 70_000, dated_on=dt.date(2026, 11, 1)),
    ]

    drawn = draw(entries, rules=RULES, seed="a")

    assert [(one.chain_no, why) for one, why in drawn[:5]] == [
        (3, Why.AMBANG),
        (2, Why.AMBANG),
        (7, Why.MUNDUR),
        (5, Why.MUNDUR),
        (4, Why.BALIK),
    ]
    assert {(one.chain_no) for one, _ in drawn[5:]} == {1, 6}
    assert [why for _, why in drawn[5:]] == [Why.NILAI, Why.NILAI]


def test_a_draw_by_hand():
    # docs/algorithms/sampling.md goes through it.
    entries = [candidate(no, no * 10) for no in range(1, 11)]

    drawn = draw(entries, rules=Rules(threshold_rp=1000, late_days=7, drawn_each=2), seed="x")

    assert [(one.chain_no, why.value) for one, why in drawn] == [
        (10, "NILAI"),
        (3, "NILAI"),
        (4, "ACAK"),
        (1, "ACAK"),
    ]


@given(CANDIDATES, st.text(max_size=8), st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order(entries, seed, chance):
    shuffled = list(entries)
    chance.shuffle(shuffled)

    assert draw(entries, rules=RULES, seed=seed) == draw(shuffled, rules=RULES, seed=seed)


@given(CANDIDATES, st.text(max_size=8))
def test_nothing_is_drawn_twice_and_nothing_that_must_be_there_is_left_out(entries, seed):
    drawn = draw(entries, rules=RULES, seed=seed)
    numbers = [one.chain_no for one, _ in drawn]
    by_chance = [one for one, why in drawn if why in {Why.NILAI, Why.ACAK}]
    must = [
        one
        for one in entries
        if one.total_rp >= RULES.threshold_rp or one.is_reversal or (one.posted_on - DAY).days > 7
    ]

    assert len(set(numbers)) == len(numbers)
    assert {one.chain_no for one in must} <= set(numbers)
    assert len(by_chance) == min(4, len(entries) - len(must))


def test_another_number_of_the_draw_draws_others():
    entries = [candidate(no) for no in range(1, 200)]

    assert draw(entries, rules=RULES, seed="hash:2026-10:1") != draw(
        entries, rules=RULES, seed="hash:2026-10:2"
    )


def test_a_large_amount_is_drawn_far_more_often_than_a_small_one():
    entries = [candidate(no, 4_000_000 if no == 50 else 1_000) for no in range(1, 100)]

    hits = sum(
        any(one.chain_no == 50 for one, _ in draw(entries, rules=RULES, seed=f"{turn}")) for turn in range(50)
    )

    assert hits >= 45


def test_what_came_in_one_go_is_no_late_typing():
    request = uuid4()
    brought = [candidate(no, late=30, request_id=request) for no in range(1, BULK + 2)]

    assert {why for _, why in draw(brought, rules=RULES, seed="a")} == {Why.NILAI, Why.ACAK}
    assert [why for _, why in draw(brought[:BULK], rules=RULES, seed="a")] == [Why.MUNDUR] * BULK


def test_a_sample_stays_within_what_people_can_look_at():
    entries = [candidate(no, 5_000_000 + no) for no in range(1, 300)] + [
        candidate(no) for no in range(300, 310)
    ]

    drawn = draw(entries, rules=RULES, seed="a")

    assert len(drawn) == MOST_SAMPLED
    assert [why for _, why in drawn[-4:]] == [Why.NILAI, Why.NILAI, Why.ACAK, Why.ACAK]
    assert drawn[0][0].chain_no == 299


def test_an_empty_month_gives_an_empty_sample():
    assert draw([], rules=RULES, seed="a") == []


@pytest.mark.parametrize(
    ("_case", "occurred", "dated", "posted", "late"),
    [
        ("the same day", (10, 1), (10, 1), (10, 1), False),
        ("seven days after", (10, 1), (10, 1), (10, 8), False),
        ("eight days after", (10, 1), (10, 1), (10, 9), True),
        ("another month", (9, 30), (10, 1), (10, 1), True),
    ],
)
def test_late_is_more_days_or_another_month(_case, occurred, dated, posted, late):
    days = [dt.date(2026, *one) for one in (occurred, dated, posted)]

    assert is_late(*days, late_days=7) is late
