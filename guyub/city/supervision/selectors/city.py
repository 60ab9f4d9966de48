"""The city in one minute: who is stuck at what since when, how fresh what is known is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.development.domain.path import SELLING, days_since, is_stuck
from guyub.city.development.selectors.paths import path_on
from guyub.city.supervision.domain.silence import is_silent, silent_days
from guyub.city.supervision.models import PlaceSummary
from guyub.city.supervision.selectors.months import year_turnovers
from guyub.community.cooperatives.selectors.regions import names_within
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.people import holders_of
from guyub.foundation.kernel.formats import freshness
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative

SILENT = "pembukuan.sepi_hari"


@dataclass(frozen=True)
class PlaceRow(Row):
    """One cooperative as the city sees it; no person's data but the mentors' names."""

    cooperative_id: int
    code: str
    name: str
    district_code: str
    district: str
    stage: str
    stage_title: str
    next_step: str
    next_title: str
    done_steps: tuple[str, ...]
    since_on: date | None
    since_basis: str
    days: int | None
    is_stuck: bool
    waits_for: str
    waits_note: str
    has_nib: bool | None
    is_operating: bool | None
    sales_rp: int | None
    savings_rp: int | None
    reported_on: date | None
    entered_on: date | None
    freshness: int
    needs_open: int
    helps_open: int
    term_ends_on: date | None
    expires_on: date | None
    mentors: tuple[str, ...]
    books_last_on: date | None  # of the own books here
    books_closed_on: date | None
    books_rp: int | None  # what they say was sold this year; None: none are kept here
    silent_days: int | None  # since their last entry
    is_silent: bool

    @property
    def ward(self) -> str:
        """The ward's own name."""
        return self.name.removeprefix("KKMP ").removeprefix("KDMP ")

    @property
    def known_on(self) -> date | None:
        """The last day of which anything is known."""
        days = [day for day in (self.reported_on, self.entered_on, self.books_last_on) if day]
        return max(days, default=None)


@dataclass(frozen=True)
class Asked:
    """What an officer filters by; empty means everything."""

    district: str = ""
    step: str = ""
    mentor: str = ""
    lacks: str = ""  # NIB
    only: str = ""  # macet, segar, lama, sepi

    @property
    def is_empty(self) -> bool:
        """Nothing is filtered."""
        return not any(vars(self).values())


@dataclass(frozen=True)
class CityView:
    """What the city's home shows: rows that were asked for, sums over them, and the choices of the filters."""

    rows: tuple[PlaceRow, ...]
    total: int
    operating: int
    stuck: tuple[PlaceRow, ...]
    with_nib: int
    fresh: int
    selling: int
    saving: int
    sales_rp: int
    savings_rp: int
    reported_on: date | None
    needs_open: int
    helps_open: int
    by_stage: tuple[tuple[str, str, int], ...]  # code, title, how many
    by_step: tuple[tuple[str, str, int], ...]  # code, title, how many have it done or reported
    all_steps: tuple[tuple[str, str], ...]
    districts: tuple[tuple[str, str], ...]
    mentors: tuple[str, ...]


def summary_of(cooperative_id: int) -> PlaceSummary | None:
    """Find the summary of one cooperative; None before the first summing."""
    return PlaceSummary.objects.filter(cooperative_id=cooperative_id).first()


def place_rows(*, city: Cooperative, now: datetime, today: date) -> list[PlaceRow]:
    """Read a city's cooperatives from their summaries, by name; six queries whatever their number.

    Args:
        city: The office.
        now: The moment, aware: who mentors whom.
        today: The business date, from which ages count.
    """
    rows = list(PlaceSummary.objects.filter(code__startswith=f"{city.code}.").order_by("name", "id"))
    titles = {step.code: step.title for step in path_on(today).steps}
    limits = values_of("jalur.macet_hari", SILENT, cooperative_id=city.id, on=today)
    own = year_turnovers(city.code, year=today.year)
    mentors = holders_of(Role.PENDAMPING, [row.cooperative_id for row in rows], now)
    districts = names_within(city.code)
    return [_row(row, titles, districts, mentors, own, today, limits) for row in rows]


