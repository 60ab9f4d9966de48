from datetime import date, timedelta

import pytest

from guyub.community.cooperatives.selectors.steps import newest_notes, notes_of
from guyub.community.cooperatives.services.legal import Paper, keep_paper
from guyub.community.cooperatives.services.steps import StepRefusedError, StepWord, note_step
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

TODAY = NOW.date()
DEED_ON = date(2025, 6, 11)


@pytest.fixture
def note(shared):
    def note(step="NIB", started_on=TODAY, role=Role.PENDAMPING, now=NOW, **more):
        return note_step(word=StepWord(step, started_on, **more), **shared(role) | {"now": now})

    return note


def notes(world):
    with scope(world.bumiayu.id):
        return newest_notes(cooperative_id=world.bumiayu.id)


def test_the_newest_word_on_a_step_counts_and_the_earlier_stay(note, world):
    note(waits_for="BANK", note="menunggu")
    note(waits_for="KETUA", responsible="Bambang", note="Alamat beda.\x00\n", now=NOW + timedelta(hours=1))

    newest = notes(world)["NIB"]
    assert (newest.waits_for, newest.responsible, newest.note) == ("KETUA", "Bambang", "Alamat beda.")
    assert newest.noted_by_name == "Pendamping KKMP Bumiayu"
    with scope(world.bumiayu.id):
        assert len(notes_of(cooperative_id=world.bumiayu.id, step="NIB")) == 2


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"step": "TERBANG"}, "step"),
        ({"responsible": "x" * 121}, "responsible"),
        ({"waits_for": "TETANGGA"}, "waits_for"),
        ({"note": "x" * 301}, "note"),
        ({"started_on": TODAY + timedelta(days=1)}, "future"),
        ({"target_on": TODAY - timedelta(days=1)}, "target"),
        ({"started_on": DEED_ON - timedelta(days=1)}, "before_deed"),
    ],
)
def test_what_is_no_word_on_a_step_is_refused(changed, expected, note, shared, world):
    keep_paper(paper=Paper("AKTA", DEED_ON, "12"), **shared())
    with pytest.raises(StepRefusedError) as refusal:
        note(**changed)

    assert refusal.value.facts["wrong"] == expected
    assert notes(world) == {}


def test_a_supervisor_writes_no_word(note, world):
    with pytest.raises(NotAllowedError):
        note(role=Role.PENGAWAS)

    assert notes(world) == {}
