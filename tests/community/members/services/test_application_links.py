"""Applications by a link: sealed until checked, opened once, the public wish that becomes one."""

from datetime import timedelta

import pytest

from guyub.community.members.domain.applications import ApplicationState
from guyub.community.members.models import Application, JoinRequest
from guyub.community.members.selectors.sealed_forms import sent_form
from guyub.community.members.services.application_links import renew_link
from guyub.community.members.services.applications import close_application
from guyub.community.members.services.letters import LetterRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import ConsentEvent, Person, VaultEntry
from guyub.foundation.identity.selectors.vault import owner_of
from guyub.foundation.identity.services.vault import full_number, keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.application_world import KK, NIK, ApplicationWorld, mine, wrong
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ApplicationWorld()


def test_what_a_resident_sends_lies_sealed_until_it_is_checked(world):
    row = world.invited()
    assert (row.state, len(row.token)) == (ApplicationState.DIUNDANG, 26)
    people = Person.objects.count()

    world.sent(row.token)

    row = world.row(row.id)
    assert (row.state, row.token, row.instalments) == (ApplicationState.DIAJUKAN, "", 2)
    assert (Person.objects.count(), VaultEntry.objects.count()) == (people, 0)
    with scope(world.bumiayu.id):
        kept = mine(world, Application).get()
        assert sent_form(cooperative_id=world.bumiayu.id, application_id=row.id).nik == NIK
    assert NIK.encode() not in bytes(kept.sealed)
    assert b"Penjahit" not in bytes(kept.sealed)

    world.checked(application_id=row.id, kk="", phone="", consents=())
    row = world.row(row.id)
    assert (row.state, row.is_asked) == (ApplicationState.DIPERIKSA, True)
    assert full_number(person_id=row.person_id, kind=SecretKind.KK) == KK
    with scope(world.bumiayu.id):
        assert bytes(mine(world, Application).get().sealed) == b""
        consents = mine(world, ConsentEvent)
        assert {one.recorded_by_id for one in consents} == {row.person_id}


def test_a_link_opens_once_and_not_too_late(world):
    row = world.invited()
    late = NOW + timedelta(days=7)
    assert wrong(lambda: world.sent(row.token, now=late)) == "link"
    assert wrong(lambda: world.sent("a" * 26)) == "link"

    renew_link(
        actor=world.officer,
        application_id=row.id,
        today=late.date(),
        request_id=new_id(),
        now=late,
    )
    world.sent(row.token, now=late)
    assert wrong(lambda: world.sent(row.token, now=late)) == "link"
    assert wrong(
        lambda: renew_link(
            actor=world.officer, application_id=row.id, today=late.date(), request_id=new_id(), now=late
        )
    ) == "state"  # fmt: skip


def test_the_answer_is_the_same_whether_the_nik_is_known_or_not(world):
    world.checked()
    row = world.invited()

    world.sent(row.token)

    assert world.row(row.id).state is ApplicationState.DIAJUKAN
    assert wrong(lambda: world.checked(application_id=row.id)) == "open"


def test_another_nik_than_the_card_is_asked_once_more(world):
    row = world.invited()
    world.sent(row.token, nik="3573035205900040")

    assert wrong(lambda: world.checked(application_id=row.id)) == "differs"
    assert world.row(row.id).state is ApplicationState.DIAJUKAN

    world.checked(application_id=row.id, is_corrected=True)
    assert owner_of(SecretKind.NIK, NIK) == world.row(row.id).person_id
    assert owner_of(SecretKind.NIK, "3573035205900040") is None


def test_a_ktp_of_another_kelurahan_is_taken_in_marked_and_refused_at_the_check(world):
    row = world.invited()
    world.sent(row.token, ward_code="35.73.01.1011")
    assert world.row(row.id).is_outside

    assert wrong(lambda: world.checked(application_id=row.id, ward_code="35.73.01.1011")) == "outside"
    close_application(
        actor=world.officer,
        application_id=row.id,
        is_refused=True,
        reason="KTP kelurahan lain",
        request_id=new_id(),
        now=NOW,
    )
    row = world.row(row.id)
    assert (row.state, row.reason) == (ApplicationState.DITOLAK, "KTP kelurahan lain")
    with scope(world.bumiayu.id):
        assert bytes(mine(world, Application).get().sealed) == b""


def test_the_public_wish_becomes_an_application_and_its_phone_stays_the_applicants(world):
    letter_id = world.join_request()
    row = world.invited(letter_id=letter_id, name="")
    assert (row.name, row.wish) == ("Warga Baru", "Ingin menabung.")
    assert wrong(lambda: world.invited(letter_id=letter_id)) == "open"

    world.checked(application_id=row.id, phone="")

    with scope(world.bumiayu.id):
        letter = mine(world, JoinRequest).get()
    row = world.row(row.id)
    assert (letter.state, letter.person_id) == ("CLOSED", row.person_id)
    assert full_number(person_id=row.person_id, kind=SecretKind.PHONE) == "+6281398765432"


def test_the_phone_of_a_wish_goes_where_the_person_is_known_already(world):
    letter_id = world.join_request()
    keep_secret(person=world.person(Role.BENDAHARA), kind=SecretKind.NIK, value=NIK, now=NOW)

    row = world.row(world.checked(letter_id=letter_id, phone=""))

    with scope(world.bumiayu.id):
        letter = mine(world, JoinRequest).get()
    assert row.person_id == world.person(Role.BENDAHARA).id
    assert letter.state == "CLOSED"
    assert not VaultEntry.objects.filter(person_id=letter.person_id).exists()


def test_a_wish_that_is_not_there(world):
    assert wrong(lambda: world.invited(letter_id=new_id()), LetterRefusedError) == "gone"
    assert wrong(lambda: world.checked(letter_id=new_id()), LetterRefusedError) == "gone"
    assert wrong(lambda: world.checked(application_id=new_id())) == "gone"
