"""Simpanan berjangka: what runs, what matured, one deposit with its periods and what it earns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.community.members.domain.register import member_number
from guyub.finance.savings.domain.deposits import Due, Early, Roll, certificate_name, early, schedule
from guyub.finance.savings.domain.kinds import Cause, SavingsKind
from guyub.finance.savings.domain.terms import DayCount
from guyub.finance.savings.models import AccountJasa, Ending, SavingsAccount, SavingsMovement, TermPeriod
from guyub.finance.savings.selectors.products import products_of
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.savings.selectors.products import ProductRow

MOST = 500
STATES = {
    "tempo": "Jatuh tempo bulan ini",
    "tunggu": "Menunggu diambil",
    "jalan": "Berjalan",
    "selesai": "Selesai",
}


@dataclass(frozen=True, slots=True)
class Period(Row):
    """One period of a deposit; ``until_on`` is the first day without jasa."""

    no: int
    from_on: date
    matures_on: date
    until_on: date
    agreed_ppm: int
    ppm: int
    early_ppm: int
    day_count: DayCount
    is_monthly: bool
    roll: Roll
    ending: Ending | None
    ended_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Maturity(Row):
    """When a deposit matures, what a year brings it (millionths), and whether it has matured and waits to be taken."""

    on: date
    ppm: int
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class DepositRow(Row):
    """One deposit as it is now; whole rupiah. ``placed_rp`` is what was placed on its first day."""

    account_id: UUID
    member_id: UUID
    person_id: UUID
    name: str
    number: str
    product: str
    year: int
    certificate_no: int
    opened_on: date
    closed_on: date | None
    balance_rp: int
    held_rp: int
    placed_rp: int
    periods: tuple[Period, ...]

    @property
    def certificate(self) -> str:
        """``SB-2026-0007``."""
        return certificate_name(self.year, self.certificate_no)

    @property
    def now(self) -> Period:
        """The last period."""
        return self.periods[-1]

    @property
    def is_running(self) -> bool:
        """A period runs."""
        return self.closed_on is None and self.now.ending is None

    @property
    def is_waiting(self) -> bool:
        """It has matured and waits to be taken."""
        return self.closed_on is None and self.now.ending is not None

    @property
    def state_words(self) -> str:
        """How it stands."""
        if self.now.ending is Ending.BATAL:
            return "Dibatalkan"
        if self.closed_on:
            return "Diambil lebih awal" if self.now.ending is Ending.DIPUTUS else "Sudah diambil"
        return "Menunggu diambil" if self.is_waiting else "Berjalan"

    @property
    def tone(self) -> str:
        """The colour of its state."""
        if self.closed_on:
            return ""
        return "warn" if self.is_waiting else "ok"

    def state(self, today: date) -> str:
        """Give the key of STATES under which it is listed."""
        if self.closed_on:
            return "selesai"
        if self.is_waiting:
            return "tunggu"
        return "tempo" if self.now.matures_on <= month_end(today) else "jalan"

    def days_left(self, today: date) -> int:
        """How many days until it matures."""
        return max((self.now.matures_on - today).days, 0)

    def early(self, today: date) -> Early:
        """What the days so far of the running period earn, at the agreed rate and when taken today."""
        one = self.now
        return early(
            amount_rp=self.balance_rp,
            agreed_ppm=one.agreed_ppm,
            early_ppm=one.early_ppm,
            day_count=one.day_count,
            first=one.from_on,
            today=min(today, one.matures_on),
        )

    def schedule(self) -> list[Due]:
        """What the last period brings when, before tax."""
        one = self.now
        return schedule(
            amount_rp=self.balance_rp if self.closed_on is None else self.placed_rp,
            ppm=one.agreed_ppm,
            day_count=one.day_count,
            first=one.from_on,
            until=one.matures_on,
            is_monthly=one.is_monthly,
        )


def maturities_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[dict[UUID, Maturity]]:
    """Ask when a member's deposits mature, by account; what was taken is not among them."""
    rows = TermPeriod.objects.filter(
        cooperative_id=cooperative_id, account__member_id=member_id, account__closed_on__isnull=True
    ).order_by("no")
    return Inquiry.of(
        rows.values_list("account_id", "matures_on", "agreed_ppm", "ending"),
        # The last period of an account stands after those before it.
        read=lambda found: {id_: Maturity(on, ppm, bool(ending)) for id_, on, ppm, ending in found},
    )


