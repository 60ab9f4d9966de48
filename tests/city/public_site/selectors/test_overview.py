from django.core.management import call_command

from guyub.city.public_site.domain.standing import Standing
from guyub.city.public_site.selectors.overview import overview, reported_figures
from guyub.foundation.kernel.models import Cooperative


def test_before_anything_is_loaded_nothing_is_recorded(db):
    city = overview()

    assert city.counts[Standing.BELUM] == len(city.rows) == 57
    assert [tile.count for tile in city.tiles] == [0, 0, 0, 0]
    assert city.as_of is None
    assert list(reported_figures()) == []


def test_the_57_as_they_were_reported(db):
    call_command("load_network", without_regions=True)

    city = overview()

    assert city.counts == {Standing.BERJALAN: 9, Standing.PENJUALAN: 4, Standing.NIB: 23, Standing.BELUM: 21}
    assert [(tile.count, tile.sum_rp) for tile in city.tiles] == [
        (57, None),
        (35, None),
        (9, 295_480_000),
        (10, 36_520_000),
    ]
    assert all(tile.said_by and tile.as_of for tile in city.tiles)
    names = [row.ward.name for row in city.with_figures]
    assert names == sorted(names)
    assert sum(row.sales_rp for row in city.with_figures) == 295_480_000


def test_open_data_holds_every_newest_figure_with_its_source(db):
    call_command("load_network", without_regions=True)

    rows = list(reported_figures())

    assert len(rows) == 580
    assert all(row[8] and row[9] for row in rows)
    assert ("35.73.03.1003", "sales_value", 5_220_000, "rupiah") in {
        (row[0], row[4], row[6], row[7]) for row in rows
    }
    assert {row[0] for row in rows} == set(
        Cooperative.objects.filter(kind="KOPERASI").values_list("code", flat=True)
    )
