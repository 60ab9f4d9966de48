"""Programs read the books and bring entries: by the key's scope and its maker's seat, all or none, once."""

import pytest

from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entry
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.books.ledger.services.test_posting import OPENED, draft
from tests.programs import headers_of, send
from tests.world import NOW, new_id

ROOT = "/api/cooperatives/35.73.03.1003"
ENTRIES = f"{ROOT}/entries"


def entry(*lines, on="2026-10-20", **more):
    pairs = lines or (("6.1.02", 200_000), ("1.1.02", -200_000))
    return {
        "occurred_on": on,
        "memo": "Bayar listrik",
        "lines": [{"account": code, "amount_rp": amount_rp} for code, amount_rp in pairs],
    } | more


def batch(*entries):
    return {"entries": list(entries or (entry(),))}


@pytest.fixture
def books(world):
    load_national(now=NOW)
    with scope(world.bumiayu.id):
        begin_books(place=world.bumiayu, opened_on=OPENED)
    return world


def kept(world):
    with scope(world.bumiayu.id):
        numbers = [
            str(one) for one in JournalEntry.objects.filter(cooperative=world.bumiayu).order_by("chain_no")
        ]
        acts = [
            one.act for one in trail(cooperative_id=world.bumiayu.id, most=9) if one.act.startswith("ledger")
        ]
    return numbers, acts


def test_entries_are_posted_once_and_read_again(client, books):
    headers, request_id = headers_of(books, Role.BENDAHARA), new_id()
    body = batch(entry(), entry(("6.1.03", 90_000), ("1.1.02", -90_000), on="2026-10-21"))

    first, again = (send(client, headers, ENTRIES, body, request_id) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert [one["number"] for one in first.json()["entries"]] == ["JU-2026-0001", "JU-2026-0002"]
    assert kept(books) == (["JU-2026-0001", "JU-2026-0002"], ["ledger.batch.posted"])
    other = send(client, headers, ENTRIES, batch(), request_id)
    assert (other.status_code, other.json()["code"]) == (409, "kernel.request.reused")

    page = client.get(ENTRIES, {"limit": 1}, headers=headers).json()
    (one,) = page["items"]
    assert (one["chain_no"], one["source_kind"], page["next"]) == (1, "api", 1)
    assert [(line["account"], line["amount_rp"], line["flow"]) for line in one["lines"]] == [
        ("6.1.02", 200_000, ""),
        ("1.1.02", -200_000, "BEBAN"),
    ]
    rest = client.get(ENTRIES, {"after": page["next"]}, headers=headers).json()
    assert ([two["number"] for two in rest["items"]], rest["next"]) == (["JU-2026-0002"], None)
    assert client.get(f"{ENTRIES}/{one['id']}", headers=headers).json() == one
    assert client.get(f"{ENTRIES}/{new_id()}", headers=headers).status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2026-10-21"}, [2]),
        ({"until": "2026-10-20"}, [1]),
        ({"account": "6.1.03"}, [2]),
        ({"account": "1.1.02", "since": "2026-10-20", "until": "2026-10-21"}, [1, 2]),
        ({"account": "1.1.01"}, []),
    ],
)
def test_entries_are_found_by_day_and_account(client, books, asked, found):
    headers = headers_of(books, Role.BENDAHARA)
    send(client, headers, ENTRIES, batch(entry(), entry(("6.1.03", 1), ("1.1.02", -1), on="2026-10-21")))

    items = client.get(ENTRIES, asked, headers=headers).json()["items"]

    assert [one["chain_no"] for one in items] == found


def test_books_accounts_balances_and_statements_say_the_same(client, books):
    headers = headers_of(books, Role.KETUA, "books:read")
    with scope(books.bumiayu.id):
        post_entry(place=books.bumiayu, context="ledger", draft=draft(), today=NOW.date())

    def get(path, **asked):
        return client.get(ROOT + path, asked, headers=headers).json()

    said = get("/books")
    assert (said["opened_on"], said["closed_through"], said["chain_no"]) == ("2026-01-01", None, 1)
    (unit,) = said["units"]
    assert unit["name"] == "Koperasi bersama"
    assert {
        "code": "1.1.02",
        "name": "Kas bendahara",
        "kind": "ASET",
        "owner": "",
        "is_cash": True,
        "closed_on": None,
    } in get("/accounts")
    assert [
        (row["month"], row["account"], row["unit"], row["debit_rp"], row["credit_rp"])
        for row in get("/balances")
    ] == [
        ("2026-11-01", "1.1.02", unit["id"], 0, 200_000),
        ("2026-11-01", "6.1.02", unit["id"], 200_000, 0),
    ]
    assert (
        get("/balances", until="2026-10-31") == get("/balances", since="2026-12-01", until="2026-01-31") == []
    )
    assert len(get("/balances", since="2024-01-01", until="2028-10-31")) == 2
    assert get("/balances", since="2024-01-01", until="2028-11-30") == []  # 24 months at most
    assert get("/balances", since="0001-01-01", until="0001-01-01") == []
    assert get("/statements/neraca", until="0001-01-01", since="0001-01-01")["rows"][-1]["amounts"] == [0]
    assert get(
        "/statements/arus-kas", until="9999-12-31", compare_since="0001-01-01", compare_until="9999-12-31"
    )
    neraca = get("/statements/neraca", until="2026-11-25")
    assert (neraca["chain_no"], neraca["hash"]) == (1, said["hash"])
    assert all(tie["holds"] for tie in neraca["ties"])
    assert neraca["rows"][-1]["amounts"] == [-200_000]
    assert get("/statements/hasil-usaha", by_unit="true")["columns"][-1] == "Jumlah"


