"""Officers keep the statutory books: lines that are never changed, and who works for pay."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction

from guyub.community.members.domain.books import (
    BOOK_WORDS,
    EMPLOYEE_SERIES,
    FIRST_DAY,
    LONGEST_BY,
    LONGEST_END,
    LONGEST_FOLLOW_UP,
    LONGEST_HOME,
    LONGEST_NAME,
    LONGEST_OF,
    LONGEST_POSITION,
    LONGEST_TEXT,
    LONGEST_WHO,
    BookKind,
    book_series,
    letter_number,
    line_number,
)
from guyub.community.members.models import BookLine, Employee
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime


class BookRefusedError(DomainError):
    """A line of a statutory book is not written; ``wrong`` says why.

    ``kind`` (no such book), ``on`` (before 2000 or in the future), ``who``, ``text`` (empty), ``too_long`` (``most``
    letters), ``gone`` (no such line to correct), ``corrected`` (it is already).
    """

    code: ClassVar[str] = "members.book.refused"


class EmployeeRefusedError(DomainError):
    """An employee is not entered, or does not end; ``wrong`` says why.

    ``name``, ``position`` (empty), ``from`` (before 2000 or more than a year ahead), ``too_long`` (``most`` letters),
    ``gone``, ``ended`` (already), ``until`` (before the first day, or in the future), ``why`` (empty).
    """

    code: ClassVar[str] = "members.employee.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTyped:
    """One line of a book, as typed.

    Args:
        kind: A code of BookKind.
        on: The day that the line tells of.
        who: The guest, the official, sender or addressee.
        of: From where, of which office, the letter's own number; an outgoing letter gets one when it is empty.
        text: What the line tells.
        follow_up: What became of it.
    """

    kind: str
    on: date
    who: str
    of: str = ""
    text: str
    follow_up: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeTyped:
    """An employee, as typed: name, position, home, who appointed them, and the first day of work."""

    name: str
    position: str
    address: str = ""
    appointed_by: str = ""
    from_on: date


def write_line(
    *,
    actor: Actor,
    typed: LineTyped,
    corrects_id: UUID | None = None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Write a line into a book, or one that corrects an older line of it, which stays and is shown struck. Use-case.

    Checks run in this order: kind, day, who, text, lengths, the line that is corrected.

    Args:
        actor: An officer who keeps the books.
        typed: What the line says; its year is that of its day.
        corrects_id: The line of the same book that this one corrects; a line is corrected once.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the line.

    Raises:
        BookRefusedError: See there.
    """
    kept = _checked_line(typed, today=today)

    def work() -> str:
        if corrects_id is not None:
            _check_correctable(actor.cooperative_id, BookKind(kept.kind), corrects_id)
        try:
            with transaction.atomic():
                line = add_line(
                    cooperative_id=actor.cooperative_id,
                    typed=kept,
                    corrects_id=corrects_id,
                    person_id=actor.person_id,
                    now=now,
                )
        except IntegrityError as error:  # somebody corrected it at this very moment
            raise BookRefusedError(wrong="corrected") from error
        facts = {
            "book": BOOK_WORDS[BookKind(kept.kind)].lower(),
            "number": line_number(line.number, line.year),
        }
        act = "members.book.corrected" if corrects_id else "members.book.written"
        record(cooperative_id=actor.cooperative_id, actor=actor, act=act, facts=facts, now=now)
        return str(line.id)

    facts: dict[str, object] = {**asdict(kept), "on": kept.on.isoformat(), "corrects": corrects_id}
    return UUID(_kept(actor, request_id, "members.write_book_line", facts, now, work))


def add_line(
    *, cooperative_id: int, typed: LineTyped, corrects_id: UUID | None = None, person_id: UUID, now: datetime
) -> BookLine:
    """Add a checked line with the next number of its book and year. Step: needs an open transaction.

    Args:
        cooperative_id: Whose book.
        typed: What it says; texts fit their columns.
        corrects_id: The line that it corrects; the database allows one.
        person_id: Who writes.
        now: The moment, aware.
    """
    kind = BookKind(typed.kind)
    number = next_number(cooperative_id=cooperative_id, series=book_series(kind), year=typed.on.year)
    of = typed.of
    if kind is BookKind.SURAT_KELUAR and not of:
        of = letter_number(number, typed.on)
    return BookLine.objects.create(
        cooperative_id=cooperative_id,
        kind=kind.value,
        year=typed.on.year,
        number=number,
        on=typed.on,
        who=typed.who,
        of=of,
        text=typed.text,
        follow_up=typed.follow_up,
        corrects_id=corrects_id,
        written_by_id=person_id,
        written_at=now,
    )


