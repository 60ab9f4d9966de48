"""Supply in pages: agreed with an agent, planned, counted in by two, asked for more, told on paper and by message."""

import re
from urllib.parse import unquote

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.trade.procurement.market import Market
from tests.trade.subsidised.agent import Agent
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        yield Agent(Market(World()))


@pytest.fixture
def agent(stands, db, client, monkeypatch):
    client.force_login(stands.market.world.person(Role.PENGELOLA_GERAI))
    for door in ("foundation.identity.web.doors", "trade.procurement.web.frame"):
        monkeypatch.setattr(f"guyub.{door}.utc_now", lambda: NOW)
    return stands


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " ")))


def test_from_the_agent_to_the_shelf_in_pages(agent, client, django_assert_max_num_queries):
    chosen = {"contract": str(agent.contract_id), "product": str(agent.lpg.id)}
    contract = sent(
        partner=str(agent.market.partner_id), programme="LPG_3KG", role="PANGKALAN", from_on="2026-11-01",
        weekly_qty="25", cap_qty="100", scale_due_on="2026-11-30", hours="Senin sampai Sabtu", has_sign="1",
    )  # fmt: skip
    assert client.post("/pasokan/kontrak/tulis/", contract).status_code == 302
    assert "Kontrak agen" in text(client.get(f"/pasokan/kontrak/tulis/?kontrak={agent.contract_id}"))
    planned = client.post("/pasokan/kiriman/rencana/", sent(planned_on="2026-11-25", qty="25", **chosen))
    assert planned.status_code == 302, text(planned)
    address = planned.headers["Location"]

    came = {
        "on": "2026-11-25", "location": str(agent.market.store.id), "came_qty": "25", "leaking_qty": "1",
        "returned_qty": "", "empties_qty": "25", "price": "16.500", "samples": "8,02 7,9", "second": "Pak Sopir",
    }  # fmt: skip
    wrong = client.post(f"{address}datang/", sent(**came | {"samples": "berat"}))
    assert (wrong.status_code, "Berat ditulis dalam kilogram" in text(wrong)) == (422, True)
    assert client.post(f"{address}datang/", sent(**came)).status_code == 302
    with django_assert_max_num_queries(12):
        told = text(client.get(address))
    assert "Masuk rak 24" in told
    assert "8,02, 7,90: 1 kurang berat" in told
    assert "16.500" in told

    asked = client.post("/pasokan/permintaan/tulis/", sent(wanted_on="2026-11-27", qty="40", **chosen))
    paper = asked.headers["Location"]
    shown = client.get(paper)
    assert agent.place.name in unquote(shown.content.decode())
    assert client.get(f"{paper}surat/").content.startswith(b"%PDF")
    assert client.post(f"{paper}jawab/", sent(qty="20", note="minggu depan")).status_code == 302
    with django_assert_max_num_queries(12):
        told = text(client.get("/pasokan/"))
    assert "Tera timbangan LPG 3 kg" in told
    assert "20 dari 40" in told
    assert client.get("/pasokan/unduh/?bentuk=csv").status_code == 200
    refused = client.post(f"{address}batal/", sent(why="x"))
    assert (refused.status_code, "Tulis alasannya" in text(refused)) == (422, True)
    assert (
        client.post(f"/pasokan/kontrak/{agent.contract_id}/akhiri/", sent(why="pindah agen")).status_code
        == 302
    )
    assert "Belum ada yang bisa diminta" in text(client.get("/pasokan/permintaan/tulis/"))
