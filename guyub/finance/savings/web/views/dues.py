"""Simpanan wajib of everybody: how a month was paid, who is behind, and the making of its bills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.selectors.register import groups_now, neighbourhoods
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.selectors.bills import MOST_ROWS, ages, debts, last_run, participation
from guyub.finance.savings.services.dues import make_bills
from guyub.finance.savings.web.dues_pages import (
    month_in,
    month_words,
    month_written,
    page,
    whom_fields,
    whom_in,
)
from guyub.finance.savings.web.frame import done_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.savings.selectors.bills import Participation, Whom

MONTHS_BACK = 11
MOST_EXPORTED = 20_000
AGE_WORDS = {0: "Semua", 1: "1 bulan", 2: "2 bulan", 3: "3 bulan", 4: "Lebih dari 3 bulan"}


@require_safe
@acts(Action.VIEW_SAVINGS)
def bills(request: HttpRequest) -> HttpResponse:
    """Show how a month was paid, and who misses what of the months up to it."""
    return _bills(request, _month(request))


@require_POST
@acts(Action.KEEP_SAVINGS)
def make(request: HttpRequest) -> HttpResponse:
    """Bill a month to everybody who is a member in it."""
    month, today = month_in(typed_of(request, "month")), today_of(request)

    def billed() -> int:
        if month is None:
            raise DuesRefusedError(wrong="future")
        return make_bills(month=month, today=today, **done_of(request))

    done, refusal = tried(billed)
    if done is None or month is None:
        return _bills(request, month or today.replace(day=1), refusal=refusal)
    return redirect(f"{reverse('dues:bills')}?bulan={month_written(month)}")


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def table(request: HttpRequest) -> HttpResponse:
    """Hand over who misses what of the months up to one, as XLSX or CSV."""
    month, place = _month(request), here(request)
    with own_rows(request):
        rows, count, missing_rp = debts(
            cooperative_id=place.id, until=month, whom=whom_in(request.GET), most=MOST_EXPORTED
        )
    sheet = Sheet(
        name="Tunggakan",
        title=f"Simpanan wajib yang belum dibayar sampai {month_words(month)}, {place.name}",
        source=f"{number(count)} anggota, {rupiah(missing_rp)}, menurut Guyub {day(today_of(request))}",
        columns=(
            Column("No. anggota", width=12),
            Column("Nama", width=28),
            Column("RT", width=8),
            Column("RW", width=8),
            Column("Bulan", Kind.QUANTITY, width=8),
            Column("Sejak", width=16),
            Column("Belum dibayar", Kind.RUPIAH),
        ),
        rows=[
            (row.number, row.name, row.rt, row.rw, row.months, month_words(row.oldest), row.missing_rp)
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem=f"tunggakan-simpanan-wajib-{month_written(month)}")


def _month(request: HttpRequest) -> date:
    return month_in(request.GET.get("bulan", "")) or today_of(request).replace(day=1)


def _bills(request: HttpRequest, month: date, *, refusal: str = "") -> HttpResponse:
    place, today, whom = here(request), today_of(request), whom_in(request.GET)
    this = today.replace(day=1)
    last = max(month, min(this, add_months(month, MONTHS_BACK)))  # a year of months, with the one asked for
    with own_rows(request):
        months = participation(cooperative_id=place.id, since=add_months(last, -MONTHS_BACK), until=last)
        rows, count, missing_rp = debts(cooperative_id=place.id, until=month, whom=whom)
        old = ages(cooperative_id=place.id, until=month)
        run = last_run(cooperative_id=place.id, month=month)
        groups = {str(id_): name for id_, name in groups_now(cooperative_id=place.id)}
        rts = {rt: f"RT {rt}" for rt in neighbourhoods(cooperative_id=place.id)}
    now = next((one for one in months if one.month == month), None)
    fields = whom_fields(whom)
    context = {
        "title": _title(month, now),
        "month": month,
        "month_words": month_words(month),
        "written": month_written(month),
        "now": now,
        "run": run,
        "is_future": month > this,
        "is_this": month == this,
        "last": month_written(this),
        "months": [(one, month_words(one.month), month_written(one.month)) for one in months],
        "rows": [(row, month_words(row.oldest)) for row in rows],
        "count": count,
        "missing_rp": missing_rp,
        "behind": sum(people for _, people, _ in old),
        "most": MOST_ROWS,
        "is_narrow": bool(fields),
        "whom": whom,
        "query": urlencode(fields | {"bulan": month_written(month)}),
        "picks": _picks(month, whom, old),
        "groups": choices(groups, str(whom.group_id or ""), empty="Semua kelompok"),
        "rts": choices(rts, whom.rt, empty="Semua RT"),
    }
    return page(request, "dues_bills", context, refusal=refusal)


def _title(month: date, now: Participation | None) -> str:
    if now is None:
        return f"Tagihan {month_words(month)} belum dibuat"
    return f"{number(now.settled)} dari {number(now.billed)} anggota sudah lunas {month_words(month)}"


def _picks(month: date, whom: Whom, old: Sequence[tuple[int, int, int]]) -> list[dict[str, Any]]:
    counts = {age: people for age, people, _ in old} | {0: sum(people for _, people, _ in old)}
    rest = {name: value for name, value in whom_fields(whom).items() if name != "lama"}
    found = []
    for age, label in AGE_WORDS.items():
        asked = rest | {"bulan": month_written(month)} | ({"lama": str(age)} if age else {})
        found.append(
            {
                "href": f"?{urlencode(asked)}",
                "label": label,
                "count": counts[age],
                "current": age == whom.age,
            }
        )
    return found
