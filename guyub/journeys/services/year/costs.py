"""What the cooperative pays and takes beside trade and loans: wages, power, fees, claims, the health fund, its tax."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.account_days import balance_on, movements_on
from guyub.books.ledger.selectors.chart import chart
from guyub.books.planning.domain.tax import is_turnover
from guyub.books.treasury.domain.funds import Benefit, FundUse
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.claims import ClaimTyped, file_claim
from guyub.books.treasury.services.events import record_event
from guyub.books.treasury.services.funds import begin_fund, collect, set_rule
from guyub.books.treasury.services.payouts import PayoutTyped, pay_out
from guyub.books.treasury.services.repayments import repay_claims
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of
from guyub.journeys.services.year.founding import BANK, BOX, OPENED
from guyub.journeys.services.year.lpg import FIRST_DELIVERY

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.journeys.services.year.stage import Stage

# What lies in the box when all is brought to the bank, what is too little in it, and what is fetched then.
KEPT_RP, SHORT_RP, DRAWN_RP = 2_500_000, 1_500_000, 3_000_000
TUESDAY, WEDNESDAY, FRIDAY = 1, 2, 4
BANKED_ON = (TUESDAY, FRIDAY)


@dataclass(frozen=True)
class _Monthly:
    """What is paid on a day of each month: what, between how many whole thousands, from where, to whom, since when."""

    day: int
    kind: str
    least: int
    most: int
    where: str
    who: str
    unit: UnitKind | None = None
    since: date = OPENED


_MONTHLY = (
    _Monthly(5, "beban.internet", 150, 150, BOX, "Penyedia internet (contoh)", UnitKind.SEMBAKO),
    _Monthly(9, "beban.alat_tulis", 45, 110, BOX, "Toko buku (contoh)"),
    _Monthly(14, "organisasi.konsumsi", 75, 140, BOX, "Warung nasi (contoh)"),
    _Monthly(18, "beban.kebersihan", 30, 30, BOX, "Iuran RW (contoh)", UnitKind.SEMBAKO),
    _Monthly(20, "beban.listrik", 290, 410, BOX, "Loket PLN (contoh)", UnitKind.SEMBAKO),
    _Monthly(25, "beban.gaji", 1_500, 1_500, BANK, "Penjaga gerai (contoh)", UnitKind.SEMBAKO),
    _Monthly(26, "organisasi.honor_pengurus", 750, 750, BOX, "Pengurus (contoh)"),
    _Monthly(28, "beban.gaji", 750, 750, BANK, "Penjaga tabung (contoh)", UnitKind.LPG, FIRST_DELIVERY),
)
_CLAIMED = (
    ("Bensin dan perjalanan", 35_000, 90_000, "ke gudang Bulog"),
    ("Fotokopi dan alat tulis", 15_000, 60_000, "formulir anggota"),
    ("Rapat dan konsumsi", 60_000, 120_000, "rapat pengurus"),
)
_OUTPATIENT = Benefit("Rawat jalan", 50_000, times_a_year=6)
_HOSPITAL = Benefit("Rawat inap", 150_000, times_a_year=2)
CONTRIBUTION_RP = 2_000


class Costs:
    """The treasurer's box and bank."""

    def __init__(self, stage: Stage, *, decision_id: UUID) -> None:
        """Begin the health fund by the rates that were published."""
        self.stage, self.chance = stage, stage.chance("costs")
        self.claim_on = self.ill_on = 0
        given = stage.by("health", OPENED)
        self.fund_id = begin_fund(
            name="Dana kesehatan", use=FundUse.SANTUNAN.value, account="2.3.06", **given
        )
        set_rule(
            fund_id=self.fund_id,
            valid_from=OPENED,
            contribution_rp=CONTRIBUTION_RP,
            benefits=(_OUTPATIENT, _HOSPITAL),
            decision_id=decision_id,
            **stage.by("health rule", OPENED, without="today"),
        )

    def day(self, on: date) -> None:
        """Pay what is due, note the tax, bring cash to the bank."""
        if on.day == 1:
            self.claim_on, self.ill_on = self.chance.randint(3, 24), self.chance.randint(8, 27)
        for one in _MONTHLY:
            if on.day == one.day and on > one.since:
                amount_rp = self.chance.randint(one.least, one.most) * 1_000
                self._pays(one.kind, amount_rp, on, one.where, one.who, one.unit)
        if on.weekday() == WEDNESDAY:
            fare_rp = self.chance.randint(40, 75) * 1_000
            self._pays("beban.angkut", fare_rp, on, BOX, "Pikap pasar (contoh)", UnitKind.SEMBAKO)
        if on.day == self.claim_on:
            self._claims(on)
        if on.day == 6:
            self._collects(on)
        if on.day == self.ill_on and self.chance.random() < 0.6:
            self._helps(on)
        if on.day == 13:
            self._pays_tax(on)
        self._banks(on)
        if on == month_end(on):
            self._notes_tax(on)

    def _event(
        self,
        kind: str,
        amount_rp: int,
        on: date,
        *,
        where: str = "",
        to: str = "",
        who: str = "",
        unit_id: UUID | None = None,
    ) -> None:
        """Record an event between places of cash by name; above the threshold the chair agrees."""
        cash = self.stage.cash
        typed = EventTyped(
            kind=kind,
            happened_on=on,
            amounts={"jumlah": amount_rp},
            cash_place_id=cash.get(where),
            to_place_id=cash.get(to),
            who=who,
            unit_id=unit_id,
        )
        record_event(typed=typed, **self.stage.by(f"{kind} {on}", on, hour=14))
        self.stage.agreed(on, hour=15)

    def _pays(self, kind: str, amount_rp: int, on: date, where: str, who: str, unit: UnitKind | None) -> None:
        unit_id = self.stage.units[unit] if unit else None
        self._event(kind, amount_rp, on, where=where, who=who, unit_id=unit_id)

    def _claims(self, on: date) -> None:
        """A member of the board spent the own money and gets it back the day after."""
        choice, least_rp, most_rp, note = self.chance.choice(_CLAIMED)
        typed = ClaimTyped(
            spent_on=on,
            choice=choice,
            amount_rp=self.chance.randrange(least_rp, most_rp, 2_500),
            note=f"{note} (contoh)",
            no_receipt_why="nota hilang di jalan (contoh)",
        )
        claim_id = file_claim(typed=typed, **self.stage.by(f"claim {on}", on, Role.SEKRETARIS))
        self.stage.agreed(on)
        given = self.stage.by(f"claim paid {on}", on, hour=16)
        repay_claims(claim_ids=[claim_id], cash_place_id=self.stage.cash[BOX], **given)

    def _collects(self, on: date) -> None:
        collect(
            fund_id=self.fund_id,
            received_on=on,
            cash_place_id=self.stage.cash[BOX],
            members=self.chance.randint(112, 128),
            **self.stage.by(f"health in {on}", on),
        )

    def _helps(self, on: date) -> None:
        benefit = self.chance.choice((_OUTPATIENT, _OUTPATIENT, _OUTPATIENT, _HOSPITAL))
        typed = PayoutTyped(
            paid_on=on,
            amount_rp=benefit.amount_rp,
            cash_place_id=self.stage.cash[BOX],
            benefit=benefit.name,
            beneficiary=f"Anggota {on:%m}-{on.day} (contoh)",
            since=on - timedelta(days=3),
            until=on - timedelta(days=1),
            no_proof_why="contoh, tanpa surat dokter",
        )
        pay_out(fund_id=self.fund_id, typed=typed, **self.stage.by(f"health out {on}", on))

    def _notes_tax(self, on: date) -> None:
        """Note the tax on the month's turnover, by the rate that holds."""
        codes = [code for code in chart().accounts if is_turnover(code)]
        with scope(self.stage.place.id):
            moved = movements_on(
                cooperative_id=self.stage.place.id, codes=codes, since=on.replace(day=1), until=on
            )
            rate = value_of("pajak.umkm_tarif", cooperative_id=self.stage.place.id, on=on)
        turnover_rp = -sum(one.amount_rp for one in moved)
        self._event("pajak.final_catat", round_rp(turnover_rp * rate), on)

    def _pays_tax(self, on: date) -> None:
        owed_rp = -self._balance("2.1.05", on)
        if owed_rp > 0:
            self._event("pajak.final_bayar", owed_rp, on, where=BANK)

    def _banks(self, on: date) -> None:
        """Bring what the box does not need to the bank twice a week; fetch where it runs short."""
        held_rp = self._balance("1.1.02", on)
        if on.weekday() in BANKED_ON and held_rp >= KEPT_RP + 100_000:
            amount_rp = (held_rp - KEPT_RP) // 100_000 * 100_000
            self._event("bank.setor", amount_rp, on, where=BOX, to=BANK)
        elif held_rp < SHORT_RP:
            self._event("bank.tarik", DRAWN_RP, on, where=BANK, to=BOX)

    def _balance(self, code: str, on: date) -> int:
        with scope(self.stage.place.id):
            return balance_on(cooperative_id=self.stage.place.id, code=code, until=on)
