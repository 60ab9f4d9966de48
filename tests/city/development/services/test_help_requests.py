import pytest

from guyub.city.development.models import HelpRequest
from guyub.city.development.selectors.help_requests import answered_help, open_help
from guyub.city.development.services.help_requests import HelpRefusedError, answer_help
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.models import OutboxLine
from guyub.foundation.kernel.tenancy.scope import scope
from tests.city.development.makers import ask
from tests.world import NOW, new_id


def answer(world, help_id, *, actor=None, text="Perbaiki alamat di OSS dulu", place=None, request_id=None):
    answer_help(
        actor=actor or world.actor(Role.PENDAMPING),
        place_id=(place or world.bumiayu).id,
        help_id=help_id,
        answer=text,
        request_id=request_id or new_id(),
        now=NOW,
    )


def counts(world):
    with scope(world.bumiayu.id):
        return [
            model.objects.filter(cooperative=world.bumiayu).count()
            for model in (HelpRequest, AuditEntry, OutboxLine)
        ]


def wrong(act):
    with pytest.raises(HelpRefusedError) as refusal:
        act()
    return refusal.value.facts["wrong"]


@pytest.mark.parametrize("role", [Role.PENDAMPING, Role.PETUGAS_DINAS])
def test_a_call_is_answered_by_the_mentor_or_the_city(world, role):
    help_id = ask(world)
    with scope(world.bumiayu.id):
        (waiting,) = open_help(place_ids=[world.bumiayu.id])
    assert (waiting.help_id, waiting.step, waiting.answer) == (help_id, "NIB", "")

    answer(world, help_id, actor=world.actor(role))

    with scope(world.bumiayu.id):
        assert open_help(place_ids=[world.bumiayu.id]) == []
        (row,) = answered_help(place_ids=[world.bumiayu.id])
    assert (row.answer, row.answered_by_name) == ("Perbaiki alamat di OSS dulu", world.actor(role).name)
    assert counts(world) == [1, 2, 2]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"step": ""}, "step"),
        ({"step": "nib"}, "step"),
        ({"step": "X" * 25}, "step"),
        ({"text": " "}, "text"),
        ({"text": "x" * 401}, "text"),
    ],
)
def test_a_call_without_its_facts_is_refused(world, changed, named):
    assert wrong(lambda: ask(world, **changed)) == named
    assert counts(world) == [0, 0, 0]


@pytest.mark.parametrize("role", [Role.KASIR, Role.PENDAMPING, Role.PETUGAS_DINAS])
def test_only_the_board_asks(world, role):
    with pytest.raises(NotAllowedError):
        ask(world, actor=world.actor(role))
    assert counts(world) == [0, 0, 0]


def test_an_answer_is_given_once_by_whom_may_to_what_is_there(world):
    help_id = ask(world)
    assert wrong(lambda: answer(world, help_id, text="")) == "answer"
    assert wrong(lambda: answer(world, help_id, text="x" * 401)) == "answer"
    assert wrong(lambda: answer(world, new_id())) == "gone"
    stranger = world.actor(Role.PENDAMPING, world.arjosari)
    assert wrong(lambda: answer(world, help_id, actor=stranger, place=world.arjosari)) == "gone"
    for actor in (world.actor(Role.KETUA), world.actor(Role.KEPALA_DINAS), stranger):
        with pytest.raises(NotAllowedError):
            answer(world, help_id, actor=actor)
    assert counts(world) == [1, 1, 1]

    pressed = new_id()
    answer(world, help_id, request_id=pressed)
    answer(world, help_id, request_id=pressed)
    assert wrong(lambda: answer(world, help_id, text="Lain")) == "answered"
    assert counts(world) == [1, 2, 2]
