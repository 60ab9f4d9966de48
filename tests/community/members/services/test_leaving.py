"""A leaving is asked by one, agreed to by another, called off by the board; the paper stays."""

import pytest

from guyub.community.members.domain.cases import ExitRefusedError, ExitStanding
from guyub.community.members.models import ExitCase
from guyub.community.members.selectors.cases import (
    exit_case,
    exits_ended,
    exits_to_decide,
    exits_to_settle,
    exits_waiting_inquiry,
    notices_waiting_inquiry,
    open_exit_of,
    paper_of,
)
from guyub.community.members.selectors.invariants import INVARIANTS
from guyub.community.members.services.leaving import call_off_exit, keep_signed
from guyub.community.members.services.register import StandingRefusedError
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.selectors.together import asked as told_at_once
from guyub.foundation.kernel.services.file_contents import content_of
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.case_world import (
    BEGAN,
    LETTER,
    TODAY,
    D,
    again,
    agreed_exit,
    asked_exit,
    decided,
    joined,
    waiting,
)
from tests.world import NOW, new_id

HEARD = "Ia bilang tidak sanggup lagi"


@pytest.fixture
def budi(world):
    world.cash()
    return joined(world)


def case(world, case_id):
    with scope(world.bumiayu.id):
        return exit_case(cooperative_id=world.bumiayu.id, case_id=case_id, now=NOW)


def cases(world):
    with scope(world.bumiayu.id):
        return ExitCase.objects.filter(cooperative=world.bumiayu).count()


def holds(world):
    with scope(world.bumiayu.id):
        return [found for rule in INVARIANTS for found in rule(world.bumiayu.id)]


def refused(act, kind=ExitRefusedError):
    with pytest.raises(kind) as refusal:
        act()
    return refusal.value.facts["wrong"]


def test_a_letter_is_asked_and_agreed_to_and_the_member_stays_until_it_is_settled(world, budi):
    asked = new_id()
    case_id = asked_exit(world, budi, request_id=asked)
    assert asked_exit(world, budi, request_id=asked) == case_id
    row = case(world, case_id)
    assert (row.number, row.member_number, row.kind_words) == ("KA-2026-0001", "A-0001", "Mengundurkan diri")
    assert (row.standing, row.asked_by, row.has_paper) == (
        ExitStanding.DIAJUKAN, "Sekretaris KKMP Bumiayu", True,
    )  # fmt: skip

    decided(world, asked)

    assert case(world, case_id).standing is ExitStanding.DISETUJUI
    assert again(world, budi).state == "AKTIF"
    with scope(world.bumiayu.id):
        place = {"cooperative_id": world.bumiayu.id}
        waits = (
            exits_waiting_inquiry(world.bumiayu.id),
            notices_waiting_inquiry(world.bumiayu.id, today=TODAY),
        )
        assert told_at_once(*waits) == [(1, 0), 0]
        assert [row.case_id for row in exits_to_settle(**place, now=NOW)] == [case_id]
        assert exits_to_decide(**place, now=NOW) == exits_ended(**place, now=NOW) == []
        kept = paper_of(**place, case_id=case_id, field="paper")
        assert content_of(kept.sha256, is_public=False)[:2] == b"\xff\xd8"
        assert paper_of(**place, case_id=case_id, field="signed") is None
    assert holds(world) == []


@pytest.mark.parametrize(
    ("_case", "kind", "typed", "wrong"),
    [
        ("no such kind", "PINDAH", {}, "kind"),
        ("a member does not fall through", "BATAL", {}, "kind"),
        ("a reason in five letters", "MUNDUR", {"reason": "bosan"}, "reason"),
        ("no letter", "MUNDUR", {"paper": None}, "paper"),
        ("no certificate", "MENINGGAL", {"paper": None}, "paper"),
        ("not heard", "DIBERHENTIKAN", {"paper": None}, "hearing"),
        ("before the admission", "MUNDUR", {"happened_on": D(2026, 1, 31)}, "day"),
        ("tomorrow", "MUNDUR", {"happened_on": D(2026, 11, 26)}, "day"),
    ],
)
def test_what_is_refused_leaves_nothing(world, budi, _case, kind, typed, wrong):
    assert refused(lambda: asked_exit(world, budi, kind, **typed)) == wrong
    assert (cases(world), waiting(world)) == (0, 0)
    assert holds(world) == []


def test_a_dismissal_keeps_what_the_member_said(world, budi):
    case_id = asked_exit(world, budi, "DIBERHENTIKAN", paper=None, hearing=f"  {HEARD} ")
    assert case(world, case_id).hearing == HEARD


def test_only_who_keeps_the_register_asks(world, budi):
    with pytest.raises(NotAllowedError):
        asked_exit(world, budi, role=Role.BENDAHARA)
    there = joined(world, "Orang Lain", place=world.arjosari)
    assert refused(lambda: asked_exit(world, there), StandingRefusedError) == "gone"
    assert cases(world) == 0


def test_the_member_does_not_decide_the_own_leaving(world, budi):
    seat = Membership.objects.create(
        person=budi.person, cooperative=world.bumiayu, role="KETUA", starts_at=BEGAN
    )
    asked = new_id()
    case_id = asked_exit(world, budi, request_id=asked)
    chair = Actor(budi.person_id, "Budi Contoh", Role.KETUA, world.bumiayu.id, seat.id)
    assert refused(lambda: decided(world, asked, actor=chair), DecisionRefusedError) == "concerned"
    assert case(world, case_id).standing is ExitStanding.DIAJUKAN


def test_one_case_runs_at_a_time_and_a_refused_one_may_be_asked_again(world, budi):
    first = new_id()
    case_id = asked_exit(world, budi, request_id=first)
    assert refused(lambda: asked_exit(world, budi)) == "open"
    decided(world, first, is_approved=False)
    assert case(world, case_id).standing is ExitStanding.DITOLAK

    newer = asked_exit(world, budi)

    assert (case(world, case_id).standing, case(world, newer).number) == (
        ExitStanding.DIBATALKAN, "KA-2026-0002",
    )  # fmt: skip
    with scope(world.bumiayu.id):
        place = {"cooperative_id": world.bumiayu.id, "now": NOW}
        assert [row.case_id for row in exits_ended(**place)] == [case_id]
        assert open_exit_of(**place, member_id=budi.id).case_id == newer
    assert holds(world) == []


def test_the_board_calls_off_what_was_agreed_to(world, budi):
    waits = asked_exit(world, budi)
    off = {"case_id": waits, "reason": "Surat dicabut lagi", "now": NOW}
    ketua = world.actor(Role.KETUA)
    assert refused(lambda: call_off_exit(actor=ketua, **off, request_id=new_id())) == "state"
    with scope(world.bumiayu.id):
        asked = ExitCase.objects.get(cooperative=world.bumiayu).approval_id
    decided(world, asked)

    call_off_exit(actor=ketua, **off, request_id=new_id())

    row = case(world, waits)
    assert (row.standing, row.outcome_why) == (ExitStanding.DIBATALKAN, "Surat dicabut lagi")
    assert again(world, budi).state == "AKTIF"


def test_a_sheet_is_signed_after_the_settlement(world, budi):
    case_id = agreed_exit(world, budi)
    keep = {"actor": world.actor(Role.BENDAHARA), "case_id": case_id, "now": NOW}
    assert refused(lambda: keep_signed(**keep, signed=None, request_id=new_id())) == "paper"
    assert refused(lambda: keep_signed(**keep, signed=LETTER, request_id=new_id())) == "state"
