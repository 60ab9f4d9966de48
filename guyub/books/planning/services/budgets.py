"""A year's budget is drafted, set by a decision, and replaced by the next version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from guyub.books.ledger.selectors.overview import kept_books
from guyub.books.planning.domain.budget import (
    LEAST_PERCENT,
    MONTHS,
    MOST_PERCENT,
    BudgetRefusedError,
    grown,
    spread,
)
from guyub.books.planning.domain.budget_table import MOST_RP, read_budget
from guyub.books.planning.models import Budget, BudgetLine, BudgetState
from guyub.books.planning.selectors.budgets import budgetable, happened, open_decisions, planned
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.documents.spreadsheets import read_lines
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from guyub.books.planning.selectors.budgets import Key
    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.parameters.models import Decision

YEARS_AHEAD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Who works on whose budget, in which request, when: what every use-case here takes."""

    actor: Actor
    place: Cooperative
    request_id: UUID
    now: datetime

    def once(self, use_case: str, facts: Mapping[str, Any], work: Callable[[], Any]) -> Any:
        """Do one act of the treasurer, or give what came of it the first time."""
        return act_once(
            actor=self.actor,
            action=Action.KEEP_BUDGET,
            request_id=self.request_id,
            use_case=f"planning.{use_case}",
            facts=facts,
            now=self.now,
            work=work,
        )

    def note(self, act: str, **facts: object) -> None:
        """Write the act into the trail."""
        record(
            cooperative_id=self.place.id,
            actor=self.actor,
            act=f"planning.budget.{act}",
            facts=facts,
            now=self.now,
        )


