"""The steps of an application, what it must say, who decides by the amount, when a refusal may be looked at again."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from guyub.finance.loans.domain.applications import (
    ADVICE_WORDS,
    OPEN,
    PAPER_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    STEPS,
    USE_WORDS,
    Advice,
    ApplicationState,
    ApplicationTyped,
    LoanApplicationRefusedError,
    PaperKind,
    Source,
    Step,
    Use,
    appeal_until,
    application_name,
    check_appeal,
    checked_application,
    checked_reason,
    committee_size,
    stepped,
)

TODAY = date(2026, 11, 25)
WISH = ApplicationTyped(amount_rp=1, instalments=1, purpose="  modal   warung ", use="MODAL_USAHA")


def wrong(act):
    with pytest.raises(LoanApplicationRefusedError) as caught:
        act()
    return caught.value.facts["wrong"]


@pytest.mark.parametrize(
    ("_case", "changed", "said"),
    [
        ("nothing", {"amount_rp": 0}, "amount"),
        ("more than is kept", {"amount_rp": 10**13}, "amount"),
        ("none", {"instalments": 0}, "number"),
        ("too many", {"instalments": 366}, "number"),
        ("four letters", {"purpose": "abcd"}, "purpose"),
        ("121 letters", {"purpose": "a" * 121}, "purpose"),
        ("an unknown use", {"use": "LAINNYA"}, "use"),
        ("today", {"first_due_on": TODAY}, "first_due"),
        ("a year and a day", {"first_due_on": TODAY + timedelta(days=367)}, "first_due"),
    ],
)
def test_what_cannot_be_asked_for(_case, changed, said):
    assert wrong(lambda: checked_application(replace(WISH, **changed), today=TODAY)) == said


@pytest.mark.parametrize(
    "changed",
    [
        {"amount_rp": 10**13 - 1, "instalments": 365},
        {"purpose": "abcde"},
        {"purpose": "a" * 120},
        {"first_due_on": TODAY + timedelta(days=1)},
        {"first_due_on": TODAY + timedelta(days=366)},
    ],
)
def test_what_is_just_possible(changed):
    checked_application(replace(WISH, **changed), today=TODAY)


def test_a_purpose_is_one_line():
    kept = checked_application(WISH, today=TODAY)

    assert (kept.purpose, kept.first_due_on) == ("modal warung", None)


def test_the_table_of_steps():
    """The whole table: what is not here is refused."""
    took = {
        (state.value, step.value, after.value)
        for state, steps in STEPS.items()
        for step, after in steps.items()
    }
    assert took == {
        ("DIAJUKAN", "ANALISIS", "DIANALISIS"),
        ("DIAJUKAN", "TARIK", "DITARIK"),
        ("DIAJUKAN", "LEWAT", "KEDALUWARSA"),
        ("DIANALISIS", "ANALISIS", "DIANALISIS"),
        ("DIANALISIS", "KOMITE", "DIANALISIS"),
        ("DIANALISIS", "SETUJU", "DIPUTUS_SETUJU"),
        ("DIANALISIS", "TOLAK", "DIPUTUS_TOLAK"),
        ("DIANALISIS", "TARIK", "DITARIK"),
        ("DIANALISIS", "LEWAT", "KEDALUWARSA"),
        ("DIPUTUS_TOLAK", "BANDING", "BANDING"),
        ("BANDING", "ANALISIS", "BANDING"),
        ("BANDING", "KOMITE", "BANDING"),
        ("BANDING", "SETUJU", "DIPUTUS_SETUJU"),
        ("BANDING", "TOLAK", "DIPUTUS_TOLAK"),
        ("BANDING", "TARIK", "DITARIK"),
        ("BANDING", "LEWAT", "KEDALUWARSA"),
    }


@pytest.mark.parametrize(("state", "step"), list(product(ApplicationState, Step)))
def test_a_step_is_taken_or_refused(state, step):
    after = STEPS[state].get(step)
    if after is None:
        assert wrong(lambda: stepped(state, step)) == "state"
    else:
        assert stepped(state, step) is after


def test_what_is_over_takes_no_step_but_an_appeal():
    over = set(ApplicationState) - OPEN
    assert {step for state in over for step in STEPS[state]} == {Step.BANDING}


@pytest.mark.parametrize(
    ("text", "is_taken"), [("a" * 9, False), ("a" * 10, True), ("a" * 400, True), ("a" * 401, False)]
)
def test_a_reason_is_neither_too_short_nor_too_long(text, is_taken):
    if is_taken:
        assert checked_reason(f" {text} ") == text
    else:
        assert wrong(lambda: checked_reason(text)) == "reason"


def test_an_appeal_comes_once_and_until_its_last_day():
    told = {"decided_on": TODAY, "days": 14}
    last = appeal_until(TODAY, days=14)
    assert last == date(2026, 12, 9)

    check_appeal(appealed_on=None, today=last, **told)
    assert wrong(lambda: check_appeal(appealed_on=None, today=last + timedelta(days=1), **told)) == "late"
    assert wrong(lambda: check_appeal(appealed_on=TODAY, today=TODAY, **told)) == "appealed"


@pytest.mark.parametrize(("amount_rp", "people"), [(1, 2), (5_000_000, 2), (5_000_001, 3)])
def test_how_many_decide(amount_rp, people):
    assert committee_size(amount_rp, least=2, one_more_above_rp=5_000_000) == people


def test_numbers_and_words():
    assert application_name(2026, 3) == "PM-2026-0003"
    words = (
        (STATE_WORDS, ApplicationState),
        (SOURCE_WORDS, Source),
        (USE_WORDS, Use),
        (ADVICE_WORDS, Advice),
        (PAPER_WORDS, PaperKind),
    )
    for said, codes in words:
        assert set(said) == set(codes)
        assert len(set(said.values())) == len(said)
