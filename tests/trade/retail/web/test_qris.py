"""QRIS as people see it: the code for two people, what waits, what never came."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.qr import qr_png
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.models import SaleTender
from tests.journal_writing import approve
from tests.trade.retail.counter import Counter
from tests.trade.retail.qris import sticker
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


def test_from_the_code_to_the_bank(client, world, monkeypatch, django_assert_max_num_queries):
    for module in ("qris", "qris_code"):
        monkeypatch.setattr(f"guyub.trade.retail.web.views.{module}.today_of", lambda _: NOW.date())
    counter = Counter(world)
    client.force_login(world.seat(Role.BENDAHARA).person)

    def sends(address, **fields):
        return client.post(address, fields | {"request_id": str(new_id())})

    wrong = sends("/gerai/qris/kode/ajukan/", payload=sticker()[:-1])
    assert (wrong.status_code, "Kode ini tidak utuh" in wrong.content.decode()) == (422, True)
    blank, drawn = (
        SimpleUploadedFile("stiker.png", content, "image/png") for content in (qr_png("?"), qr_png(sticker()))
    )
    assert sends("/gerai/qris/kode/ajukan/", picture=blank).status_code == 422
    assert sends("/gerai/qris/kode/ajukan/", picture=drawn).status_code == 302
    page = client.get("/gerai/qris/kode/")
    assert "KKMP BUMIAYU CONTOH" in page.content.decode()
    approve(world, page.context["waiting"][0].approval_id, Role.KETUA)
    assert "ID1026512345678" in client.get("/gerai/qris/kode/").content.decode()

    old = counter.sells_at_till(tenders={"QRIS": 30_000}, at=NOW - timedelta(days=5))
    counter.sells_at_till(counter.soap_line(), tenders={"QRIS": 12_000})
    with django_assert_max_num_queries(12):
        page = client.get("/gerai/qris/")
    assert page.context["left_rp"] == 42_000
    assert page.content.decode().count("Perlu ditanyakan") == 1
    with django_assert_max_num_queries(12):
        assert client.get(f"/gerai/qris/nota/{old.event_id}/").status_code == 200

    with scope(counter.place.id):
        tender = SaleTender.objects.get(cooperative=counter.place, amount_rp=12_000)
    fields = {
        "tender": str(tender.id),
        "bank": str(counter.cash["BANK"]),
        "settled_on": NOW.date().isoformat(),
    }
    assert sends("/gerai/qris/", **fields, fee_rp="84").status_code == 302
    page = client.get("/gerai/qris/")
    assert page.context["left_rp"] == 30_000
    (done, _), *_ = page.context["settlements"]
    assert sends(f"/gerai/qris/masuk/{done.id}/batal/", why="salah centang").status_code == 302

    lost = sends(f"/gerai/qris/nota/{old.event_id}/", decided="loss", why="tidak pernah masuk")
    assert lost.status_code == 302
    owed = sends(f"/gerai/qris/nota/{old.event_id}/", decided="owed", why="Bu Ani, RT 3")
    assert owed.status_code == 302
    assert client.get(f"/gerai/qris/nota/{old.event_id}/").status_code == 404
    assert counter.broken() == []
