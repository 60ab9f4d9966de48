"""From missed dues to passive and back: notice, payment, appeal, the board's word."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from guyub.community.members.domain.cases import PassiveRefusedError, PassiveState
from guyub.community.members.models import PassiveCase, StatusEvent
from guyub.community.members.selectors.cases import passive_case, passive_cases, passive_members
from guyub.community.members.selectors.dues import missed_rows
from guyub.community.members.selectors.invariants import INVARIANTS
from guyub.community.members.services.standing import (
    appeal,
    give_notice,
    lift_notice,
    lift_paid,
    make_active,
    make_passive,
    show_noticed_phone,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import ShownAlreadyError, keep_secret
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.case_world import TODAY, D, again, as_member, given_notice, joined, saved
from tests.world import NOW, new_id

DUE = TODAY + timedelta(days=14)
AFTER = DUE + timedelta(days=1)
WHY = "Dua kali diingatkan, tidak membayar"


def missed(world, months=6, today=TODAY):
    with scope(world.bumiayu.id):
        rows = missed_rows(cooperative_id=world.bumiayu.id, months=months, today=today, most=9)
    return [(row.name, row.months, row.paid_on) for row in rows]


def notices(world, is_open=True):
    with scope(world.bumiayu.id):
        return passive_cases(cooperative_id=world.bumiayu.id, is_open=is_open)


def case_of(world):
    return notices(world)[0].case_id


def doing(world, role, **more):
    return {"actor": world.actor(role), "request_id": new_id(), "now": NOW, **more}


def passive(world, *, role=Role.KETUA, today=AFTER, reason=WHY):
    case_id = case_of(world)
    return make_passive(**doing(world, role, case_id=case_id, reason=reason, today=today))


def refused(act):
    with pytest.raises(PassiveRefusedError) as refusal:
        act()
    return refusal.value.facts["wrong"]


def holds(world):
    with scope(world.bumiayu.id):
        return [found for rule in INVARIANTS for found in rule(world.bumiayu.id)]


def acts(world):
    with scope(world.bumiayu.id):
        lines = trail(cooperative_id=world.bumiayu.id, most=9, act="members.passive.")
    return [said(line).split(") ", 1)[1].replace("\u00a0", " ") for line in lines]


@pytest.fixture
def budi(world):
    world.cash()
    return joined(world)


def test_who_paid_no_dues_for_six_months_is_listed_the_longest_first(world, budi):
    joined(world, "Sri Contoh", on=D(2025, 1, 10))
    joined(world, "Baru Contoh", on=D(2026, 5, 26))
    paying = joined(world, "Tekun Contoh", on=D(2025, 1, 10))
    saved(world, paying, "WAJIB", 15_000, on=D(2026, 5, 26))
    slow = joined(world, "Lambat Contoh", on=D(2025, 1, 10))
    saved(world, slow, "WAJIB", 15_000, on=D(2026, 3, 5))
    saved(world, slow, "SUKARELA", 15_000, on=D(2026, 11, 5))

    assert missed(world) == [
        ("Sri Contoh", 22, None),
        ("Budi Contoh", 9, None),
        ("Lambat Contoh", 8, D(2026, 3, 5)),
    ]
    assert missed(world, months=9) == [("Sri Contoh", 22, None), ("Budi Contoh", 9, None)]


def test_a_notice_says_until_when_and_is_given_once(world, budi):
    pressed = new_id()
    assert given_notice(world, request_id=pressed) == given_notice(world, request_id=pressed) == 1
    assert refused(lambda: given_notice(world)) == "nobody"

    (row,) = notices(world)
    assert (row.name, row.state, row.missed_months) == ("Budi Contoh", PassiveState.DIBERITAHU, 9)
    assert (row.noticed_on, row.due_on, row.has_paid) == (TODAY, DUE, False)
    assert missed(world) == []
    assert acts(world) == ["memberi tahu 1 anggota tentang tunggakan simpanan wajib, sampai 9 Des 2026"]


def test_only_who_keeps_the_register_gives_notice(world, budi):
    with pytest.raises(NotAllowedError):
        given_notice(world, role=Role.KETUA)
    assert notices(world) == []


def test_the_board_makes_passive_after_the_last_day(world, budi):
    given_notice(world, budi)
    assert refused(lambda: passive(world, today=DUE)) == "early"
    assert refused(lambda: passive(world, reason="pendek")) == "reason"
    assert again(world, budi).state == "AKTIF"

    assert passive(world) is PassiveState.DIPASIFKAN

    member = again(world, budi)
    assert (member.state, member.state_since) == ("PASIF", AFTER)
    with scope(world.bumiayu.id):
        (event,) = StatusEvent.objects.filter(cooperative=world.bumiayu)
    assert (event.happened, event.reason, event.person_id) == (
        "DIPASIFKAN", WHY, world.person(Role.KETUA).id,
    )  # fmt: skip
    assert acts(world)[0] == f"memasifkan anggota A-0001: {WHY}"
    assert holds(world) == []


def test_nobody_decides_the_own_notice(world, budi):
    given_notice(world, budi)
    case_id = case_of(world)
    with scope(world.bumiayu.id):
        PassiveCase.objects.filter(cooperative=world.bumiayu).update(noticed_by=world.person(Role.KETUA))
    assert refused(lambda: passive(world)) == "own"
    lift = doing(world, Role.KETUA, case_id=case_id, reason=WHY)
    assert refused(lambda: lift_notice(**lift)) == "own"
    assert (again(world, budi).state, len(notices(world))) == ("AKTIF", 1)


def test_who_pays_in_time_stays_active_even_where_the_board_decides(world, budi):
    given_notice(world, budi)
    saved(world, budi, "WAJIB", 15_000)

    assert notices(world)[0].has_paid
    assert passive(world) is PassiveState.DICABUT

    assert again(world, budi).state == "AKTIF"
    (row,) = notices(world, is_open=False)
    assert (row.state, row.outcome_why) == (PassiveState.DICABUT, "Simpanan wajib sudah dibayar")


def test_paid_notices_are_lifted_together(world, budi):
    sri = joined(world, "Sri Contoh")
    given_notice(world)
    assert refused(lambda: lift_paid(**doing(world, Role.SEKRETARIS))) == "nobody"
    saved(world, sri, "WAJIB", 15_000)

    assert lift_paid(**doing(world, Role.SEKRETARIS)) == 1

    assert [row.name for row in notices(world)] == ["Budi Contoh"]
    assert acts(world)[0] == "mencabut 1 pemberitahuan pasif yang simpanan wajibnya sudah dibayar"


def test_the_member_appeals_alone_or_through_an_officer(world, budi):
    sri = joined(world, "Sri Contoh")
    given_notice(world)
    mine = {row.name: row.case_id for row in notices(world)}
    text = "Suami saya sakit sejak Maret."

    def says(actor, name, words=text, today=DUE):
        appeal(actor=actor, case_id=mine[name], text=words, today=today, request_id=new_id(), now=NOW)

    assert refused(lambda: says(as_member(world, sri), "Budi Contoh")) == "gone"
    assert refused(lambda: says(as_member(world, budi), "Budi Contoh", today=AFTER)) == "late"
    assert refused(lambda: says(as_member(world, budi), "Budi Contoh", words=" ")) == "appeal"
    says(as_member(world, budi), "Budi Contoh")
    says(world.actor(Role.SEKRETARIS), "Sri Contoh")
    assert refused(lambda: says(as_member(world, budi), "Budi Contoh")) == "appealed"

    assert [(row.state, row.appeal) for row in notices(world)] == [(PassiveState.BANDING, text)] * 2


def test_a_notice_that_was_lifted_begins_the_count_anew(world, budi):
    given_notice(world)
    lift_notice(**doing(world, Role.KETUA, case_id=case_of(world), reason="Sakit sejak Maret 2026"))

    assert missed(world) == []
    assert missed(world, today=D(2027, 5, 25)) == [("Budi Contoh", 6, None)]
    assert again(world, budi).state == "AKTIF"
    assert acts(world)[0] == "mencabut pemberitahuan pasif anggota A-0001: Sakit sejak Maret 2026"


def test_back_to_active_once_dues_flow_again(world, budi):
    given_notice(world, today=TODAY - timedelta(days=30))
    passive(world, today=TODAY - timedelta(days=10))
    back = {"member_id": budi.id, "reason": "Sudah membayar lagi", "today": TODAY}
    assert refused(lambda: make_active(**doing(world, Role.SEKRETARIS, **back))) == "unpaid"
    assert again(world, budi).state == "PASIF"
    saved(world, budi, "WAJIB", 15_000)
    with scope(world.bumiayu.id):
        (row,) = passive_members(cooperative_id=world.bumiayu.id)
        assert (row.number, row.since, row.pays_again) == ("A-0001", TODAY - timedelta(days=10), True)

    make_active(**doing(world, Role.SEKRETARIS, **back))

    assert again(world, budi).state == "AKTIF"
    assert refused(lambda: make_active(**doing(world, Role.SEKRETARIS, **back))) == "member"
    assert acts(world)[0] == "mengaktifkan kembali anggota A-0001: Sudah membayar lagi"
    assert holds(world) == []


def test_the_phone_of_who_was_given_notice_is_shown_once_and_written_down(world, budi):
    given_notice(world)
    with scope(world.bumiayu.id):
        keep_secret(person=budi.person, kind=SecretKind.PHONE, value="+6281299990000", now=NOW)
    asked = doing(world, Role.SEKRETARIS, case_id=case_of(world))

    assert show_noticed_phone(**asked) == "+6281299990000"
    with pytest.raises(ShownAlreadyError):
        show_noticed_phone(**asked)
    assert acts(world)[0] == "membuka nomor HP anggota A-0001: memberi tahu tunggakan simpanan wajib"


def test_another_cooperatives_notice_is_not_there(world, budi):
    given_notice(world)
    case_id = case_of(world)
    there = world.actor(Role.KETUA, world.arjosari)
    say = {"case_id": case_id, "reason": WHY, "request_id": new_id(), "now": NOW}
    assert refused(lambda: lift_notice(actor=there, **say)) == "gone"
    with scope(world.arjosari.id):
        assert passive_case(cooperative_id=world.arjosari.id, case_id=case_id) is None


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_officers_who_press_at_once_give_one_notice(world):
    world.cash()
    joined(world)
    came = []
    start = threading.Barrier(2)
    actors = [world.actor(Role.SEKRETARIS), world.actor(Role.WAKIL_KETUA_ANGGOTA)]

    def press(actor):
        try:
            start.wait(10)
            came.append(give_notice(actor=actor, member_ids=None, today=TODAY, request_id=new_id(), now=NOW))
        except PassiveRefusedError as refusal:
            came.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(came, key=str) == [1, "nobody"]
    assert len(notices(world)) == 1
