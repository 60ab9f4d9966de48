"""Random histories of a cooperative's money: whatever people try, in whatever order, everything still holds.

A seed decides who tries what. Refusals are part of it: they must change nothing, which the last look would show.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password

from guyub.books.assets.domain.registers import AssetTyped
from guyub.books.ledger.selectors.account_days import movements_on
from guyub.books.treasury.domain.events import Direction
from guyub.books.treasury.domain.funds import Benefit
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.models import BankMatch, Claim, Event, FundMovement
from guyub.books.treasury.selectors.banks import open_lines
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.books.treasury.services.asset_deals import (
    Deal,
    Disposal,
    buy_asset,
    dispose_asset,
    undo_buy,
    undo_disposal,
)
from guyub.books.treasury.services.bank_matches import let_go, match_all, record_line
from guyub.books.treasury.services.bank_sheets import keep_sheet
from guyub.books.treasury.services.bank_statements import bring_statement
from guyub.books.treasury.services.bank_taking import take_statement
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.claims import ClaimTyped, file_claim, take_back_claim
from guyub.books.treasury.services.events import record_event, undo_event
from guyub.books.treasury.services.funds import begin_fund, collect, set_rule, undo_movement
from guyub.books.treasury.services.payouts import PayoutTyped, pay_out
from guyub.books.treasury.services.repayments import repay_claims, undo_repayment
from guyub.books.treasury.services.shifts import close_shift, drop_cash, open_shift, top_up
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.decisions import keep_decision
from guyub.journeys.selectors.invariants import Examination, broken_rules, said
from tests.books.assets.holdings import listed
from tests.books.treasury.tills import pieces
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()
STEPS = 100
PIN = "270817"


class History:
    """One seed's people, what they try, and how often it was done or refused."""

    def __init__(self, seed):
        self.chance, self.world = random.Random(seed), World()  # noqa: S311  a seed, no secret
        self.places, self.now, self.done = self.world.cash(), NOW - timedelta(hours=9), Counter()
        self.place = self.world.bumiayu
        self.asked, self.assets = [], [self.begins_its_lists()]
        self.has_sheet, self.seen, self.told = False, [], set()  # what the bank wrote, and of which entries

    def begins_its_lists(self):
        """Give voters a PIN, begin the health fund and list the show-case that the books hold."""
        for role in (Role.KETUA, Role.WAKIL_KETUA_USAHA):
            person = self.world.person(role)
            person.pin = make_password(PIN)
            person.save()
        decision_id = keep_decision(
            number="04/RAT/2026",
            decided_on=TODAY - timedelta(days=200),
            body="RAT",
            title="Dana kesehatan",
            **{name: value for name, value in self.shared(Role.SEKRETARIS).items() if name != "place"},
        )
        self.fund = begin_fund(
            name="Dana kesehatan", use="SANTUNAN", account="2.3.06", **self.shared(Role.BENDAHARA)
        )
        without = {name: value for name, value in self.shared(Role.BENDAHARA).items() if name != "today"}
        set_rule(
            fund_id=self.fund,
            valid_from=TODAY - timedelta(days=100),
            contribution_rp=2_000,
            benefits=(Benefit("Rawat jalan", 50_000, times_a_year=3), Benefit("Rawat inap", 150_000)),
            decision_id=decision_id,
            **without,
        )
        return listed(self.world)

    def shared(self, role, name=""):
        self.now += timedelta(minutes=1)
        return {
            "actor": self.world.actor(role, name=name),
            "place": self.place,
            "today": TODAY,
            "request_id": new_id(),
            "now": self.now,
        }

    def amount(self, most=400_000):
        return self.chance.randrange(1, most // 100) * 100

    def somewhere(self):
        return self.chance.choice(list(self.places.values()))

    def records(self):
        kind = self.chance.choice([kind for kind in kinds().values() if not kind.is_hidden])
        moves = kind.direction is not Direction.CATAT
        typed = EventTyped(
            kind=kind.code,
            happened_on=TODAY - timedelta(days=self.chance.randrange(20)),
            amounts={
                name: self.amount(9_000_000 if self.chance.random() < 0.05 else 300_000)
                for name in kind.amounts
            },
            cash_place_id=self.somewhere() if moves else None,
            to_place_id=self.somewhere() if kind.direction is Direction.PINDAH else None,
            choice=self.chance.choice(list(kind.choices)) if kind.choices else "",
            who="Pihak contoh",
        )
        record_event(typed=typed, **self.shared(Role.BENDAHARA))

    def undoes(self):
        with scope(self.place.id):
            ids = list(Event.objects.filter(cooperative=self.place).values_list("id", flat=True))
        undo_event(
            event_id=self.chance.choice(ids) if ids else new_id(),
            reason="salah ketik",
            **self.shared(Role.BENDAHARA),
        )

    def holder(self):
        return self.chance.choice([Role.KASIR, Role.PENGELOLA_GERAI])

    def opens_a_shift(self):
        shared = self.shared(self.holder())
        done = open_shift(drawer_id=self.places["LACI"], pieces=pieces(self.amount()), **shared)
        if done.count_id and not done.shift_id:
            open_shift(
                drawer_id=self.places["LACI"],
                count_id=done.count_id,
                reason="kembalian",
                **shared | {"request_id": new_id()},
            )

    def drops(self):
        drop_cash(
            amount_rp=self.amount(),
            to_place_id=self.somewhere(),
            receiver="Bu contoh",
            **self.shared(self.holder()),
        )

    def tops_up(self):
        top_up(
            amount_rp=self.amount(),
            from_place_id=self.somewhere(),
            giver="Bu contoh",
            **self.shared(self.holder()),
        )

    def closes_a_shift(self):
        shared = self.shared(self.holder())
        with scope(self.place.id):
            shift = open_shift_of(cooperative_id=self.place.id, person_id=shared["actor"].person_id)
        if shift is None:
            raise ShiftRefusedError(wrong="none")
        done = close_shift(shift_id=shift.shift_id, pieces=pieces(self.amount(120_000)), **shared)
        if not done.shift_id:
            close_shift(
                shift_id=shift.shift_id,
                count_id=done.count_id,
                reason="kembalian",
                **shared | {"request_id": new_id()},
            )

    def files_a_claim(self):
        asked = self.shared(self.chance.choice([Role.SEKRETARIS, Role.KASIR, Role.BENDAHARA]))
        typed = ClaimTyped(
            spent_on=TODAY - timedelta(days=self.chance.randrange(10)),
            choice="Meterai dan surat",
            amount_rp=self.amount(200_000),
            no_receipt_why="tanpa nota",
            is_another=self.chance.random() < 0.5,
        )
        file_claim(typed=typed, **asked)
        self.asked.append(asked["request_id"])

    def decides(self):
        shared = self.shared(self.chance.choice([Role.KETUA, Role.WAKIL_KETUA_USAHA]))
        is_approved = self.chance.random() < 0.8
        decide(
            actor=shared["actor"],
            approval_id=self.chance.choice(self.asked) if self.asked else new_id(),
            is_approved=is_approved,
            proof=PIN,
            reason="" if is_approved else "bukan belanja koperasi",
            request_id=shared["request_id"],
            now=shared["now"],
        )

    def pays_claims(self):
        with scope(self.place.id):
            ids = list(Claim.objects.filter(cooperative=self.place).values_list("id", flat=True))
        chosen = self.chance.sample(ids, min(len(ids), self.chance.randrange(1, 3)))
        repay_claims(claim_ids=chosen, cash_place_id=self.somewhere(), **self.shared(Role.BENDAHARA))

    def takes_a_claim_back(self):
        with scope(self.place.id):
            ids = list(Claim.objects.filter(cooperative=self.place).values_list("id", flat=True))
        act = self.chance.choice([take_back_claim, undo_repayment])
        claim_id = self.chance.choice(ids) if ids else new_id()
        act(claim_id=claim_id, reason="salah ketik", **self.shared(Role.BENDAHARA))

    def collects(self):
        collect(
            fund_id=self.fund,
            received_on=TODAY,
            cash_place_id=self.somewhere(),
            members=self.chance.randrange(1, 130),
            **self.shared(Role.BENDAHARA),
        )

    def pays_out(self):
        since = TODAY - timedelta(days=self.chance.randrange(6))
        typed = PayoutTyped(
            paid_on=TODAY,
            amount_rp=self.chance.choice([50_000, 150_000, 40_000]),
            cash_place_id=self.somewhere(),
            benefit=self.chance.choice(["Rawat jalan", "Rawat inap"]),
            beneficiary=f"Anggota {self.chance.randrange(4)} (contoh)",
            since=since,
            until=since + timedelta(days=self.chance.randrange(3)),
            no_proof_why="surat menyusul",
        )
        pay_out(fund_id=self.fund, typed=typed, **self.shared(Role.BENDAHARA))

    def undoes_a_fund_movement(self):
        with scope(self.place.id):
            ids = list(FundMovement.objects.filter(cooperative=self.place).values_list("id", flat=True))
        movement_id = self.chance.choice(ids) if ids else new_id()
        undo_movement(movement_id=movement_id, reason="salah ketik", **self.shared(Role.BENDAHARA))

    def buys_an_asset(self):
        typed = AssetTyped(
            name="Meja",
            asset_class="PERABOT",
            acquired_on=TODAY - timedelta(days=self.chance.randrange(20)),
            cost_rp=self.amount(2_000_000),
            months=self.chance.randrange(1, 60),
        )
        way = self.chance.choice(["TUNAI", "UTANG", "HIBAH"])
        deal = Deal(way=way, cash_place_id=self.somewhere() if way == "TUNAI" else None, who="Toko contoh")
        self.assets.append(buy_asset(typed=typed, deal=deal, **self.shared(Role.BENDAHARA)))

    def ends_an_asset(self):
        asset_id = self.chance.choice(self.assets) if self.assets else new_id()
        if self.chance.random() < 0.3:
            undo_buy(asset_id=asset_id, reason="salah ketik", **self.shared(Role.BENDAHARA))
            return
        if self.chance.random() < 0.3:
            undo_disposal(asset_id=asset_id, reason="salah ketik", **self.shared(Role.BENDAHARA))
            return
        rp = self.chance.choice([0, self.amount()])
        disposal = Disposal(
            how="DIJUAL" if rp else "DIBUANG",
            on=TODAY,
            proceeds_rp=rp,
            cash_place_id=self.somewhere() if rp else None,
            who="Pembeli contoh",
        )
        dispose_asset(asset_id=asset_id, disposal=disposal, **self.shared(Role.BENDAHARA))

    def bank_speaks(self):
        """The bank sends all it has seen so far and a few lines more: of the books' entries, and some of its own."""
        with scope(self.place.id):
            moved = movements_on(
                cooperative_id=self.place.id, codes=["1.1.03"], since=TODAY.replace(day=1), until=TODAY
            )
        fresh = [row for row in moved if row.entry_id not in self.told]
        for row in self.chance.sample(fresh, min(len(fresh), 3)):
            self.told.add(row.entry_id)
            self.seen.append((f"MUTASI {len(self.seen)}", row.amount_rp))
        if self.chance.random() < 0.5:
            self.seen.append((f"BIAYA ADM {len(self.seen)}", self.chance.choice([-10_000, 4_000])))
        lines, stands_rp = ["Tanggal;Keterangan;Debet;Kredit;Saldo"], 0
        for words, amount_rp in self.seen:
            stands_rp += amount_rp
            lines.append(f"{TODAY:%d/%m/%Y};{words};{max(-amount_rp, 0)};{max(amount_rp, 0)};{stands_rp}")
        shared = self.shared(Role.BENDAHARA)
        statement_id = bring_statement(
            bank_id=self.places["BANK"],
            name=f"{len(self.seen)}.csv",
            content="\n".join(lines).encode(),
            **{name: value for name, value in shared.items() if name != "today"},
        )
        take_statement(statement_id=statement_id, **self.shared(Role.BENDAHARA))

    def compares(self):
        bank_id = self.places["BANK"]
        with scope(self.place.id):
            lines = [row.id for row in open_lines(cooperative_id=self.place.id, bank_id=bank_id)]
            matches = list(BankMatch.objects.filter(cooperative=self.place).values_list("id", flat=True))
        shared = self.shared(Role.BENDAHARA)
        act = self.chance.choice(["match", "match", "record", "record", "let go", "sheet", "sheet"])
        if act == "match":
            match_all(bank_id=bank_id, **shared)
        elif act == "sheet":
            self.keeps_a_sheet(shared)
        elif act == "record" and lines:
            kind = self.chance.choice(["bank.biaya", "bank.bunga"])
            record_line(line_id=self.chance.choice(lines), kind=kind, choice="", who="", note="", **shared)
        elif matches:
            del shared["today"]
            let_go(match_id=self.chance.choice(matches), **shared)

    def keeps_a_sheet(self, shared):
        keep_sheet(bank_id=self.places["BANK"], month=TODAY.replace(day=1), **shared)
        self.has_sheet = True

    def run(self):
        tries = (
            [self.records] * 6
            + [self.undoes] * 2
            + [self.opens_a_shift, self.drops, self.tops_up, self.tops_up, self.closes_a_shift] * 2
            + [self.files_a_claim, self.decides, self.decides, self.pays_claims, self.takes_a_claim_back]
            + [self.collects, self.pays_out, self.pays_out, self.undoes_a_fund_movement]
            + [self.buys_an_asset, self.ends_an_asset]
            + [self.bank_speaks, self.compares, self.compares, self.compares]
        )
        for _ in range(STEPS):
            act = self.chance.choice(tries)
            try:
                act()
            except DomainError as refused:
                self.done[f"{act.__name__}: {refused.facts.get('wrong', refused.code)}"] += 1
            else:
                self.done[act.__name__] += 1
        if self.has_sheet:  # what was dated back since makes a kept sheet speak; a new one heals it
            self.keeps_a_sheet(self.shared(Role.BENDAHARA))


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 60))]
)
def test_whatever_is_tried_everything_holds(seed):
    history = History(seed)

    history.run()

    with scope(history.place.id):
        broken = [
            said(one) for one in broken_rules(cooperative_id=history.place.id, examination=Examination.AUDIT)
        ]
    assert broken == [], history.done
    assert sum(count for name, count in history.done.items() if ":" not in name) > STEPS / 4, history.done
