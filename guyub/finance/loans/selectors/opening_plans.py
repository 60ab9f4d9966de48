"""What taking a table of running loans in would do, held against register, products and books; writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.ledger.selectors.periods import periods_of
from guyub.community.members.selectors.register import members_after
from guyub.finance.loans.domain.accounts import OPENING, PRINCIPAL, PROVISION, RECEIVABLE
from guyub.finance.loans.domain.contracts import read
from guyub.finance.loans.domain.opening_rows import Known, Lent, LoanTable, read_loans
from guyub.finance.loans.models import LoanProduct, LoanTerms
from guyub.foundation.kernel.money import allocate_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any
    from uuid import UUID

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.domain.opening_rows import LoanReading

MOST_MEMBERS = 100_000
ACCOUNT_WORDS: Mapping[str, str] = {
    PRINCIPAL: "Sisa pokok",
    RECEIVABLE: "Jasa tertunggak",
    PROVISION: "Penyisihan",
}
_FIELD_OF = {PRINCIPAL: "left", RECEIVABLE: "jasa", PROVISION: "provision"}


@dataclass(frozen=True, slots=True)
class OpeningTotal(Row):
    """What a table brings of one account beside what the opening position still keeps as a total; whole rupiah.

    ``wrong``: "" is right; ``unopened``, ``more``, ``less``. ``is_told``: the table or a choice says something of it.
    """

    account: str
    total_rp: int
    left_rp: int
    wrong: str
    is_told: bool

    @property
    def words(self) -> str:
        """What people call it."""
        return ACCOUNT_WORDS[self.account]

    @property
    def difference_rp(self) -> int:
        """How far the two are apart, never below zero."""
        return abs(self.total_rp - self.left_rp)

    @property
    def facts(self) -> Mapping[str, object]:
        """What a refusal says of it."""
        return {
            "wrong": self.wrong,
            "kind": self.words,
            "total_rp": self.total_rp,
            "left_rp": self.left_rp,
            "difference_rp": self.difference_rp,
        }


@dataclass
class OpeningPlan:
    """What taking the table in would do.

    Args:
        reading: Loans and notes.
        totals: By account of loans.
        provisions: What is set aside for each loan of the reading, in its order; whole rupiah.
        cut_off: The day of the opening position; None where the books are not opened.
    """

    reading: LoanReading
    totals: Sequence[OpeningTotal] = ()
    provisions: Sequence[int] = ()
    cut_off: date | None = None

    @property
    def anew(self) -> int:
        """How many schedules are laid out anew."""
        return sum(row.opening.is_anew for row in self.reading.rows)

    @property
    def count(self) -> int:
        """How many loans would come in."""
        return len(self.reading.rows)

    @property
    def blocking(self) -> int:
        """How many errors keep the table out."""
        return self.reading.errors_count

    @property
    def refusal(self) -> Mapping[str, object]:
        """The facts of the first total that keeps it out; empty where none does."""
        return next((one.facts for one in self.totals if one.wrong), {})


def plan_of(
    *,
    cooperative_id: int,
    columns: Sequence[str],
    lines: Sequence[tuple[int, Sequence[str]]],
    mapping: Mapping[str, str],
    choices: Mapping[str, Any],
    today: date,
) -> OpeningPlan:
    """Tell what taking a table in would do. Half a dozen queries, however long the table.

    Args:
        cooperative_id: Whose.
        columns: Titles.
        lines: What stands below the header.
        mapping: Field → title.
        choices: ``is_part``, ``is_spread``.
        today: The business date: the day on which loans are looked at while the books are not opened.
    """
    periods = periods_of(cooperative_id=cooperative_id)
    cut_off = periods.opened_on if periods else None
    table = LoanTable(
        columns=columns,
        lines=lines,
        mapping=mapping,
        members=known_members(cooperative_id=cooperative_id),
        products=lent_products(cooperative_id=cooperative_id, on=today),
        cut_off=cut_off or today,
    )
    plan = OpeningPlan(read_loans(table), cut_off=cut_off)
    left = left_of(cooperative_id=cooperative_id) if cut_off else dict.fromkeys(ACCOUNT_WORDS, 0)
    is_part = bool(choices.get("is_part"))
    rows = plan.reading.rows
    plan.provisions = [row.provision_rp for row in rows]
    spreads = bool(choices.get("is_spread")) and "provision" not in mapping and not is_part
    if spreads and rows:
        plan.provisions = allocate_rp(max(0, left[PROVISION]), [row.told.left_rp for row in rows])
    sums = {
        PRINCIPAL: sum(row.told.left_rp for row in rows),
        RECEIVABLE: sum(row.told.jasa_rp for row in rows),
        PROVISION: sum(plan.provisions),
    }
    told = {account for account, code in _FIELD_OF.items() if code in mapping} | (
        {PROVISION} if spreads else set()
    )
    plan.totals = [
        OpeningTotal(
            account,
            sums[account],
            left[account],
            _wrong(
                sums[account],
                left[account],
                is_open=cut_off is not None,
                is_part=is_part or account not in told,
            ),
            account in told,
        )
        for account in ACCOUNT_WORDS
    ]
    plan.reading.notes.sort(key=lambda note: (not note.is_error, note.line))
    return plan


def left_of(*, cooperative_id: int) -> dict[str, int]:
    """Give what the opening position still keeps as totals, by the account of loans: whole rupiah, never turned."""
    found = balances_now(cooperative_id=cooperative_id, codes=tuple(OPENING.values()))
    left = {account: found[waiting] for account, waiting in OPENING.items()}
    return left | {PROVISION: -left[PROVISION]}


def known_members(*, cooperative_id: int) -> list[Known]:
    """List everybody who holds a number, those who left too. One query."""
    rows = members_after(cooperative_id=cooperative_id, after=0, most=MOST_MEMBERS)
    return [Known(row.member_id, number, row.name, row.is_member) for number, row in rows]


def lent_products(*, cooperative_id: int, on: date) -> list[Lent]:
    """List the products that a table may name, each with a contract of the terms of a day. Two queries."""
    held: dict[UUID, Contract] = {}
    terms = LoanTerms.objects.filter(cooperative_id=cooperative_id, from_on__lte=on)
    for row in terms.order_by("from_on", "no"):
        held[row.product_id] = read(row.rest)
    products = LoanProduct.objects.filter(cooperative_id=cooperative_id).order_by("name", "id")
    return [Lent(row.id, row.unit_id, row.code, row.name, held.get(row.id)) for row in products]


def _wrong(total_rp: int, left_rp: int, *, is_open: bool, is_part: bool) -> str:
    if not is_open:
        return "unopened" if total_rp else ""
    if total_rp > left_rp:
        return "more"
    return "less" if total_rp < left_rp and not is_part else ""
