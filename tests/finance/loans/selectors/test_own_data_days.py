"""A person's copy tells how the own loans stood, and nobody else's."""

import pytest

from guyub.finance.loans.selectors.own_data import OWN_DATA
from guyub.foundation.kernel.selectors.own_data import Owner
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.book_world import OPENED, YESTERDAY, BookWorld

pytestmark = pytest.mark.django_db


def test_the_days_of_the_own_loans(bare_world):
    book = BookWorld(bare_world)
    book.lends(on=OPENED)
    book.counts()
    budi = bare_world.member("Budi Santoso")
    (part,) = [one for one in OWN_DATA if one.title == "Riwayat kolektibilitas pinjaman"]

    with scope(book.place.id):
        (row,) = part.rows(Owner(book.place.id, book.member.person_id))
        assert list(part.rows(Owner(book.place.id, budi.person_id))) == []
    assert row == {
        "Akhir hari": YESTERDAY,
        "Pinjaman": "PJ-2026-0001",
        "Kolektibilitas": "Macet",
        "Menunggak sejak": OPENED.replace(month=2),
        "Tunggakan (rupiah)": 10 * 112_000,
        "Sisa pokok (rupiah)": 1_200_000,
        "Piutang jasa (rupiah)": 0,
        "Penyisihan (rupiah)": 1_200_000,
    }