def enter_employee(
    *, actor: Actor, typed: EmployeeTyped, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Enter somebody who works for pay; the number is given once. Use-case.

    Raises:
        EmployeeRefusedError: ``name``, ``position``, ``from``, ``too_long``.
    """
    texts = (
        ("name", LONGEST_NAME),
        ("position", LONGEST_POSITION),
        ("address", LONGEST_HOME),
        ("appointed_by", LONGEST_BY),
    )
    kept = {field: " ".join(str(getattr(typed, field)).split()) for field, _ in texts}
    for field in ("name", "position"):
        if not kept[field]:
            raise EmployeeRefusedError(wrong=field)
    if typed.from_on < FIRST_DAY or (typed.from_on - today).days > 366:
        raise EmployeeRefusedError(wrong="from")
    for field, most in texts:
        if len(kept[field]) > most:
            raise EmployeeRefusedError(wrong="too_long", most=most)

    def work() -> str:
        employee = Employee.objects.create(
            cooperative_id=actor.cooperative_id,
            number=next_number(cooperative_id=actor.cooperative_id, series=EMPLOYEE_SERIES),
            from_on=typed.from_on,
            recorded_at=now,
            **kept,
        )
        facts = {"number": employee.number}
        act = "members.employee.entered"
        record(cooperative_id=actor.cooperative_id, actor=actor, act=act, facts=facts, now=now)
        return str(employee.id)

    facts: dict[str, object] = {**kept, "from": typed.from_on.isoformat()}
    return UUID(_kept(actor, request_id, "members.enter_employee", facts, now, work))


def end_employee(
    *,
    actor: Actor,
    employee_id: UUID,
    until_on: date,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Write down the last day of an employee, which is inside, and why; nothing else of the line changes. Use-case.

    Raises:
        EmployeeRefusedError: ``why``, ``too_long``, ``gone``, ``ended``, ``until``.
    """
    said = " ".join(why.split())
    if not said:
        raise EmployeeRefusedError(wrong="why")
    if len(said) > LONGEST_END:
        raise EmployeeRefusedError(wrong="too_long", most=LONGEST_END)

    def work() -> None:
        rows = Employee.objects.select_for_update(of=("self",))
        employee = rows.filter(cooperative_id=actor.cooperative_id, id=employee_id).first()
        if employee is None:
            raise EmployeeRefusedError(wrong="gone")
        if employee.until_on is not None:
            raise EmployeeRefusedError(wrong="ended")
        if not employee.from_on <= until_on <= today:
            raise EmployeeRefusedError(wrong="until")
        employee.until_on, employee.ended_why = until_on, said
        employee.save(update_fields=["until_on", "ended_why"])
        facts = {"number": employee.number}
        act = "members.employee.ended"
        record(cooperative_id=actor.cooperative_id, actor=actor, act=act, facts=facts, now=now)

    facts: dict[str, object] = {"employee": employee_id, "until": until_on.isoformat(), "why": said}
    _kept(actor, request_id, "members.end_employee", facts, now, work)


def _checked_line(typed: LineTyped, *, today: date) -> LineTyped:
    if typed.kind not in list(BookKind):
        raise BookRefusedError(wrong="kind")
    if not FIRST_DAY <= typed.on <= today:
        raise BookRefusedError(wrong="on")
    kept = {field: " ".join(str(getattr(typed, field)).split()) for field in ("who", "of", "follow_up")}
    kept["text"] = typed.text.replace("\r\n", "\n").strip()
    for field in ("who", "text"):
        if not kept[field]:
            raise BookRefusedError(wrong=field)
    for field, most in (
        ("who", LONGEST_WHO),
        ("of", LONGEST_OF),
        ("text", LONGEST_TEXT),
        ("follow_up", LONGEST_FOLLOW_UP),
    ):
        if len(kept[field]) > most:
            raise BookRefusedError(wrong="too_long", most=most)
    return LineTyped(kind=typed.kind, on=typed.on, **kept)


def _check_correctable(cooperative_id: int, kind: BookKind, line_id: UUID) -> None:
    mine = BookLine.objects.filter(cooperative_id=cooperative_id)
    if not mine.filter(kind=kind.value, id=line_id).exists():
        raise BookRefusedError(wrong="gone")
    if mine.filter(corrects_id=line_id).exists():
        raise BookRefusedError(wrong="corrected")


def _kept(
    actor: Actor,
    request_id: UUID,
    use_case: str,
    facts: dict[str, object],
    now: datetime,
    work: Callable[[], str | None],
) -> Any:
    return act_once(
        actor=actor,
        action=Action.KEEP_REGISTERS,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
