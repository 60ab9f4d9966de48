"""Taking a bank's file in, once, and taking it out again while nothing of it is matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from guyub.books.treasury.domain.bank_statements import statement_lines
from guyub.books.treasury.domain.bank_tables import StatementRefusedError
from guyub.books.treasury.models import BankLine, BankMapping, BankReconciliation, BankStatement, MatchedRow
from guyub.books.treasury.services.bank_matches import match_sure
from guyub.books.treasury.services.bank_statements import (
    State,
    act_on_bank,
    close_statement,
    locked_statement,
    new_lines,
    note_statement,
    table_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.treasury.domain.bank_statements import StatementLine
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a file in did: new lines, lines that were there, lines matched at once."""

    lines: int
    skipped: int
    matched: int


def take_statement(
    *, actor: Actor, place: Cooperative, statement_id: UUID, today: date, request_id: UUID, now: datetime
) -> Taken:
    """Take a file in: new lines are kept, sure pairs are matched at once, its columns are remembered. Use-case.

    Args:
        actor: Who takes it in.
        place: Whose.
        statement_id: A file that waits.
        today: The business date, after which no line may be.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        StatementRefusedError: ``closed``, ``nothing``, or what stands in the way of reading it.
    """

    def work() -> list[int]:
        row = locked_statement(place.id, statement_id, State.BROUGHT)
        read = statement_lines(table_of(row), row.columns, latest=today, own_number=row.bank.bank_number)
        lines = new_lines(place.id, row.bank_id, read)
        if not lines:
            raise StatementRefusedError(wrong="nothing")
        _keep(place.id, row, lines)
        skipped = len(read) - len(lines)
        BankStatement.objects.filter(cooperative_id=place.id, id=row.id).update(
            state=State.TAKEN, sealed=b"", closed_at=now, lines_count=len(lines), skipped_count=skipped,
            first_on=lines[0].happened_on, last_on=lines[-1].happened_on,
        )  # fmt: skip
        BankMapping.objects.update_or_create(
            cooperative_id=place.id, bank_id=row.bank_id, defaults={"columns": row.columns}
        )
        matched = match_sure(place_id=place.id, bank_id=row.bank_id, today=today, now=now)
        note_statement(
            actor, place, "taken", row.bank, now, file=row.original_name, lines=len(lines), matched=matched
        )
        return [len(lines), skipped, matched]

    return Taken(
        *act_on_bank(actor, place, "take_statement", {"statement": statement_id}, request_id, now, work)
    )


def undo_statement(
    *, actor: Actor, place: Cooperative, statement_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Take a whole file out again, while none of its lines is matched and no kept sheet counts on them. Use-case.

    Raises:
        StatementRefusedError: ``closed``, ``matched`` (fact ``count``) or ``kept``.
    """

    def work() -> None:
        row = locked_statement(place.id, statement_id, State.TAKEN)
        lines = BankLine.objects.filter(cooperative_id=place.id, statement_id=row.id)
        matched = MatchedRow.objects.filter(cooperative_id=place.id, line_id__in=lines.values("id")).count()
        if matched:
            raise StatementRefusedError(wrong="matched", count=matched)
        sheets = BankReconciliation.objects.filter(cooperative_id=place.id, bank_id=row.bank_id)
        if sheets.filter(through__gte=row.first_on).exists():
            raise StatementRefusedError(wrong="kept")
        lines._raw_delete(lines.db)  # noqa: SLF001  delete() would ask related tables first, of all cooperatives
        close_statement(row, State.UNDONE, now)
        note_statement(actor, place, "undone", row.bank, now, file=row.original_name, lines=row.lines_count)

    act_on_bank(actor, place, "undo_statement", {"statement": statement_id}, request_id, now, work)


def _keep(place_id: int, row: BankStatement, lines: Sequence[StatementLine]) -> None:
    mine = BankLine.objects.filter(cooperative_id=place_id, bank_id=row.bank_id)
    after = (mine.aggregate(last=Max("rank"))["last"] or 0) + 1
    BankLine.objects.bulk_create(
        [
            BankLine(
                cooperative_id=place_id,
                bank_id=row.bank_id,
                statement_id=row.id,
                line_no=line.line,
                rank=rank,
                happened_on=line.happened_on,
                amount_rp=line.amount_rp,
                balance_rp=line.balance_rp,
                description=line.description,
                reference=line.reference,
                digest=line.digest,
                occurrence=line.occurrence,
            )
            for rank, line in enumerate(lines, after)
        ],
        batch_size=2_000,
    )
