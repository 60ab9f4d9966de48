"""Who reported, as pages name it."""

import pytest

from guyub.community.cooperatives.domain.indicators import said_by


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("SIMKOPDES public statistics, 2026-08-05", "statistik publik SIMKOPDES"),
        ("malangpagi.com, 2025-11-14", "malangpagi.com"),
        ("sudutkota.id, 2025-07", "sudutkota.id"),
        ("Laporan lurah", "Laporan lurah"),
        ("2026", "2026"),
    ],
)
def test_who_said_it_without_the_date(source, name):
    assert said_by(source) == name
