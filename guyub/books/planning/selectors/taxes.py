"""Taxes as the books tell them, and the calendar of everything that a cooperative owes to others on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.months import beside_inquiry, moved_inquiry
from guyub.books.planning.domain.budget import amount_of
from guyub.books.planning.domain.calendar import (
    DUTY_WORDS,
    TAXES,
    Duty,
    DutyKind,
    duties_around,
    period_words,
    tax_duties_around,
)
from guyub.books.planning.domain.tax import (
    Meter,
    TaxState,
    covered,
    final_tax_rp,
    is_turnover,
    meter,
    state_of,
)
from guyub.books.planning.models import DutyDone
from guyub.books.planning.selectors.rules import LIMIT, RATE, WARNED, all_rules, values_for_taxes
from guyub.community.cooperatives.domain.legal_life import RecordKind
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.papers import holding_records
from guyub.community.cooperatives.selectors.profiles import unit_kinds_inquiry
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from uuid import UUID

    from guyub.books.ledger.selectors.months import MonthMoved
    from guyub.foundation.kernel.models import StoredFile
    from guyub.foundation.parameters.selectors.values import OverTime, ValueRow

MEETINGS = frozenset({DutyKind.RAT_TARGET, DutyKind.RAT_LIMIT})
FINAL, WITHHELD, INTEREST = "2.1.05", "2.1.07", "2.1.06"
EXPENSED = "7.1.01"
NEAR_DAYS = 60
_FIRST_YEAR = 2000
_STARTS = ("4", FINAL, WITHHELD, INTEREST)


@dataclass(frozen=True, slots=True)
class MonthTax(Row):
    """The final tax of one month, whole rupiah; ``due_rp`` None: no rate is known for it."""

    month: date
    turnover_rp: int
    rate: Decimal | None
    due_rp: int | None
    due_on: date
    state: TaxState


@dataclass(frozen=True, slots=True)
class Debt(Row):
    """A tax that the cooperative took off others or owes: what came up this year, what was paid, what stands open."""

    code: str
    title: str
    noted_rp: int
    paid_rp: int
    owed_rp: int


@dataclass(frozen=True, slots=True)
class DutyRow(Row):
    """One duty with how far it is.

    Args:
        kind: A DutyKind.
        title: What is to be done.
        period: Its number, as the kind says.
        about: The period in words.
        due_on: The last day.
        days_left: From today; below zero once it is over.
        amount_rp: What is to be paid, where the books tell; None: a report, or not known.
        state: How far it is.
        done_id: The note that it is done; None: there is none.
        done_on: When it was done, by that note.
        note: Its words.
        has_file: A proof is kept.
    """

    kind: str
    title: str
    period: int
    about: str
    due_on: date
    days_left: int
    amount_rp: int | None
    state: TaxState
    done_id: UUID | None
    done_on: date | None
    note: str
    has_file: bool

    @property
    def is_open(self) -> bool:
        """Something is left to do."""
        return self.state in {TaxState.BELUM, TaxState.DICATAT}

    @property
    def is_tax(self) -> bool:
        """It is a tax, not a report."""
        return self.kind in TAXES


@dataclass(frozen=True, slots=True)
class TaxView(Row):
    """Everything of a cooperative's taxes in one year.

    Args:
        year: The calendar year.
        months: From January to the running month.
        meter: This year's turnover beside the limit.
        before: Last year's, by which the law judges.
        left_out: Income that is no turnover: name and amount of this year.
        debts: What is owed to the tax office by the books.
        duties: The calendar of this year and the near next.
        values: The parameters that hold today, with source and confidence, by key.
    """

    year: int
    months: tuple[MonthTax, ...]
    meter: Meter
    before: Meter
    left_out: tuple[tuple[str, int], ...]
    debts: tuple[Debt, ...]
    duties: tuple[DutyRow, ...]
    values: Mapping[str, ValueRow]

    @property
    def due_rp(self) -> int:
        """Final tax of all months that are over or running."""
        return sum(month.due_rp or 0 for month in self.months)


def tax_view(cooperative_id: int, *, today: date) -> TaxView:
    """Read a cooperative's taxes of this year; one query, in its scope."""
    (view,) = asked(_view_inquiry(cooperative_id, today))
    return view  # type: ignore[no-any-return]  # as the inquiry reads it


def tax_duties(cooperative_id: int, today: date) -> list[DutyRow]:
    """List what of taxes is open and late or due within 60 days, the first first; one query, in its scope."""
    (rows,) = asked(tax_duties_inquiry(cooperative_id, today=today))
    return list(rows)


