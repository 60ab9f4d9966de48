"""What the pages of simpanan wajib share: their frame, what an address asks for, months as tiles, what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.shortcuts import render

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.dues import STATE_WORDS, DuesRefusedError, DuesState
from guyub.finance.savings.selectors.bills import Whom
from guyub.finance.savings.web.rooms import rooms
from guyub.foundation.identity.domain.roles import TABLE, Action, can
from guyub.foundation.identity.web.doors import actor_of, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import MONTHS, SHORT_MONTHS
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse, QueryDict

    from guyub.finance.savings.domain.dues import MonthDue
    from guyub.foundation.kernel.models import Cooperative

TAB = "dues:bills"
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_TEXT = 40
LONGEST_RP = 13


@dataclass(frozen=True, slots=True)
class Tile:
    """One month as it is shown; ``rp`` is what it misses or asked; ``written`` is how a form names it and that."""

    written: str
    words: str
    state: str
    state_words: str
    rp: int
    is_open: bool
    is_late: bool
    is_chosen: bool


def page(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page of simpanan wajib; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": list(rooms(request, TAB)),
        "may_take": Action.TAKE_SAVINGS in allowed,
        "may_keep": Action.KEEP_SAVINGS in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"savings/{name}.html", shared | dict(context), status=422 if refusal else 200)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, whose, which request, when."""
    return {
        "actor": actor_of(request),
        "place": here(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def month_in(written: str) -> date | None:
    """Read a month as ``2026-11``; None where it is none."""
    year, _, month = written.partition("-")
    if not (written.isascii() and year.isdigit() and month.isdigit() and len(year) == 4 and len(month) < 3):
        return None
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12):
        return None
    return date(int(year), int(month), 1)


def month_written(month: date) -> str:
    """Write a month as forms and addresses name it."""
    return f"{month:%Y-%m}"


def month_words(month: date) -> str:
    """Write a month for people: ``November 2026``."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def id_in(written: str) -> UUID | None:
    """Read an id; None where it is none."""
    try:
        return UUID(written)
    except ValueError:
        return None


def whom_in(asked: QueryDict) -> Whom:
    """Read which of those behind an address asks for; what it does not know is everybody."""
    age = asked.get("lama", "")
    return Whom(
        text=" ".join(asked.get("cari", "")[:LONGEST_TEXT].split()),
        rt=asked.get("rt", "")[:7],
        group_id=id_in(asked.get("kelompok", "")),
        age=int(age) if age in {"1", "2", "3", "4"} else 0,
    )


def whom_fields(whom: Whom) -> dict[str, str]:
    """Give the fields of an address that say which of those behind."""
    asked = {
        "cari": whom.text,
        "rt": whom.rt,
        "kelompok": str(whom.group_id or ""),
        "lama": str(whom.age or ""),
    }
    return {name: value for name, value in asked.items() if value}


def tiles(months: Iterable[MonthDue], *, today: date, chosen: Iterable[date] = ()) -> list[Tile]:
    """Make months into tiles, in their order.

    Args:
        months: As ``dues_of`` gives them.
        today: The business date; what was due before it and misses something is late.
        chosen: Those that are ticked.
    """
    ticked = set(chosen)
    return [
        Tile(
            written=f"{month_written(one.month)}.{one.missing_rp}",
            words=f"{SHORT_MONTHS[one.month.month - 1]} {one.month.year}",
            state=one.state.value.lower(),
            state_words=STATE_WORDS[one.state],
            rp=one.missing_rp or one.amount_rp,
            is_open=one.missing_rp > 0,
            is_late=one.is_billed and one.missing_rp > 0 and one.due_on < today,
            is_chosen=one.month in ticked,
        )
        for one in months
    ]


def by_year(months: Sequence[MonthDue], *, today: date) -> list[tuple[int, list[Tile]]]:
    """Put months that were billed under their years, the newest year first."""
    billed = [one for one in months if one.state is not DuesState.BELUM_DITAGIH]
    years = groupby(billed, key=lambda one: one.month.year)
    found = [(year, tiles(list(inside), today=today)) for year, inside in years]
    return found[::-1]


def ticked_in(request: HttpRequest) -> dict[date, int]:
    """Read the months that were ticked with what the page said they miss; what is none is left out."""
    found = {}
    for one in request.POST.getlist("month"):
        written, _, missing = one.partition(".")
        month = month_in(written)
        if month and missing.isascii() and missing.isdigit() and len(missing) < LONGEST_RP:
            found[month] = int(missing)
    return dict(sorted(found.items()))


def chosen_in(request: HttpRequest) -> tuple[list[date] | None, int]:
    """Read for which months how much is paid; months None: an amount was typed, for the oldest months.

    Raises:
        DuesRefusedError: ``none``: neither was given.
        AmountNotUnderstoodError: The amount is none.
    """
    ticked, written = ticked_in(request), typed_of(request, "amount")
    if written:
        return None, parse_rp(written)
    if not ticked:
        raise DuesRefusedError(wrong="none")
    return list(ticked), sum(ticked.values())


def day_in(request: HttpRequest) -> date:
    """Read the day of a payment; today where none was typed.

    Raises:
        DuesRefusedError: ``date``: it is no day, or it has not come.
    """
    written, today = typed_of(request, "on"), today_of(request)
    try:
        found = date.fromisoformat(written) if written else today
    except ValueError:
        raise DuesRefusedError(wrong="date") from None
    if found > today:
        raise DuesRefusedError(wrong="date")
    return found


def cash_places(request: HttpRequest, place: Cooperative) -> list[dict[str, object]]:
    """Give where this person may put money: the drawer of the own shift; safe and bank for the treasurer."""
    actor = actor_of(request)
    may_keep = can(actor, Action.KEEP_TREASURY, place.id)
    shift = open_shift_of(cooperative_id=place.id, person_id=actor.person_id)
    mine = {
        str(row.id): row.name
        for row in places_of(cooperative_id=place.id)
        if (row.kind is CashKind.LACI and shift and shift.drawer_id == row.id)
        or (row.kind is not CashKind.LACI and may_keep)
    }
    return choices(mine, typed_of(request, "cash_place"))
