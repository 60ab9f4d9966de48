"""The address where gateways tell, the page of the account, and what was told."""

import pytest
from django.test import Client

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.gateways import LARGEST_NOTICE
from guyub.trade.retail.models import GatewayPayment
from tests.journal_writing import approve
from tests.trade.retail.counter import Counter
from tests.trade.retail.gateways import SERVER_KEY, midtrans
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


def test_from_setting_a_gateway_to_deciding_what_it_told(
    client, world, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("guyub.trade.retail.web.views.gateway.today_of", lambda _: NOW.date())
    Counter(world)
    client.force_login(world.seat(Role.BENDAHARA).person)

    def sends(address, **fields):
        return client.post(address, fields | {"request_id": str(new_id())})

    typed = {"provider": "MIDTRANS", "merchant": "M-123", "secret": SERVER_KEY}
    refused = sends("/gerai/qris/gerbang/ajukan/", **typed | {"secret": "pendek-rahasia"})
    assert refused.status_code == 422
    assert "16 sampai 200" in refused.content.decode()
    assert "pendek-rahasia" not in refused.content.decode()
    assert sends("/gerai/qris/gerbang/ajukan/", **typed).status_code == 302
    approve(world, client.get("/gerai/qris/gerbang/").context["waiting"][0].request_id, Role.KETUA)
    with django_assert_max_num_queries(12):
        page = client.get("/gerai/qris/gerbang/")
    assert SERVER_KEY not in page.content.decode()
    door = page.context["address"]

    stranger = Client(enforce_csrf_checks=True)

    def tells(body, address=door):
        answer = stranger.post(address, body, content_type="application/json")
        assert answer.content == b"" or answer.status_code == 404
        return answer.status_code

    assert tells(midtrans(key="bukan-kunci-kita")) == 401
    assert tells(midtrans(status="refund")) == 422
    assert tells(b" " * (LARGEST_NOTICE + 1)) == 413
    assert [tells(midtrans()), tells(midtrans()), tells(midtrans(amount="17000.00"))] == [200, 200, 409]
    assert tells(midtrans(), door.replace("midtrans", "xendit")) == 404
    assert tells(midtrans(), f"{door[:-3]}0/") == 404
    assert stranger.get(door).status_code == 405

    with django_assert_max_num_queries(12):
        page = client.get("/gerai/qris/kabar/")
    assert "Belum ada nota dengan acuan ini" in page.content.decode()
    with scope(world.bumiayu.id):
        payment = GatewayPayment.objects.get(cooperative=world.bumiayu)
    decide = f"/gerai/qris/kabar/{payment.id}/putuskan/"
    assert sends(decide, why="x").status_code == 422
    assert sends(decide, why="uang dikembalikan").status_code == 302
    assert client.get("/gerai/qris/kabar/").context["waiting"] == []

    assert sends("/gerai/qris/gerbang/berhenti/", why="x").status_code == 422
    assert sends("/gerai/qris/gerbang/berhenti/", why="kunci bocor").status_code == 302
    assert tells(midtrans()) == 404
