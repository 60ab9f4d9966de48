import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import LoginName, VaultEntry
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.identity.selectors.people import person_by_login
from guyub.foundation.identity.selectors.vault import masked_numbers, opened, owner_of
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.people import add_person
from guyub.foundation.identity.services.vault import (
    NumberRefusedError,
    PersonUnknownError,
    ReasonTooShortError,
    ShownAlreadyError,
    identify,
    rotate_vault,
    unmask,
)
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

NIK = "3573034105900001"
TODAY = NOW.date()


@pytest.fixture
def keep(world):
    def keep(written=NIK, kind=SecretKind.NIK, *, actor=None, person=None, place=None):
        identify(
            actor=actor or world.actor(Role.SEKRETARIS, place),
            person_id=(person or world.person(Role.ANGGOTA, place)).id,
            kind=kind,
            written=written,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    return keep


@pytest.fixture
def show(world):
    def show(reason="dicocokkan dengan KTP", *, role=Role.SEKRETARIS, place=None):
        return unmask(
            actor=world.actor(role, place),
            person_id=world.person(Role.ANGGOTA).id,
            kind=SecretKind.NIK,
            reason=reason,
            request_id=new_id(),
            now=NOW,
        )

    return show


def test_a_number_is_kept_unread_found_again_and_masked(keep, world):
    keep("3573.0341 0590 0001")

    entry = VaultEntry.objects.get()
    assert NIK.encode() not in bytes(entry.ciphertext) + bytes(entry.blind_index)
    assert owner_of(SecretKind.NIK, NIK) == world.person(Role.ANGGOTA).id
    assert owner_of(SecretKind.NIK, "3573034105900002") is None
    assert [number.masked for number in masked_numbers(world.person(Role.ANGGOTA).id)] == [
        "•••• 0001",
        None,
        None,
    ]


def test_it_is_shown_in_full_only_with_a_reason_that_stands_in_the_trail(keep, show, world):
    keep()

    assert show() == NIK
    with scope(world.bumiayu.id):
        (line, *_) = trail(cooperative_id=world.bumiayu.id, most=1)
    assert said(line).endswith("membuka NIK milik Anggota KKMP Bumiayu: dicocokkan dengan KTP")
    assert NIK not in str(line)


def test_loading_the_page_again_shows_it_no_more(keep, world):
    keep()
    again = {
        "actor": world.actor(Role.SEKRETARIS),
        "person_id": world.person(Role.ANGGOTA).id,
        "kind": SecretKind.NIK,
        "reason": "dicocokkan dengan KTP",
        "request_id": new_id(),
        "now": NOW,
    }

    assert unmask(**again) == NIK
    with pytest.raises(ShownAlreadyError):
        unmask(**again)


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        ({"reason": "iseng"}, ReasonTooShortError),
        ({"role": Role.BENDAHARA}, NotAllowedError),
        ({"place": "arjosari"}, PersonUnknownError),
    ],
)
def test_who_may_not_see_it_sees_nothing(how, refusal, keep, show, world):
    keep()
    if "place" in how:
        how = {"place": world.arjosari}

    with pytest.raises(refusal):
        show(**how)
    with scope(world.bumiayu.id):
        assert len(trail(cooperative_id=world.bumiayu.id, most=9)) == 1


@pytest.mark.parametrize(
    ("written", "kind", "wrong"),
    [
        ("357303410590000", SecretKind.NIK, "length"),
        ("3,57303E+15", SecretKind.NIK, "lost_digits"),
        ("3573030005900001", SecretKind.NIK, "birth_date"),
        ("357303", SecretKind.KK, "length"),
        ("3573 0341 0590 000X", SecretKind.KK, "not_digits"),
    ],
)
def test_what_cannot_be_a_number_is_refused_and_nothing_is_kept(written, kind, wrong, keep):
    with pytest.raises(NumberRefusedError) as refusal:
        keep(written, kind)

    assert refusal.value.facts["wrong"] == wrong
    assert not VaultEntry.objects.exists()


def test_one_nik_is_one_persons_across_all_cooperatives(keep, world):
    keep()

    with pytest.raises(NumberRefusedError) as refusal:
        keep(place=world.arjosari)
    assert refusal.value.facts == {"wrong": "taken"}
    keep()  # entering one's own again corrects it
    assert VaultEntry.objects.count() == 1


def test_seals_bind_a_number_to_its_person(keep, world):
    from guyub.foundation.identity.domain.keyring import SealBrokenError

    keep()
    entry = VaultEntry.objects.get()
    entry.person = world.person(Role.KASIR)

    with pytest.raises(SealBrokenError):
        opened(entry)


def test_keys_are_renewed_in_parts_and_nobody_is_locked_out(keep, world, settings, monkeypatch):
    monkeypatch.setattr("guyub.foundation.identity.services.vault.ROTATED_AT_ONCE", 2)
    keep()
    for place in range(5):
        with scope(world.bumiayu.id):
            add_person(name="Sri", login=f"08120000004{place}", now=NOW)
    settings.VAULT_KEYS, settings.INDEX_KEYS = (
        "k2:baru k1:guyub-demo-vault-key",
        "k2:baru k1:guyub-demo-index-key",
    )

    assert person_by_login("0812 0000 0043") is not None
    assert rotate_vault() == 6
    assert rotate_vault() == 0
    settings.VAULT_KEYS, settings.INDEX_KEYS = "k2:baru", "k2:baru"
    assert opened(VaultEntry.objects.get(kind="NIK")) == NIK
    assert owner_of(SecretKind.NIK, NIK) == world.person(Role.ANGGOTA).id
    assert person_by_login("0812 0000 0043") is not None
    assert all(key.startswith("k2:") for key in LoginName.objects.values_list("key", flat=True))
