"""The statements that accounts alone can give, for any period, as of any day, and as known on any day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.cash_flow import cash_flow
from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.domain.equity import equity
from guyub.books.ledger.domain.movements import Books, Column, span_words
from guyub.books.ledger.domain.position import position
from guyub.books.ledger.domain.result import result
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.domain.trial_balance import trial_balance
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.movements import CHART, OWN, BooksNotOpenedError, heads_of, standing
from guyub.community.cooperatives.selectors.profiles import unit_names
from guyub.foundation.kernel.formats import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.domain.statements import Statement
    from guyub.books.ledger.selectors.movements import Head, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the books.

    Args:
        name: Which statement.
        since: The first day of the span; for the position and the trial balance the first day of the year shown.
        until: The last day, itself included.
        compare_since: The same for the column beside it; None: no comparison.
        compare_until: Likewise.
        unit_id: One unit of business alone; None: the whole cooperative.
        by_unit: One column for each unit of business, the last for the whole; then nothing is compared. The statement
            of changes in equity puts units, and spans, one below the other; the trial balance shows the whole alone.
        is_indirect: The indirect method (cash flow).
        through: Entries of the span that come later in the year's work do not count (trial balance): ORDINARY is
            before adjustments, ADJUSTMENT before closing.
        known_at: As the books stood at this moment: entries posted later do not count. None: now.
    """

    name: StatementName
    since: date
    until: date
    compare_since: date | None = None
    compare_until: date | None = None
    unit_id: UUID | None = None
    by_unit: bool = False
    is_indirect: bool = False
    through: Phase = Phase.CLOSING
    known_at: datetime | None = None

    @property
    def spans(self) -> list[tuple[date, date]]:
        """The spans asked for, first and last day, the main one first."""
        spans = [(self.since, self.until)]
        if self.compare_since and self.compare_until and not self.by_unit:
            spans.append((self.compare_since, self.compare_until))
        return spans


def statement_of(*, cooperative_id: int, question: Question) -> Statement:
    """Draw up a statement of one cooperative. Needs its scope. Two queries, three with units side by side.

    Raises:
        BooksNotOpenedError: The cooperative keeps no books here.
    """
    heads = heads_of(cooperative_ids=[cooperative_id], known_at=question.known_at)
    if not heads:
        raise BooksNotOpenedError
    names = unit_names(cooperative_id=cooperative_id) if question.by_unit else {}
    read = _read(heads, [question])
    books = replace(_books(heads, question, read, names), chain_no=heads[0].known_no, hash=heads[0].hash)
    return _drawn(books, question)


def consolidated(*, cooperative_ids: list[int], questions: Sequence[Question]) -> list[Statement]:
    """Draw up statements of several cooperatives together, what they owe and sell each other left out.

    Needs a scope that sees them all. A cooperative without books adds nothing; its own accounts are summed into those
    of the chart; units are not told apart. Two queries for any number of statements.

    Args:
        cooperative_ids: Whose books.
        questions: Which statements of which spans, all as known at the same moment.

    Raises:
        BooksNotOpenedError: None of them keeps books here.
    """
    heads = heads_of(cooperative_ids=cooperative_ids, known_at=questions[0].known_at)
    if not heads:
        raise BooksNotOpenedError
    whole = [replace(question, unit_id=None, by_unit=False) for question in questions]
    read = _read(heads, whole, letters=CHART)
    return [_drawn(replace(_books(heads, one, read), is_consolidated=True), one) for one in whole]


def _read(heads: Sequence[Head], questions: Sequence[Question], *, letters: int = OWN) -> Standing:
    """Read what accounts had moved up to every day that the questions need; units are those of the first."""
    return standing(
        heads=heads,
        days=[one for question in questions for span in _days(heads, question) for one in span if one],
        unit_id=questions[0].unit_id,
        by_unit=questions[0].by_unit,
        letters=letters,
    )


def _days(heads: Sequence[Head], question: Question) -> list[tuple[date | None, date]]:
    """Give the last day before each span, and its own last day.

    What came before the books began is nothing: no day before it need be asked.
    """
    if question.name is StatementName.NERACA:
        return [(None, until) for _, until in question.spans]
    opened_on = min(head.opened_on for head in heads)
    return [(min(max(since, opened_on) - timedelta(days=1), until), until) for since, until in question.spans]


def _books(
    heads: Sequence[Head], question: Question, read: Standing, names: Mapping[UUID, str] | None = None
) -> Books:
    days, is_position = _days(heads, question), question.name is StatementName.NERACA
    titles = [day(until) if is_position else span_words(since, until) for since, until in question.spans]
    columns = [Column(title, read.span(*span)) for title, span in zip(titles, days, strict=True)]
    if question.by_unit:
        columns = [*_units(read, days[0], names or {}), replace(columns[0], title="Jumlah")]
    return Books(
        chart=chart(),
        columns=tuple(columns),
        main=len(columns) - 1 if question.by_unit else 0,
        since=question.since,
        until=question.until,
    )


def _units(read: Standing, span: tuple[date | None, date], names: Mapping[UUID, str]) -> list[Column]:
    """Give a column to each unit that ever moved anything up to the last day."""
    columns = [Column(name, read.span(*span, unit)) for unit, name in names.items()]
    return [
        column
        for column in columns
        if any(one.opening_rp or one.debit_rp or one.credit_rp for one in column.movements)
    ]


def _drawn(books: Books, question: Question) -> Statement:
    match question.name:
        case StatementName.NERACA:
            return position(books)
        case StatementName.HASIL_USAHA:
            return result(books)
        case StatementName.EKUITAS:
            return equity(books)
        case StatementName.ARUS_KAS:
            return cash_flow(books, is_indirect=question.is_indirect)
        case StatementName.NERACA_SALDO:
            return trial_balance(books, through=question.through)
