"""Where a cooperative stands; the cases are those of docs/algorithms/path.md."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.city.development.domain.path import (
    Basis,
    Evidence,
    PathFaultError,
    ProofKind,
    StepState,
    Word,
    days_since,
    is_stuck,
    read_path,
    stand,
)
from guyub.city.development.selectors import paths as paths_module
from guyub.city.development.selectors.paths import path_on, paths
from guyub.community.cooperatives.domain.indicators import INDICATORS
from guyub.community.cooperatives.domain.legal_life import RecordKind, Step

TODAY = date(2026, 11, 26)
PATH = path_on(TODAY)
SAID = (date(2026, 8, 5), "SIMKOPDES")
DECREE = (date(2025, 6, 30), "memorandum")
A_REAL_WARD = {"legal_entity_decree": DECREE, "npwp": SAID}


def test_without_nib_the_next_step_is_the_nib_since_the_report_that_denies_it():
    standing = stand(PATH, Evidence(said_yes=A_REAL_WARD, said_no={"nib": SAID}))

    assert standing.next.step.code == "NIB"
    assert standing.stage == "NIB"
    assert (standing.next.since_on, standing.next.since_basis) == (SAID[0], Basis.REPORT)
    assert standing.done_count == 3
    assert standing.step("AKTA").state is StepState.REPORTED
    assert standing.step("REKENING").missing == ("NIB",)
    assert standing.step("REKENING").state is StepState.WAITING


def test_with_a_nib_the_bank_account_is_next_and_nobody_knows_since_when():
    standing = stand(PATH, Evidence(said_yes={**A_REAL_WARD, "nib": SAID}))

    assert standing.next.step.code == "REKENING"
    assert standing.next.since_on is None


def test_who_is_said_to_sell_has_a_place_and_goods_and_may_still_lack_a_nib():
    evidence = Evidence(said_yes={**A_REAL_WARD, "operating": DECREE}, said_no={"nib": SAID})
    standing = stand(PATH, evidence)

    assert standing.stage == "JUALAN"
    assert standing.next.step.code == "NIB"
    assert standing.step("GERAI").state is StepState.REPORTED
    assert standing.step("REKENING").state is StepState.WAITING


def test_a_paper_is_stronger_than_a_report_and_dates_the_step_after_it():
    papers = {"AHU": (date(2025, 6, 30), "AHU-1"), "NPWP": (date(2025, 7, 9), "1")}
    standing = stand(PATH, Evidence(papers=papers, said_yes={"npwp": SAID}))

    assert standing.step("NPWP").proof.kind is ProofKind.PAPER
    assert standing.step("AKTA").state is StepState.DONE  # implied by the decree's own paper
    assert (standing.next.step.code, standing.next.since_on) == ("NIB", date(2025, 7, 9))
    assert standing.next.since_basis is Basis.STEP


def test_a_word_on_a_step_says_since_when_before_any_report():
    word = Word(date(2026, 8, 4), waits_for="KETUA", note="memilih KBLI")
    standing = stand(PATH, Evidence(said_yes=A_REAL_WARD, said_no={"nib": SAID}, words={"NIB": word}))

    assert standing.next.state is StepState.UNDERWAY
    assert (standing.next.since_on, standing.next.since_basis) == (date(2026, 8, 4), Basis.NOTE)


def test_steps_are_found_by_their_code():
    assert PATH.step("NIB").title == "NIB di OSS"
    assert PATH.step("ENTAH") is None
    assert PATH.held_by("NIB") == {"REKENING", "PASOKAN", "JUALAN", "TUTUP_BULAN"}


def test_nothing_known_begins_at_the_deed_and_everything_done_has_no_next():
    assert stand(PATH, Evidence()).next.step.code == "AKTA"
    papers = {kind: SAID for step in PATH.steps for kind in step.papers}
    uses = {use: SAID[0] for step in PATH.steps for use in step.uses}
    whole = stand(PATH, Evidence(papers=papers, uses=uses))
    assert whole.next is None
    assert whole.done_count == 11


@pytest.mark.parametrize(("ago", "stuck"), [(None, False), (60, False), (61, True)])
def test_stuck_is_longer_than_the_limit(ago, stuck):
    since = None if ago is None else date.fromordinal(TODAY.toordinal() - ago)

    assert days_since(since, today=TODAY) == ago
    assert is_stuck(since, today=TODAY, limit_days=60) is stuck


def test_a_day_has_the_version_that_was_in_force(monkeypatch):
    later = dataclasses.replace(PATH, version=2, valid_from=date(2027, 1, 1))
    monkeypatch.setattr(paths_module, "paths", lambda: (PATH, later))

    assert path_on(date(2026, 12, 31)).version == 1
    assert path_on(date(2027, 1, 1)).version == 2
    assert path_on(date(2020, 1, 1)).version == 1


def test_the_data_speaks_of_what_is_there():
    for path in paths():
        assert len(path.steps) == 11
        for step in path.steps:
            assert step.code in list(Step)
            assert set(step.papers) <= set(RecordKind)
            assert {one.paper for one in step.prepare} - {""} <= set(RecordKind)
            assert set(step.reports) <= set(INDICATORS)
            assert step.papers or step.reports or step.uses
            assert step.guide
            assert step.prepare


@pytest.mark.parametrize(
    ("_case", "steps"),
    [
        ("needs what comes later", [{"code": "A", "needs": ["B"]}, {"code": "B"}]),
        ("implies what is not there", [{"code": "A", "implies": ["Z"]}]),
        ("stands twice", [{"code": "A"}, {"code": "A"}]),
    ],
)
def test_a_path_that_cannot_be_walked_is_refused(_case, steps):
    blank = {"title": "", "goal": "", "why": "", "owner": "", "minutes": 1, "days": 1}

    with pytest.raises(PathFaultError):
        read_path({"version": 1, "valid_from": TODAY, "step": [blank | step for step in steps]})


codes = [step.code for step in PATH.steps]
papers_of = {step.code: step.papers for step in PATH.steps}
evidences = st.builds(
    Evidence,
    papers=st.dictionaries(st.sampled_from([p for s in PATH.steps for p in s.papers]), st.just(SAID)),
    uses=st.dictionaries(st.sampled_from([u for s in PATH.steps for u in s.uses]), st.just(SAID[0])),
    said_yes=st.dictionaries(st.sampled_from([r for s in PATH.steps for r in s.reports]), st.just(SAID)),
    said_no=st.dictionaries(st.sampled_from([r for s in PATH.steps for r in s.reports]), st.just(SAID)),
)


@given(evidences)
def test_the_next_step_can_always_be_begun_and_is_never_done(evidence):
    standing = stand(PATH, evidence)

    if standing.next is None:
        assert all(step.is_done or step.missing for step in standing.steps)
    else:
        assert not standing.next.is_done
        assert not standing.next.missing


@given(evidences, st.sampled_from([p for s in PATH.steps for p in s.papers]))
def test_one_more_paper_never_undoes_a_step(evidence, kind):
    before = {step.step.code for step in stand(PATH, evidence).steps if step.is_done}
    richer = Evidence({**evidence.papers, kind: SAID}, evidence.uses, evidence.said_yes, evidence.said_no)

    assert before <= {step.step.code for step in stand(PATH, richer).steps if step.is_done}