def _row(
    row: PlaceSummary,
    titles: Mapping[str, str],
    districts: Mapping[str, str],
    mentors: Mapping[int, Sequence[tuple[UUID, str]]],
    own: Mapping[int, int],
    today: date,
    limits: Mapping[str, Decimal],
) -> PlaceRow:
    days = (row.reported_on, row.entered_on, row.books_last_on)
    known = max((day for day in days if day), default=None)
    silent = silent_days(row.books_opened_on, row.books_last_on, today=today)
    return PlaceRow(
        cooperative_id=row.cooperative_id,
        code=row.code,
        name=row.name,
        district_code=row.district_code,
        district=districts.get(row.district_code, row.district_code),
        stage=row.stage,
        stage_title=titles.get(row.stage, row.stage),
        next_step=row.next_step,
        next_title=titles.get(row.next_step, ""),
        done_steps=tuple(row.done_steps.split()),
        since_on=row.since_on,
        since_basis=row.since_basis,
        days=days_since(row.since_on, today=today),
        is_stuck=is_stuck(row.since_on, today=today, limit_days=int(limits["jalur.macet_hari"])),
        waits_for=row.waits_for,
        waits_note=row.waits_note,
        has_nib=row.has_nib,
        is_operating=row.is_operating,
        sales_rp=row.sales_rp,
        savings_rp=row.savings_rp,
        reported_on=row.reported_on,
        entered_on=row.entered_on,
        freshness=freshness(known, today=today),
        needs_open=row.needs_open,
        helps_open=row.helps_open,
        term_ends_on=row.term_ends_on,
        expires_on=row.expires_on,
        mentors=tuple(name for _, name in mentors.get(row.cooperative_id, ())),
        books_last_on=row.books_last_on,
        books_closed_on=row.books_closed_on,
        books_rp=own.get(row.cooperative_id),
        silent_days=silent,
        is_silent=is_silent(silent, limit_days=int(limits[SILENT])),
    )


def city_view(rows: Sequence[PlaceRow], asked: Asked, *, today: date) -> CityView:
    """Filter a city's rows and sum what is left."""
    shown = [row for row in rows if _is_asked(row, asked)]
    stuck = sorted(
        (row for row in shown if row.is_stuck), key=lambda row: (-(row.days or 0), row.district, row.name)
    )
    steps = path_on(today).steps
    counts = [(step.code, step.title, sum(row.stage == step.code for row in shown)) for step in steps]
    return CityView(
        rows=tuple(sorted(shown, key=lambda row: (row.known_on is not None, row.known_on, row.name))),
        total=len(rows),
        operating=sum(row.is_operating is True or row.stage == SELLING for row in shown),
        stuck=tuple(stuck),
        with_nib=sum(row.has_nib is True for row in shown),
        fresh=sum(row.freshness >= 3 for row in shown),
        selling=sum(bool(row.sales_rp) for row in shown),
        saving=sum(bool(row.savings_rp) for row in shown),
        sales_rp=sum(row.sales_rp or 0 for row in shown),
        savings_rp=sum(row.savings_rp or 0 for row in shown),
        reported_on=max((row.reported_on for row in shown if row.reported_on), default=None),
        needs_open=sum(row.needs_open for row in shown),
        helps_open=sum(row.helps_open for row in shown),
        by_stage=tuple(count for count in counts if count[2]),
        by_step=tuple(
            (step.code, step.title, sum(step.code in row.done_steps for row in shown)) for step in steps
        ),
        all_steps=tuple((step.code, step.title) for step in steps),
        districts=tuple(sorted({(row.district_code, row.district) for row in rows})),
        mentors=tuple(sorted({name for row in rows for name in row.mentors})),
    )


def _is_asked(row: PlaceRow, asked: Asked) -> bool:
    return (
        (not asked.district or row.district_code == asked.district)
        and (not asked.step or asked.step in {row.stage, row.next_step})
        and (not asked.mentor or asked.mentor in row.mentors)
        and (not asked.lacks or row.has_nib is not True)
        and (asked.only != "macet" or row.is_stuck)
        and (asked.only != "segar" or row.freshness >= 3)
        and (asked.only != "lama" or row.freshness < 3)
        and (asked.only != "sepi" or row.is_silent)
    )