def all_deposits(*, cooperative_id: int) -> tuple[list[DepositRow], bool]:
    """List all deposits, what matures first comes first; and whether these are all. Three queries."""
    rows = list(_accounts(cooperative_id).order_by("closed_on", "-opened_on", "id")[: MOST + 1])
    open_first = sorted(rows, key=lambda row: row.closed_on is not None)
    return _deposits(cooperative_id, open_first[:MOST]), len(rows) <= MOST


def one_deposit(*, cooperative_id: int, account_id: UUID) -> DepositRow | None:
    """Find one deposit; None for another cooperative's or none. Three queries."""
    found = _deposits(cooperative_id, list(_accounts(cooperative_id).filter(id=account_id)))
    return found[0] if found else None


def jasa_so_far(*, cooperative_id: int, account_id: UUID) -> int:
    """Give what came of a deposit to the member so far, to it or to the simpanan sukarela, before tax. One query."""
    rows = AccountJasa.objects.filter(cooperative_id=cooperative_id, account_id=account_id)
    came: int = rows.aggregate(sum=Sum("credited_rp"))["sum"] or 0
    return came


def placings(*, cooperative_id: int, on: date) -> list[ProductRow]:
    """List the simpanan berjangka in which money may be placed on a day. Two queries."""
    return _placings(products_of(cooperative_id=cooperative_id, on=on))


def placings_for(*, cooperative_id: int, member_id: UUID, on: date) -> tuple[list[ProductRow], int]:
    """List them, and tell what of the member's simpanan sukarela may be placed, whole rupiah. Three queries."""
    rows = products_of(cooperative_id=cooperative_id, on=on)
    minimum = {row.product_id: row.now.minimum_rp for row in rows if row.now}
    mine = SavingsAccount.objects.filter(
        cooperative_id=cooperative_id,
        member_id=member_id,
        kind=SavingsKind.SUKARELA.value,
        closed_on__isnull=True,
    )
    held = mine.values_list("product_id", "balance_rp", "held_rp")
    free_rp = sum(max(rp - held_rp - minimum.get(id_, 0), 0) for id_, rp, held_rp in held)
    return _placings(rows), free_rp


def _placings(rows: Sequence[ProductRow]) -> list[ProductRow]:
    return [
        row
        for row in rows
        if row.kind is SavingsKind.BERJANGKA and row.is_open and row.now and row.term_months
    ]


def _accounts(cooperative_id: int) -> QuerySet[SavingsAccount]:
    return SavingsAccount.objects.filter(
        cooperative_id=cooperative_id, kind=SavingsKind.BERJANGKA.value, periods__no=1
    ).select_related("product", "member__file")


def _deposits(cooperative_id: int, accounts: Sequence[SavingsAccount]) -> list[DepositRow]:
    ids = [row.id for row in accounts]
    periods: dict[UUID, list[TermPeriod]] = defaultdict(list)
    told = TermPeriod.objects.filter(cooperative_id=cooperative_id, account_id__in=ids)
    for one in told.order_by("no"):
        periods[one.account_id].append(one)
    moves = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id, account_id__in=ids, no=1, cause__in=(Cause.SETOR, Cause.PINDAH)
    )
    placed = dict(moves.values_list("account_id", "amount_rp"))
    found = [_deposit(row, periods[row.id], placed.get(row.id, 0)) for row in accounts]
    return sorted(found, key=lambda row: (row.closed_on is not None, row.now.matures_on, row.name))


def _deposit(row: SavingsAccount, periods: list[TermPeriod], placed_rp: int) -> DepositRow:
    return DepositRow(
        row.id,
        row.member_id,
        row.member.person_id,
        row.member.file.name,
        member_number(row.member.number) if row.member.number else "",
        row.product.name,
        periods[0].year,
        periods[0].certificate_no,
        row.opened_on,
        row.closed_on,
        row.balance_rp,
        row.held_rp,
        placed_rp,
        tuple(_period(one) for one in periods),
    )


def _period(one: TermPeriod) -> Period:
    return Period(
        one.no,
        one.from_on,
        one.matures_on,
        one.until_on,
        one.agreed_ppm,
        one.ppm,
        one.early_ppm,
        DayCount(one.day_count),
        one.is_monthly,
        Roll(one.roll),
        Ending(one.ending) if one.ending else None,
        one.ended_on,
        one.note,
    )