def tax_duties_inquiry(cooperative_id: int, *, today: date) -> Inquiry[list[DutyRow]]:
    """Ask what ``tax_duties`` gives, together with others."""

    def near(view: TaxView) -> list[DutyRow]:
        rows = [row for row in view.duties if row.is_tax and row.is_open]
        return [row for row in rows if row.days_left <= NEAR_DAYS]

    return joined(_view_inquiry(cooperative_id, today), read=near)


def _view_inquiry(cooperative_id: int, today: date) -> Inquiry[TaxView]:
    moved = moved_inquiry(cooperative_id, starts=_STARTS, since=date(_FIRST_YEAR, 1, 1), until=today)
    # The bank's own tax on interest stands on the same account, but never beside this debt.
    noted = beside_inquiry(cooperative_id, code=EXPENSED, beside=FINAL, until=today)
    done = DutyDone.objects.filter(cooperative_id=cooperative_id, withdrawn_at__isnull=True)
    # The last RAT whose minutes are kept.
    meetings = holding_records(cooperative_id=cooperative_id).filter(kind=RecordKind.RAT.value)
    return joined(
        moved,
        noted,
        values_for_taxes(cooperative_id),
        rows_of(done),
        Inquiry.of(meetings.order_by("-issued_on").values_list("issued_on")[:1], read=list),
        unit_kinds_inquiry(cooperative_id),
        read=lambda *told: _view(today, *told),
    )


def _view(
    today: date,
    moved: Sequence[MonthMoved],
    noted_rp: int,
    values: OverTime,
    notes: Sequence[DutyDone],
    meetings: Sequence[tuple[date]],
    unit_kinds: Collection[str],
) -> TaxView:
    books, done = _Books(moved, noted_rp, today), {(row.kind, row.period): row for row in notes}
    rat_on = meetings[0][0] if meetings else None
    months = {_period(one.month): one for one in books.months(values, done)}
    this_year = [one for one in months.values() if one.month.year == today.year]
    limit_rp, warned_at = int(values.written(LIMIT, on=today)), values.written(WARNED, on=today)
    meters = [
        meter(turnover_rp, limit_rp=limit_rp, warned_at=Decimal(warned_at))
        for turnover_rp in (books.turnover_of(today.year), books.turnover_of(today.year - 1))
    ]
    return TaxView(
        year=today.year,
        months=tuple(this_year),
        meter=meters[0],
        before=meters[1],
        left_out=tuple(books.left_out()),
        debts=tuple(books.debts()),
        duties=tuple(
            row
            for duty in _calendar(values, unit_kinds, today)
            if (row := _duty_row(duty, books, months, done, rat_on, today)).state is not TaxState.NIHIL
        ),
        values={key: held for key in values.rows if (held := values.on(key, today)) is not None},
    )


def calendar_of(cooperative_id: int, *, today: date) -> list[Duty]:
    """List every duty of this year and the near next, in the order of days; one query."""
    values, kinds = asked(values_for_taxes(cooperative_id), unit_kinds_inquiry(cooperative_id))
    return _calendar(values, kinds, today)


def proof_of(*, cooperative_id: int, done_id: UUID) -> StoredFile | None:
    """Find the proof of a duty that is done; None where there is none."""
    rows = DutyDone.objects.filter(cooperative_id=cooperative_id, id=done_id).select_related("file")
    return next((row.file for row in rows), None)


