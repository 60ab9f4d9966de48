"""Published cases, to the rupiah. Figures and behaviours only; each case names its source (cases/cases.json)."""

import datetime as dt
import json
from pathlib import Path

import pytest

from guyub.books.ledger.domain.entries import EntryRefusedError, Phase
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.selectors.books import accounts_of, cash_book
from guyub.books.ledger.selectors.statements import Question, statement_of
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import OPENED, TODAY, entry, opened, post

pytestmark = pytest.mark.database
CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "cases" / "cases.json").read_text(encoding="utf-8"))[
        "cases"
    ]
}


@pytest.fixture
def place(world):
    return opened(world.bumiayu)


def balances(place):
    with scope(place.id):
        return {
            node.code: node.balance_rp for node in accounts_of(cooperative_id=place.id) if node.balance_rp
        }


def figure(place, name, title, until=TODAY):
    with scope(place.id):
        statement = statement_of(
            cooperative_id=place.id, question=Question(name=name, since=OPENED, until=until)
        )
    assert all(tie.holds for tie in statement.ties)
    return next((row.amounts[0] for row in statement.rows if row.title == title), None)


def test_cost_of_goods_by_the_periodic_method(place):
    case = CASES["fs-cogs-periodic"]
    given = case["inputs"]
    for memo, amount in (("Stok awal", given["opening_stock"]), ("Pembelian", given["purchases"])):
        against = "3.2.01" if memo == "Stok awal" else "1.1.03"
        post(place, entry("2026-01-02", memo, ("1.3.01", amount), (against, -amount)), context="inventory")
    sold = given["sales"]
    post(place, entry("2026-01-20", "Penjualan", ("1.1.02", sold), ("4.1.01", -sold)), context="retail")
    used = balances(place)["1.3.01"] - given["closing_stock"]
    counted = (("5.1.01", used), ("1.3.01", -used))
    post(place, entry("2026-01-31", "Stok opname", *counted, phase=Phase.ADJUSTMENT), context="inventory")

    assert (
        figure(place, StatementName.HASIL_USAHA, "Beban pokok penjualan anggota") == case["published"]["cogs"]
    )
    assert figure(place, StatementName.HASIL_USAHA, "Partisipasi neto anggota") == case["published"]["gross"]
    assert figure(place, StatementName.NERACA, "Jumlah persediaan") == given["closing_stock"]


ACCOUNTS = {"111000": "1.1.02", "300000": "3.2.01", "410000": "4.2.02", "510000": "6.1.19"}


def posted(journal, on):
    amount = journal["amount"]
    return entry(
        on, journal["nr"], (ACCOUNTS[journal["debit"]], amount), (ACCOUNTS[journal["credit"]], -amount)
    )


def test_a_small_book(place):
    case = CASES["ledger-report-small-book"]
    published = case["published"]
    # A draft is no entry: the journal holds what was posted.
    confirmed = [journal for journal in case["inputs"]["journals"] if journal["status"] == "CONFIRMED"]
    assert len(confirmed) == 3
    post(place, *(posted(journal, journal["date"]) for journal in confirmed))

    with scope(place.id):
        cash = cash_book(cooperative_id=place.id, is_bank=False, since=OPENED, until=TODAY)
    assert {"debit": cash.debit_rp, "credit": cash.credit_rp, "balance": cash.closing_rp} == published["cash"]
    assert len(cash.lines) == published["cash_book_rows"]
    assert {
        "income": figure(place, StatementName.HASIL_USAHA, "Laba kotor bukan anggota"),
        "expense": figure(place, StatementName.HASIL_USAHA, "Jumlah beban usaha"),
        "surplus": figure(place, StatementName.HASIL_USAHA, "SHU setelah pajak"),
    } == published["result"]
    assert {
        "assets": figure(place, StatementName.NERACA, "Jumlah aset"),
        "liabilities": figure(place, StatementName.NERACA, "Jumlah kewajiban"),
        "equity": figure(place, StatementName.NERACA, "Hibah"),
        "current_surplus": figure(place, StatementName.NERACA, "SHU tahun berjalan"),
    } == published["balance_sheet"]

    for journal in case["inputs"]["later"]:
        on = business_date(dt.datetime.fromisoformat(journal["at"]), Zone.WIB)
        post(place, posted(journal, on))
    as_of = dt.date(2026, 7, 11)
    assert {
        "assets": figure(place, StatementName.NERACA, "Jumlah aset", as_of),
        "current_surplus": figure(place, StatementName.NERACA, "SHU tahun berjalan", as_of),
    } == published["as_of_2026_07_11"]


def test_seven_kinds_of_entry(place):
    case = CASES["ledger-posting-rules-village-coop"]
    stock, sale = case["inputs"][3], case["inputs"][4]
    bought, sold = stock["qty"] * stock["price"], sale["qty"] * sale["price"]
    assert {"stock_purchase": bought, "stock_sale": sold} == case["computed"]
    kinds = [
        ("ledger", "1.1.02", "4.2.02", case["inputs"][0]["amount"]),
        ("ledger", "1.1.03", "4.2.02", case["inputs"][1]["amount"]),
        ("ledger", "6.1.02", "1.1.02", case["inputs"][2]["amount"]),
        ("inventory", "1.3.01", "1.1.02", bought),
        ("retail", "1.1.02", "4.2.01", sold),
        ("savings", "1.1.02", "3.1.02", case["inputs"][5]["amount"]),
        ("savings", "1.1.02", "3.1.01", case["inputs"][6]["amount"]),
    ]
    assert [amount for *_, amount in kinds] == [rule["amount"] for rule in case["published"]]
    for context, debit, credit, amount in kinds:
        drafted = entry("2026-07-10", "Contoh", (debit, amount), (credit, -amount))
        post(place, drafted, context=context)
    assert balances(place) == {
        "1.1.02": 500_000 - 200_000 - 280_000 + 77_500 + 30_000 + 100_000,
        "1.1.03": 450_000,
        "1.3.01": 280_000,
        "3.1.01": 100_000,
        "3.1.02": 30_000,
        "4.2.01": 77_500,
        "4.2.02": 950_000,
        "6.1.02": 200_000,
    }
    for wrong, lines in (
        ("amount", (("1.1.02", 0), ("4.2.02", 0))),
        ("unbalanced", (("1.1.02", 500), ("4.2.02", -400))),
    ):
        with pytest.raises(EntryRefusedError) as refused:
            post(place, entry("2026-07-10", "Contoh", *lines))
        assert refused.value.facts["wrong"] == wrong
    with scope(place.id):
        assert JournalEntry.objects.filter(cooperative=place).count() == len(kinds)


def test_a_reversal_keeps_all_three(place):
    case = CASES["ledger-reversal-example"]
    wrong, right = case["inputs"]["wrong"]["amount"], case["inputs"]["right"]["amount"]
    first = post(place, entry("2026-07-10", "Listrik", ("6.1.02", wrong), ("1.1.02", -wrong)))[0]
    post(
        place,
        entry("2026-07-11", "Balik", ("6.1.02", -wrong), ("1.1.02", wrong), reverses_id=first.entry_id),
        entry("2026-07-11", "Listrik", ("6.1.02", right), ("1.1.02", -right), corrects_id=first.entry_id),
    )
    final = case["published"]["final"]
    assert balances(place) == {"6.1.02": final["beban_listrik"], "1.1.02": final["kas"]}
    with scope(place.id):
        assert JournalEntry.objects.filter(cooperative=place).count() == case["published"]["entries_kept"]
