"""Keeping the sheet of a month of a bank account, once it ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.books.treasury.models import BankReconciliation
from guyub.books.treasury.selectors.bank_sheets import sheet_of
from guyub.books.treasury.selectors.banks import bank_of, locked_bank
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from typing import Any

    from guyub.books.treasury.domain.bank_matching import BankSide, Tie
    from guyub.books.treasury.selectors.bank_sheets import BankSheet
    from guyub.foundation.kernel.models import Cooperative

MOST_OPEN = 500  # rows of a sheet; more is work that waits, not money on its way


class SheetRefusedError(DomainError):
    """A month of a bank account is not kept as tying; ``wrong`` says why.

    ``place`` (no such bank account), ``month`` (the bank told nothing of it), ``statement`` (the bank's balance is not
    known: type it), ``start`` (the two differed before the first statement: fact ``gap_rp``), ``gap`` (it does not tie:
    fact ``gap_rp``), ``many`` (too much is open: fact ``most``).
    """

    code: ClassVar[str] = "treasury.bank.sheet_refused"


def keep_sheet(
    *,
    actor: Actor,
    place: Cooperative,
    bank_id: UUID,
    month: date,
    today: date,
    request_id: UUID,
    now: datetime,
    statement_rp: int | None = None,
) -> UUID:
    """Keep the sheet of a month, which ties to the rupiah: bank + only in books − only at the bank = books. Use-case.

    Args:
        actor: Who compared.
        place: Whose.
        bank_id: The bank account.
        month: Its first day.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        statement_rp: What the bank says stands there, where its files do not say.

    Raises:
        SheetRefusedError: See its fact ``wrong``.

    Source: docs/regulations.md, bank reconciliation.
    """
    if statement_rp is not None and abs(statement_rp) > MOST_RP:
        raise SheetRefusedError(wrong="statement")

    def work() -> str:
        locked_bank(cooperative_id=place.id, bank_id=bank_id)
        bank = bank_of(cooperative_id=place.id, bank_id=bank_id)
        if bank is None:
            raise SheetRefusedError(wrong="place")
        sheet = sheet_of(cooperative_id=place.id, bank=bank, month=month, today=today, typed_rp=statement_rp)
        if sheet is None:
            raise SheetRefusedError(wrong="month")
        tie = _tying(sheet)
        row = BankReconciliation(
            cooperative_id=place.id,
            bank_id=bank_id,
            month=month,
            through=sheet.through,
            statement_rp=tie.statement_rp,
            only_books_rp=tie.only_books_rp,
            only_bank_rp=tie.only_bank_rp,
            books_rp=tie.books_rp,
            facts=_facts(sheet),
            person_id=actor.person_id,
            kept_at=now,
        )
        row.save(force_insert=True)
        facts = {"name": bank.name, "through": sheet.through.isoformat()}
        record(cooperative_id=place.id, actor=actor, act="treasury.sheet.kept", facts=facts, now=now)
        return str(row.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_TREASURY,
            request_id=request_id,
            use_case="treasury.keep_sheet",
            facts={"bank": bank_id, "month": month, "statement_rp": statement_rp},
            now=now,
            work=work,
            place_id=place.id,
        )
    )


def _tying(sheet: BankSheet) -> Tie:
    if sheet.tie is None:
        raise SheetRefusedError(wrong="statement")
    if sheet.tie.gap_rp and sheet.gap_rp:
        raise SheetRefusedError(wrong="start", gap_rp=sheet.gap_rp)
    if sheet.tie.gap_rp:
        raise SheetRefusedError(wrong="gap", gap_rp=sheet.tie.gap_rp)
    if len(sheet.only_books) + len(sheet.only_bank) > MOST_OPEN:
        raise SheetRefusedError(wrong="many", most=MOST_OPEN)
    return sheet.tie


def _facts(sheet: BankSheet) -> dict[str, Any]:
    return {
        "bank": {"name": sheet.bank.name, "bank": sheet.bank.bank_name, "account": sheet.bank.account_code},
        "is_typed": sheet.is_typed,
        "only_books": _rows(sheet.only_books),
        "only_bank": _rows(sheet.only_bank),
    }


def _rows(rows: Sequence[BankSide]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(row.id),
            "on": row.on.isoformat(),
            "name": row.name,
            "text": row.text,
            "amount_rp": row.amount_rp,
        }
        for row in rows
    ]
