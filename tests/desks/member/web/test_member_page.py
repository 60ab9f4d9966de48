"""The page of one member: who sees what, what a number in full costs, how many trips it takes."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from guyub.community.members.domain.businesses import BusinessTyped
from guyub.community.members.domain.heirs import HeirTyped
from guyub.community.members.domain.register import Happened
from guyub.community.members.services.businesses import add_business, add_paper
from guyub.community.members.services.file_changes import keep_number
from guyub.community.members.services.file_photos import keep_photo, see_ktp
from guyub.community.members.services.groups import choose_leader, open_group, seat_member
from guyub.community.members.services.heirs import name_heirs
from guyub.community.members.services.register import change_standing, locked_member
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.services.moving import MoveTyped, pay_in
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
KK = "3573031234560001"  # invented


def done(world):
    return {
        "actor": world.actor(Role.SEKRETARIS, name="Sekretaris lama"),
        "request_id": new_id(),
        "now": NOW,
    }


@pytest.fixture
def member(world):
    """Give a member of whom every part of the file is filled in."""
    member = world.member(address="Jl. Contoh 1", rt="3", rw="5", work="Penjahit", kk_relation="KEPALA")
    son = world.member("Budi Santoso", sex="L", kk_relation="ANAK")
    member_id = member.id
    for one in (member, son):
        keep_number(
            member_id=one.id, kind=SecretKind.KK, written=KK, why="dari KK", today=TODAY, **done(world)
        )
    keep_number(
        member_id=member_id,
        kind=SecretKind.NIK,
        written="3573035506840042",
        why="dari KTP",
        today=TODAY,
        **done(world),
    )
    see_ktp(member_id=member_id, today=TODAY, **done(world))
    keep_photo(
        member_id=member_id,
        picture=("wajah.jpg", photo()),
        has_consented=True,
        consent_version=1,
        **done(world),
    )
    heirs = [HeirTyped("Budi Santoso", "anak", 60), HeirTyped("Ani Lestari", "anak", 40)]
    name_heirs(member_id=member_id, heirs=heirs, why="atas permintaan", today=TODAY, **done(world))
    typed = BusinessTyped(name="Keripik Bu Siti", makes="Keripik tempe", turnover_rp=3_000_000)
    business_id = add_business(member_id=member_id, typed=typed, today=TODAY, **done(world))
    add_paper(
        business_id=business_id, kind="HALAL", number="ID-1", valid_until=None, document=None, **done(world)
    )
    group_id = open_group(kind="TANGGUNG_RENTENG", name="Melati 2", today=TODAY, **done(world))
    seat_member(group_id=group_id, member_id=member_id, today=TODAY, **done(world))
    choose_leader(group_id=group_id, member_id=member_id, today=TODAY, **done(world))
    save(world, member)
    with scope(world.bumiayu.id):
        change_standing(
            member=locked_member(cooperative_id=world.bumiayu.id, member_id=member_id),
            happened=Happened.DIPASIFKAN,
            on=TODAY,
            reason="enam bulan tanpa simpanan wajib",
            person_id=None,
            today=TODAY,
            now=NOW,
        )
    return member


def save(world, member):
    cash = world.cash()
    for kind, amount_rp in ((SavingsKind.POKOK, 100_000), (SavingsKind.SUKARELA, 250_000)):
        with scope(world.bumiayu.id, durable=True):
            pay_in(
                place=world.bumiayu,
                typed=MoveTyped(
                    member_id=member.id,
                    kind=kind,
                    amount_rp=amount_rp,
                    cash_place_id=cash["BRANKAS"],
                    on=TODAY,
                ),
                today=TODAY,
                actor=world.actor(Role.BENDAHARA),
                request_id=new_id(),
                now=NOW,
            )


def page(client, world, member, role=Role.SEKRETARIS):
    client.force_login(world.person(role))
    return client.get(f"/anggota/{member.id}/")


def test_the_page_holds_everything_the_cooperative_knows(client, world, member):
    text = page(client, world, member).content.decode()

    for said in (
        "Siti Aminah",
        "A-0001",
        "Pasif",
        "enam bulan tanpa simpanan wajib",
        "350.000",
        "Simpanan sukarela",
        "KM-2026-",
        "•••• 0042",
        "•••• 0001",
        "RT 003",
        "Penjahit",
        "Budi Santoso",
        "60 %",
        "Keripik Bu Siti",
        "Sertifikat halal",
        "Melati 2",
        "Ketua",
        "Foto diri",
        "Ahli waris",
        "diganti; isinya hanya di lemari tersandi",
    ):
        assert said in text, said
    for hidden in ("3573035506840042", KK):
        assert hidden not in text


def test_it_takes_twelve_queries_at_most_and_weighs_little(client, world, member):
    page(client, world, member)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(f"/anggota/{member.id}/")

    assert len(asked) <= 12
    assert len(answer.content) < 100_000


def test_who_handles_cash_sees_number_and_standing_alone(client, world, member):
    text = page(client, world, member, Role.KASIR).content.decode()

    assert "A-0001" in text
    assert "Pasif" in text
    for hidden in ("••••", "Jl. Contoh", "350.000", "Keripik", "Ani Lestari"):
        assert hidden not in text


def test_who_only_reads_has_no_button_that_changes_something(client, world, member):
    text = page(client, world, member, Role.PENGAWAS).content.decode()

    for word in (
        "Ubah data",
        "Catat usaha",
        "Ganti ahli waris",
        f"{member.id}/persetujuan/",
        'data-opens="buka-',
    ):
        assert word not in text, word
    assert "Cetak berkas" in text


def test_a_number_is_shown_in_full_once_for_a_reason_that_the_trail_keeps(client, world, member):
    page(client, world, member)
    address, fields = f"/anggota/{member.id}/buka/", {"kind": "NIK", "request_id": str(new_id())}
    refused = client.post(address, fields | {"reason": "iseng"})
    assert refused.status_code == 422
    assert "3573035506840042" not in refused.content.decode()

    shown = client.post(address, fields | {"reason": "mengisi formulir bank"})
    assert "3573035506840042" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    again = client.post(address, fields | {"reason": "mengisi formulir bank"})
    assert "3573035506840042" not in again.content.decode()
    with scope(world.bumiayu.id):
        line = AuditEntry.objects.get(cooperative=world.bumiayu, act="identity.number.unmasked")
    assert line.facts["reason"] == "mengisi formulir bank"


def test_a_candidate_has_a_page_without_number(client, world):
    text = page(client, world, world.candidate()).content.decode()

    assert "belum bernomor" in text
    assert "Calon anggota" in text


def test_the_sheet_for_the_drawer_masks_the_numbers(client, world, member):
    page(client, world, member)
    for paper in ("a4", "f4"):
        answer = client.get(f"/anggota/{member.id}/berkas/?kertas={paper}")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        assert b"/Count 1" in answer.content  # one page
        assert b"3573035506840042" not in answer.content


def test_the_photo_is_gone_with_the_consent(client, world, member):
    page(client, world, member)
    address = f"/anggota/{member.id}/foto/"
    assert client.get(address)["Content-Type"] == "image/jpeg"

    client.post(f"/anggota/{member.id}/persetujuan/", {"purpose": "PHOTO", "is_given": "0"})
    assert client.get(address).status_code == 404
    assert address not in client.get(f"/anggota/{member.id}/").content.decode()


def test_the_directory_names_businesses_without_their_turnover(client, world, member):
    client.force_login(world.person(Role.KASIR))
    text = client.get("/anggota/usaha/?cari=tempe").content.decode()
    assert "Keripik Bu Siti" in text
    assert "Sertifikat halal" in text
    assert "3.000.000" not in text
    assert "Keripik Bu Siti" not in client.get("/anggota/usaha/?cari=batik").content.decode()
    assert "Keripik Bu Siti" not in client.get("/anggota/usaha/?sertifikat=PIRT").content.decode()
    assert "Keripik Bu Siti" in client.get("/anggota/usaha/?sertifikat=HALAL").content.decode()

    sheet = client.get("/anggota/usaha/unduh/").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert ["Keripik Bu Siti", "Keripik tempe"] in [row[:2] for row in rows]
    assert b"Keripik Bu Siti" in client.get("/anggota/usaha/unduh/?bentuk=csv").content
