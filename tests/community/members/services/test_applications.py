"""Applications: at the counter, by a link, checked, decided, closed; every bad form, and two at once."""

import threading
from datetime import date

import pytest
from django.db import connection

from guyub.community.members.domain.applications import ApplicationState
from guyub.community.members.models import Application, FileChange, Member, MemberFile
from guyub.community.members.selectors.invariants import INVARIANTS
from guyub.community.members.services.application_forms import ApplicationRefusedError
from guyub.community.members.services.applications import ask_again, close_application
from guyub.community.members.services.files import FileRefusedError
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.services.requests import DecisionRefusedError, withdraw
from guyub.foundation.identity.domain.names import NameRefusedError, PhoneNotUnderstoodError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry, ConsentEvent, Person, VaultEntry
from guyub.foundation.identity.selectors.vault import owner_of
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import NumberRefusedError, full_number, keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.application_world import KK, NIK, PHONE, ApplicationWorld, mine, wrong
from tests.pictures import photo
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
REASON = "Ternyata sudah pindah."


@pytest.fixture
def world():
    return ApplicationWorld()


def test_the_counter_form_is_checked_and_the_board_is_asked(world):
    row = world.row(world.checked(photo=("wajah.jpg", photo()), consents=("MEMBER_REGISTER", "PHOTO")))

    assert (row.number, row.state, row.name) == ("PA-2026-0001", ApplicationState.DIPERIKSA, "Siti Rahayu")
    assert (row.is_asked, row.is_elsewhere, row.is_outside, row.instalments) == (True, False, False, 2)
    with scope(world.bumiayu.id):
        file = mine(world, MemberFile).get()
        asked = ApprovalRequest.objects.get(cooperative=world.bumiayu)
        consents = sorted(mine(world, ConsentEvent).values_list("purpose", flat=True))
    assert (file.rt, file.rw, file.ward_code, file.work) == ("003", "002", "35.73.03.1003", "Penjahit")
    assert (file.ktp_seen_on, file.ktp_seen_by_id) == (NOW.date(), world.officer.person_id)
    assert file.photo_id
    assert consents == ["MEMBER_REGISTER", "PHOTO"]
    assert asked.concerns_id == row.person_id
    assert (asked.facts["age"], asked.facts["flags"]) == (36, "tidak ada")
    assert full_number(person_id=row.person_id, kind=SecretKind.NIK) == NIK
    assert full_number(person_id=row.person_id, kind=SecretKind.KK) == KK
    assert full_number(person_id=row.person_id, kind=SecretKind.PHONE) == "+6281234560007"


def test_what_must_hold_holds_after_it(world):
    world.decided(world.checked(photo=("wajah.jpg", photo()), consents=("MEMBER_REGISTER", "PHOTO")))
    world.invited()

    with scope(world.bumiayu.id):
        assert [found for rule in INVARIANTS for found in rule(world.bumiayu.id)] == []
        Application.objects.filter(cooperative=world.bumiayu, number=1).update(number=7)
        broken = [found.rule for rule in INVARIANTS for found in rule(world.bumiayu.id)]
    assert broken == ["members.application.gapless"]


def test_no_trail_and_no_request_holds_a_number(world):
    world.checked()

    with scope(world.bumiayu.id):
        said = [event.facts for event in mine(world, AuditEntry)]
        asked = ApprovalRequest.objects.get(cooperative=world.bumiayu)
    whole = f"{said} {asked.facts}"
    assert not any(number in whole for number in (NIK, KK, PHONE, "81234560007"))


def test_the_board_accepts_and_the_candidate_stands_without_a_number(world):
    application_id = world.checked()

    assert world.decided(application_id) is State.APPROVED

    row = world.row(application_id)
    with scope(world.bumiayu.id):
        member = mine(world, Member).get()
    assert (row.state, row.member_id) == (ApplicationState.DITERIMA, member.id)
    assert (member.state, member.number, member.pokok_rp, member.instalments) == ("CALON", None, 100_000, 2)


def test_the_board_refuses_with_its_reason(world):
    application_id = world.checked()

    assert world.decided(application_id, is_approved=False, reason="Belum tinggal di sini.") is State.REJECTED

    row = world.row(application_id)
    assert (row.state, row.reason) == (ApplicationState.DITOLAK, "Belum tinggal di sini.")
    with scope(world.bumiayu.id):
        assert not mine(world, Member).exists()


def test_nobody_decides_on_the_own_application(world):
    chair = world.chair
    keep_secret(person=world.person(Role.KETUA), kind=SecretKind.NIK, value=NIK, now=NOW)
    application_id = world.checked()

    assert world.row(application_id).person_id == chair.person_id
    assert wrong(lambda: world.decided(application_id), DecisionRefusedError) == "concerned"
    assert world.row(application_id).state is ApplicationState.DIPERIKSA


