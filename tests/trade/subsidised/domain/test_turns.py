"""A sale at the till while a queue hands out: the harder of the limits and the turn, said in numbers alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.subsidised.domain.limits import Decision, Outcome
from guyub.trade.subsidised.domain.programmes import Mode
from guyub.trade.subsidised.domain.queues import TicketState
from guyub.trade.subsidised.domain.turns import Turn, called_words, with_turn

ASKED = [None, TicketState.GETS, TicketState.WAITS, TicketState.SERVED, TicketState.LAPSED]
MILD = [Outcome.OK, Outcome.UNKNOWN, Outcome.WARN, Outcome.BLOCK]


def limited(outcome, sentence="", most=None):
    return Decision(decision=outcome, rule=None, remaining=None, most=most, sentence=sentence, findings=())


def turn(mode, state, called=(3, 7)):
    return Turn(mode=mode, no=None if state is None else 5, state=state, called=called)


@pytest.mark.parametrize(
    ("mode", "state", "outcome", "sentence"),
    [
        (Mode.BLOCK, TicketState.GETS, Outcome.OK, "Nomor 5: gilirannya sekarang."),
        (
            Mode.WARN,
            TicketState.WAITS,
            Outcome.WARN,
            "Nomor 5 belum dapat giliran. Sekarang giliran nomor 3, 7.",
        ),
        (
            Mode.BLOCK,
            None,
            Outcome.BLOCK,
            "Keluarga ini tidak punya nomor di antrean. Sekarang giliran nomor 3, 7.",
        ),
        (
            Mode.INFO,
            TicketState.LAPSED,
            Outcome.OK,
            "Giliran nomor 5 sudah lewat. Sekarang giliran nomor 3, 7.",
        ),
        (
            Mode.WARN,
            TicketState.SERVED,
            Outcome.WARN,
            "Nomor 5 sudah terlayani di antrean ini. Sekarang giliran nomor 3, 7.",
        ),
    ],
)
def test_what_a_household_hears(mode, state, outcome, sentence):
    found = turn(mode, state)
    assert (found.outcome, found.sentence) == (outcome, sentence)


def test_many_are_named_by_the_first_five():
    assert called_words(range(1, 9)) == "Sekarang giliran nomor 1, 2, 3, 4, 5 dan 3 lainnya."
    assert called_words([]) == "Semua nomor yang dipanggil sudah terlayani."


def test_a_queue_that_blocks_leaves_nothing_and_says_why():
    found = with_turn(limited(Outcome.WARN, "Sisa 2.", most=2), turn(Mode.BLOCK, TicketState.WAITS))

    assert (found.decision, found.most) == (Outcome.BLOCK, 0)
    assert found.sentence == "Sisa 2. Nomor 5 belum dapat giliran. Sekarang giliran nomor 3, 7."


def test_without_a_queue_the_limit_stands_alone():
    limit = limited(Outcome.WARN, "Sisa 2.", most=2)
    assert with_turn(limit, None) is limit


@given(
    outcome=st.sampled_from(MILD),
    mode=st.sampled_from([Mode.INFO, Mode.WARN, Mode.BLOCK]),
    state=st.sampled_from(ASKED),
)
def test_a_turn_never_makes_a_limit_milder(outcome, mode, state):
    before = limited(outcome, "Sisa 0.", most=2)
    after = with_turn(before, turn(mode, state))

    assert MILD.index(after.decision) == max(MILD.index(outcome), MILD.index(turn(mode, state).outcome))
    assert after.sentence.startswith("Sisa 0. ")
    assert after.most == (0 if mode is Mode.BLOCK and state is not TicketState.GETS else 2)
    assert with_turn(before, None) is before