class _Books:
    """What the books say of income and of taxes, month by month."""

    def __init__(self, rows: Sequence[MonthMoved], noted_rp: int, today: date) -> None:
        self.noted_rp, self.today = noted_rp, today
        self.moved: dict[str, list[MonthMoved]] = defaultdict(list)
        for row in rows:
            self.moved[row.code].append(row)
        self.turnover: dict[date, int] = defaultdict(int)
        for row in rows:
            if is_turnover(row.code):
                self.turnover[row.month] += amount_of(row.code, row.debit_rp, row.credit_rp)

    def turnover_of(self, year: int) -> int:
        return sum(rp for first, rp in self.turnover.items() if first.year == year)

    def months(self, values: OverTime, done: Mapping[tuple[str, int], DutyDone]) -> list[MonthTax]:
        """Give each month since the books began.

        What was noted and what was paid count for the oldest months first; what stands open, for the newest.
        """
        firsts = self._firsts()
        rates = [values.on(RATE, month_end(first)) for first in firsts]
        dues = [
            final_tax_rp(self.turnover.get(first, 0), Decimal(rate.value)) if rate else 0
            for first, rate in zip(firsts, rates, strict=True)
        ]
        noted = covered(dues, self.noted_rp)
        paid = covered(dues, self.noted_rp + self._net(FINAL))
        day = int(values.written("pajak.setor_hari", on=self.today))
        return [
            MonthTax(
                month=first,
                turnover_rp=self.turnover.get(first, 0),
                rate=Decimal(rate.value) if rate else None,
                due_rp=dues[at] if rate else None,
                due_on=month_end(first) + timedelta(days=day),
                state=state_of(
                    dues[at],
                    noted_rp=noted[at],
                    paid_rp=paid[at],
                    is_done=(DutyKind.PPH_FINAL.value, _period(first)) in done,
                ),
            )
            for at, (first, rate) in enumerate(zip(firsts, rates, strict=True))
        ]

    def left_out(self) -> Iterable[tuple[str, int]]:
        for code in sorted(self.moved):
            if code[0] == "4" and not is_turnover(code):
                income_rp = sum(row.credit_rp - row.debit_rp for row in self._this_year(code))
                if income_rp:
                    yield chart().accounts[code].name, income_rp

    def debts(self) -> Iterable[Debt]:
        for code in (FINAL, WITHHELD, INTEREST):
            rows = self._this_year(code)
            noted_rp, paid_rp = sum(row.credit_rp for row in rows), sum(row.debit_rp for row in rows)
            yield Debt(code, chart().accounts[code].name, noted_rp, paid_rp, -self._net(code))

    def withheld(self, period: int) -> int:
        """Give the PPh 21 that was withheld in a month."""
        return sum(row.credit_rp for row in self.moved[WITHHELD] if _period(row.month) == period)

    def withheld_paid(self, period: int) -> int:
        """Give how much of a month's PPh 21 was paid, the oldest month first."""
        months = sorted({_period(row.month) for row in self.moved[WITHHELD]})
        paid_rp = sum(row.debit_rp for row in self.moved[WITHHELD])
        shares = covered([self.withheld(month) for month in months], paid_rp)
        return dict(zip(months, shares, strict=True)).get(period, 0)

    def _firsts(self) -> list[date]:
        """List the months from the first that moved to the running one; January of this year at the latest."""
        first = min((row.month for rows in self.moved.values() for row in rows), default=self.today)
        first = min(first.replace(day=1), self.today.replace(month=1, day=1))
        count = (self.today.year - first.year) * 12 + self.today.month - first.month + 1
        return [add_months(first, ahead) for ahead in range(count)]

    def _this_year(self, code: str) -> Sequence[MonthMoved]:
        return [row for row in self.moved[code] if row.month.year == self.today.year]

    def _net(self, code: str) -> int:
        """Give what stands on an account, debit above zero."""
        return sum(row.debit_rp - row.credit_rp for row in self.moved[code])


def _duty_row(
    duty: Duty,
    books: _Books,
    months: Mapping[int, MonthTax],
    done: Mapping[tuple[str, int], DutyDone],
    rat_on: date | None,
    today: date,
) -> DutyRow:
    held = done.get((duty.kind.value, duty.period))
    amount_rp, state = None, TaxState.DIBAYAR if held else TaxState.BELUM
    if duty.kind is DutyKind.PPH_FINAL:
        month = months.get(duty.period)
        amount_rp, state = (month.due_rp, month.state) if month else (None, TaxState.NIHIL)
    elif duty.kind is DutyKind.PPH_21:
        amount_rp = books.withheld(duty.period)
        paid_rp = books.withheld_paid(duty.period)
        state = state_of(amount_rp, noted_rp=amount_rp, paid_rp=paid_rp, is_done=held is not None)
    elif duty.kind is DutyKind.PPH_21_REPORT and not books.withheld(duty.period):
        state = TaxState.NIHIL
    elif duty.kind in MEETINGS and rat_on is not None and rat_on.year > duty.period:
        state = TaxState.DIBAYAR
    return DutyRow(
        kind=duty.kind.value,
        title=DUTY_WORDS[duty.kind],
        period=duty.period,
        about=period_words(duty.kind, duty.period),
        due_on=duty.due_on,
        days_left=(duty.due_on - today).days,
        amount_rp=amount_rp,
        state=state,
        done_id=held.id if held else None,
        done_on=held.done_on if held else None,
        note=held.note if held else "",
        has_file=bool(held and held.file_id),
    )


def _calendar(values: OverTime, unit_kinds: Collection[str], today: date) -> list[Duty]:
    reports, taxes = all_rules(values, on=today)
    has_usp = UnitKind.SIMPAN_PINJAM.value in unit_kinds
    found = [*duties_around(today, reports), *tax_duties_around(today, taxes, has_usp=has_usp)]
    return sorted(found, key=lambda duty: (duty.due_on, duty.kind))


def _period(first: date) -> int:
    return first.year * 100 + first.month
