"""Partners are added, changed, ended and taken up again; the phone of a contact lies in the vault."""

import threading
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from guyub.community.partners.domain.partners import PartnerRefusedError, PartnerTyped
from guyub.community.partners.models import Partner
from guyub.foundation.identity.domain.names import PhoneNotUnderstoodError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Person, VaultEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import (
    PersonUnknownError,
    ReasonTooShortError,
    ShownAlreadyError,
)
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.partners.partner_world import GADANG, NOW, PHONE, Desk
from tests.world import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def desk(world):
    return Desk(world)


def wrong(act):
    with pytest.raises(PartnerRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def test_a_partner_is_added_once(desk):
    same = new_id()
    added = desk.adds(phone=PHONE, request_id=same)

    assert desk.adds(phone=PHONE, request_id=same) == added
    row = desk.row(added)
    assert (row.code, row.name, row.folded_name) == ("GROPASGA", GADANG.name, "tokogrosirpasargadang")
    assert (row.payment_days, row.lead_days, row.delivery_days, row.minimum_rp) == (14, 1, "14", 500_000)
    assert desk.count() == 1
    assert desk.acts() == [
        ("partner.added", {"name": GADANG.name, "kind": "pemasok", "about": str(row.contact_id)})
    ]
    with pytest.raises(RequestReusedError):
        desk.adds(phone="0812-3456-7891", request_id=same)


def test_the_phone_lies_in_the_vault_and_is_shown_masked(desk):
    page = desk.page(desk.adds(phone=PHONE))

    assert page.phone.masked == "•••• 7890"
    assert VaultEntry.objects.filter(person_id=page.partner.contact_id, kind="PHONE").exists()
    assert "7890" not in str(desk.acts())


def test_a_partner_without_a_phone_has_nobody_in_the_vault(desk):
    page = desk.page(desk.adds())

    assert (page.partner.contact_id, page.phone, page.account, page.waiting) == (None, None, None, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (replace(GADANG, kind="TEMAN"), "kind"),
        (replace(GADANG, name=" "), "name"),
        (replace(GADANG, name="toko GROSIR, pasar gadang"), "name_taken"),
        (replace(GADANG, name="Toko lain", code="gropasga"), "code_taken"),
    ],
)
def test_a_partner_is_refused(desk, typed, said):
    desk.adds()
    assert wrong(lambda: desk.adds(typed)) == said
    assert desk.count() == 1


def test_a_phone_belongs_to_somebody_and_is_a_mobile_number(desk):
    assert wrong(lambda: desk.adds(replace(GADANG, contact=" "), phone=PHONE)) == "phone"
    with pytest.raises(PhoneNotUnderstoodError):
        desk.adds(phone="0341 325555")
    assert (desk.count(), Person.objects.filter(name="Bu Endah").count()) == (0, 0)


def test_a_code_that_nobody_typed_is_numbered(desk):
    desk.adds()
    assert desk.row(desk.adds(replace(GADANG, name="Grosir Pasar Gadang Baru", code=""))).code == "GRPAGABA"
    assert desk.row(desk.adds(replace(GADANG, name="UD Grosir Pasar Gadang"))).code == "GROPASG2"


def test_another_cooperative_has_names_of_its_own(desk, world):
    desk.adds()
    other = world.actor(Role.BENDAHARA, world.arjosari)
    found = desk.adds(actor=other)

    with scope(world.arjosari.id):
        assert Partner.objects.get(cooperative=world.arjosari, id=found).code == "GROPASGA"
    assert desk.page(found) is None
    assert wrong(lambda: desk.changes(found)) == "gone"
    assert wrong(lambda: desk.rings(found)) == "gone"


def test_only_who_keeps_partners_writes(desk, world):
    partner_id = desk.adds(phone=PHONE)
    for role in (Role.KASIR, Role.SEKRETARIS, Role.KETUA, Role.WAKIL_KETUA_ANGGOTA, Role.PENGAWAS):
        actor = world.actor(role)
        for act in (desk.ends, desk.changes):
            with pytest.raises(NotAllowedError):
                act(partner_id, actor=actor)
        with pytest.raises(NotAllowedError):
            desk.adds(replace(GADANG, name="Lain"), actor=actor)
    for role in (Role.KASIR, Role.SEKRETARIS, Role.PENGAWAS):
        with pytest.raises(NotAllowedError):
            desk.rings(partner_id, actor=world.actor(role))


def test_what_changes_is_said_by_its_name(desk):
    partner_id = desk.adds()
    desk.changes(partner_id, replace(GADANG, name="Grosir Gadang", code="GADANG", payment_days=30))

    row = desk.row(partner_id)
    assert (row.name, row.code, row.payment_days) == ("Grosir Gadang", "GADANG", 30)
    assert row.folded_name == "grosirgadang"
    assert desk.acts()[-1] == (
        "partner.changed",
        {"name": "Grosir Gadang", "what": "nama, kode, jatuh tempo"},
    )


