"""What the pengawas is shown of leavings: dismissals, large settlements, sheets that nobody signed."""

from datetime import timedelta

import pytest

from guyub.community.members.models import ExitCase
from guyub.community.members.selectors.exceptions import LARGE, leavings
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.exceptions import Watched
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.case_world import TODAY, agreed_exit, asked_exit, joined
from tests.world import NOW, new_id

HEARD = "Dipanggil dua kali, tidak datang"


def found(world, kind, since=TODAY, until=TODAY, today=TODAY):
    watched = Watched(
        cooperative_id=world.bumiayu.id,
        zone=Zone.WIB,
        since=since,
        until=until,
        today=today,
        limits={LARGE: 5_000_000},
    )
    with scope(world.bumiayu.id):
        seen = [one for one in leavings(watched) if one.kind == f"members.{kind}"]
    return [(one.kind, one.said.replace("\u00a0", " "), one.amount_rp) for one in seen]


def paid(world, case_id, amount_rp):
    """Write a settlement down as it stands afterwards."""
    with scope(world.bumiayu.id):
        ExitCase.objects.filter(cooperative=world.bumiayu, id=case_id).update(
            state="SELESAI",
            settled_on=TODAY,
            settled_by=world.person(Role.BENDAHARA),
            paid_to="Budi Contoh",
            settlement=[{"side": "HAK", "amount_rp": amount_rp}, {"side": "KEPADA", "amount_rp": amount_rp}],
            closed_at=NOW,
        )


@pytest.fixture
def budi(world):
    world.cash()
    joined(world, "Tetap Contoh")
    return joined(world)


def test_a_dismissal_that_was_agreed_to_is_shown(world, budi):
    sri = joined(world, "Sri Contoh")
    asked_exit(world, sri, "DIBERHENTIKAN", paper=None, hearing=HEARD, request_id=new_id())
    assert found(world, "dismissed") == []

    agreed_exit(
        world, budi, "DIBERHENTIKAN", paper=None, hearing=HEARD, reason="Menyalahgunakan nama koperasi"
    )

    said = "KA-2026-0002: anggota A-0002 diberhentikan: Menyalahgunakan nama koperasi"
    assert found(world, "dismissed") == [("members.dismissed", said, None)]
    assert found(world, "dismissed", until=TODAY - timedelta(days=1), since=TODAY - timedelta(days=9)) == []


@pytest.mark.parametrize(("amount_rp", "count"), [(5_000_000, 0), (5_000_001, 1)])
def test_a_settlement_above_what_one_person_authorizes_is_shown(world, budi, amount_rp, count):
    paid(world, agreed_exit(world, budi), amount_rp)
    said = f"KA-2026-0001: anggota A-0002 keluar, dibayar {rupiah(amount_rp)}".replace("\u00a0", " ")
    assert found(world, "large_settlement") == [("members.large_settlement", said, amount_rp)][:count]


def test_a_sheet_without_its_signed_picture_is_shown_after_a_week(world, budi):
    paid(world, agreed_exit(world, budi), 100_000)
    later = {"since": TODAY, "until": TODAY + timedelta(days=30)}
    assert found(world, "unsigned", **later, today=TODAY + timedelta(days=6)) == []
    (one,) = found(world, "unsigned", **later, today=TODAY + timedelta(days=7))
    assert one[:2] == (
        "members.unsigned",
        "KA-2026-0001: anggota A-0002 keluar 25 Nov 2026, lembar bertanda tangan belum disimpan",
    )
