"""What is taken in is whole, and is undone exactly."""

import threading
from datetime import date

import pytest
from django.db import connection

from guyub.community.cooperatives.models import Kinship, LegalRecord, Officer, Profile, Region, ReportedFigure
from guyub.community.cooperatives.selectors.imports import batch_of, current_papers
from guyub.community.cooperatives.services.imports import ImportRefusedError, check_batch
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.models import Cooperative, OutboxLine
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from tests.community.cooperatives.tables import (
    BUMIAYU,
    KETUA,
    MERGOSONO,
    OFFICERS_HEADER,
    REPORTS,
    TODAY,
    dump,
    table,
    wrong_of,
)
from tests.world import new_id

pytestmark = pytest.mark.database


def test_our_own_file_of_reports_says_what_stands_already(bring, check, take):
    batch_id = bring("REPORTS", REPORTS)

    checked = check(batch_id)

    assert (checked.new, checked.changed, checked.unchanged, checked.faults_count) == (0, 0, 580, 0)
    with pytest.raises(ImportRefusedError) as refused:
        take(batch_id)
    assert wrong_of(refused) == "nothing"


def test_our_own_file_fills_an_empty_city(bring, take, network):
    with scope(network.city.id):
        ReportedFigure.objects.filter(cooperative_id=network.city.id).delete()
    batch_id = bring("REPORTS", REPORTS)

    take(batch_id)

    with scope(network.city.id):
        rows = ReportedFigure.objects.filter(cooperative_id=network.city.id, batch_id=batch_id)
        assert sum(rows.filter(indicator="sales_value").values_list("number", flat=True)) == 295_480_000
        assert rows.count() == 580


def wide(bumiayu="140", mergosono="60"):
    return table(["Kode", "Anggota", "NIB"], [BUMIAYU, bumiayu, "sudah"], [MERGOSONO, mergosono, "-"])


def test_a_wide_table_is_taken_in_and_undone_exactly(bring, check, take, undo, network):
    ids = {"as_of": date(2026, 11, 1), "source": "Laporan RT"}
    take(bring("REPORTS", wide(bumiayu="139"), **ids))
    before = dump()
    batch_id = bring("REPORTS", wide(mergosono="61"), **ids)
    checked = check(batch_id)
    assert (checked.new, checked.changed, checked.unchanged) == (0, 2, 1)

    take(batch_id)

    with scope(network.city.id):
        said = ReportedFigure.objects.filter(
            cooperative_id=network.city.id, source="Laporan RT", retracted_at__isnull=True
        )
        assert sorted(said.values_list("about__code", "indicator", "number")) == [
            (MERGOSONO, "members", 61),
            (BUMIAYU, "members", 140),
            (BUMIAYU, "nib", None),
        ]
        assert batch_of(city_id=network.city.id, batch_id=batch_id).places == 2
    undo(batch_id)
    assert dump() == before


SEKRETARIS = [MERGOSONO, "Wulan Sari", "Sekretaris", "perempuan", "02-06-2025", "2030-06-01", ""]


def test_officers_enter_change_and_leave_as_they_came(bring, check, take, undo, network):
    take(bring("OFFICERS", table(OFFICERS_HEADER, KETUA)))
    before = dump()
    longer = [*KETUA[:5], "1 Jun 2029", "RAT"]
    batch_id = bring("OFFICERS", table(OFFICERS_HEADER, longer, SEKRETARIS))
    checked = check(batch_id)
    assert (checked.new, checked.changed, checked.unchanged) == (1, 1, 0)

    take(batch_id)

    with all_cooperatives("a test reads"):
        rows = Officer.objects.order_by("cooperative__code")
        assert list(rows.values_list("name", "post", "sex", "term_to", "appointed_by")) == [
            ("Wulan Sari", "SEKRETARIS", "P", date(2030, 6, 1), ""),
            ("Bambang Sutrisno", "KETUA", "L", date(2029, 6, 1), "RAT"),
        ]
    undo(batch_id)
    assert dump() == before


