"""The person's file: changed with a reason, its history whole; nobody writes over what somebody else changed."""

import threading
from dataclasses import asdict, replace
from datetime import date

import pytest
from django.db import connection

from guyub.community.members.domain.file_changes import Change, undone
from guyub.community.members.models import FileChange, MemberFile
from guyub.community.members.selectors.file_invariants import histories_fit
from guyub.community.members.selectors.files import texts_of
from guyub.community.members.services.file_changes import edit_file, keep_number
from guyub.community.members.services.file_photos import keep_photo, remove_photo, see_ktp
from guyub.community.members.services.files import FileRefusedError, FileTyped
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry, ConsentEvent, VaultEntry
from guyub.foundation.identity.selectors.vault import masked_numbers, opened
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import NumberRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
NIK = "3573035506840002"  # invented
PICTURE = ("wajah.jpg", photo())


@pytest.fixture
def world():
    return World()


@pytest.fixture
def member(world):
    return world.member(address="Jl. Contoh 1", rt="3", rw="5", work="Penjahit")


def file_of(member):
    with scope(member.cooperative_id):
        return MemberFile.objects.get(cooperative_id=member.cooperative_id, id=member.file_id)


def typed_of(member):
    file = file_of(member)
    return FileTyped(**{field: getattr(file, field) for field in asdict(FileTyped(name="x"))})


def history(member):
    with scope(member.cooperative_id):
        rows = FileChange.objects.filter(cooperative_id=member.cooperative_id, file_id=member.file_id)
        return [(row.field, row.before, row.after, row.why) for row in rows.order_by("changed_at", "id")]


def done(world, member, role=Role.SEKRETARIS, **more):
    return {
        "actor": world.actor(role),
        "member_id": member.id,
        "request_id": new_id(),
        "now": NOW,
    } | more


def edited(world, member, was=None, why="pindah rumah", **changed):
    before = was or typed_of(member)
    edit_file(was=before, typed=replace(before, **changed), why=why, today=TODAY, **done(world, member))


def wrong(act, error=FileRefusedError):
    with pytest.raises(error) as refused:
        act()
    return refused.value.facts["wrong"]


def test_each_field_that_changed_is_one_line_with_before_and_after(world, member):
    edited(world, member, address="Jl.  Contoh 9", rt="4", born_on=date(1990, 5, 2))

    assert history(member) == [
        ("born_on", "1990-05-01", "1990-05-02", "pindah rumah"),
        ("address", "Jl. Contoh 1", "Jl. Contoh 9", "pindah rumah"),
        ("rt", "003", "004", "pindah rumah"),
    ]
    file = file_of(member)
    assert (file.address, file.rt, file.born_on) == ("Jl. Contoh 9", "004", date(1990, 5, 2))
    with scope(member.cooperative_id):
        line = AuditEntry.objects.filter(
            cooperative_id=member.cooperative_id, act="members.file.changed"
        ).get()
    assert line.facts == {
        "name": "Siti Aminah",
        "what": "Tanggal lahir, Alamat, RT",
        "about": str(member.person_id),
    }


def test_the_history_reads_back_to_how_the_file_began(world, member):
    first = texts_of(file_of(member))
    for step in ({"work": "Pedagang"}, {"rt": "7", "work": ""}, {"name": "Siti Aminah S.Pd"}, {"rt": "3"}):
        edited(world, member, **step)
    changes = [Change(field, before, after) for field, before, after, _ in history(member)]

    assert len(changes) == 5
    with scope(member.cooperative_id):
        assert not list(histories_fit(member.cooperative_id))
    assert undone(texts_of(file_of(member)), changes) == first