def start_budget(sitting: Sitting, *, year: int, basis: str, percent: int, today: date) -> UUID:
    """Begin a draft of a year's budget, also as the revision of one that is set. Use-case.

    Args:
        sitting: Who, whose, when.
        year: This year or the next one.
        basis: KOSONG: empty; REALISASI: what last year's books moved, each amount changed by ``percent`` and spread as
            last year's months were; ANGGARAN: the budget that holds for the year, or else last year's.
        percent: Whole percents, -90 to 500; for REALISASI alone.
        today: The business date.

    Raises:
        BudgetRefusedError: ``year basis percent unopened draft source``.
    """
    if not today.year <= year <= today.year + YEARS_AHEAD:
        raise BudgetRefusedError(wrong="year")
    if basis not in {"KOSONG", "REALISASI", "ANGGARAN"}:
        raise BudgetRefusedError(wrong="basis")
    if not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise BudgetRefusedError(wrong="percent")
    place_id = sitting.place.id

    def work() -> str:
        if place_id not in kept_books([place_id]):
            raise BudgetRefusedError(wrong="unopened")
        held = list(_locked(place_id).filter(year=year).order_by("version"))
        if any(row.state == BudgetState.RANCANGAN for row in held):
            raise BudgetRefusedError(wrong="draft")
        months = _begun(place_id, year, basis, percent)
        if basis != "KOSONG" and not months:
            raise BudgetRefusedError(wrong="source")
        version = held[-1].version + 1 if held else 1
        row = Budget(
            cooperative_id=place_id,
            year=year,
            version=version,
            state=BudgetState.RANCANGAN,
            basis=basis,
            begun_at=sitting.now,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:  # somebody began one in the same moment
            raise BudgetRefusedError(wrong="draft") from error
        _write(row, months)
        sitting.note("started", year=year, version=version)
        return str(row.id)

    return UUID(sitting.once("start_budget", {"year": year, "basis": basis, "percent": percent}, work))


def keep_amounts(
    sitting: Sitting,
    *,
    budget_id: UUID,
    account: str,
    unit_id: UUID | None,
    amounts: Sequence[int],
    is_seasonal: bool = False,
) -> None:
    """Write one account's year into a draft: one amount that is spread, or twelve; nothing removes it. Use-case.

    Args:
        sitting: Who, whose, when.
        budget_id: The draft.
        account: The chart's code.
        unit_id: The unit of business; None: the cooperative as a whole.
        amounts: One amount for the year, or one for each month; whole rupiah, zero or more.
        is_seasonal: Spread the year's amount as last year's months were, not evenly.

    Raises:
        BudgetRefusedError: ``amount gone set account unit``.
    """
    if len(amounts) not in {1, MONTHS} or not all(0 <= amount <= MOST_RP for amount in amounts):
        raise BudgetRefusedError(wrong="amount")
    place_id = sitting.place.id

    def work() -> None:
        row = _draft(place_id, budget_id)
        if account not in budgetable():
            raise BudgetRefusedError(wrong="account")
        if unit_id and all(unit.id != unit_id for unit in units_of(cooperative_id=place_id)):
            raise BudgetRefusedError(wrong="unit")
        season: Sequence[int] = ()
        if is_seasonal:
            season = happened(cooperative_id=place_id, year=row.year - 1).get((account, unit_id), ())
        months = list(amounts) if len(amounts) == MONTHS else [*spread(amounts[0], season)]
        _lines(row).filter(account_code=account, unit_id=unit_id).delete()
        _write(row, {(account, unit_id): months})
        sitting.note("changed", year=row.year, account=budgetable()[account], amount=rupiah(sum(months)))

    sitting.once(
        "keep_amounts",
        {
            "budget": budget_id,
            "account": account,
            "unit": unit_id,
            "amounts": list(amounts),
            "season": is_seasonal,
        },
        work,
    )


def bring_table(sitting: Sitting, *, budget_id: UUID, content: bytes) -> int:
    """Take a draft's amounts from a table, whole or not at all; accounts that it does not name stay. Use-case.

    Args:
        sitting: Who, whose, when.
        budget_id: The draft.
        content: XLSX, XLS, ODS or CSV, as ``read_lines`` takes them.

    Returns:
        How many rows were taken.

    Raises:
        TableRefusedError: It is no table.
        BudgetRefusedError: ``gone set columns rows row_account row_unit row_amount row_twice``.
    """
    lines = read_lines(content)
    place_id = sitting.place.id

    def work() -> int:
        row = _draft(place_id, budget_id)
        units = {unit.name.lower(): unit.id for unit in units_of(cooperative_id=place_id)}
        months = {
            (one.code, one.unit_id): list(one.months) or [*spread(one.total_rp or 0)]
            for one in read_budget(lines, codes=budgetable(), units=units)
        }
        kept = planned(cooperative_id=place_id, budget_id=row.id)
        _lines(row).delete()
        _write(row, kept | months)
        sitting.note("table_taken", year=row.year, count=len(months))
        return len(months)

    return int(
        sitting.once("bring_table", {"budget": budget_id, "lines": [list(cells) for _, cells in lines]}, work)
    )


def set_budget(sitting: Sitting, *, budget_id: UUID, decision_id: UUID | None) -> None:
    """Let a draft hold by a decision of the members' meeting; the version before is replaced. Use-case.

    Args:
        sitting: Who, whose, when.
        budget_id: The draft.
        decision_id: Of the members' meeting (RAT); each sets one version.

    Raises:
        BudgetRefusedError: ``gone set empty decision``.

    Source: UU 25/1992 article 23: the members' meeting sets the budget; docs/regulations.md#rapb.
    """
    place_id = sitting.place.id

    def work() -> None:
        row = _draft(place_id, budget_id)
        if not _lines(row).exists():
            raise BudgetRefusedError(wrong="empty")
        decision = _decision(place_id, decision_id)
        of_year = _locked(place_id).filter(year=row.year)
        of_year.filter(state=BudgetState.BERLAKU).update(state=BudgetState.DIGANTI)
        of_year.filter(id=row.id).update(
            state=BudgetState.BERLAKU, decision_id=decision.id, set_at=sitting.now
        )
        sitting.note("set", year=row.year, version=row.version, number=decision.number)

    sitting.once("set_budget", {"budget": budget_id, "decision": decision_id}, work)


def drop_draft(sitting: Sitting, *, budget_id: UUID) -> None:
    """Throw a draft away. Use-case.

    Raises:
        BudgetRefusedError: ``gone set``.
    """
    place_id = sitting.place.id

    def work() -> None:
        row = _draft(place_id, budget_id)
        _lines(row).delete()
        gone = Budget.objects.filter(cooperative_id=place_id, id=row.id)
        gone._raw_delete(gone.db)  # noqa: SLF001  delete() would ask for its lines first, of all cooperatives
        sitting.note("dropped", year=row.year, version=row.version)

    sitting.once("drop_draft", {"budget": budget_id}, work)


def _locked(place_id: int) -> Any:
    return Budget.objects.select_for_update(of=("self",)).filter(cooperative_id=place_id)


def _draft(place_id: int, budget_id: UUID) -> Budget:
    row: Budget | None = _locked(place_id).filter(id=budget_id).first()
    if row is None:
        raise BudgetRefusedError(wrong="gone")
    if row.state != BudgetState.RANCANGAN:
        raise BudgetRefusedError(wrong="set")
    return row


def _decision(place_id: int, decision_id: UUID | None) -> Decision:
    for decision in open_decisions(cooperative_id=place_id):
        if decision.id == decision_id:
            return decision
    raise BudgetRefusedError(wrong="decision")


def _begun(place_id: int, year: int, basis: str, percent: int) -> dict[Key, list[int]]:
    """Give the amounts that a draft begins with."""
    if basis == "REALISASI":
        before = happened(cooperative_id=place_id, year=year - 1)
        names = budgetable()
        return {
            key: [*spread(grown(sum(months), percent), months)]
            for key, months in before.items()
            if key[0] in names and sum(months) > 0
        }
    if basis == "ANGGARAN":
        valid = Budget.objects.filter(
            cooperative_id=place_id, year__in=(year, year - 1), state=BudgetState.BERLAKU
        )
        row = valid.order_by("-year").first()
        return planned(cooperative_id=place_id, budget_id=row.id) if row else {}
    return {}


def _lines(row: Budget) -> Any:
    return BudgetLine.objects.filter(cooperative_id=row.cooperative_id, budget_id=row.id)


def _write(row: Budget, months: Mapping[Key, Iterable[int]]) -> None:
    BudgetLine.objects.bulk_create(
        [
            BudgetLine(
                cooperative_id=row.cooperative_id,
                budget_id=row.id,
                unit_id=unit_id,
                account_code=code,
                month=month,
                amount_rp=amount_rp,
            )
            for (code, unit_id), amounts in months.items()
            for month, amount_rp in enumerate(amounts, 1)
            if amount_rp
        ]
    )