def test_a_post_that_somebody_else_holds_is_not_taken_silently(bring, check, take):
    take(bring("OFFICERS", table(OFFICERS_HEADER, KETUA)))

    checked = check(bring("OFFICERS", table(OFFICERS_HEADER, [BUMIAYU, "Orang Lain", *KETUA[2:]])))

    assert [(f.wrong, f.suggestion) for f in checked.faults] == [("post_taken", "Bambang Sutrisno")]


def test_what_was_used_since_is_not_undone(bring, take, undo, network):
    batch_id = bring("OFFICERS", table(OFFICERS_HEADER, KETUA, [*KETUA[:1], "Sri", "Bendahara", *KETUA[3:]]))
    take(batch_id)
    place = network.bumiayu.id
    with scope(place):
        one, other = Officer.objects.filter(cooperative_id=place).order_by("post")
        kin = Kinship.objects.create(
            cooperative_id=place, one=one, other=other, relation="PASANGAN", declared_on=TODAY
        )
    before = dump()

    with pytest.raises(ImportRefusedError) as built_upon:
        undo(batch_id)
    assert wrong_of(built_upon) == "used"
    with scope(place):
        Kinship.objects.filter(cooperative_id=place, id=kin.id).delete()
        Officer.objects.filter(cooperative_id=place, id=one.id).update(sex="P")
    with pytest.raises(ImportRefusedError) as changed:
        undo(batch_id)
    assert wrong_of(changed) == "used"
    with scope(place):
        Officer.objects.filter(cooperative_id=place, id=one.id).update(sex="L")
    assert dump() == before
    undo(batch_id)
    with all_cooperatives("a test counts"):
        assert not Officer.objects.exists()


LIST_HEADER = ["kode", "kelurahan", "nama koperasi", "alamat", "nib", "tanggal nib"]


@pytest.fixture
def new_ward(network):
    """A kelurahan of the city that has no cooperative yet."""
    above = None
    for code, name, level in (
        ("35", "Jawa Timur", "PROVINSI"),
        ("35.73", "Kota Malang", "KOTA"),
        ("35.73.03", "Kedungkandang", "KECAMATAN"),
        ("35.73.03.1999", "Contohsari", "KELURAHAN"),
    ):
        above = Region.objects.create(code=code, name=name, level=level, parent=above)
    return above.code


def test_a_list_joins_a_new_cooperative_changes_another_and_is_undone(bring, check, take, undo, new_ward):
    before = dump()
    batch_id = bring(
        "COOPERATIVES",
        table(
            LIST_HEADER,
            [new_ward, "Contoh Sari", "", "Jl. Baru 2", "", ""],
            [BUMIAYU, "Bumiayu", "Koperasi Kelurahan Merah Putih Bumiayu Jaya", "Jl. Lama 1", "", ""],
        ),
    )
    checked = check(batch_id)
    assert (checked.new, checked.changed) == (1, 1)

    take(batch_id)

    joined = Cooperative.objects.get(code=new_ward)
    assert (joined.name, joined.kind, joined.zone) == ("KKMP Contohsari", "KOPERASI", "WIB")
    with all_cooperatives("a test reads"):
        names = dict(Profile.objects.values_list("cooperative__code", "official_name"))
    assert names[new_ward] == "Koperasi Kelurahan Merah Putih Contohsari"
    assert names[BUMIAYU].endswith("Bumiayu Jaya")
    undo(batch_id)
    assert dump() == before


def test_papers_are_kept_and_an_undo_leaves_them_void_or_as_they_were(bring, take, undo, network):
    def papers():
        with scope(network.bumiayu.id):
            held = current_papers([network.bumiayu.id]).values()
            return [(paper.kind, paper.number, paper.issued_on) for paper in held]

    first = bring("COOPERATIVES", table(LIST_HEADER, [BUMIAYU, "", "", "", "1234567890123", "04/08/2025"]))
    take(first)
    assert papers() == [("NIB", "1234567890123", date(2025, 8, 4))]
    before = dump(without=(LegalRecord,))
    second = bring("COOPERATIVES", table(LIST_HEADER, [BUMIAYU, "", "", "", "9999999999999", "05/08/2025"]))
    take(second)
    assert papers() == [("NIB", "9999999999999", date(2025, 8, 5))]

    with pytest.raises(ImportRefusedError) as refused:
        undo(first)
    assert wrong_of(refused) == "used"
    undo(second)
    assert papers() == [("NIB", "1234567890123", date(2025, 8, 4))]
    assert dump(without=(LegalRecord,)) == before
    with pytest.raises(ImportRefusedError):
        undo(first)  # its paper has been replaced since, though by itself