@pytest.mark.parametrize(
    ("_case", "why", "changed", "told"),
    [
        ("no reason", " ", {"rt": "4"}, "why"),
        ("a long one", "x" * 201, {"rt": "4"}, "why"),
        ("nothing", "salah ketik", {"rt": "03"}, "same"),
        ("no ward", "salah ketik", {"ward_code": "99.99.99.9999"}, "ward"),
        ("no rt", "salah ketik", {"rt": "3a"}, "rt"),
        ("tomorrow", "salah ketik", {"born_on": date(2027, 1, 1)}, "born"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(_case, why, changed, told, world, member):
    before = texts_of(file_of(member))

    assert wrong(lambda: edited(world, member, why=why, **changed)) == told
    assert texts_of(file_of(member)) == before
    assert history(member) == []


def test_who_saves_an_old_form_is_told_what_changed_meanwhile(world, member):
    opened_at = typed_of(member)
    edited(world, member, address="Jl. Contoh 9")
    with pytest.raises(FileRefusedError) as refused:
        edited(world, member, was=opened_at, work="Pedagang")

    assert refused.value.facts == {"wrong": "stale", "what": "Alamat kini Jl. Contoh 9"}
    assert file_of(member).work == "Penjahit"
    edited(world, member, work="Pedagang")
    assert (file_of(member).address, file_of(member).work) == ("Jl. Contoh 9", "Pedagang")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(world, member):
    base, outcomes, gate = typed_of(member), [], threading.Barrier(2)
    actor = done(world, member)["actor"]

    def save(work):
        gate.wait()
        try:
            edit_file(
                actor=actor,
                member_id=member.id,
                was=base,
                typed=replace(base, work=work),
                why="pekerjaan baru",
                today=TODAY,
                request_id=new_id(),
                now=NOW,
            )
            outcomes.append("kept")
        except FileRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(work,)) for work in ("Pedagang", "Guru")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["kept", "stale"]
    assert len(history(member)) == 1


def test_the_file_of_another_cooperative_is_not_there(world, member):
    other = world.member("Orang Lain", world.arjosari)

    assert wrong(lambda: see_ktp(today=TODAY, **done(world, other))) == "gone"
    assert file_of(other).ktp_seen_on is None


def test_who_keeps_no_members_changes_no_file(world, member):
    for role in (Role.KETUA, Role.KASIR, Role.ANGGOTA):
        with pytest.raises(NotAllowedError):
            see_ktp(today=TODAY, **done(world, member, role))
    assert history(member) == []


def test_a_number_goes_to_the_vault_and_the_history_says_only_that_it_changed(world, member):
    keep_number(
        kind=SecretKind.NIK, written="3573 0355 0684 0002", why="dari KTP", today=TODAY, **done(world, member)
    )

    assert history(member) == [("nik", "", "", "dari KTP")]
    assert masked_numbers(member.person_id)[0].masked == "•••• 0002"
    assert opened(VaultEntry.objects.get(person_id=member.person_id)) == NIK
    with scope(member.cooperative_id):
        assert not AuditEntry.objects.filter(
            cooperative_id=member.cooperative_id, facts__icontains="0684"
        ).exists()


def test_the_nik_of_somebody_else_is_refused(world, member):
    other = world.member("Budi Santoso", sex="L")
    keep_number(kind=SecretKind.NIK, written=NIK, why="dari KTP", today=TODAY, **done(world, other))
    request = done(world, member)

    assert (
        wrong(
            lambda: keep_number(kind=SecretKind.NIK, written=NIK, why="dari KTP", today=TODAY, **request),
            NumberRefusedError,
        )
        == "taken"
    )
    assert history(member) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_people_with_one_nik_at_once_one_has_it(world, member):
    people, outcomes, gate = [member, world.member("Budi Santoso", sex="L")], [], threading.Barrier(2)
    actor = done(world, member)["actor"]

    def keep(one):
        gate.wait()
        try:
            keep_number(
                actor=actor,
                member_id=one.id,
                kind=SecretKind.NIK,
                written=NIK,
                why="dari KTP",
                today=TODAY,
                request_id=new_id(),
                now=NOW,
            )
            outcomes.append("kept")
        except NumberRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=keep, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["kept", "taken"]
    assert VaultEntry.objects.filter(kind="NIK").count() == 1


def kept_photo(world, member, has_consented=True, picture=PICTURE):
    keep_photo(picture=picture, has_consented=has_consented, consent_version=1, **done(world, member))


def test_a_photo_needs_the_members_word(world, member):
    assert wrong(lambda: kept_photo(world, member, has_consented=False)) == "consent"
    assert file_of(member).photo_id is None

    kept_photo(world, member)
    first = file_of(member).photo_id
    kept_photo(world, member, has_consented=False)  # the word stands
    second = file_of(member).photo_id

    assert first != second
    assert [line[:3] for line in history(member)] == [
        ("photo", "", str(first)),
        ("photo", str(first), str(second)),
    ]
    with scope(member.cooperative_id):
        assert ConsentEvent.objects.filter(cooperative_id=member.cooperative_id, purpose="PHOTO").count() == 1


def test_a_document_is_no_photo(world, member):
    assert wrong(lambda: kept_photo(world, member, picture=("ktp.pdf", b"%PDF-1.7 contoh"))) == "photo"
    assert wrong(lambda: kept_photo(world, member, picture=None)) == "photo"


def test_a_photo_is_taken_out_with_a_reason(world, member):
    assert wrong(lambda: remove_photo(why="salah orang", **done(world, member))) == "no_photo"
    kept_photo(world, member)
    assert wrong(lambda: remove_photo(why="", **done(world, member))) == "why"
    remove_photo(why="salah orang", **done(world, member))

    assert file_of(member).photo_id is None
    assert history(member)[-1][2:] == ("", "salah orang")


def test_that_the_ktp_was_seen_is_written_down_with_who_saw_it(world, member):
    see_ktp(today=TODAY, **done(world, member))

    file = file_of(member)
    assert (file.ktp_seen_on, file.ktp_seen_by_id) == (TODAY, world.person(Role.SEKRETARIS).id)
    assert history(member) == [("ktp_seen_on", "", TODAY.isoformat(), "")]


def test_a_retry_changes_the_file_once(world, member):
    base, request = typed_of(member), done(world, member)
    for _ in range(2):
        edit_file(was=base, typed=replace(base, work="Guru"), why="pekerjaan baru", today=TODAY, **request)
    assert len(history(member)) == 1


def test_a_file_that_was_changed_past_its_history_is_told_of(world, member):
    edited(world, member, work="Guru")
    with scope(member.cooperative_id):
        MemberFile.objects.filter(cooperative_id=member.cooperative_id, id=member.file_id).update(
            work="Sopir"
        )
        broken = list(histories_fit(member.cooperative_id))

    assert [one.rule for one in broken] == ["members.file.history"]
