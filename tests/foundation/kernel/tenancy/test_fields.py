"""The first wall: the ORM names the cooperative wherever it follows a key. The guard checks each statement."""

import pytest
from django.db import DatabaseError, transaction

from guyub.foundation.kernel.tenancy.guard import UnpinnedQueryError
from guyub.foundation.kernel.tenancy.scope import ScopeWidenedError, all_cooperatives, current_scope, scope
from tests.sample.models import Group, Note

pytestmark = pytest.mark.database


@pytest.fixture
def note(bumiayu):
    """A note in a group of Bumiayu, read inside Bumiayu's scope."""
    with scope(bumiayu.id):
        group = Group.objects.create(cooperative=bumiayu, name="Melati")
        yield Note.objects.create(cooperative=bumiayu, group=group, text="rapat Jumat")


def test_a_query_without_its_cooperative_is_caught(note):
    with pytest.raises(UnpinnedQueryError, match="sample_note"):
        Note.objects.get(id=note.id)


def test_following_a_key(note, bumiayu):
    again = Note.objects.get(cooperative=bumiayu, id=note.id)

    assert again.group.name == "Melati"


def test_joining_on_a_key(note, bumiayu):
    rows = Note.objects.filter(cooperative=bumiayu, group__name="Melati").select_related("group")

    assert [row.group.name for row in rows] == ["Melati"]


def test_the_rows_that_hang_on_a_row(note, bumiayu):
    group = Group.objects.get(cooperative=bumiayu)

    assert [row.text for row in group.notes.all()] == ["rapat Jumat"]
    assert group.notes.count() == 1


def test_prefetching_both_ways(note, bumiayu):
    (group,) = Group.objects.filter(cooperative=bumiayu).prefetch_related("notes")
    (row,) = Note.objects.filter(cooperative=bumiayu).prefetch_related("group")

    assert [one.text for one in group.notes.all()] == ["rapat Jumat"]
    assert row.group.name == "Melati"


def test_filtering_over_the_reverse_key(note, bumiayu):
    assert Group.objects.filter(cooperative=bumiayu, notes__text="rapat Jumat").count() == 1


def test_saving_and_reading_again(note, bumiayu):
    note.text = "rapat Sabtu"
    note.save()
    note.refresh_from_db()

    assert note.text == "rapat Sabtu"


def test_saving_never_moves_a_row(note, bumiayu, arjosari):
    note.cooperative = arjosari
    note.text = "pindah"

    with pytest.raises(DatabaseError, match="did not affect any rows"), transaction.atomic():
        note.save(force_update=True)


def test_saving_nothing_but_the_cooperative_changes_nothing(note, bumiayu):
    note.save(update_fields=["cooperative"])
    note.refresh_from_db()

    assert note.cooperative_id == bumiayu.id


def test_answers_to_a_note(note, bumiayu):
    Note.objects.create(cooperative=bumiayu, group=note.group, answers=note, text="setuju")

    assert [row.text for row in note.answered_by.all()] == ["setuju"]


def test_one_scope_does_not_open_another(note, arjosari):
    with pytest.raises(ScopeWidenedError), scope(arjosari.id):
        pass


def test_one_scope_does_not_open_all(note):
    with pytest.raises(ScopeWidenedError), all_cooperatives("a test"):
        pass


def test_all_narrows_to_one_and_comes_back(bumiayu, arjosari):
    with all_cooperatives("a test"):
        with scope(bumiayu.id):
            Group.objects.create(cooperative=bumiayu, name="Melati")
        assert current_scope().why_all == "a test"
        assert Group.objects.count() == 1


def test_all_cooperatives_wants_a_reason(db):
    with pytest.raises(ValueError, match="why"), all_cooperatives(" "):
        pass
