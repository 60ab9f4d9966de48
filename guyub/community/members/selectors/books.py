"""The statutory books as lists and papers show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from guyub.community.members.domain.books import LEFT_WORDS, BookKind, home_of, line_number
from guyub.community.members.domain.register import LeftWhy, member_number
from guyub.community.members.models import BookLine, Employee, Member, Suggestion
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

MOST_SHOWN = 100  # rows of a page, which stays below 100 kB
MOST_PRINTED = 5_000  # rows of a file; a longer book is taken away year by year


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Row):
    """What part of a book is asked for.

    Args:
        year: That year alone; 0: every year.
        text: What somebody looks for; "" for everything.
        first: How many rows come before those that are wanted.
        most: How many rows are wanted.
        is_newest_first: The newest on top, as on a screen; a paper book begins with the oldest.
    """

    year: int = 0
    text: str = ""
    first: int = 0
    most: int = MOST_SHOWN
    is_newest_first: bool = True


@dataclass(frozen=True, slots=True)
class BookLineRow(Row):
    """One line of a book. ``corrects`` and ``corrected_by`` are numbers of other lines of it, or ""."""

    line_id: UUID
    number: str
    on: date
    who: str
    of: str
    text: str
    follow_up: str
    corrects: str
    corrected_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class RegisterRow(Row):
    """One membership in the register, for good; ``address`` with RT and RW."""

    number: str
    name: str
    born_on: date | None
    work: str
    address: str
    joined_on: date | None
    left_on: date | None
    left_why: str


@dataclass(frozen=True, slots=True)
class EmployeeRow(Row):
    """One employee, still at work or not; the last day is inside."""

    employee_id: UUID
    number: int
    name: str
    position: str
    address: str
    appointed_by: str
    from_on: date
    until_on: date | None
    ended_why: str


@dataclass(frozen=True, slots=True)
class BookCount(Row):
    """How many lines a book has, and the day of its newest."""

    count: int
    newest_on: date | None


def book_counts(*, cooperative_id: int) -> dict[BookKind, BookCount]:
    """Count the lines of each book that has some. One query."""
    rows = BookLine.objects.filter(cooperative_id=cooperative_id).values("kind")
    counted = rows.annotate(n=Count("id"), newest=Max("on")).order_by("kind")
    return {BookKind(row["kind"]): BookCount(row["n"], row["newest"]) for row in counted}


def years_of(*, cooperative_id: int, kind: BookKind) -> list[int]:
    """List the years of which a book has lines, the newest first. One query."""
    rows = BookLine.objects.filter(cooperative_id=cooperative_id, kind=kind.value)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def book_lines(*, cooperative_id: int, kind: BookKind, span: Span) -> tuple[list[BookLineRow], int]:
    """List lines of a book, and count how many the question finds. Three queries."""
    mine = BookLine.objects.filter(cooperative_id=cooperative_id)
    rows = mine.filter(kind=kind.value)
    if span.year:
        rows = rows.filter(year=span.year)
    if span.text:
        rows = rows.filter(_says(span.text, "who", "of", "text", "follow_up"))
    order = ("-year", "-number") if span.is_newest_first else ("year", "number")
    picked = list(rows.select_related("corrects").order_by(*order)[span.first : span.first + span.most])
    newer = {row.corrects_id: row for row in mine.filter(corrects_id__in=[row.id for row in picked])}
    return [_line(row, newer.get(row.id)) for row in picked], rows.count()


def one_line(*, cooperative_id: int, kind: BookKind, line_id: UUID) -> BookLineRow | None:
    """Read one line of a book; None for another book's, another cooperative's or none. Two queries."""
    mine = BookLine.objects.filter(cooperative_id=cooperative_id)
    row = mine.filter(kind=kind.value, id=line_id).select_related("corrects").first()
    return _line(row, mine.filter(corrects_id=line_id).first()) if row else None


def register_rows(*, cooperative_id: int, span: Span) -> tuple[list[RegisterRow], int]:
    """List every member that ever was, by number; of a year those who joined or left in it. Two queries."""
    rows = Member.objects.filter(cooperative_id=cooperative_id, number__isnull=False)
    if span.year:
        rows = rows.filter(Q(joined_on__year=span.year) | Q(left_on__year=span.year))
    if span.text:
        digits = span.text.upper().removeprefix("A-").lstrip("0")
        is_number = digits.isascii() and digits.isdigit() and len(digits) < 10
        rows = rows.filter(number=int(digits)) if is_number else rows.filter(_says(span.text, "file__name"))
    order = rows.select_related("file").order_by("number", "id")
    return [_member(row) for row in order[span.first : span.first + span.most]], rows.count()


def employees(*, cooperative_id: int, span: Span) -> tuple[list[EmployeeRow], int]:
    """List who works or worked for pay, by number; of a year those who were there in it. Two queries."""
    rows = Employee.objects.filter(cooperative_id=cooperative_id)
    if span.year:
        still = Q(until_on__isnull=True) | Q(until_on__year__gte=span.year)
        rows = rows.filter(still, from_on__year__lte=span.year)
    if span.text:
        rows = rows.filter(_says(span.text, "name", "position"))
    picked = rows.order_by("number", "id")[span.first : span.first + span.most]
    return [_employee(row) for row in picked], rows.count()


def one_employee(*, cooperative_id: int, employee_id: UUID) -> EmployeeRow | None:
    """Read one employee; None for another cooperative's or none. One query."""
    row = Employee.objects.filter(cooperative_id=cooperative_id, id=employee_id).first()
    return _employee(row) if row else None


def suggestion_rows(*, cooperative_id: int, span: Span) -> tuple[list[Suggestion], int]:
    """List what members and residents propose and complain of, for the book of suggestions. Two queries."""
    rows = Suggestion.objects.filter(cooperative_id=cooperative_id)
    if span.year:
        rows = rows.filter(year=span.year)
    if span.text:
        rows = rows.filter(_says(span.text, "name", "text", "answer"))
    order = ("-year", "-number") if span.is_newest_first else ("year", "number")
    return list(rows.order_by(*order)[span.first : span.first + span.most]), rows.count()


def _says(text: str, *fields: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": text})
    return found


def _line(row: BookLine, newer: BookLine | None) -> BookLineRow:
    older = row.corrects
    return BookLineRow(
        row.id,
        line_number(row.number, row.year),
        row.on,
        row.who,
        row.of,
        row.text,
        row.follow_up,
        line_number(older.number, older.year) if older else "",
        line_number(newer.number, newer.year) if newer else "",
        row.written_at,
    )


def _member(row: Member) -> RegisterRow:
    file = row.file
    return RegisterRow(
        member_number(row.number or 0),
        file.name,
        file.born_on,
        file.work,
        home_of(file.address, file.rt, file.rw),
        row.joined_on,
        row.left_on,
        LEFT_WORDS[LeftWhy(row.left_why)] if row.left_why else "",
    )


def _employee(row: Employee) -> EmployeeRow:
    return EmployeeRow(
        row.id,
        row.number,
        row.name,
        row.position,
        row.address,
        row.appointed_by,
        row.from_on,
        row.until_on,
        row.ended_why,
    )


def register_counts(*, cooperative_id: int) -> tuple[int, int]:
    """Count the numbers given so far, and the employees. Two queries."""
    members = Member.objects.filter(cooperative_id=cooperative_id, number__isnull=False)
    return members.count(), Employee.objects.filter(cooperative_id=cooperative_id).count()