@pytest.mark.parametrize(
    ("_case", "form", "said"),
    [
        ("no address", {"address": " "}, "missing"),
        ("no day of birth", {"born_on": None}, "missing"),
        ("another day of birth", {"born_on": date(1990, 5, 13)}, "nik_born"),
        ("another century's day", {"born_on": date(1890, 5, 12)}, "nik_born"),
        ("the other sex", {"sex": "L"}, "nik_sex"),
        ("a child", {"nik": "3573035205120004", "born_on": date(2012, 5, 12)}, "young"),
        ("a day too young", {"nik": "3573036611090004", "born_on": date(2009, 11, 26)}, "young"),
        ("no instalment", {"instalments": 0}, "instalments"),
        ("more parts than allowed", {"instalments": 3}, "instalments"),
        ("a long wish", {"wish": "x" * 401}, "long"),
        ("no consent", {"consents": ("MESSAGES",)}, "consent"),
        ("no KTP", {"has_seen_ktp": False}, "ktp"),
        ("another kelurahan", {"ward_code": "35.73.01.1011"}, "outside"),
        ("a picture without consent", {"photo": ("wajah.jpg", photo())}, "photo"),
    ],
)
def test_what_the_form_refuses(world, _case, form, said):
    people = Person.objects.count()

    assert wrong(lambda: world.checked(**form)) == said
    assert (world.applications(), Person.objects.count(), VaultEntry.objects.count()) == (0, people, 0)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3.57303E+15", "lost_digits"),
        ("3,57303E+15", "lost_digits"),
        ("357303520590000", "length"),
        ("3573035205900000", "serial"),
        ("35730352O5900004", "not_digits"),
        ("", "empty"),
    ],
)
def test_what_is_no_nik(world, written, said):
    assert wrong(lambda: world.checked(nik=written), NumberRefusedError) == said
    assert world.applications() == 0


def test_other_fields_as_their_services_refuse_them(world):
    assert wrong(lambda: world.checked(kk="35730312011500"), NumberRefusedError) == "length"
    assert wrong(lambda: world.checked(phone="0341-123"), PhoneNotUnderstoodError) is None
    assert wrong(lambda: world.checked(name="\U0001f33e"), NameRefusedError) == "letters"
    assert wrong(lambda: world.checked(rt="tiga"), FileRefusedError) == "rt"
    assert world.applications() == 0


@pytest.mark.parametrize("name", ["Sumiati", "Siti 'Ce' O\"Brien", "Wati \U0001f33e", "Nur 'Aini"])
def test_names_as_people_have_them(world, name):
    assert world.row(world.checked(name=name)).name == name


def test_a_nik_of_another_region_and_of_blanks_is_fine(world):
    row = world.row(world.checked(nik="3175 0352 0590 0004"))

    assert row.state is ApplicationState.DIPERIKSA
    assert owner_of(SecretKind.NIK, "3175035205900004") == row.person_id


def test_who_may_not_keep_the_register_may_not_check(world):
    with pytest.raises(NotAllowedError):
        world.checked(actor=world.actor(Role.KASIR))
    assert world.applications() == 0


def test_the_same_person_twice_is_refused_while_open_and_as_member(world):
    application_id = world.checked()
    assert wrong(lambda: world.checked(name="Siti R")) == "open"

    world.decided(application_id)
    assert wrong(world.checked) == "member"
    assert world.applications() == 1


