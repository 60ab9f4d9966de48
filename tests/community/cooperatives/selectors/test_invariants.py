from datetime import date

import pytest

from guyub.community.cooperatives.models import Handover, LegalRecord, Officer, Outlet
from guyub.community.cooperatives.selectors.invariants import INVARIANTS
from guyub.foundation.kernel.services.files import store_file
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

pytestmark = pytest.mark.database
SINCE = date(2025, 6, 11)


def paper(bumiayu, kind="AKTA", number="12", **more):
    return LegalRecord.objects.create(
        cooperative=bumiayu, kind=kind, number=number, issued_on=SINCE, recorded_at=NOW, **more
    )


def officer(bumiayu, post, name="Sri Wahyuni"):
    return Officer.objects.create(
        cooperative=bumiayu, name=name, post=post, term_from=SINCE, term_to=SINCE, recorded_at=NOW
    )


def other_kind(bumiayu):
    paper(bumiayu, "AHU", replaces=paper(bumiayu))


def two_deeds(bumiayu):
    paper(bumiayu)
    paper(bumiayu, number="13")


def public_scan(bumiayu):
    file = store_file(
        cooperative_id=bumiayu.id,
        content=b"%PDF-1.7 akta",
        original_name="akta.pdf",
        kind="AKTA",
        title="Akta",
        is_public=True,
        now=NOW,
    )
    paper(bumiayu, file=file)


def both_boards(bumiayu):
    officer(bumiayu, "BENDAHARA")
    officer(bumiayu, "ANGGOTA_PENGAWAS", "SRI WAHYUNI")


def hands_over_in_office(bumiayu):
    Handover.objects.create(cooperative=bumiayu, officer=officer(bumiayu, "BENDAHARA"), item="KAS")


def open_clinic(bumiayu):
    Outlet.objects.create(
        cooperative=bumiayu,
        kind="KLINIK",
        name="Klinik",
        ownership="MILIK",
        internet="HP",
        status="OPERASIONAL",
        opened_on=SINCE,
        changed_at=NOW,
    )


@pytest.mark.parametrize(
    ("plant", "rule"),
    [
        (other_kind, "cooperatives.paper.replaces"),
        (two_deeds, "cooperatives.paper.single"),
        (public_scan, "cooperatives.paper.scan"),
        (both_boards, "cooperatives.officer.double"),
        (hands_over_in_office, "cooperatives.officer.handover"),
        (open_clinic, "cooperatives.outlet.permit"),
    ],
)
def test_a_planted_row_is_found(plant, rule, bumiayu, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with scope(bumiayu.id):
        assert not [broken for check in INVARIANTS for broken in check(bumiayu.id)]
        plant(bumiayu)

        assert {broken.rule for check in INVARIANTS for broken in check(bumiayu.id)} == {rule}
