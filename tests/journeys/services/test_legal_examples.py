from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from guyub.community.cooperatives.selectors.invariants import INVARIANTS
from guyub.community.cooperatives.selectors.overview import overview_of
from guyub.foundation.kernel.models import Cooperative, OutboxLine
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, MERGOSONO, make_examples
from guyub.journeys.services.legal_examples import make_legal_examples

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture
def places(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    make_legal_examples(now=NOW)
    return {row.code: row for row in Cooperative.objects.filter(code__in=(BUMIAYU, MERGOSONO))}


def life_of(place):
    with scope(place.id):
        assert not [broken for rule in INVARIANTS for broken in rule(place.id)]
        return overview_of(cooperative_id=place.id, today=NOW.date())


def test_bumiayu_has_everything_and_one_paper_about_to_end(places):
    life = life_of(places[BUMIAYU])

    assert len(life.records) == 12
    assert [row.kind for row in life.records if row.is_expiring] == ["IZIN_TEMPAT"]
    assert len(life.officers) == 8
    assert life.alarms == []
    assert [row.code for row in life.kbli] == ["47112", "47772", "64142"]
    assert {unit.name for unit in life.units} == {"Toko sembako", "Pangkalan LPG", "Unit simpan pinjam"}


def test_mergosono_stands_at_the_nib_and_waits_for_its_chair(places):
    life = life_of(places[MERGOSONO])

    assert [(note.step, note.waits_for) for note in life.notes] == [("NIB", "KETUA")]
    assert "NIB" not in {row.kind for row in life.records}


def test_a_second_time_changes_nothing(places):
    def lines():
        with scope(places[BUMIAYU].id):
            return OutboxLine.objects.filter(cooperative_id=places[BUMIAYU].id).count()

    before = lines()
    make_legal_examples(now=NOW)

    assert lines() == before
