"""Needs, calls and visits of Bumiayu for the tests of this context."""

from datetime import timedelta

from guyub.city.development.domain.needs import NeedState
from guyub.city.development.services.help_requests import ask_help
from guyub.city.development.services.needs import Move, Wish, move_need, raise_need
from guyub.city.development.services.visits import Account, NextStep, plan_visit, write_visit
from guyub.foundation.identity.domain.roles import Role
from tests.pictures import photo
from tests.world import NOW, new_id

TODAY = NOW.date()
JPEG = ("foto.jpg", photo())
S = NeedState
# What each step needs besides itself.
WITH = {
    S.PLANNED: {"planned_on": TODAY + timedelta(days=30)},
    S.FUNDED: {"funding_source": "APBD 2027", "amount_rp": 4_500_000},
    S.HANDED_OVER: {"proof": JPEG},
    S.DECLINED: {"note": "Sudah ada di gudang"},
}
FORWARD = [S.RAISED, S.VERIFIED, S.PLANNED, S.FUNDED, S.BOUGHT, S.HANDED_OVER, S.IN_USE]


def wish(**changed):
    """Make a wish."""
    return Wish(
        **{
            "kind": "RAK_ETALASE",
            "title": "Rak besi lima susun",
            "quantity": 3,
            "unit": "buah",
            "estimate_rp": 4_500_000,
            "reason": "Sembako masih di lantai",
            "urgency": 2,
        }
        | changed
    )


def raise_one(world, *, actor=None, place=None, request_id=None, **changed):
    """Raise a need of Bumiayu as its chair."""
    return raise_need(
        actor=actor or world.actor(Role.KETUA, place),
        place_id=(place or world.bumiayu).id,
        wish=wish(**changed),
        request_id=request_id or new_id(),
        now=NOW,
    )


def move(world, need_id, to, *, actor=None, seen=None, request_id=None, now=NOW, place=None, **more):
    """Move a need of Bumiayu one step, with what the step needs unless told otherwise."""
    steps = {to: FORWARD[max(FORWARD.index(to) - 1, 0)] for to in FORWARD}
    own = to == S.IN_USE
    move_need(
        actor=actor or world.actor(Role.KETUA if own else Role.PETUGAS_DINAS),
        place_id=(place or world.bumiayu).id,
        need_id=need_id,
        move=Move(seen=seen or steps.get(to, S.RAISED), to=to, **{**WITH.get(to, {}), **more}),
        today=TODAY,
        request_id=request_id or new_id(),
        now=now,
    )


def bring_to(world, need_id, state):
    """Move a need forward to a state, a minute a step."""
    for minute, to in enumerate(FORWARD[1 : FORWARD.index(state) + 1], 1):
        move(world, need_id, to, now=NOW + timedelta(minutes=minute))


def ask(world, *, actor=None, text="Alamat di OSS beda dengan akta", step="NIB", request_id=None):
    """Ask for help as Bumiayu's chair."""
    return ask_help(
        actor=actor or world.actor(Role.KETUA),
        place_id=world.bumiayu.id,
        step=step,
        text=text,
        request_id=request_id or new_id(),
        now=NOW,
    )


def plan(world, *, actor=None, request_id=None, place=None, **changed):
    """Plan a visit to Bumiayu as its mentor."""
    return plan_visit(
        **{
            "actor": actor or world.actor(Role.PENDAMPING, place),
            "place_id": (place or world.bumiayu).id,
            "planned_on": TODAY,
            "purpose": "Mendampingi NIB",
            "plan": "Bawa akta",
            "today": TODAY,
            "request_id": request_id or new_id(),
            "now": NOW,
        }
        | changed
    )


def account(**changed):
    """Tell how a visit went."""
    return Account(
        **{
            "visited_on": TODAY,
            "minutes": 90,
            "met": "Ketua dan sekretaris",
            "notes": "Alamat di akta dan OSS berbeda.",
            "actions": [NextStep("Minta surat RT", "Ketua", TODAY + timedelta(days=7))],
        }
        | changed
    )


def write(world, visit_id, *, actor=None, request_id=None, place=None, **changed):
    """Write a visit to Bumiayu up as its mentor."""
    write_visit(
        actor=actor or world.actor(Role.PENDAMPING, place),
        place_id=(place or world.bumiayu).id,
        visit_id=visit_id,
        account=account(**changed),
        today=TODAY,
        request_id=request_id or new_id(),
        now=NOW,
    )
