"""Passbooks of paper: a new book, the lines that are printed next, lines that are printed again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.finance.savings.domain.passbooks import (
    LINES,
    PAGES,
    PassbookRefusedError,
    again_span,
    check_size,
    next_span,
)
from guyub.finance.savings.models import Passbook, PassbookPrint, SavingsAccount, SavingsMovement
from guyub.finance.savings.services.acting import once
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.savings.domain.passbooks import Span
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_REASON = 120


def start_book(
    *,
    actor: Actor,
    place: Cooperative,
    account_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
    lines: int = LINES,
    pages: int = PAGES,
) -> UUID:
    """Begin a book of paper for an account; what the one before did not print is printed in the new one. Use-case.

    Args:
        actor: Who begins it; not the account's member.
        place: The own cooperative.
        account_id: Of which account.
        reason: Why, where the book before has room left: lost, wet; at most 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        lines: How many stand on a page of this book.
        pages: How many pages it has.

    Returns:
        The id of the book.

    Raises:
        PassbookRefusedError: ``size gone own reason``.
    """

    def work() -> str:
        check_size(lines=lines, pages=pages)
        account = _locked(place, account_id, actor)
        old = _open_book(place, account_id)
        why = reason.strip()[:LONGEST_REASON]
        first_no, no = 1, 1
        if old:
            if old.printed < old.lines * old.pages and not why:
                raise PassbookRefusedError(wrong="reason")
            # What the old one shows is not printed twice: the new one goes on after it.
            first_no, no = old.first_no + max(old.printed - 1, 0), old.no + 1
            old.closed_on = today
            old.save(update_fields=["closed_on"])
        book = Passbook.objects.create(
            cooperative=place,
            account_id=account_id,
            no=no,
            lines=lines,
            pages=pages,
            first_no=first_no,
            brought_rp=_balance_before(place, account, first_no),
            reason=why if old else "",
            opened_on=today,
        )
        facts = {"product": account.product.name, "book": no, "reason": book.reason}
        record(cooperative_id=place.id, actor=actor, act="savings.passbook.started", facts=facts, now=now)
        return str(book.id)

    facts = {"account": account_id, "reason": reason, "lines": lines, "pages": pages}
    return UUID(once(actor, Action.TAKE_SAVINGS, "start_book", facts, request_id, now, work))


def print_lines(
    *, actor: Actor, place: Cooperative, book_id: UUID, seen: int, request_id: UUID, now: datetime
) -> UUID:
    """Take the next lines of a book to a printer, one page at most, and remember them. Use-case.

    Args:
        actor: Who prints; not the account's member.
        place: The own cooperative.
        book_id: Which book.
        seen: How many lines were printed when the page was shown: two printers at once do not lose the place.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the printing.

    Raises:
        PassbookRefusedError: ``gone own moved full none``.
    """

    def work() -> str:
        book, account = _book(place, book_id, actor)
        if book.printed != seen:
            raise PassbookRefusedError(wrong="moved")
        known = account.last_no - book.first_no + 2
        span = next_span(printed=book.printed, known=known, lines=book.lines, pages=book.pages)
        if span is None:
            raise PassbookRefusedError(wrong="none")
        book.printed = span.last
        book.save(update_fields=["printed"])
        return _printed(place, book, account, span, actor, now, is_again=False)

    return UUID(
        once(
            actor, Action.TAKE_SAVINGS, "print_lines", {"book": book_id, "seen": seen}, request_id, now, work
        )
    )


def print_again(
    *, actor: Actor, place: Cooperative, book_id: UUID, first: int, request_id: UUID, now: datetime
) -> UUID:
    """Print lines again at the same height: the ribbon was dry, the paper slipped. Use-case.

    Args:
        actor: Who prints; not the account's member.
        place: The own cooperative.
        book_id: Which book.
        first: From which line of the book, from 1, to the end of its page or of what is printed.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the printing.

    Raises:
        PassbookRefusedError: ``gone own line``.
    """

    def work() -> str:
        book, account = _book(place, book_id, actor)
        span = again_span(first, printed=book.printed, lines=book.lines)
        return _printed(place, book, account, span, actor, now, is_again=True)

    return UUID(
        once(
            actor,
            Action.TAKE_SAVINGS,
            "print_again",
            {"book": book_id, "first": first},
            request_id,
            now,
            work,
        )
    )


def _locked(place: Cooperative, account_id: UUID, actor: Actor) -> SavingsAccount:
    """Lock an account, which its books hang on.

    Raises:
        PassbookRefusedError: ``gone own``.
    """
    rows = SavingsAccount.objects.select_for_update(of=("self",)).select_related("product", "member")
    account = rows.filter(cooperative_id=place.id, id=account_id).first()
    if account is None:
        raise PassbookRefusedError(wrong="gone")
    if account.member.person_id == actor.person_id:
        raise PassbookRefusedError(wrong="own")
    return account


def _open_book(place: Cooperative, account_id: UUID) -> Passbook | None:
    rows = Passbook.objects.filter(cooperative_id=place.id, account_id=account_id, closed_on__isnull=True)
    return rows.first()


def _book(place: Cooperative, book_id: UUID, actor: Actor) -> tuple[Passbook, SavingsAccount]:
    rows = Passbook.objects.filter(cooperative_id=place.id, id=book_id)
    account_id = rows.values_list("account_id", flat=True).first()
    if account_id is None:
        raise PassbookRefusedError(wrong="gone")
    account = _locked(place, account_id, actor)
    book = _open_book(place, account_id)
    if book is None or book.id != book_id:
        raise PassbookRefusedError(wrong="moved")
    return book, account


def _balance_before(place: Cooperative, account: SavingsAccount, no: int) -> int:
    rows = SavingsMovement.objects.filter(cooperative_id=place.id, account_id=account.id, no=no - 1)
    found = rows.values_list("balance_rp", flat=True).first()
    return account.opening_rp if found is None else found


def _printed(
    place: Cooperative,
    book: Passbook,
    account: SavingsAccount,
    span: Span,
    actor: Actor,
    now: datetime,
    *,
    is_again: bool,
) -> str:
    made = PassbookPrint.objects.create(
        cooperative=place,
        book=book,
        first=span.first,
        last=span.last,
        is_again=is_again,
        person_id=actor.person_id,
        recorded_at=now,
    )
    act = "savings.passbook.printed_again" if is_again else "savings.passbook.printed"
    facts = {"product": account.product.name, "book": book.no, "lines": span.words}
    record(cooperative_id=place.id, actor=actor, act=act, facts=facts, now=now)
    return str(made.id)
