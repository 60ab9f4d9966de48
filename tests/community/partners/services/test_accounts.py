"""No money goes to an account that one person alone wrote."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from guyub.community.partners.domain.accounts import AccountRefusedError, AccountTyped
from guyub.community.partners.models import PartnerAccount
from guyub.community.partners.selectors.accounts import account_of
from guyub.community.partners.selectors.invariants import INVARIANTS
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.approvals.services.requests import DecisionRefusedError, withdraw
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.partners.partner_world import BRI, GADANG, JATIM, NOW, PHONE, TODAY, WHY, Desk
from tests.journal_writing import approve
from tests.world import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def desk(world):
    return Desk(world)


@pytest.fixture
def gadang(desk):
    return desk.adds(phone=PHONE)


def wrong(act):
    with pytest.raises(AccountRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def held(desk, partner_id):
    with scope(desk.place.id):
        return account_of(cooperative_id=desk.place.id, partner_id=partner_id)


def broken(desk):
    with scope(desk.place.id):
        return [str(one) for rule in INVARIANTS for one in rule(desk.place.id)]


def test_an_account_holds_from_the_second_persons_word(desk, gadang, world):
    asked = desk.asks(gadang)
    assert held(desk, gadang) is None
    assert desk.page(gadang).waiting == asked
    approve(world, asked)

    row = held(desk, gadang)
    assert (row.no, row.bank, row.number, row.holder) == (1, BRI.bank, BRI.number, BRI.holder)
    assert (row.from_on, row.why, row.said) == (TODAY, WHY, "BRI •••• 3530")
    assert (row.asked_by, row.approved_by) == (desk.keeper.name, world.actor(Role.KETUA).name)
    assert desk.page(gadang).waiting is None
    assert desk.acts()[-1] == ("account.set", {"name": GADANG.name, "account": "BRI •••• 3530"})
    assert not broken(desk)


def test_another_account_stands_beside_the_first(desk, gadang, world):
    first = desk.asks(gadang)
    approve(world, first)
    second = desk.asks(gadang, JATIM)
    assert held(desk, gadang).bank == "BRI"
    approve(world, second, role=Role.WAKIL_KETUA_ANGGOTA)

    assert held(desk, gadang).bank == "Bank Jatim"
    assert desk.accounts(gadang) == [
        (1, BRI.bank, BRI.number, WHY, first),
        (2, JATIM.bank, JATIM.number, WHY, second),
    ]
    assert not broken(desk)


def test_who_decides_sees_what_it_was_and_that_the_phone_changed(desk, gadang, world):
    approve(world, desk.asks(gadang))
    asked = desk.asks(gadang, JATIM)

    with scope(desk.place.id):
        row = one_request(actor=world.actor(Role.KETUA), request_id=asked, now=NOW)
    assert row.said == f"{GADANG.name} dibayar ke rekening Bank Jatim •••• 4567"
    assert dict(row.details) == {
        "Mitra": GADANG.name,
        "Rekening baru": "Bank Jatim 0041234567",
        "Atas nama": "Endah Lestari",
        "Rekening sekarang": "BRI 005101000123530, Endah Lestari",
        "Nomor HP kontak dicatat": day(TODAY),
    }


def test_a_partner_without_a_phone_says_nothing_of_it(desk, world):
    asked = desk.asks(desk.adds())

    with scope(desk.place.id):
        row = one_request(actor=world.actor(Role.KETUA), request_id=asked, now=NOW)
    assert [label for label, _ in row.details][-1] == "Rekening sekarang"
    assert dict(row.details)["Rekening sekarang"] == "belum ada"


def test_one_person_is_never_both(desk, gadang, world):
    asked = desk.asks(gadang)
    for role in (Role.BENDAHARA, Role.PENGELOLA_GERAI, Role.WAKIL_KETUA_USAHA, Role.SEKRETARIS):
        with pytest.raises(NotAllowedError):
            approve(world, asked, role=role)
    chair = world.seat(Role.KETUA)
    chair.person = world.person(Role.PENGELOLA_GERAI)
    chair.save()
    with pytest.raises(DecisionRefusedError) as refused:
        approve(world, asked, actor=world.actor(Role.KETUA))

    assert refused.value.facts["wrong"] == "own"
    assert held(desk, gadang) is None


@pytest.mark.parametrize(
    ("typed", "why", "said"),
    [
        (AccountTyped(bank="", number="1" * 10, holder="Sri"), WHY, "bank"),
        (AccountTyped(bank="BRI", number="1", holder="Sri"), WHY, "number"),
        (AccountTyped(bank="BRI", number="1" * 10, holder=""), WHY, "holder"),
        (BRI, "katanya", "why"),
    ],
)
def test_what_was_typed_is_refused(desk, gadang, typed, why, said):
    assert wrong(lambda: desk.asks(gadang, typed, why)) == said
    assert desk.count(ApprovalRequest) == 0


def test_what_is_there_refuses(desk, gadang, world):
    asked = desk.asks(gadang)
    assert wrong(lambda: desk.asks(gadang, JATIM)) == "asked"
    approve(world, asked)
    assert wrong(lambda: desk.asks(gadang)) == "same"
    assert wrong(lambda: desk.asks(new_id())) == "gone"
    desk.ends(gadang)
    assert wrong(lambda: desk.asks(gadang, JATIM)) == "ended"
    assert desk.count(ApprovalRequest) == 1


def test_a_wait_ends_when_it_expires_or_is_withdrawn(desk, gadang):
    asked = desk.asks(gadang)
    assert desk.page(gadang, days=15).waiting is None
    withdraw(actor=desk.keeper, approval_id=asked, request_id=new_id(), now=NOW)

    assert desk.page(gadang).waiting is None
    assert desk.asks(gadang, JATIM) != asked


def test_a_request_sent_twice_asks_once(desk, gadang):
    same = new_id()

    assert desk.asks(gadang, request_id=same) == desk.asks(gadang, request_id=same) == same
    assert desk.count(ApprovalRequest) == 1
    with pytest.raises(RequestReusedError):
        desk.asks(gadang, JATIM, request_id=same)


def test_nothing_is_approved_for_a_partner_that_ended(desk, gadang, world):
    asked = desk.asks(gadang)
    desk.ends(gadang)

    assert wrong(lambda: approve(world, asked)) == "ended"
    assert desk.accounts(gadang) == []


@pytest.mark.parametrize("role", [Role.PENGELOLA_GERAI, Role.BENDAHARA, Role.KETUA])
def test_one_person_stops_an_account_at_once(desk, gadang, world, role):
    approve(world, desk.asks(gadang))
    waiting = desk.asks(gadang, JATIM)
    desk.stops(gadang, actor=world.actor(role))

    page = desk.page(gadang)
    assert (page.account, page.waiting, held(desk, gadang)) == (None, None, None)
    assert [row.is_stop for row in page.accounts] == [True, False]
    with pytest.raises(DecisionRefusedError):
        approve(world, waiting)
    assert desk.acts()[-1][1]["account"] == "BRI •••• 3530"
    assert wrong(lambda: desk.stops(gadang)) == "none"
    assert not broken(desk)


def test_a_wait_alone_is_stopped_too(desk, gadang):
    desk.asks(gadang)
    desk.stops(gadang)

    assert (desk.accounts(gadang), desk.page(gadang).waiting) == ([], None)
    assert desk.acts()[-1][1]["account"] == "yang menunggu persetujuan"


def test_a_stop_needs_a_reason_and_a_role(desk, gadang, world):
    approve(world, desk.asks(gadang))
    assert wrong(lambda: desk.stops(gadang, why="palsu")) == "why"
    for role in (Role.KASIR, Role.SEKRETARIS, Role.PENGAWAS):
        with pytest.raises(NotAllowedError):
            desk.stops(gadang, actor=world.actor(role))
    desk.ends(gadang)
    assert wrong(lambda: desk.stops(gadang)) == "ended"


def test_after_a_stop_the_same_account_needs_two_again(desk, gadang, world):
    approve(world, desk.asks(gadang))
    desk.stops(gadang)
    approve(world, desk.asks(gadang), now=NOW + timedelta(minutes=1))

    assert held(desk, gadang).no == 3
    assert not broken(desk)


def test_the_database_keeps_every_word(desk, gadang, world):
    approve(world, desk.asks(gadang))
    mine = PartnerAccount.objects.filter(cooperative=desk.place, partner_id=gadang)
    with scope(desk.place.id):
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.update(number="9999999999")
        with pytest.raises(DatabaseError), transaction.atomic():
            mine._raw_delete(mine.db)  # Django's own would first look for payments over all cooperatives


def test_the_database_refuses_an_account_of_one_person(desk, gadang, world):
    approve(world, desk.asks(gadang))
    with scope(desk.place.id):
        row = PartnerAccount.objects.get(cooperative=desk.place, partner_id=gadang)
        told = {
            "cooperative": desk.place,
            "partner_id": gadang,
            "no": 2,
            "bank": "BRI",
            "number": "9999999999",
            "holder": "Maling",
            "why": "x",
            "from_on": TODAY,
            "asked_by_id": row.asked_by_id,
            "recorded_at": NOW,
        }
        for more in (
            {},
            {"approved_by_id": row.approved_by_id},
            {"approval_id": row.approval_id, "approved_by_id": row.approved_by_id},  # of another account
            {"approval_id": row.approval_id, "approved_by_id": row.asked_by_id},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                PartnerAccount.objects.create(**told | more)


@pytest.mark.django_db(transaction=True)
def test_who_stops_and_who_approves_take_turns(world):
    desk, gate, said = Desk(world), threading.Barrier(2), []
    gadang = desk.adds()
    asked = desk.asks(gadang)

    def run(act, words):
        gate.wait()
        try:
            act()
            said.append(words)
        except (AccountRefusedError, DecisionRefusedError) as refused:
            said.append(f"{words}: {refused.facts['wrong']}")
        finally:
            connection.close()

    world.seat(Role.KETUA)
    threads = [
        threading.Thread(target=run, args=(lambda: approve(world, asked), "approved")),
        threading.Thread(target=run, args=(lambda: desk.stops(gadang), "stopped")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) in (["approved", "stopped"], ["approved: closed", "stopped"])
    assert held(desk, gadang) is None
    assert desk.page(gadang).waiting is None