def test_a_change_is_refused(desk):
    partner_id = desk.adds()
    desk.adds(PartnerTyped(kind="AGEN", name="PT Sinar Elpiji"))
    for typed, said in (
        (replace(GADANG, code="GROPASGA"), "same"),
        (GADANG, "same"),
        (replace(GADANG, name="pt. sinar elpiji"), "name_taken"),
        (replace(GADANG, code="SINAELPI"), "code_taken"),
        (replace(GADANG, payment_days=999), "payment"),
    ):
        assert wrong(lambda typed=typed: desk.changes(partner_id, typed)) == said
    assert desk.row(partner_id).name == GADANG.name
    assert [act for act, _ in desk.acts()] == ["partner.added", "partner.added"]


def test_another_phone_forgets_the_first_ones_person(desk):
    partner_id = desk.adds(phone=PHONE)
    first = desk.row(partner_id).contact_id
    desk.changes(partner_id, replace(GADANG, contact="Pak Yono"), phone="0813 1111 2222")

    page = desk.page(partner_id)
    assert page.phone.masked == "•••• 2222"
    assert page.partner.contact_id != first
    assert not VaultEntry.objects.filter(person_id=first).exists()
    assert Person.objects.get(id=page.partner.contact_id).name == "Pak Yono"
    assert desk.acts()[-1][1]["what"] == "nama kontak, nomor HP kontak"


def test_a_name_spelled_otherwise_keeps_the_phone(desk):
    partner_id = desk.adds(phone=PHONE)
    desk.changes(partner_id, replace(GADANG, contact="Ibu Endah"))

    assert desk.page(partner_id).phone.masked == "•••• 7890"


@pytest.mark.parametrize(
    ("typed", "forgets"), [(GADANG, True), (replace(GADANG, contact=""), False)], ids=["asked", "nobody"]
)
def test_a_phone_is_forgotten(desk, typed, forgets):
    partner_id = desk.adds(phone=PHONE)
    contact = desk.row(partner_id).contact_id
    desk.changes(partner_id, typed, forgets_phone=forgets)

    assert desk.page(partner_id).phone is None
    assert not VaultEntry.objects.filter(person_id=contact).exists()
    assert "nomor HP kontak" in desk.acts()[-1][1]["what"]
    with pytest.raises(PersonUnknownError):
        desk.rings(partner_id)


def test_a_partner_ends_and_begins_again(desk):
    partner_id = desk.adds()
    assert wrong(lambda: desk.resumes(partner_id)) == "running"
    desk.ends(partner_id)
    assert desk.row(partner_id).ended_on == NOW.date()
    assert wrong(lambda: desk.ends(partner_id)) == "ended"
    assert wrong(lambda: desk.changes(partner_id, replace(GADANG, note="x"))) == "ended"
    assert wrong(desk.adds) == "name_taken"
    desk.resumes(partner_id)
    assert desk.row(partner_id).ended_on is None
    assert [act for act, _ in desk.acts()] == ["partner.added", "partner.ended", "partner.resumed"]
    for act in (desk.ends, desk.resumes):
        assert wrong(lambda act=act: act(new_id())) == "gone"


@pytest.mark.parametrize("role", [Role.PENGELOLA_GERAI, Role.BENDAHARA, Role.KETUA])
def test_a_phone_is_shown_once_for_a_reason(desk, world, role):
    partner_id, same, actor = desk.adds(phone=PHONE), new_id(), world.actor(role)

    assert desk.rings(partner_id, request_id=same, actor=actor) == "+6281234567890"
    with pytest.raises(ShownAlreadyError):
        desk.rings(partner_id, request_id=same, actor=actor)
    with pytest.raises(ReasonTooShortError):
        desk.rings(partner_id, reason="pesan", actor=actor)
    told = {"name": GADANG.name, "reason": "menanyakan pesanan beras"}
    about = {"about": str(desk.row(partner_id).contact_id)}
    assert desk.acts()[-1] == ("partner.phone_shown", told | about)


def test_the_database_refuses_what_comes_past_the_service(desk):
    partner_id = desk.adds()
    for fields in (
        {"folded_name": "a b"},
        {"name": ""},
        {"code": "a"},
        {"kind": "TEMAN"},
        {"payment_days": 366},
        {"minimum_rp": -1},
        {"delivery_days": "31"},
        {"npwp": "1"},
        {"nib": "x"},
    ):
        with scope(desk.place.id), pytest.raises(IntegrityError), transaction.atomic():
            Partner.objects.filter(cooperative=desk.place, id=partner_id).update(**fields)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_one_name_at_once_add_it_once(world):
    said, gate = [], threading.Barrier(2)
    desks = [Desk(world, role) for role in (Role.PENGELOLA_GERAI, Role.BENDAHARA)]

    def add(desk):
        gate.wait()
        try:
            said.append(str(desk.adds(phone=PHONE)))
        except PartnerRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said.count("name_taken") == 1
    assert desks[0].count() == 1
    assert Person.objects.filter(name="Bu Endah").count() == 1
