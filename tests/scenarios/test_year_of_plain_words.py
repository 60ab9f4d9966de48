"""A year of a cooperative without a shop system: events, a bank, claims, a fund, an asset and a budget, nothing else.

Worked out by hand, in rupiah; every month alike unless said otherwise.

    opening    31 December before: box 2.000.000, bank 30.000.000; simpanan pokok 13.000.000 (its detail is brought the
               same day), hibah 15.000.000, surplus of years before 4.000.000
    goods      bought 5.000.000 from the bank; sold 4.000.000 to members and 2.500.000 to others, which had cost
               3.000.000 and 1.900.000; the takings go to the bank
    count      on 13 December the drawer holds 6.495.000 instead of 6.500.000: short by 5.000
    costs      electricity 150.000 from the box (twice in May, one taken back), wages 700.000 from the bank;
               petrol 62.500 paid by the secretary, approved, paid back from the box
    rent       3.600.000 for the year, paid on 4 January: 300.000 a month
    asset      a show-case of 4.800.000 from the bank on 3 January, 48 months from February: 11 x 100.000
    fund       130 members x 2.000 a month; one hospital stay 150.000 in March, two visits of 50.000 in July
    bank       a fee of 10.000 and interest of 4.000, found on the statement
    tax        0,5 % of 6.500.000 = 32.500 noted at the month's end, paid in the next

    box        2.000.000 + 3.120.000 - 1.800.000 - 750.000 - 250.000                                     =  2.320.000
    bank       30.000.000 - 4.800.000 - 3.600.000 - 60.000.000 + 77.995.000 - 8.400.000 - 120.000
               + 48.000 - 357.500                                                                        = 30.765.500
    goods      60.000.000 - 58.800.000                                                                   =  1.200.000
    result     78.000.000 - 58.800.000 - 1.800.000 - 8.400.000 - 3.600.000 - 1.100.000 - 750.000
               - 120.000 - 5.000 + 48.000 - 390.000                                                      =  3.083.000
"""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password

from guyub.books.assets.domain.registers import AssetTyped
from guyub.books.assets.domain.spreads import SpreadTyped
from guyub.books.assets.services.months import run_month
from guyub.books.assets.services.spreads import begin_spread
from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.selectors.statements import Question, statement_of
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entry
from guyub.books.planning.services.budgets import Sitting, keep_amounts, set_budget, start_budget
from guyub.books.treasury.domain.funds import Benefit
from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.selectors.banks import open_lines
from guyub.books.treasury.selectors.opening import undetailed
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.asset_deals import Deal, buy_asset
from guyub.books.treasury.services.bank_matches import match_all, record_line
from guyub.books.treasury.services.bank_sheets import keep_sheet
from guyub.books.treasury.services.bank_statements import bring_statement
from guyub.books.treasury.services.bank_taking import take_statement
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.claims import ClaimTyped, file_claim
from guyub.books.treasury.services.events import record_event, undo_event
from guyub.books.treasury.services.funds import begin_fund, collect, set_rule
from guyub.books.treasury.services.opening import bring_opening
from guyub.books.treasury.services.payouts import PayoutTyped, pay_out
from guyub.books.treasury.services.places import open_place
from guyub.books.treasury.services.repayments import repay_claims
from guyub.books.treasury.services.shifts import close_shift, open_shift
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.decisions import keep_decision
from guyub.foundation.parameters.services.values import load_national
from guyub.journeys.selectors.invariants import Examination, broken_rules, said
from guyub.journeys.services.closing import ClosingRefusedError, close_month, close_year
from tests.books.ledger.sheets import shown, sums_are_exact
from tests.books.treasury.tills import pieces
from tests.world import World, new_id

pytestmark = pytest.mark.django_db(transaction=True)
GOLDEN = Path(__file__).parent.parent / "golden" / "year_of_plain_words"
OPENED, FIRST, LAST = dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 12, 31)
PIN = "270817"
OPENING = (
    ("1.1.02", 2_000_000), ("1.1.03", 30_000_000), ("3.1.01", -13_000_000), ("3.2.01", -15_000_000),
    ("3.5.01", -4_000_000),
)  # fmt: skip
BUDGET = (("4.1.06", 50_000_000), ("4.2.04", 28_000_000), ("6.1.02", 1_920_000), ("6.1.01", 8_400_000))


