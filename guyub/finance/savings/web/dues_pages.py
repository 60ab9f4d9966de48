"""What the pages of simpanan wajib share: their frame, what an address asks for, months as tiles, what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from guyub.books.ledger.web.forms import typed_of
from guyub.finance.savings.domain.dues import STATE_WORDS, DuesRefusedError, DuesState
from guyub.finance.savings.selectors.bills import Whom
from guyub.finance.savings.web.frame import framed
from guyub.foundation.identity.web.doors import today_of
from guyub.foundation.kernel.formats import MONTHS, SHORT_MONTHS
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, QueryDict

    from guyub.finance.savings.domain.dues import MonthDue

TAB = "dues:bills"
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_TEXT = 40
LONGEST_RP = 13


page = partial(framed, tab=TAB)


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
