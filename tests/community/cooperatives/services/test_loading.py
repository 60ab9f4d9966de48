"""What every installation starts from: regions, wards, and what was reported of them."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import Count, Sum

from guyub.community.cooperatives.domain.indicators import INDICATORS
from guyub.community.cooperatives.models import Profile, Region, ReportedFigure
from guyub.community.cooperatives.selectors.regions import region_by_code, regions_differ, search_regions
from guyub.community.cooperatives.selectors.reports import clashes, newest_reports, reports_about
from guyub.community.cooperatives.services.regions import load_regions
from guyub.community.cooperatives.services.reports import load_reports
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_all_regions_enter_once_and_a_second_time_changes_nothing():
    assert load_regions() == 91_599
    assert not regions_differ()
    assert load_regions() == 0
    counts = dict(Region.objects.values_list("level").annotate(n=Count("code")))
    assert counts["PROVINSI"] == 38
    assert counts["KABUPATEN"] + counts["KOTA"] == 514
    assert counts["KECAMATAN"] == 7_285
    assert counts["KELURAHAN"] + counts["DESA"] + counts["DESA_ADAT"] == 83_762
    found = region_by_code("35.73.03.1003")
    assert (found.name, found.within, found.postal_code) == (
        "Bumiayu",
        "Kedungkandang, Kota Malang, Jawa Timur",
        "65135",
    )
    assert region_by_code("35.73.03.9999") is None
    assert [row.code for row in search_regions("bumiayu") if row.code.startswith("35.73")] == [
        "35.73.03.1003"
    ]
    assert search_regions("35.73.0", levels=("KECAMATAN",))[0].level == "KECAMATAN"


def test_a_changed_name_of_a_decree_is_taken_over():
    load_regions()
    Region.objects.filter(code="35.73.03.1003").update(name="Bumi Ayu")

    assert load_regions() == 1
    assert region_by_code("35.73.03.1003").name == "Bumiayu"


@pytest.fixture
def network(db):
    call_command("load_network", without_regions=True)
    return Cooperative.objects.get(code="35.73")


def test_the_sums_are_those_of_the_source(network):
    with scope(network.id):
        newest = newest_reports(city_id=network.id)
        rows = ReportedFigure.objects.filter(cooperative_id=network.id)
        assert rows.count() == 580
        sums = dict(rows.values_list("indicator").annotate(rp=Sum("number")))
    assert len(newest) == 57
    assert sum(one["nib"].value.is_yes for one in newest.values()) == 35
    assert sums["sales_value"] == 295_480_000
    assert sums["savings_value"] == 36_520_000
    assert sums["members_paid_simpanan_pokok"] == 247
    assert sum(one["operating"].value.is_yes for one in newest.values()) == 9


def test_what_contradicts_stands_side_by_side_with_source_and_date(network):
    kedungkandang = Cooperative.objects.get(code="35.73.03.1006")
    with scope(network.id):
        newest = newest_reports(city_id=network.id, about_ids=[kedungkandang.id])[kedungkandang.id]
    whys = {clash.why: clash for clash in clashes(newest)}

    clash = whys["disebut beroperasi, NIB belum tercatat"]
    assert (clash.first.source, clash.first.as_of) == ("malangpagi.com, 2025-11-14", date(2025, 11, 14))
    assert clash.second.as_of == date(2026, 8, 5)


def test_bumiayu_has_130_members_and_no_savings_on_record(network):
    bumiayu = Cooperative.objects.get(code="35.73.03.1003")
    with scope(network.id):
        reports = reports_about(city_id=network.id, about_id=bumiayu.id)
    words = {report.indicator: report.words for report in reports}
    assert words["members"] == "130 orang"
    assert words["savings_value"] == "Rp\u00a00"
    assert words["business_lines"] == "sembako, simpan pinjam"
    assert {report.indicator for report in reports} <= set(INDICATORS)


def test_loading_again_brings_nothing_back_that_was_retracted(network):
    with scope(network.id):
        one = ReportedFigure.objects.filter(cooperative_id=network.id, indicator="nib").first()
        ReportedFigure.objects.filter(cooperative_id=network.id, id=one.id).update(
            retracted_at=NOW, retract_reason="salah ketik"
        )

    assert load_reports(now=NOW) == 0


def test_every_ward_has_its_profile_once(network):
    call_command("load_network", without_regions=True)
    with all_cooperatives("the test counts all profiles"):
        names = sorted(Profile.objects.values_list("official_name", flat=True))

    assert len(names) == 57
    assert "Koperasi Kelurahan Merah Putih Bumiayu" in names
