"""What strangers may open holds no number and no address of a person, whatever lies in the books behind it."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from guyub.city.development.models import HelpRequest, Need, NeedEvent, Visit
from guyub.community.cooperatives.models import Officer, Outlet, Profile, StepNote
from guyub.community.members.services.letters import answer_suggestion, move_join_request
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.people import add_login_name
from guyub.foundation.identity.services.vault import identify
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows import LOGIN
from tests.permissions import ROWS
from tests.world import NOW, RESIDENT, new_id

NIK, KK, PHONE, EMAIL = "3573034105900001", "3573031708840007", "081234567890", "siti@contoh.example"
# What only the inside knows, planted where officers write.
INSIDE = ("Ibu Siti rahasia", "Warga Baru", "Ingin menabung.", "Catatan dalam", EMAIL)
PICTURES = {"public_site:product_photo"}  # of a product that has none here
OWN_PAGE = {"public_site:suggestion"}  # its address is known to the writer alone; it shows the letter
DIGITS = re.compile(r"(?<![\dA-Fa-f.-])\d{16}(?![\dA-Fa-f-])")
MOBILE = re.compile(r"(?<![\d.])(?:\+?62|0)[\s.-]?8\d{2}[\s.-]?\d{3,4}[\s.-]?\d{3,5}(?!\d)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
UUID = re.compile(r"\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b")  # its time alone can read like a phone
EXAMPLE = "0812 0000 0042"  # how a phone is written, said beside the field
REDIRECTS = {"public_site:cooperatives"}
OPEN = [row for row in ROWS if row.method == "get" and (row.in_service != LOGIN or row.url_name in REDIRECTS)]


def finds(text):
    """List what looks like a number or address of a person, or was planted."""
    read = UUID.sub("", text.replace(EXAMPLE, ""))
    found = [*DIGITS.findall(read), *MOBILE.findall(read), *MAIL.findall(read)]
    squeezed = re.sub(r"[\s.-]", "", read)
    planted = (NIK, KK, PHONE, PHONE[1:], RESIDENT["phone"].replace("-", "")[1:])
    return found + [secret for secret in planted if secret in squeezed] + [w for w in INSIDE if w in read]


@pytest.mark.parametrize(
    "text",
    [
        "NIK 3573034105900001.",
        "hp 0812-3456-7890",
        "+6281398765432",
        "tulis ke siti@contoh.example",
        "0813 9876 5432",
        "oleh Ibu Siti rahasia",
    ],
)
def test_the_scanner_sees_what_it_looks_for(text):
    assert finds(text)


def test_the_scanner_lets_pass_what_is_nobodys():
    assert not finds(f"35.73.03.1003, Rp 107.969.465, 0193a1b2-0833-7160-868f-012345678901, {EXAMPLE}")


@pytest.fixture
def full(world):
    """Bumiayu with everything that people entrust: members, officers, letters, calls for help, visits, needs."""
    call_command("load_network", without_regions=True)
    member, secretary = world.person(Role.ANGGOTA), world.actor(Role.SEKRETARIS)
    for kind, written in ((SecretKind.NIK, NIK), (SecretKind.KK, KK), (SecretKind.PHONE, PHONE)):
        identify(
            actor=secretary,
            person_id=member.id,
            kind=kind,
            written=written,
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )
    mine, by = {"cooperative": world.bumiayu}, {"by": member, "by_name": "Ibu Siti rahasia"}
    with scope(world.bumiayu.id):
        add_login_name(person=member, login=EMAIL, now=NOW)
        Profile.objects.filter(**mine).update(office_email=EMAIL, address="Jl. Parseh Jaya 12")
        Officer.objects.create(
            **mine,
            name="Bambang Sutrisno",
            person=member,
            post="KETUA",
            term_from=NOW.date(),
            term_to=NOW.date().replace(year=2030),
            appointed_by="Ibu Siti rahasia",
            recorded_at=NOW,
        )
        Outlet.objects.create(
            **mine,
            kind="SEMBAKO",
            name="Gerai",
            ownership="SEWA",
            internet="HP",
            status="SIAP",
            changed_at=NOW,
        )
        StepNote.objects.create(
            **mine,
            step="NIB",
            responsible="Ibu Siti rahasia",
            note="Catatan dalam",
            started_on=NOW.date(),
            noted_by=member,
            noted_by_name="Ibu Siti rahasia",
            noted_at=NOW,
        )
        HelpRequest.objects.create(**mine, step="NIB", text="Catatan dalam", asked_by=member, asked_at=NOW)
        Visit.objects.create(
            **mine,
            visitor=member,
            visitor_name="Ibu Siti rahasia",
            planned_on=NOW.date(),
            purpose="Catatan dalam",
            written_at=NOW,
        )
        need = Need.objects.create(
            **mine,
            number=1,
            kind="PENDINGIN",
            title="Lemari pendingin",
            quantity=1,
            unit="unit",
            reason="Catatan dalam",
            urgency=2,
            state="VERIFIED",
            since=NOW,
            raised_by_name="Ibu Siti rahasia",
            raised_at=NOW,
        )
        NeedEvent.objects.create(
            **mine,
            need=need,
            to_state="VERIFIED",
            note="Catatan dalam",
            by_role="PETUGAS_DINAS",
            at=NOW,
            **by,
        )
    acts = {"actor": secretary, "request_id": new_id(), "now": NOW}
    move_join_request(letter_id=world.join_request(), state="CONTACTED", note="Catatan dalam", **acts)
    answer_suggestion(
        letter_id=world.suggestion(), answer="Jam buka kami tempel.", **acts | {"request_id": new_id()}
    )
    return world


@pytest.mark.parametrize("row", OPEN, ids=lambda row: row.url_name)
def test_nothing_of_a_person_stands_where_anybody_may_look(row, client, full):
    answer = client.get(reverse(row.url_name, kwargs=row.address_arguments(full)))

    assert finds(answer.content.decode()) == []
    if row.url_name.startswith("public_site:"):
        assert answer.status_code in ({404} if row.url_name in PICTURES else {200, 302})
        assert row.url_name in OWN_PAGE or "Gerai tutup lebih awal." not in answer.content.decode()


def test_every_page_of_the_public_site_is_scanned():
    assert {row.url_name for row in OPEN if row.url_name.startswith("public_site:")} == {
        row.url_name
        for row in ROWS
        if row.url_name.startswith("public_site:")
        and row.method == "get"  # the tour's buttons lead elsewhere
    }


@pytest.mark.parametrize("path", ["gabung", "saran"])
def test_what_a_page_says_after_posting_holds_nothing_either(path, client, full):
    typed = {
        "name": "Bu Tin",
        "phone": "0812 3456 7890",
        "consent": "1",
        "kind": "USUL",
        "text": "Buka Minggu.",
    }

    answer = client.post(f"/koperasi/35.73.03.1003/{path}/", typed, follow=True)

    assert answer.status_code == 200
    assert finds(answer.content.decode()) == []
    assert all(not finds(address) for address, _ in answer.redirect_chain)