def test_a_retry_is_one_application(world):
    request_id = new_id()

    assert world.checked(request_id=request_id) == world.checked(request_id=request_id)
    assert world.applications() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_enter_one_person_at_once(world):
    said, gate = [], threading.Barrier(2)

    def check(role):
        gate.wait()
        try:
            world.checked(actor=world.actor(role))
            said.append("entered")
        except ApplicationRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    for role in (Role.SEKRETARIS, Role.WAKIL_KETUA_ANGGOTA):
        world.actor(role)
    threads = [
        threading.Thread(target=check, args=(role,)) for role in (Role.SEKRETARIS, Role.WAKIL_KETUA_ANGGOTA)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(said) in (["again", "entered"], ["entered", "open"])
    assert world.applications() == 1
    assert VaultEntry.objects.filter(kind="NIK").count() == 1


def test_a_person_of_another_cooperative_is_marked_and_keeps_the_numbers_there(world):
    there = world.checked(
        actor=world.actor(Role.SEKRETARIS, world.arjosari), place=world.arjosari, ward_code="35.73.01.1011"
    )
    row = world.row(world.checked(kk="3573031201150099", phone="081111111111", name="Siti R."))

    assert row.is_elsewhere
    assert row.person_id == world.row(there, world.arjosari).person_id
    assert full_number(person_id=row.person_id, kind=SecretKind.KK) == KK
    assert full_number(person_id=row.person_id, kind=SecretKind.PHONE) == "+6281234560007"
    with scope(world.bumiayu.id):
        asked = ApprovalRequest.objects.get(cooperative=world.bumiayu)
        assert mine(world, MemberFile).get().name == "Siti R."
    assert asked.facts["flags"] == "NIK sudah dikenal di koperasi lain"
    assert "Arjosari" not in str(asked.facts)


def test_an_officer_who_becomes_a_member_stays_one_person(world):
    treasurer = world.person(Role.BENDAHARA)

    row = world.row(world.checked(known_id=treasurer.id))
    assert row.person_id == treasurer.id

    assert wrong(lambda: world.checked(known_id=world.person(Role.KASIR).id)) == "person"
    assert wrong(lambda: world.checked(known_id=new_id(), nik="3573035205900011")) == "person"


def test_nobody_compares_the_own_card(world):
    keep_secret(person=world.person(Role.SEKRETARIS), kind=SecretKind.NIK, value=NIK, now=NOW)
    assert wrong(world.checked) == "own"
    assert wrong(lambda: world.checked(nik="3573035205900011", known_id=world.officer.person_id)) == "person"
    assert world.applications() == 0

    other = world.actor(Role.WAKIL_KETUA_ANGGOTA)
    assert world.row(world.checked(actor=other)).person_id == world.officer.person_id


def test_a_document_is_no_photo(world):
    paper = ("ktp.pdf", b"%PDF-1.4 contoh")
    consents = ("MEMBER_REGISTER", "PHOTO")

    assert wrong(lambda: world.checked(photo=paper, consents=consents), FileRefusedError) == "photo"
    assert world.applications() == 0


def test_forty_on_one_kk_are_told_to_the_board(world):
    for at in range(16):
        world.checked(nik=f"35730352059001{at:02}", name=f"Contoh {at}")

    with scope(world.bumiayu.id):
        asked = ApprovalRequest.objects.filter(cooperative=world.bumiayu)
        flags = sorted(one.facts["flags"] for one in asked)
    assert flags == ["satu KK dengan 15 orang lain di koperasi ini"] + ["tidak ada"] * 15


def test_who_comes_back_gets_a_new_row_and_the_file_says_what_changed(world):
    first = world.checked()
    world.decided(first)
    with scope(world.bumiayu.id):
        mine(world, Member).update(state="KELUAR", left_on=NOW.date(), left_why="BATAL")

    again = world.checked(work="Pedagang")
    world.decided(again)

    with scope(world.bumiayu.id):
        assert mine(world, Member).count() == 2
        change = mine(world, FileChange).exclude(field="ktp_seen_on").get()
        assert (change.field, change.before, change.after) == ("work", "Penjahit", "Pedagang")
        assert mine(world, MemberFile).get().work == "Pedagang"


class TestClosing:
    def closed(self, world, application_id, *, is_refused=False, reason=REASON):
        close_application(
            actor=world.officer,
            application_id=application_id,
            is_refused=is_refused,
            reason=reason,
            request_id=new_id(),
            now=NOW,
        )

    def test_taking_back_closes_the_request_too(self, world):
        application_id = world.checked()

        self.closed(world, application_id)

        row = world.row(application_id)
        assert (row.state, row.reason, row.is_asked) == (ApplicationState.DITARIK, REASON, False)
        assert wrong(lambda: world.decided(application_id), DecisionRefusedError) == "closed"
        assert wrong(lambda: self.closed(world, application_id)) == "state"
        assert world.row(world.checked()).state is ApplicationState.DIPERIKSA  # may ask anew

    def test_a_reason_is_needed(self, world):
        application_id = world.checked()
        assert wrong(lambda: self.closed(world, application_id, reason="pindah")) == "reason"
        assert wrong(lambda: self.closed(world, world.invited().id, is_refused=True)) == "state"
        assert world.row(application_id).state is ApplicationState.DIPERIKSA

    def test_the_board_is_asked_once_more_when_the_request_was_taken_back(self, world):
        application_id = world.checked()
        again = {"actor": world.officer, "application_id": application_id, "today": NOW.date(), "now": NOW}
        assert wrong(lambda: ask_again(request_id=new_id(), **again)) == "asked"

        withdraw(
            actor=world.officer,
            approval_id=world.row(application_id).approval_id,
            request_id=new_id(),
            now=NOW,
        )
        assert world.row(application_id).state_words == "Belum diputus"
        ask_again(request_id=new_id(), **again)
        assert world.decided(application_id) is State.APPROVED
        assert wrong(lambda: ask_again(request_id=new_id(), **again)) == "state"
