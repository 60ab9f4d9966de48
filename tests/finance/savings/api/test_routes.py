"""Programs read savings and bring deposits with the cooperative's own key, once for each Idempotency-Key."""

import json
from datetime import date

import pytest

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.services.dues import make_bills
from guyub.foundation.identity.domain.roles import Role
from tests.finance.savings.jasa_world import TODAY
from tests.finance.savings.services.test_counter import CounterWorld
from tests.programs import headers_of
from tests.world import NOW, new_id

ROOT = "/api/cooperatives/35.73.03.1003/members"


@pytest.fixture
def counter(world):
    found = CounterWorld(world)
    found.allow()
    make_bills(
        actor=found.treasurer,
        place=found.place,
        month=date(2026, 11, 1),
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    return found


def posted(client, counter, what, body, headers, key=None):
    return client.post(
        f"{ROOT}/{counter.siti.id}/{what}",
        json.dumps({"cash_place_id": str(counter.cash), "on": TODAY.isoformat()} | body),
        content_type="application/json",
        headers=headers | {"Idempotency-Key": str(key or new_id())},
    )


def test_a_deposit_is_booked_once_for_its_key(client, counter, world):
    headers = headers_of(world, Role.BENDAHARA, "savings:read", "savings:write")
    body = {"product_id": str(counter.products[SavingsKind.SUKARELA]), "amount_rp": 250_000}
    key = new_id()
    first, again = (posted(client, counter, "deposits", body, headers, key) for _ in range(2))

    assert (first.status_code, again.json()) == (201, first.json())
    assert posted(client, counter, "deposits", body | {"amount_rp": 1}, headers, key).status_code == 409
    found = client.get(f"{ROOT}/{counter.siti.id}/savings", headers=headers).json()
    assert [(one["kind"], one["balance_rp"]) for one in found["accounts"]] == [("SUKARELA", 250_000)]
    assert [(one["month"], one["state"]) for one in found["dues"]] == [("2026-11-01", "BELUM")]


def test_dues_of_several_months_or_none(client, counter, world):
    headers = headers_of(world, Role.BENDAHARA, "savings:read", "savings:write")
    body = {"months": ["2026-11-01", "2026-12-01"], "amount_rp": 20_000}

    assert posted(client, counter, "dues", body, headers).status_code == 201
    refused = posted(client, counter, "dues", body, headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "savings.dues.refused")
    found = client.get(f"{ROOT}/{counter.siti.id}/savings", headers=headers).json()
    assert [one["state"] for one in found["dues"]] == ["LUNAS", "LUNAS"]


def test_a_reading_key_brings_nothing_and_a_citys_reads_nothing(client, counter, world):
    reads = headers_of(world, Role.BENDAHARA, "savings:read")
    body = {"months": ["2026-11-01"], "amount_rp": 10_000}
    assert posted(client, counter, "dues", body, reads).status_code == 403
    citys = headers_of(world, Role.PETUGAS_DINAS, "savings:read")
    assert client.get(f"{ROOT}/{counter.siti.id}/savings", headers=citys).status_code == 403
    assert client.get(f"{ROOT}/{new_id()}/savings", headers=reads).status_code == 404