@pytest.mark.parametrize(
    ("bad", "status", "code", "at"),
    [
        (batch(entry(), entry(("6.1.02", 5), ("1.1.02", -4))), 409, "ledger.entry.refused", 2),
        (batch(entry(("4.1.01", -5), ("1.1.02", 5))), 409, "ledger.entry.refused", 1),  # of the shop alone
        (batch(entry(("1.9.01", -5), ("1.1.02", 5))), 409, "ledger.entry.refused", 1),
        (batch(entry(("8.8.88", -5), ("1.1.02", 5))), 409, "ledger.entry.refused", 1),
        (batch(entry(on="2025-12-31")), 409, "ledger.entry.refused", 1),
        (batch(entry(on="2098-01-01")), 409, "ledger.entry.refused", 1),
        (
            batch(entry(), entry(("6.1.02", 90_000_000), ("1.1.02", -90_000_000))),
            409,
            "ledger.batch.refused",
            2,
        ),
        (batch(entry(("6.1.02", 0.5), ("1.1.02", -0.5))), 422, None, None),
        (batch(entry(("6.1.02", "5"), ("1.1.02", "-5"))), 422, None, None),
        (batch(entry(("6.1.02", True), ("1.1.02", -1))), 422, None, None),
        (batch(entry(("6.1.02", 10**16), ("1.1.02", -(10**16)))), 422, None, None),
        (batch(entry(("6.1.02", 5))), 422, None, None),
        (batch(entry(memo="")), 422, None, None),
        (batch(entry(memo="\0")), 422, None, None),
        ({"entries": []}, 422, None, None),
        (batch(*[entry()] * 501), 422, None, None),
    ],
)
def test_what_does_not_fit_posts_nothing(client, books, bad, status, code, at):
    answer = send(client, headers_of(books, Role.BENDAHARA), ENTRIES, bad)

    assert (answer.status_code, answer.json().get("code"), answer.json().get("at")) == (status, code, at)
    assert kept(books) == ([], [])


def test_scope_reach_and_seat_decide(client, books):
    def headers(role, *scopes, place=None):
        return headers_of(books, role, *scopes, place=place)

    def status(path, found):
        return client.get(ROOT + path, headers=found).status_code

    reads = ("/books", "/accounts", "/balances", "/statements/neraca")
    city, operator = headers(Role.PETUGAS_DINAS), headers(Role.OPERATOR)
    for path in reads:
        assert status(path, {}) == 401
        assert status(path, headers(Role.KETUA, "journal:read")) == 403
        assert status(path, headers(Role.KETUA, "books:read", place=books.arjosari)) == 404
        assert status(path, city) == 200  # statements name nobody
        assert status(path, operator) == 403  # who may not read them on a page may not by a key
    assert status("/entries", headers(Role.KETUA, "books:read")) == 403
    assert status("/entries", headers(Role.KETUA, "journal:read")) == 200
    assert status("/entries", city) == 403  # the journal stays the cooperative's

    own = headers(Role.BENDAHARA, "journal:write")
    for found in (city, headers(Role.KETUA), headers(Role.BENDAHARA, "journal:read")):
        assert send(client, found, ENTRIES, batch()).status_code == 403
    assert send(client, headers(Role.BENDAHARA, place=books.arjosari), ENTRIES, batch()).status_code == 404
    assert client.post(ENTRIES, batch(), content_type="application/json", headers=own).status_code == 422
    seat = books.seat(Role.BENDAHARA)
    seat.ends_at = NOW
    seat.save()
    assert send(client, own, ENTRIES, batch()).status_code == 403
    assert kept(books) == ([], [])


def test_without_books_and_for_spans_that_are_none(client, world):
    headers = headers_of(world, Role.KETUA)

    def get(path, **asked):
        return client.get(ROOT + path, asked, headers=headers)

    assert (get("/books").status_code, get("/books").json()["code"]) == (409, "ledger.books.not_opened")
    assert (get("/accounts").json(), get("/balances").json()) == ([], [])
    assert get("/statements/neraca").json()["code"] == "ledger.books.not_opened"
    assert get("/statements/laba").status_code == 422
    assert get("/statements/neraca", known_at="2026-01-01T00:00:00").status_code == 422
