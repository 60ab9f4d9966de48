"""Statements of banks: brought and checked dry, columns mapped, taken in once, undone while nothing is matched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.treasury.domain.bank_statements import closing_of, opening_of, statement_lines
from guyub.books.treasury.domain.bank_tables import StatementRefusedError, check_mapping, mapped, table_in
from guyub.books.treasury.models import BankLine, BankMapping, BankStatement, CashPlace
from guyub.books.treasury.selectors.banks import locked_bank
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.documents.spreadsheets import read_lines
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.services.file_contents import seal, unseal
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from guyub.books.treasury.domain.bank_statements import StatementLine
    from guyub.books.treasury.domain.bank_tables import BankTable
    from guyub.foundation.kernel.models import Cooperative

LONGEST_NAME = 120
IDLE = timedelta(days=1)
State = BankStatement.State


@dataclass(frozen=True)
class CheckedStatement(Row):
    """What taking a file in would do.

    Args:
        columns: The titles of its columns.
        mapping: Field → column.
        lines: The new lines, the oldest first.
        skipped: How many lines are there already.
        opening_rp: What stood there before its first line, as the bank says; None where it does not.
        closing_rp: What stood there after its last.
        missing_rp: By how much its opening differs from where the statement before it ended; 0: they join, or that is
            not known.
    """

    columns: Sequence[str]
    mapping: Mapping[str, str]
    lines: Sequence[StatementLine]
    skipped: int
    opening_rp: int | None
    closing_rp: int | None
    missing_rp: int


def bring_statement(
    *,
    actor: Actor,
    place: Cooperative,
    bank_id: UUID,
    name: str,
    content: bytes,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Keep a file of a bank, sealed, until it is taken in or dropped; one that waited before it is dropped. Use-case.

    Args:
        actor: Who brings it.
        place: Whose.
        bank_id: The bank account.
        name: Of the file.
        content: Its bytes.
        request_id: Made once per intention; the id of the statement.
        now: The moment, aware.

    Raises:
        StatementRefusedError: ``empty``, ``many``, ``columns``, ``again`` (fact ``day``), ``place``.
        TableRefusedError: It is no table.
    """
    table = table_in(read_lines(content))
    digest = hashlib.sha256(content).digest()
    called = "".join(sign for sign in name if sign.isprintable()).strip()[-LONGEST_NAME:] or "rekening koran"

    def work() -> str:
        bank = _locked_bank(place.id, bank_id)
        mine = BankStatement.objects.filter(cooperative_id=place.id, bank_id=bank.id)
        before = mine.filter(state=State.TAKEN, digest=digest).first()
        if before:
            raise StatementRefusedError(
                wrong="again", day=before.closed_at.date() if before.closed_at else None
            )
        mine.filter(state=State.BROUGHT).update(state=State.DROPPED, sealed=b"", closed_at=now)
        remembered = BankMapping.objects.filter(cooperative_id=place.id, bank_id=bank.id).first()
        row = BankStatement(
            id=request_id,
            cooperative_id=place.id,
            bank_id=bank.id,
            original_name=called,
            digest=digest,
            sealed=seal(content, str(request_id)),
            columns=mapped(table, remembered.columns if remembered else {}),
            lines_count=len(table.lines),
            brought_by_id=actor.person_id,
            brought_at=now,
        )
        row.save(force_insert=True)
        note_statement(actor, place, "brought", bank, now, file=called)
        return str(row.id)

    facts = {"bank": bank_id, "name": called, "content": digest.hex()}
    return UUID(act_on_bank(actor, place, "bring_statement", facts, request_id, now, work))


def map_statement(
    *,
    actor: Actor,
    place: Cooperative,
    statement_id: UUID,
    mapping: Mapping[str, str],
    request_id: UUID,
    now: datetime,
) -> None:
    """Say which column of a waiting file holds what. Use-case.

    Args:
        actor: Who says it.
        place: Whose.
        statement_id: The file.
        mapping: Field → column; what is empty is left out.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        StatementRefusedError: ``closed``, ``field`` or ``columns``.
    """
    wanted = {name: column for name, column in mapping.items() if column}

    def work() -> None:
        row = locked_statement(place.id, statement_id, State.BROUGHT)
        check_mapping(table_of(row), wanted)
        BankStatement.objects.filter(cooperative_id=place.id, id=row.id).update(columns=wanted)
        note_statement(actor, place, "mapped", row.bank, now, file=row.original_name)

    facts = {"statement": statement_id, "mapping": wanted}
    act_on_bank(actor, place, "map_statement", facts, request_id, now, work)


def check_statement(*, place: Cooperative, statement_id: UUID, today: date) -> CheckedStatement:
    """Tell what taking a waiting file in would do; writes nothing. Needs the scope of the place.

    Raises:
        StatementRefusedError: ``closed``, or what stands in the way of reading it.
    """
    row = _mine(place.id).filter(id=statement_id, state=State.BROUGHT).first()
    if row is None:
        raise StatementRefusedError(wrong="closed")
    table = table_of(row)
    read = statement_lines(table, row.columns, latest=today, own_number=row.bank.bank_number)
    lines = new_lines(place.id, row.bank_id, read)
    return CheckedStatement(
        table.columns,
        row.columns,
        lines,
        len(read) - len(lines),
        opening_of(read),
        closing_of(read),
        _missing(place.id, row.bank_id, lines, read),
    )


