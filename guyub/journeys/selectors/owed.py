"""What is owed both ways when somebody leaves, and what must be done first: told by a list of sources.

Whoever later lends, sells on credit or shares a surplus adds a source here, and its way to pay or to be paid in
services/leaving.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guyub.books.treasury.selectors.claims import open_claims
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.community.cooperatives.domain.officers import POST_WORDS
from guyub.community.cooperatives.selectors.officers import in_office, officers_of
from guyub.finance.loans.selectors.staying import owed_by_leaver
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.selectors.balances import all_accounts_inquiry
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.journeys.domain.leaving import Netting, Owed, netted
from guyub.trade.inventory.selectors.containers import holdings_inquiry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from uuid import UUID

SAVINGS, LOANS = "savings", "loans"
# The order in which savings meet debts: what may be taken any day first, the simpanan pokok last.
SET_OFF_ORDER = (
    SavingsKind.SUKARELA,
    SavingsKind.BERTUJUAN,
    SavingsKind.BERJANGKA,
    SavingsKind.PENYERTAAN,
    SavingsKind.WAJIB,
    SavingsKind.POKOK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """Who leaves: whose books, which membership and person, on which day and at which moment."""

    cooperative_id: int
    member_id: UUID
    person_id: UUID
    today: date
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one source tells: owed to the member, owed by the member, and what must be done before anything is paid."""

    held: Sequence[Owed] = ()
    debts: Sequence[Owed] = ()
    obstacles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Statement(Row):
    """Everything owed on a day, and what comes of setting it off."""

    held: tuple[Owed, ...]
    debts: tuple[Owed, ...]
    obstacles: tuple[str, ...]
    netting: Netting = field(repr=False)

    @property
    def held_rp(self) -> int:
        """What the cooperative owes to the member, whole rupiah."""
        return sum(one.amount_rp for one in self.held)

    @property
    def debts_rp(self) -> int:
        """What the member owes, whole rupiah."""
        return sum(one.amount_rp for one in self.debts)

    @property
    def loans(self) -> list[Owed]:
        """The loans among the debts; their code is the id."""
        return [one for one in self.debts if one.source == LOANS]

    @property
    def mark(self) -> str:
        """Stand for what is owed: the form carries it, so that nobody settles what the page did not show."""
        return " ".join(f"{one.source}.{one.code}:{one.amount_rp}" for one in (*self.held, *self.debts))


def savings_and_containers_told(leaver: Leaver) -> Told:
    """Tell what each account of savings holds and what is held back; hold a leaving up while containers are out.

    A deposit for a cylinder or gallon goes back only against it. One trip.
    """
    whose: dict[str, Any] = {"member_id": leaver.member_id}
    rows, containers = asked(
        all_accounts_inquiry(cooperative_id=leaver.cooperative_id, **whose),
        holdings_inquiry(leaver.cooperative_id, leaver.today, **whose),
    )
    held = sorted((row for row in rows if row.balance_rp), key=lambda row: SET_OFF_ORDER.index(row.kind))
    kept = [f"{rupiah(row.held_rp)} dari {row.words.lower()} ditahan" for row in held if row.held_rp]
    out = [f"{row.qty} {row.kind} belum kembali" for row in containers]
    return Told(
        held=[Owed(SAVINGS, row.mark, row.words, row.balance_rp) for row in held], obstacles=[*kept, *out]
    )


def claims_told(leaver: Leaver) -> Told:
    """Hold a leaving up while the member's claims wait: they are paid where claims are paid. One query."""
    found = open_claims(cooperative_id=leaver.cooperative_id, now=leaver.now, person_id=leaver.person_id)
    said = [f"klaim nota {rupiah(one.open_rp)} belum selesai" for one in found]
    return Told(obstacles=said)


def loans_told(leaver: Leaver) -> Told:
    """Tell what settles each loan of the member today, and hold a leaving up for what else ties to loans. One trip."""
    owed, obstacles = owed_by_leaver(
        cooperative_id=leaver.cooperative_id, member_id=leaver.member_id, on=leaver.today
    )
    debts = [Owed(LOANS, str(one.loan_id), f"Pinjaman {one.name}", one.payoff_rp) for one in owed]
    return Told(debts=debts, obstacles=obstacles)


def drawer_told(leaver: Leaver) -> Told:
    """Hold a leaving up while the member answers for a drawer. One query."""
    shift = open_shift_of(cooperative_id=leaver.cooperative_id, person_id=leaver.person_id)
    return Told(obstacles=[f"giliran di {shift.drawer} belum ditutup"] if shift else [])


def offices_told(leaver: Leaver) -> Told:
    """Hold a leaving up while the member is in office: only members are pengurus. One query."""
    held = in_office(officers_of(cooperative_id=leaver.cooperative_id), today=leaver.today)
    mine = [row for row in held if row.person_id == leaver.person_id and not row.is_ex_officio]
    return Told(obstacles=[f"masih menjabat {POST_WORDS[row.post].lower()}" for row in mine])


SOURCES: tuple[Callable[[Leaver], Told], ...] = (
    savings_and_containers_told,
    claims_told,
    loans_told,
    drawer_told,
    offices_told,
)


def owed_both_ways(leaver: Leaver) -> Statement:
    """Ask every source what is owed, and set it off. Needs the scope; one query for each source."""
    told = [source(leaver) for source in SOURCES]
    held = tuple(one for part in told for one in part.held)
    debts = tuple(one for part in told for one in part.debts)
    obstacles = tuple(said for part in told for said in part.obstacles)
    return Statement(held, debts, obstacles, netted(held=held, debts=debts))
