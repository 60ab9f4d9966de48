"""Programs read loans and bring payments with the cooperative's own key, once for each Idempotency-Key."""

import json

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.finance.loans.loan_book import LoanBook
from tests.finance.savings.jasa_world import TODAY
from tests.programs import headers_of
from tests.world import new_id

ROOT = "/api/cooperatives/35.73.03.1003"


@pytest.fixture
def book(world, monkeypatch):
    monkeypatch.setattr("guyub.finance.loans.api.routes.today_in", lambda _: TODAY)
    return LoanBook(world)


def posted(client, book, loan, body, headers, key=None):
    return client.post(
        f"{ROOT}/loans/{loan.id}/payments",
        json.dumps({"cash_place_id": str(book.cash), "on": TODAY.isoformat()} | body),
        content_type="application/json",
        headers=headers | {"Idempotency-Key": str(key or new_id())},
    )


def test_a_payment_is_booked_once_for_its_key(client, book, world):
    loan, key = book.lends(), new_id()
    headers = headers_of(world, Role.BENDAHARA, "loans:read", "loans:write")
    body = {"amount_rp": 112_000}
    first, again = (posted(client, book, loan, body, headers, key) for _ in range(2))

    assert (first.status_code, again.json()) == (201, first.json())
    assert first.json()["left_rp"] == 1_100_000
    assert posted(client, book, loan, body | {"amount_rp": 1}, headers, key).status_code == 409

    found = client.get(f"{ROOT}/members/{book.siti.id}/loans", headers=headers).json()["loans"]
    assert [(one["number"], one["state"], one["left_rp"]) for one in found] == [
        ("PJ-2026-0001", "BERJALAN", 1_100_000)
    ]
    whole = client.get(f"{ROOT}/loans/{loan.id}", headers=headers).json()
    assert [line["open_rp"] for line in whole["lines"]] == [0, *[112_000] * 11]
    # The whole principal that is left, jasa of nine late instalments, and 24 of December's 30 days.
    assert whole["payoff"]["total_rp"] == 1_100_000 + 9 * 12_000 + 9_600


def test_a_refusal_is_told_and_changes_nothing(client, book, world):
    loan, headers = book.lends(), headers_of(world, Role.BENDAHARA, "loans:write")
    before = book.wrote()
    refused = posted(client, book, loan, {"amount_rp": 9_999_999}, headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "loans.event.refused")
    assert book.wrote() == before


def test_an_agreed_loan_has_no_instalments_yet(client, book, world):
    loan, headers = book.agrees(), headers_of(world, Role.BENDAHARA, "loans:read")
    seen = client.get(f"{ROOT}/loans/{loan.id}", headers=headers).json()
    assert (seen["state"], seen["lines"], seen["payoff"]) == ("DISETUJUI", [], None)


def test_a_reading_key_brings_nothing_and_a_citys_reads_nothing(client, book, world):
    loan, reads = book.lends(), headers_of(world, Role.BENDAHARA, "loans:read")
    assert posted(client, book, loan, {"amount_rp": 1_000}, reads).status_code == 403
    citys = headers_of(world, Role.PETUGAS_DINAS, "loans:read")
    assert client.get(f"{ROOT}/loans/{loan.id}", headers=citys).status_code == 403
    assert client.get(f"{ROOT}/members/{new_id()}/loans", headers=reads).status_code == 404
    assert client.get(f"{ROOT}/loans/{new_id()}", headers=reads).status_code == 404
