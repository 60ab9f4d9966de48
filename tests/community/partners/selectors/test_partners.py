"""Lists, choices and one partner; what must hold of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guyub.community.partners.domain.partners import DELIVERING, PartnerKind, PartnerTyped
from guyub.community.partners.models import Partner, PartnerAccount
from guyub.community.partners.selectors.invariants import INVARIANTS
from guyub.community.partners.selectors.own_data import OWN_DATA
from guyub.community.partners.selectors.partners import (
    ENDED,
    Asked,
    counts_inquiry,
    named_inquiry,
    one_partner,
    partner_inquiry,
    partner_options,
    partners_after,
    partners_inquiry,
)
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.selectors.own_data import Owner
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.partners.partner_world import BRI, GADANG, JATIM, PHONE, WHY, Desk
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EGGS = PartnerTyped(kind="PRODUSEN", name="Telur Pak Yono", code="TELUR")
BANK = PartnerTyped(kind="BANK", name="BRI Unit Kedungkandang")


@pytest.fixture
def desk(world):
    return Desk(world)


@pytest.fixture
def three(desk):
    ids = {typed.name: desk.adds(typed) for typed in (GADANG, EGGS, BANK)}
    desk.ends(ids[BANK.name])
    return ids


def listed(desk, **sought):
    with scope(desk.place.id):
        (rows,) = asked(partners_inquiry(cooperative_id=desk.place.id, sought=Asked(**sought)))
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({}, [EGGS.name, GADANG.name]),
        ({"words": "pak yono"}, [EGGS.name]),
        ({"words": "GADANG toko"}, [GADANG.name]),
        ({"words": "tel"}, [EGGS.name]),
        ({"words": "gropas"}, [GADANG.name]),
        ({"words": "tidak"}, []),
        ({"kind": "PRODUSEN"}, [EGGS.name]),
        ({"kind": "PRODUSEN", "words": "gadang"}, []),
        ({"is_ended": True}, [BANK.name]),
    ],
)
def test_partners_are_found(desk, three, sought, found):
    assert listed(desk, **sought) == found


def test_partners_are_counted_by_kind(desk, three):
    with scope(desk.place.id):
        (counts,) = asked(counts_inquiry(cooperative_id=desk.place.id))

    assert counts == {
        "PEMASOK": 1, "PRODUSEN": 1, "AGEN": 0, "BANK": 0, "LEMBAGA": 0, "": 2, ENDED: 1,
    }  # fmt: skip


def test_who_ended_is_no_choice(desk, three):
    with scope(desk.place.id):
        all_of_them = partner_options(cooperative_id=desk.place.id)
        banks = partner_options(cooperative_id=desk.place.id, kinds=[PartnerKind.BANK])
        delivering = partner_options(cooperative_id=desk.place.id, kinds=DELIVERING)

    assert all_of_them == delivering
    assert list(delivering.values()) == ["Telur Pak Yono (TELUR)", "Toko Grosir Pasar Gadang (GROPASGA)"]
    assert banks == {}


def test_one_partner_and_some_of_them_also_after_their_end(desk, three):
    place = {"cooperative_id": desk.place.id}
    with scope(desk.place.id):
        one, nobody, named = asked(
            partner_inquiry(**place, partner_id=three[BANK.name]),
            partner_inquiry(**place, partner_id=new_id()),
            named_inquiry(**place, partner_ids=list(three.values())),
        )
        alone = one_partner(**place, partner_id=three[EGGS.name])

    assert (one.name, one.kind, nobody) == (BANK.name, PartnerKind.BANK, None)
    assert {row.name for row in named.values()} == set(three)
    assert (alone.kind_words, alone.payment_words, alone.lead_words, alone.days_words) == (
        "Produsen atau UMKM",
        "tunai saat barang datang",
        "hari itu juga",
        "setiap hari",
    )


def test_another_cooperative_sees_none(desk, three, world):
    with scope(world.arjosari.id):
        (rows,) = asked(partners_inquiry(cooperative_id=world.arjosari.id))
        one = one_partner(cooperative_id=world.arjosari.id, partner_id=three[EGGS.name])

    assert (rows, one) == ([], None)


def test_partners_are_read_on(desk, three):
    with scope(desk.place.id):
        first = partners_after(cooperative_id=desk.place.id, after=None, most=2)
        rest = partners_after(cooperative_id=desk.place.id, after=first[-1].partner_id, most=2)

    assert [row.name for row in (*first, *rest)] == list(three)


def test_an_npwp_is_read_in_fours(desk):
    partner_id = desk.adds(replace(GADANG, npwp="01.234.567.8-652.000"))

    assert desk.page(partner_id).partner.npwp_words == "0012 3456 7865 2000"


def test_a_contact_takes_along_what_is_kept(desk):
    contact = desk.row(desk.adds(phone=PHONE)).contact_id
    (part,) = OWN_DATA
    with scope(desk.place.id):
        (told,) = part.rows(Owner(desk.place.id, contact))
        others = list(part.rows(Owner(desk.place.id, desk.keeper.person_id)))

    assert (told["Mitra"], told["Nama kontak"], others) == (GADANG.name, "Bu Endah", [])


def broken(desk):
    with scope(desk.place.id):
        return [one.rule for rule in INVARIANTS for one in rule(desk.place.id)]


def test_what_does_not_hold_is_found(desk, world):
    partner_id, other_id = desk.adds(), desk.adds(EGGS)
    approve(world, desk.asks(partner_id))
    assert not broken(desk)
    mine = {"cooperative": desk.place}
    with scope(desk.place.id):
        row = PartnerAccount.objects.get(**mine, partner_id=partner_id)
        request = ApprovalRequest.objects.create(
            **mine,
            kind="partners.account",
            facts=ApprovalRequest.objects.get(**mine, id=row.approval_id).facts,
            requested_by=world.person(Role.BENDAHARA),
            reason=WHY,
            requested_at=NOW,
            expires_at=NOW + timedelta(days=1),
            approvals_needed=1,
        )
        PartnerAccount.objects.create(
            **mine,
            partner_id=other_id,
            no=2,
            bank=JATIM.bank,
            number=BRI.number,
            holder=BRI.holder,
            why=WHY,
            from_on=NOW.date(),
            approval=request,
            asked_by_id=row.asked_by_id,
            approved_by_id=row.approved_by_id,
            recorded_at=NOW,
        )
        Partner.objects.filter(**mine, id=other_id).update(folded_name="lain")

    assert sorted(broken(desk)) == [
        "partners.account.agreed",
        "partners.account.history",
        "partners.partner.name",
    ]
