import threading
from datetime import timedelta

import pytest
from django.db import connection

from guyub.city.development.models import Need, NeedEvent
from guyub.city.development.selectors.invariants import INVARIANTS
from guyub.city.development.selectors.needs import history_of, need_by_id
from guyub.city.development.services.needs import NeedNotMovedError, NeedRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import OutboxLine, StoredFile
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.city.development.makers import JPEG, S, bring_to, move, plan, raise_one
from tests.world import NOW, new_id

PDF = ("berita-acara.pdf", b"%PDF-1.7 isi")


def left_behind(world, place=None):
    """Count what a refused act must not leave behind, and name the state of the only need."""
    place = place or world.bumiayu
    with scope(place.id):
        return (
            [need.state for need in Need.objects.filter(cooperative=place)],
            *(
                model.objects.filter(cooperative=place).count()
                for model in (NeedEvent, AuditEntry, OutboxLine, StoredFile)
            ),
        )


def wrong(act, kind):
    with pytest.raises(kind) as refusal:
        act()
    return refusal.value.facts["wrong"]


def test_a_need_from_the_need_to_its_use(world):
    need_id = raise_one(world, photo=JPEG)
    bring_to(world, need_id, S.IN_USE)

    with scope(world.bumiayu.id):
        row = need_by_id(place_id=world.bumiayu.id, need_id=need_id)
        events = history_of(place_id=world.bumiayu.id, need_id=need_id)
        lines = trail(cooperative_id=world.bumiayu.id, most=20)
        news = OutboxLine.objects.filter(cooperative=world.bumiayu, topic="development.changed")
        payloads = [line.payload for line in news]
        assert not [broken for rule in INVARIANTS for broken in rule(world.bumiayu.id)]
    assert (row.number, row.state, row.since) == (1, S.IN_USE, NOW + timedelta(minutes=6))
    assert [event.to_state for event in reversed(events)] == [
        S.RAISED, S.VERIFIED, S.PLANNED, S.FUNDED, S.BOUGHT, S.HANDED_OVER, S.IN_USE,
    ]  # fmt: skip
    funded = next(event for event in events if event.to_state is S.FUNDED)
    assert (funded.funding_source, funded.amount_rp) == ("APBD 2027", 4_500_000)
    assert next(event for event in events if event.to_state is S.HANDED_OVER).proof_id
    assert (events[0].by_role, events[1].by_role) == (Role.KETUA, Role.PETUGAS_DINAS)
    assert said(lines[-1]) == "Ketua KKMP Bumiayu (Ketua) mengajukan kebutuhan 1: Rak besi lima susun"
    assert payloads == [{"need": str(need_id)}] * 7


def test_photos_are_private(world):
    raise_one(world, photo=JPEG)

    with scope(world.bumiayu.id):
        (file,) = StoredFile.objects.filter(cooperative=world.bumiayu)
    assert not file.is_public


def test_numbers_run_by_cooperative(world):
    mentor = world.actor(Role.PENDAMPING, world.arjosari)
    ids = [raise_one(world), raise_one(world), raise_one(world, place=world.arjosari, actor=mentor)]

    for place, expected in ((world.bumiayu, {1, 2}), (world.arjosari, {1})):
        with scope(place.id):
            assert set(Need.objects.filter(cooperative=place).values_list("number", flat=True)) == expected
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "ROKET"),
        ("title", "  "),
        ("title", "x" * 121),
        ("quantity", 0),
        ("quantity", 1_000_001),
        ("unit", ""),
        ("unit", "x" * 21),
        ("estimate_rp", -1),
        ("estimate_rp", 10**12 + 1),
        ("reason", ""),
        ("reason", "x" * 401),
        ("urgency", 4),
        ("visit_id", new_id()),
    ],
)
def test_what_is_not_a_need_is_refused_and_leaves_nothing(world, field, value):
    before = left_behind(world)

    named = {"estimate_rp": "estimate", "visit_id": "visit"}.get(field, field)
    assert wrong(lambda: raise_one(world, **{field: value}), NeedRefusedError) == named
    assert left_behind(world) == before


def test_a_need_may_come_from_a_visit_of_this_cooperative_alone(world):
    visit_id = plan(world)
    elsewhere = plan(world, place=world.arjosari)

    raise_one(world, visit_id=visit_id)
    assert wrong(lambda: raise_one(world, visit_id=elsewhere), NeedRefusedError) == "visit"


