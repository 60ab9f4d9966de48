"""A revoked device's quotas on a page: counts and nobody's number, let go with a reason, not too early."""

from datetime import timedelta

import pytest

from guyub.foundation.devices.services.binding import revoke_device
from guyub.foundation.identity.domain.roles import Role
from tests.trade.subsidised.services.test_slices import Lent
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
NIK = "3573031203850042"
PAGE = "/jatah/perangkat/"


def test_what_a_revoked_device_holds_is_shown_and_let_go(
    world, client, monkeypatch, django_assert_max_num_queries
):
    def at(now):
        for module in ("identity.web.doors", "kernel.dates"):
            monkeypatch.setattr(f"guyub.foundation.{module}.utc_now", lambda: now)
        for module in ("log_frame", "views.held"):
            monkeypatch.setattr(f"guyub.trade.subsidised.web.{module}.utc_now", lambda: now)

    shops = Lent(world)
    shops.limit(2, "BLOCK")
    siti, device = shops.buyer(nik=NIK), shops.devices[shops.here.id]
    shops.asks()
    client.force_login(world.person(Role.PENGELOLA_GERAI))
    at(NOW)
    assert "Tidak ada yang tertahan" in client.get(PAGE).content.decode()
    by = {"actor": world.actor(Role.KETUA), "request_id": new_id(), "now": NOW}
    revoke_device(device_id=device.id, why="hilang di angkot", **by)

    def lets_go(why="HP tidak kembali"):
        return client.post(f"{PAGE}{device.id}/lepas/", {"why": why, "request_id": str(new_id())})

    with django_assert_max_num_queries(12):
        page = client.get(PAGE).content.decode()
    assert ("hilang di angkot" in page, "1 tabung untuk 1 pembeli" in page.replace("\u00a0", " ")) == (
        True,
        True,
    )
    assert ("Lepas jatahnya" in page, NIK in page) == (False, False)
    assert lets_go().status_code == 422

    later = NOW + timedelta(days=4)
    at(later)
    assert "Lepas jatahnya" in client.get(PAGE).content.decode()
    assert lets_go("x").status_code == 422
    assert lets_go().status_code == 302
    assert "Tidak ada yang tertahan" in client.get(PAGE).content.decode()
    assert shops.wishes(siti, 2, place=shops.there, now=later).remaining == 2
