"""The till's page is the same for everybody; people set tills up, and cashiers their own PIN."""

import json
import re

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.models import Till, TillPin
from tests.trade.retail.counter import Counter
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    return Counter(world, is_set=False)


def inside(client, world, role):
    client.force_login(world.seat(role).person)
    return client


def test_the_page_is_the_same_with_and_without_a_login(client, world):
    page = client.get("/kasir/")
    known = inside(client, world, Role.KETUA).get("/kasir/")

    assert page.status_code == 200
    assert page.content == known.content
    assert page["Cache-Control"] == "no-cache"
    assert 'data-worker="/kasir/pekerja.js"' in page.content.decode()
    assert not page.cookies


def test_the_worker_keeps_the_page_and_all_its_files(client):
    script = client.get("/kasir/pekerja.js")
    told = script.content.decode()

    assert script["Content-Type"].startswith("text/javascript")
    (shell,) = re.findall(r"shell: (\[.*?\])", told)
    kept = json.loads(shell)
    assert "/static/retail/js/till.js" in kept
    assert "/static/retail/css/till.css" in kept
    (version,) = re.findall(r'version: "(.*?)"', told)
    assert version.encode().decode("unicode_escape") in client.get("/kasir/").content.decode()


def test_the_manifest_names_the_till(client):
    told = client.get("/kasir/manifest.json").json()

    assert (told["name"], told["start_url"], told["display"]) == ("Kasir Guyub", "/kasir/", "standalone")


def test_a_manager_sets_a_till_up(client, counter, world):
    manager = inside(client, world, Role.PENGELOLA_GERAI)
    assert "Belum diatur" in manager.get("/gerai/kasir/").content.decode()
    address = f"/gerai/kasir/{counter.device.id}/"
    assert manager.get(address).status_code == 200
    typed = {
        "location": counter.store.id,
        "drawer": counter.cash["LACI"],
        "bank": "",
        "safe": "",
        "step": "100",
    }
    refused = manager.post(address, {**typed, "request_id": new_id(), "drawer": "x"})
    assert refused.status_code == 422
    assert "Laci ini tidak ada" in refused.content.decode()

    assert manager.post(address, {**typed, "request_id": new_id()}).status_code == 302
    with scope(counter.place.id):
        till = Till.objects.get(cooperative=counter.place)
    assert (till.location_id, till.bank_id, till.step_rp) == (counter.store.id, None, 100)
    assert "Siap" in manager.get("/gerai/kasir/").content.decode()
    assert manager.get(f"/gerai/kasir/{new_id()}/").status_code == 404


def test_a_cashier_sets_the_own_pin(client, world):
    cashier = inside(client, world, Role.KASIR)
    refused = cashier.post("/gerai/kasir/pin/", {"pin": "123456", "request_id": new_id()})
    assert (refused.status_code, "mudah ditebak" in refused.content.decode()) == (422, True)

    told = cashier.post("/gerai/kasir/pin/", {"pin": "270817", "request_id": new_id()})
    assert "sudah diganti" in told.content.decode()
    with scope(world.bumiayu.id):
        kept = TillPin.objects.get(cooperative=world.bumiayu)
    assert kept.person_id == world.seat(Role.KASIR).person_id
    assert "270817" not in kept.hash