def columns_in(*, place: Cooperative, statement_id: UUID) -> Sequence[str]:
    """Give the titles of the columns of a waiting file, also of one that cannot be read yet. Needs the scope."""
    row = _mine(place.id).filter(id=statement_id, state=State.BROUGHT).first()
    return table_of(row).columns if row else ()


def drop_statement(
    *, actor: Actor, place: Cooperative, statement_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Throw a waiting file away. Use-case.

    Raises:
        StatementRefusedError: ``closed``.
    """

    def work() -> None:
        row = locked_statement(place.id, statement_id, State.BROUGHT)
        close_statement(row, State.DROPPED, now)
        note_statement(actor, place, "dropped", row.bank, now, file=row.original_name)

    act_on_bank(actor, place, "drop_statement", {"statement": statement_id}, request_id, now, work)


def drop_idle_statements(*, now: datetime) -> int:
    """Throw away the files that nobody took in for a day, of every cooperative; returns how many. For a job."""
    with all_cooperatives("files of banks that nobody took in"):
        idle = BankStatement.objects.filter(state=State.BROUGHT, brought_at__lt=now - IDLE)
        places = sorted(set(idle.values_list("cooperative_id", flat=True)))
    dropped = 0
    for place_id in places:
        with scope(place_id, durable=True):
            rows = _mine(place_id).filter(state=State.BROUGHT, brought_at__lt=now - IDLE)
            dropped += rows.update(state=State.DROPPED, sealed=b"", closed_at=now)
    return dropped


# -- steps ----------------------------------------------------------------------------------------------------------


def _locked_bank(place_id: int, bank_id: UUID) -> CashPlace:
    row = locked_bank(cooperative_id=place_id, bank_id=bank_id)
    if row is None:
        raise StatementRefusedError(wrong="place")
    return row


def _mine(place_id: int) -> Any:
    return BankStatement.objects.filter(cooperative_id=place_id).select_related("bank")


def locked_statement(place_id: int, statement_id: UUID, state: str) -> BankStatement:
    """Lock a file, with its account, that must be in a state. Step.

    Raises:
        StatementRefusedError: ``closed``: it is not in that state, or there is none.
    """
    row: BankStatement | None = _mine(place_id).filter(id=statement_id).first()
    if row is None:
        raise StatementRefusedError(wrong="closed")
    _locked_bank(place_id, row.bank_id)
    row = _mine(place_id).filter(id=statement_id, state=state).first()
    if row is None:
        raise StatementRefusedError(wrong="closed")
    return row


def close_statement(row: BankStatement, state: str, now: datetime) -> None:
    """Bring a file to a state in which its original is gone. Step."""
    BankStatement.objects.filter(cooperative_id=row.cooperative_id, id=row.id).update(
        state=state, sealed=b"", closed_at=now
    )


def table_of(row: BankStatement) -> BankTable:
    """Unseal the table of a waiting file."""
    return table_in(read_lines(unseal(bytes(row.sealed), str(row.id))))


def new_lines(place_id: int, bank_id: UUID, read: Sequence[StatementLine]) -> list[StatementLine]:
    """Leave out the lines that are there already: the same day, amount, texts, and count of such lines."""
    if not read:
        return []
    held = set(
        BankLine.objects.filter(
            cooperative_id=place_id,
            bank_id=bank_id,
            happened_on__gte=read[0].happened_on,
            happened_on__lte=read[-1].happened_on,
        ).values_list("digest", "occurrence")
    )
    known = {(bytes(digest), occurrence) for digest, occurrence in held}
    return [line for line in read if (line.digest, line.occurrence) not in known]


def _missing(
    place_id: int, bank_id: UUID, lines: Sequence[StatementLine], read: Sequence[StatementLine]
) -> int:
    """Tell by how much a file does not begin where what is there ended; a file that overlaps joins anyway."""
    opening_rp = opening_of(read)
    if opening_rp is None or len(lines) < len(read):
        return 0
    before = BankLine.objects.filter(
        cooperative_id=place_id, bank_id=bank_id, happened_on__lte=read[0].happened_on
    )
    ended_rp = before.order_by("-happened_on", "-rank").values_list("balance_rp", flat=True).first()
    return 0 if ended_rp is None else opening_rp - ended_rp


def note_statement(
    actor: Actor, place: Cooperative, verb: str, bank: CashPlace, now: datetime, **more: str | int
) -> None:
    """Write the line of the trail of what was done with a file. Step."""
    facts = {"name": bank.name, **more}
    record(cooperative_id=place.id, actor=actor, act=f"treasury.statement.{verb}", facts=facts, now=now)


def act_on_bank(
    actor: Actor,
    place: Cooperative,
    name: str,
    facts: Mapping[str, object],
    request_id: UUID,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do one act on a bank account, once, by somebody who keeps the treasury."""
    return act_once(
        actor=actor,
        action=Action.KEEP_TREASURY,
        request_id=request_id,
        use_case=f"treasury.{name}",
        facts=facts,
        now=now,
        work=work,
        place_id=place.id,
    )