def at(day):
    """Ten in the morning there."""
    return dt.datetime(day.year, day.month, day.day, 3, tzinfo=dt.UTC)


class Year:
    """The cooperative through its year; ``bank`` holds what its bank saw: day, words, signed rupiah."""

    def __init__(self):
        self.world, self.bank, self.bank_rp = World(), [], 30_000_000
        self.place = self.world.bumiayu
        load_national(now=at(OPENED))
        with scope(self.place.id):
            begin_books(place=self.place, opened_on=OPENED)
        chair = self.world.person(Role.KETUA)
        chair.pin = make_password(PIN)
        chair.save()
        self.places = {
            kind: open_place(kind=kind, name=name, bank_name="BRI", **self.by(OPENED))
            for kind, name in (("LACI", "Laci toko"), ("BRANKAS", "Kotak bendahara"), ("BANK", "BRI"))
        }

    def by(self, day, role=Role.BENDAHARA, *, without=()):
        """Give who, whose, when."""
        given = {
            "actor": self.world.actor(role),
            "place": self.place,
            "today": day,
            "request_id": new_id(),
            "now": at(day),
        }
        return {name: value for name, value in given.items() if name not in without}

    def seen(self, day, words, amount_rp):
        self.bank.append((day, words, amount_rp))

    def event(self, day, kind, place, to=None, *, choice="", **amounts):
        typed = EventTyped(
            kind=kind,
            happened_on=day,
            amounts=amounts,
            cash_place_id=self.places.get(place),
            to_place_id=self.places.get(to),
            choice=choice,
        )
        done = record_event(typed=typed, **self.by(day))
        assert done.event_id, "nothing here is above the threshold"
        if "BANK" in {place, to}:
            (amount_rp,) = amounts.values()
            self.seen(day, kind, amount_rp if to == "BANK" else -amount_rp)
        return done.event_id

    def opens(self):
        lines = [OpeningLine(*pair) for pair in OPENING]
        bring_opening(lines=lines, is_midyear=False, rest_to_last_year=False, **self.by(OPENED))
        day = dt.date(2026, 1, 3)
        typed = AssetTyped(
            name="Etalase", asset_class="PERALATAN", acquired_on=day, cost_rp=4_800_000, months=48
        )
        deal = Deal(way="TUNAI", cash_place_id=self.places["BANK"], who="Toko contoh")
        buy_asset(typed=typed, deal=deal, **self.by(day))
        self.seen(day, "Etalase", -4_800_000)
        self.event(dt.date(2026, 1, 4), "muka.sewa", "BANK", jumlah=3_600_000)
        rent = SpreadTyped(kind="SEWA", what="Sewa kios", total_rp=3_600_000, first=FIRST, months=12)
        begin_spread(typed=rent, **self.by(dt.date(2026, 1, 4), without=("today",)))
        decision_id = keep_decision(
            number="01/RAT/2026", decided_on=dt.date(2026, 1, 2), body="RAT", title="RAPB dan dana kesehatan",
            **self.by(dt.date(2026, 1, 5), Role.SEKRETARIS, without=("place",)),
        )  # fmt: skip
        self.fund = begin_fund(name="Dana kesehatan", use="SANTUNAN", account="2.3.06", **self.by(OPENED))
        benefits = (Benefit("Rawat jalan", 50_000), Benefit("Rawat inap", 150_000))
        set_rule(
            fund_id=self.fund, valid_from=FIRST, contribution_rp=2_000, benefits=benefits, decision_id=decision_id,
            **self.by(dt.date(2026, 1, 5), without=("today",)),
        )  # fmt: skip
        self.plans(decision_id)

    def plans(self, decision_id):
        day = dt.date(2026, 1, 6)
        sitting = lambda: Sitting(**self.by(day, without=("today",)))  # noqa: E731
        budget_id = start_budget(sitting(), year=2026, basis="KOSONG", percent=0, today=day)
        for account, amount_rp in BUDGET:
            keep_amounts(sitting(), budget_id=budget_id, account=account, unit_id=None, amounts=[amount_rp])
        set_budget(sitting(), budget_id=budget_id, decision_id=decision_id)

    def details(self):
        """Bring what stands behind the total of simpanan pokok, as the register of savings will."""
        lines = [LineDraft("3.1.91", 13_000_000), LineDraft("3.1.01", -13_000_000)]
        draft = EntryDraft(
            occurred_on=OPENED, memo="Rincian simpanan pokok", lines=lines, request_id=new_id()
        )
        with scope(self.place.id):
            assert [row.amount_rp for row in undetailed(cooperative_id=self.place.id)] == [-13_000_000]
            post_entry(place=self.place, context="savings", draft=draft, today=OPENED)
            self.world.saved_before("POKOK", 13_000_000, OPENED)
            assert not undetailed(cooperative_id=self.place.id)

    def month(self, month):
        on = lambda day: dt.date(2026, month, day)  # noqa: E731
        end = month_end(on(1))
        by_box = {"cash_place_id": self.places["BRANKAS"]}
        collect(fund_id=self.fund, received_on=on(6), members=130, **by_box, **self.by(on(6)))
        self.event(on(6), "barang.beli_tunai", "BANK", choice="Barang lain", jumlah=5_000_000)
        if month > 1:
            self.event(on(7), "pajak.final_bayar", "BANK", jumlah=32_500)
        self.claim(on(8))
        self.sells(on(12), on(13))
        self.event(on(21), "beban.listrik", "BRANKAS", jumlah=150_000)
        if month == 5:
            twice = self.event(on(21), "beban.listrik", "BRANKAS", jumlah=150_000)
            undo_event(event_id=twice, reason="tercatat dua kali", **self.by(on(22)))
        self.event(on(25), "beban.gaji", "BANK", jumlah=700_000)
        self.event(on(28), "jual.modal", None, choice="Anggota", jumlah=3_000_000)
        self.event(on(28), "jual.modal", None, choice="Bukan anggota", jumlah=1_900_000)
        self.pays_from_the_fund(month, on(15))
        self.event(end, "pajak.final_catat", None, jumlah=32_500)
        self.reconciles(end)
        run_month(month=on(1), **self.by(end))
        close_month(through=end, **self.by(end + dt.timedelta(days=1), without=("today",)))

    def claim(self, day):
        typed = ClaimTyped(
            spent_on=day,
            choice="Bensin dan perjalanan",
            amount_rp=62_500,
            no_receipt_why="SPBU tanpa nota",
            is_another=True,
        )
        asked = self.by(day, Role.SEKRETARIS)
        claim_id = file_claim(typed=typed, **asked)
        decide(
            actor=self.world.actor(Role.KETUA), approval_id=asked["request_id"], is_approved=True, proof=PIN,
            reason="", request_id=new_id(), now=at(day),
        )  # fmt: skip
        repay_claims(claim_ids=[claim_id], cash_place_id=self.places["BRANKAS"], **self.by(day))

    def sells(self, first, second):
        counted = second.month == 12
        if counted:
            shift = open_shift(drawer_id=self.places["LACI"], pieces=pieces(0), **self.by(first, Role.KASIR))
        self.event(first, "jual.anggota", "LACI", jumlah=4_000_000)
        self.event(second, "jual.umum", "LACI", jumlah=2_500_000)
        short_rp = 0
        if counted:
            short_rp, closing = 5_000, self.by(second, Role.KASIR)
            done = close_shift(shift_id=shift.shift_id, pieces=pieces(6_495_000), **closing)
            assert (done.shift_id, done.difference_rp) == (None, -5_000)
            again = closing | {"request_id": new_id()}
            close_shift(shift_id=shift.shift_id, count_id=done.count_id, reason="kembalian", **again)
        self.event(second, "bank.setor", "LACI", "BANK", jumlah=4_000_000)
        self.event(second, "bank.setor", "LACI", "BANK", jumlah=2_500_000 - short_rp)

    def pays_from_the_fund(self, month, day):
        paid = {
            3: [("Rawat inap", "A", 150_000)],
            7: [("Rawat jalan", "B", 50_000), ("Rawat jalan", "C", 50_000)],
        }
        for benefit, who, amount_rp in paid.get(month, ()):
            typed = PayoutTyped(
                paid_on=day, amount_rp=amount_rp, cash_place_id=self.places["BRANKAS"], benefit=benefit,
                beneficiary=f"Anggota {who} (contoh)", since=day, until=day, no_proof_why="surat menyusul",
            )  # fmt: skip
            pay_out(fund_id=self.fund, typed=typed, **self.by(day))

    def reconciles(self, end):
        """Bring the bank's file, match it, record what only the bank knew, keep the sheet."""
        seen = [row for row in self.bank if row[0] >= end.replace(day=1)]
        seen += [(end, "BIAYA ADM", -10_000), (end, "BUNGA", 4_000)]
        lines = ["Tanggal;Keterangan;Debet;Kredit;Saldo"]
        for day, words, amount_rp in sorted(seen, key=lambda row: row[0]):
            self.bank_rp += amount_rp
            lines.append(f"{day:%d/%m/%Y};{words};{max(-amount_rp, 0)};{max(amount_rp, 0)};{self.bank_rp}")
        bank_id = self.places["BANK"]
        statement_id = bring_statement(
            bank_id=bank_id, name=f"{end:%Y-%m}.csv", content="\n".join(lines).encode(),
            **self.by(end, without=("today",)),
        )  # fmt: skip
        take_statement(statement_id=statement_id, **self.by(end))
        match_all(bank_id=bank_id, **self.by(end))
        with scope(self.place.id):
            waiting = {
                row.amount_rp: row.id for row in open_lines(cooperative_id=self.place.id, bank_id=bank_id)
            }
        assert set(waiting) == {-10_000, 4_000}
        for amount_rp, kind in ((-10_000, "bank.biaya"), (4_000, "bank.bunga")):
            record_line(line_id=waiting[amount_rp], kind=kind, choice="", who="", note="", **self.by(end))
        keep_sheet(bank_id=bank_id, month=end.replace(day=1), **self.by(end))

    def holds(self):
        with scope(self.place.id):
            found = broken_rules(cooperative_id=self.place.id, examination=Examination.AUDIT)
            return [said(one) for one in found]

    def statement(self, name):
        with scope(self.place.id):
            made = statement_of(
                cooperative_id=self.place.id, question=Question(name=name, since=FIRST, until=LAST)
            )
        assert all(tie.holds for tie in made.ties)
        assert sums_are_exact(made)
        return shown(made)


