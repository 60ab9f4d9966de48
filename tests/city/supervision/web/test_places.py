"""What the city sees of one cooperative's books: beside what was reported, by month, silent or not."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from guyub.city.supervision.models import PlaceSummary
from guyub.city.supervision.services.summaries import sum_all
from guyub.foundation.identity.domain.roles import Role
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
PLACE = "/kota/koperasi/35.73.03.1003/"


@pytest.fixture
def world():
    made = World()
    made.books()
    sum_all(now=NOW)
    PlaceSummary.objects.filter(cooperative=made.bumiayu).update(
        sales_rp=900_000, reported_on=NOW.date() - timedelta(days=40)
    )
    return made


@pytest.fixture
def officer(client, world):
    client.force_login(world.person(Role.PETUGAS_DINAS))
    client.get("/akun/")
    return client


def words_of(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))


def test_what_was_reported_stands_beside_the_own_books_each_with_its_day(officer):
    with CaptureQueriesContext(connection) as asked:
        answer = officer.get(PLACE)

    shown = words_of(answer)
    assert len(asked) <= 12
    assert "Rp 900.000 per 16 Okt 2026 Rp 750.000 sampai jurnal 20 Nov 2026" in shown
    assert "November 2026 4 0 750.000 550.000 21.050.000 25.550.000 25.550.000 Terbuka" in shown
    assert "Bayar listrik" not in shown


def test_months_go_out_as_a_table(officer):
    book = CalamineWorkbook.from_filelike(io.BytesIO(officer.get(f"{PLACE}unduh/").content))
    rows = book.get_sheet_by_index(0).to_python()[4:]

    assert [row[3:8] for row in rows][-1] == [4, 0, 750_000, 550_000, 21_050_000]
    listed = CalamineWorkbook.from_filelike(io.BytesIO(officer.get("/kota/unduh/").content))
    assert listed.sheet_names == ["Koperasi", "Buku per bulan"]
    assert len(listed.get_sheet_by_index(1).to_python()[4:]) == len(rows)


def test_silent_books_are_named_and_filtered(officer, world):
    assert "Buku sepi" not in words_of(officer.get("/kota/?hanya=macet"))[:-1].split("Kesegaran data")[-1]
    assert "0 dari" in words_of(officer.get("/kota/?hanya=sepi"))
    PlaceSummary.objects.filter(cooperative=world.bumiayu).update(
        books_last_on=NOW.date() - timedelta(days=30)
    )
    shown = words_of(officer.get("/kota/?hanya=sepi"))

    assert "1 dari" in shown
    assert "Tidak ada jurnal selama" in words_of(officer.get(PLACE))


def test_a_cooperative_without_books_says_so_and_one_elsewhere_is_not_there(officer, world):
    assert "Belum menyimpan buku di sini" in words_of(officer.get("/kota/koperasi/35.73.01.1011/"))
    assert officer.get("/kota/koperasi/35.74.01.1001/").status_code == 404
    assert officer.get("/kota/koperasi/35.73/").status_code == 404
