from datetime import timedelta

import pytest

from guyub.city.development.models import Visit, VisitAction
from guyub.city.development.selectors.visits import actions_of, open_actions, visit_by_id
from guyub.city.development.services.visits import (
    NextStep,
    VisitRefusedError,
    cancel_visit,
    finish_action,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.models import OutboxLine, StoredFile
from guyub.foundation.kernel.tenancy.scope import scope
from tests.city.development.makers import JPEG, TODAY, plan, write
from tests.world import NOW, new_id

DAY = timedelta(days=1)


def left_behind(world):
    place = world.bumiayu
    with scope(place.id):
        return (
            sorted(Visit.objects.filter(cooperative=place).values_list("state", "notes")),
            *(
                model.objects.filter(cooperative=place).count()
                for model in (VisitAction, AuditEntry, OutboxLine, StoredFile)
            ),
        )


def wrong(act):
    with pytest.raises(VisitRefusedError) as refusal:
        act()
    return refusal.value.facts["wrong"]


def cancel(world, visit_id, *, actor=None, reason="Ketua sakit"):
    cancel_visit(
        actor=actor or world.actor(Role.PENDAMPING),
        place_id=world.bumiayu.id,
        visit_id=visit_id,
        reason=reason,
        request_id=new_id(),
        now=NOW,
    )


def finish(world, action_id, *, actor=None, place=None):
    finish_action(
        actor=actor or world.actor(Role.PENDAMPING, place),
        place_id=(place or world.bumiayu).id,
        action_id=action_id,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )


def test_a_visit_is_planned_written_up_and_its_steps_are_done(world):
    pressed = new_id()
    visit_id = plan(world)
    write(world, visit_id, request_id=pressed, photo=JPEG)
    write(world, visit_id, request_id=pressed, photo=JPEG)

    with scope(world.bumiayu.id):
        row = visit_by_id(place_id=world.bumiayu.id, visit_id=visit_id)
        (action,) = actions_of(place_id=world.bumiayu.id, visit_id=visit_id)
        assert not StoredFile.objects.get(cooperative=world.bumiayu).is_public
    assert (row.state, row.visited_on, row.minutes, row.met) == ("DONE", TODAY, 90, "Ketua dan sekretaris")
    assert row.photo_id
    assert (action.what, action.who, action.due_on, action.done_on) == (
        "Minta surat RT", "Ketua", TODAY + 7 * DAY, None,
    )  # fmt: skip
    assert [action.is_overdue(TODAY + days * DAY) for days in (7, 8)] == [False, True]

    finish(world, action.action_id)

    with scope(world.bumiayu.id):
        assert open_actions(place_ids=[world.bumiayu.id]) == []
        assert actions_of(place_id=world.bumiayu.id, visit_id=visit_id)[0].done_on == TODAY
    assert wrong(lambda: finish(world, action.action_id)) == "done"
    assert left_behind(world)[1:] == (1, 3, 3, 1)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"planned_on": TODAY - DAY}, "planned_on"),
        ({"planned_on": TODAY + 367 * DAY}, "planned_on"),
        ({"purpose": " "}, "purpose"),
        ({"purpose": "x" * 201}, "purpose"),
        ({"plan": "x" * 601}, "plan"),
    ],
)
def test_a_plan_without_its_facts_is_refused(world, changed, named):
    assert wrong(lambda: plan(world, **changed)) == named
    assert left_behind(world) == ([], 0, 0, 0, 0)


STEP = NextStep("Minta surat RT", "Ketua", TODAY)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"visited_on": TODAY + DAY}, "visited_on"),
        ({"visited_on": TODAY - 367 * DAY}, "visited_on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"met": ""}, "met"),
        ({"met": "x" * 201}, "met"),
        ({"notes": " "}, "notes"),
        ({"notes": "x" * 2001}, "notes"),
        ({"actions": [STEP] * 11}, "actions"),
        ({"actions": [NextStep("", "Ketua", TODAY)]}, "actions"),
        ({"actions": [NextStep("Minta surat", " ", TODAY)]}, "actions"),
        ({"actions": [NextStep("Minta surat", "Ketua", TODAY - DAY)]}, "due_on"),
    ],
)
def test_an_account_without_its_facts_is_refused_and_writes_nothing(world, changed, named):
    visit_id = plan(world)
    before = left_behind(world)

    assert wrong(lambda: write(world, visit_id, **changed)) == named
    assert left_behind(world) == before


def test_ten_steps_are_not_too_many(world):
    write(world, plan(world), actions=[STEP] * 10)

    assert left_behind(world)[1] == 10


def test_only_its_visitor_or_the_city_writes_it(world):
    colleague = world.actor(Role.PENDAMPING, name="Pendamping lain")
    visit_id, other_id = plan(world), plan(world)
    before = left_behind(world)

    for act in (write, cancel):
        assert wrong(lambda act=act: act(world, visit_id, actor=colleague)) == "visitor"
        with pytest.raises(NotAllowedError):
            act(world, visit_id, actor=world.actor(Role.KETUA))
        with pytest.raises(NotAllowedError):
            act(world, visit_id, actor=world.actor(Role.PENDAMPING, world.arjosari))
    assert left_behind(world) == before

    write(world, visit_id, actor=world.actor(Role.PETUGAS_DINAS))
    cancel(world, other_id, actor=world.actor(Role.PETUGAS_DINAS))
    assert [state for state, _ in left_behind(world)[0]] == ["CANCELLED", "DONE"]


def test_a_cancelled_visit_keeps_its_reason_and_stays_cancelled(world):
    visit_id = plan(world)
    assert wrong(lambda: cancel(world, visit_id, reason=" ")) == "reason"

    cancel(world, visit_id)

    assert left_behind(world)[0] == [("CANCELLED", "Ketua sakit")]
    assert wrong(lambda: cancel(world, visit_id)) == "closed"
    assert wrong(lambda: write(world, visit_id)) == "closed"
    assert wrong(lambda: write(world, new_id())) == "gone"


def test_a_step_of_another_cooperative_is_gone(world):
    write(world, plan(world))
    with scope(world.bumiayu.id):
        (action,) = open_actions(place_ids=[world.bumiayu.id])

    assert wrong(lambda: finish(world, action.action_id, place=world.arjosari)) == "gone"
    with pytest.raises(NotAllowedError):
        finish(world, action.action_id, actor=world.actor(Role.SEKRETARIS))