@pytest.fixture
def year():
    made = Year()
    made.opens()
    return made


def test_the_first_month_waits_for_the_detail_of_the_opening(year):
    with pytest.raises(ClosingRefusedError) as refused:
        close_month(through=OPENED, **year.by(FIRST, without=("today",)))

    assert refused.value.facts["wrong"] == "undetailed"


def test_a_year_in_plain_words_comes_out_as_worked_by_hand(year):
    year.details()
    close_month(through=OPENED, **year.by(FIRST, without=("today",)))
    close_year(year=2025, **year.by(FIRST, without=("today",)))
    for month in range(1, 13):
        year.month(month)
        assert year.holds() == []
    close_year(year=2026, **year.by(dt.date(2027, 1, 2), without=("today",)))
    assert year.holds() == []

    with scope(year.place.id):
        stood = {row.name: row.balance_rp for row in places_of(cooperative_id=year.place.id)}
    assert stood == {"Laci toko": 0, "Kotak bendahara": 2_320_000, "BRI": 30_765_500}
    assert year.bank_rp == 30_765_500
    for name in (
        StatementName.NERACA,
        StatementName.HASIL_USAHA,
        StatementName.ARUS_KAS,
        StatementName.EKUITAS,
    ):
        golden = (GOLDEN / f"{name.value}.txt").read_text(encoding="utf-8")
        assert "\n".join(year.statement(name)) + "\n" == golden, name