def test_a_new_paper_is_void_after_its_undo(bring, take, undo, network):
    batch_id = bring("COOPERATIVES", table(LIST_HEADER, [BUMIAYU, "", "", "", "1234567890123", "04/08/2025"]))
    take(batch_id)

    undo(batch_id)

    with scope(network.bumiayu.id):
        assert current_papers([network.bumiayu.id]) == {}
        rows = LegalRecord.objects.filter(cooperative_id=network.bumiayu.id).order_by("id")
        assert [row.is_void for row in rows] == [False, True]


def test_a_cooperative_that_joined_with_papers_stays_without_profile(bring, take, undo, new_ward):
    batch_id = bring(
        "COOPERATIVES", table(LIST_HEADER, [new_ward, "", "", "", "1234567890123", "04/08/2025"])
    )
    take(batch_id)

    undo(batch_id)

    place = Cooperative.objects.get(code=new_ward)
    with scope(place.id):
        assert not Profile.objects.filter(cooperative_id=place.id).exists()
        assert current_papers([place.id]) == {}


def test_taking_twice_is_once_and_both_trails_and_readers_hear_of_it(bring, take, undo, network):
    batch_id, request_id = bring("OFFICERS", table(OFFICERS_HEADER, KETUA, SEKRETARIS)), new_id()

    take(batch_id, request_id=request_id)
    take(batch_id, request_id=request_id)

    with pytest.raises(ImportRefusedError) as refused:
        take(batch_id)
    assert wrong_of(refused) == "closed"
    undo(batch_id)
    with all_cooperatives("a test reads all trails"):
        acts = AuditEntry.objects.filter(act__startswith="cooperatives.import").order_by("position", "id")
        of = {code: [] for code in ("35.73", BUMIAYU, MERGOSONO)}
        for entry in acts.select_related("cooperative"):
            of[entry.cooperative.code].append((entry.act.rpartition(".")[2], entry.facts["rows"]))
        news = OutboxLine.objects.filter(topic="cooperatives.changed")
        assert sorted(news.values_list("cooperative__code", flat=True)) == sorted([BUMIAYU, MERGOSONO] * 2)
    assert of["35.73"] == [("brought", 2), ("taken", 2), ("undone", 2)]
    assert of[BUMIAYU] == of[MERGOSONO] == [("entered", 1), ("withdrawn", 1)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_at_once_one_does(bring, take):
    batch_id, outcomes, gate = bring("OFFICERS", table(OFFICERS_HEADER, KETUA)), [], threading.Barrier(2)

    def send():
        gate.wait()
        try:
            outcomes.append(str(take(batch_id)))
        except ImportRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["None", "closed"]
    with all_cooperatives("a test counts"):
        assert Officer.objects.count() == 1


def test_another_city_neither_sees_nor_takes_it(bring, take, undo, network):
    other = Cooperative.objects.create(code="35.79", name="Dinas Kota Batu", zone="WIB", kind="KOTA")
    stranger = network.actor(Role.PETUGAS_DINAS, other)
    batch_id = bring("OFFICERS", table(OFFICERS_HEADER, KETUA))

    with scope(other.id):
        assert batch_of(city_id=other.id, batch_id=batch_id) is None
    for act in (take, undo):
        with pytest.raises(ImportRefusedError) as refused:
            act(batch_id, actor=stranger)
        assert wrong_of(refused) == "closed"
    checked = check_batch(
        city_id=other.id,
        batch_id=bring("OFFICERS", table(OFFICERS_HEADER, KETUA), actor=stranger),
        today=TODAY,
    )
    assert [fault.wrong for fault in checked.faults] == ["unknown_code"]