@pytest.mark.parametrize(
    ("at", "to", "more", "named"),
    [
        (S.RAISED, S.PLANNED, {"seen": S.RAISED}, "step"),
        (S.RAISED, S.IN_USE, {"seen": S.RAISED}, "step"),
        (S.RAISED, "ROKET", {"seen": S.RAISED}, "step"),
        (S.RAISED, S.VERIFIED, {"seen": S.PLANNED}, "moved"),
        (S.RAISED, S.VERIFIED, {"note": "x" * 401}, "reason"),
        (S.RAISED, S.DECLINED, {"note": " "}, "reason"),
        (S.VERIFIED, S.PLANNED, {"planned_on": None}, "planned"),
        (S.VERIFIED, S.PLANNED, {"planned_on": NOW.date() - timedelta(days=1)}, "planned"),
        (S.PLANNED, S.FUNDED, {"funding_source": " "}, "source"),
        (S.PLANNED, S.FUNDED, {"amount_rp": None}, "amount"),
        (S.PLANNED, S.FUNDED, {"amount_rp": 0}, "amount"),
        (S.BOUGHT, S.HANDED_OVER, {"proof": None}, "proof"),
        (S.FUNDED, S.DECLINED, {"seen": S.FUNDED}, "step"),
    ],
)
def test_a_step_that_is_not_one_moves_nothing(world, at, to, more, named):
    need_id = raise_one(world)
    bring_to(world, need_id, at)
    before = left_behind(world)

    assert wrong(lambda: move(world, need_id, to, **more), NeedNotMovedError) == named
    assert left_behind(world) == before


def test_a_need_of_another_cooperative_is_gone(world):
    need_id = raise_one(world, place=world.arjosari)

    assert wrong(lambda: move(world, need_id, S.VERIFIED), NeedNotMovedError) == "gone"


def test_a_proof_that_is_no_file_moves_nothing(world):
    need_id = raise_one(world)
    bring_to(world, need_id, S.BOUGHT)
    before = left_behind(world)

    with pytest.raises(FileRefusedError):
        move(world, need_id, S.HANDED_OVER, proof=("program.exe", b"MZ\x00\x01"))
    assert left_behind(world) == before


@pytest.mark.parametrize(
    ("role", "at", "to"),
    [
        (Role.KETUA, S.RAISED, S.VERIFIED),
        (Role.PENDAMPING, S.RAISED, S.VERIFIED),
        (Role.PETUGAS_DINAS, S.HANDED_OVER, S.IN_USE),
        (Role.PENGAWAS, S.HANDED_OVER, S.IN_USE),
    ],
)
def test_who_may_not_moves_nothing(world, role, at, to):
    need_id = raise_one(world)
    bring_to(world, need_id, at)
    before = left_behind(world)

    with pytest.raises(NotAllowedError):
        move(world, need_id, to, actor=world.actor(role))
    assert left_behind(world) == before


def test_another_cooperatives_chair_raises_nothing_here(world):
    with pytest.raises(NotAllowedError):
        raise_one(world, actor=world.actor(Role.KETUA, world.arjosari))
    assert left_behind(world)[0] == []


def test_pressing_twice_does_it_once(world):
    pressed = new_id()
    need_id = raise_one(world, request_id=pressed, photo=JPEG)

    assert raise_one(world, request_id=pressed, photo=JPEG) == need_id
    with pytest.raises(RequestReusedError):
        raise_one(world, request_id=pressed, photo=PDF)
    again = new_id()
    move(world, need_id, S.VERIFIED, request_id=again)
    move(world, need_id, S.VERIFIED, request_id=again)
    assert left_behind(world)[:2] == (["VERIFIED"], 2)


def test_an_invariant_sees_a_state_without_its_history(world):
    need_id = raise_one(world)
    with scope(world.bumiayu.id):
        Need.objects.filter(cooperative=world.bumiayu, id=need_id).update(state="PLANNED", number=7)
        broken = [one.rule for rule in INVARIANTS for one in rule(world.bumiayu.id)]

    assert broken == ["development.need.state", "development.need.gapless"]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_wins_and_the_other_is_told(world):
    need_id = raise_one(world)
    officers = [world.actor(Role.PETUGAS_DINAS, name=f"Petugas {turn}") for turn in range(8)]
    outcomes, start = [], threading.Barrier(8)

    def decide(turn):
        try:
            start.wait()
            move(world, need_id, (S.VERIFIED, S.DECLINED)[turn % 2], actor=officers[turn], seen=S.RAISED)
            outcomes.append("done")
        except DomainError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", *["moved"] * 7]
    with scope(world.bumiayu.id):
        assert NeedEvent.objects.filter(cooperative=world.bumiayu).count() == 2
        assert not [broken for rule in INVARIANTS for broken in rule(world.bumiayu.id)]
