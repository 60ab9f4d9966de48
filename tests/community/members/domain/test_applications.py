"""Applications: which step follows, what a link carries, age, and what a NIK says against the form."""

from datetime import date
from uuid import UUID

import pytest

from guyub.community.members.domain.applications import (
    ApplicationState,
    Step,
    age_on,
    link_hash,
    link_token,
    may_step,
    nik_disagrees,
    written_application,
)
from guyub.foundation.identity.domain.nik import read_nik

S = ApplicationState
ID = UUID("0193a1b2-1234-7abc-8def-0123456789ab")


@pytest.mark.parametrize(
    ("step", "states"),
    [
        (Step.KIRIM, {S.DIUNDANG}),
        (Step.PERIKSA, {S.DIUNDANG, S.DIAJUKAN}),
        (Step.ULANG, {S.DIPERIKSA}),
        (Step.TERIMA, {S.DIPERIKSA}),
        (Step.TOLAK, {S.DIAJUKAN, S.DIPERIKSA}),
        (Step.TARIK, {S.DIUNDANG, S.DIAJUKAN, S.DIPERIKSA}),
    ],
)
def test_which_step_follows(step, states):
    assert {state for state in S if may_step(state, step)} == states


@pytest.mark.parametrize(
    ("_case", "born_on", "day", "years"),
    [
        ("the day itself", date(2009, 11, 25), date(2026, 11, 25), 17),
        ("the day before", date(2009, 11, 26), date(2026, 11, 25), 16),
        ("the month before", date(2009, 10, 30), date(2026, 11, 25), 17),
        ("born on 29 February, 28 February", date(2008, 2, 29), date(2025, 2, 28), 16),
        ("born on 29 February, 1 March", date(2008, 2, 29), date(2025, 3, 1), 17),
    ],
)
def test_age(_case, born_on, day, years):
    assert age_on(born_on, day) == years


def test_a_link_is_derived_and_only_its_hash_is_kept():
    token = link_token(ID, secret="rahasia")

    assert (len(token), token.isalnum(), token.lower()) == (26, True, token)
    assert token == link_token(ID, secret="rahasia")
    assert token != link_token(ID, secret="lain")
    assert len(link_hash(token)) == 64
    assert token not in link_hash(token)


def test_a_number_as_people_say_it():
    assert written_application(3, 2026) == "PA-2026-0003"


@pytest.mark.parametrize(
    ("_case", "nik", "sex", "born_on", "wrong"),
    [
        ("a woman", "3573035205900004", "P", date(1990, 5, 12), None),
        ("a man", "3573031205900004", "L", date(1990, 5, 12), None),
        ("a hundred years old", "3573031205200004", "L", date(1920, 5, 12), None),
        ("six years old", "3573031205200004", "L", date(2020, 5, 12), None),
        ("another day", "3573035205900004", "P", date(1990, 5, 13), "nik_born"),
        ("another sex", "3573035205900004", "L", date(1990, 5, 12), "nik_sex"),
        ("issued in Jakarta", "3175035205900004", "P", date(1990, 5, 12), None),
    ],
)
def test_what_a_nik_says_against_the_form(_case, nik, sex, born_on, wrong):
    read = read_nik(nik, today=date(2026, 11, 25))

    assert nik_disagrees(read, sex=sex, born_on=born_on) == wrong
