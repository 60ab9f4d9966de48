"""The end of a day of a rationed good: written by one, checked by another, what differs settled in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import maybe_whole_of, typed_of
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import long_day, number, rupiah
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.subsidised.domain.day_closes import Book, DayCloseRefusedError, Told
from guyub.trade.subsidised.domain.programmes import Official
from guyub.trade.subsidised.domain.quantities import qty_words, read_qty
from guyub.trade.subsidised.selectors.day_closes import close_of, closes_since, days_sold, ours_of
from guyub.trade.subsidised.selectors.officials import programmes_inquiry
from guyub.trade.subsidised.services.day_closes import check_close, settle_close, write_close
from guyub.trade.subsidised.web.log_frame import done_of, shown
from guyub.trade.subsidised.web.log_words import BOOK_WORDS, SITE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.domain.day_closes import Ours
    from guyub.trade.subsidised.selectors.day_closes import CloseRow
    from guyub.trade.subsidised.selectors.officials import ProgrammeRow

DAYS_SHOWN = timedelta(days=30)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def days(request: HttpRequest) -> HttpResponse:
    """List the days on which rationed goods were sold, with how each ended."""
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        (goods,) = asked(programmes_inquiry())
        sold = days_sold(cooperative_id=place_id, since=today - DAYS_SHOWN, until=today)
        listed = closes_since(cooperative_id=place_id, since=today - DAYS_SHOWN)
    closes = {(row.programme, row.on): row for row in listed}
    keys = sorted(
        {(key, on) for key, on, _ in sold} | set(closes), key=lambda one: (one[1], one[0]), reverse=True
    )
    counts = {key: close.ours.count for key, close in closes.items()}
    counts |= {(key, on): count for key, on, count in sold}
    rows = [
        {"good": goods[key], "on": on, "count": counts[key, on], "close": closes.get((key, on))}
        for key, on in keys
        if key in goods
    ]
    opened = [row for row in closes.values() if row.is_open]
    return shown(request, "day_closes", {"rows": rows, "opened": opened}, tab="rations_log:days")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.VIEW_GOODS)
def day_shown(request: HttpRequest, programme: str, on: str) -> HttpResponse:
    """Show one day, and write down how it ended."""
    good, when = _asked(request, programme, on)
    if request.method == "POST":
        _, refusal = tried(
            lambda: write_close(
                programme=good.key,
                on=when,
                told=_told(request, good),
                today=today_of(request),
                **done_of(request),
            )
        )
        return _page(request, good, when, refusal=refusal) if refusal else _back(good, when)
    return _page(request, good, when)


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def check(request: HttpRequest, programme: str, on: str) -> HttpResponse:
    """Check a day as the second person."""
    return _acted(request, programme, on, lambda row: check_close(close_id=row.close_id, **done_of(request)))


@require_POST
@never_cache
@acts(Action.RESOLVE_EVENTS)
def settle(request: HttpRequest, programme: str, on: str) -> HttpResponse:
    """Say what was done about what differed."""
    why, today = typed_of(request, "why"), today_of(request)
    return _acted(
        request,
        programme,
        on,
        lambda row: settle_close(close_id=row.close_id, why=why, today=today, **done_of(request)),
    )


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def day_paper(request: HttpRequest, programme: str, on: str) -> HttpResponse:
    """Print the end of a day, with both people who sign."""
    good, when = _asked(request, programme, on)
    _, _, row = _facts(request, good, when)
    if row is None:
        raise Http404
    with own_rows(request):
        head = letterhead_of(request, here(request))
    payload = {
        **{name: head[name] for name in ("who", "where", "printed")},
        "title": f"Lembar harian {good.title}, {written_day(when)}",
        "paper": "a4",
        "facts": [
            ["Penjualan", number(row.ours.count)],
            ["Belum tercatat di situs", number(row.waiting)],
            ["Tunai", rupiah(row.told.cash_rp)],
            ["Bukan tunai", rupiah(row.told.cashless_rp)],
        ],
        "columns": [
            {"label": label, "align": "right" if at else "left", "width": "auto" if at else "wide"}
            for at, label in enumerate(("Yang dibandingkan", "Catatan kami", "Yang dilaporkan", "Selisih"))
        ],
        "rows": [
            [one["title"], one["ours"], one["theirs"], one["gap"]]
            for one in _compared(good, row.ours, row.told)
        ],
        "notes": [
            *([f"Sebab: {row.told.reason}"] if row.told.reason else []),
            *([f"Penyelesaian, {written_day(row.settled_on)}: {row.settled_why}"] if row.settled_on else []),
        ],
        "signers": [
            {"role": "Diisi oleh", "name": row.writer},
            {"role": "Diperiksa oleh", "name": row.checker or ""},
        ],
    }
    made = render_pdf(template="subsidised/day_close.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"lembar-harian-{good.key.lower()}-{when:%Y-%m-%d}")


def _asked(request: HttpRequest, programme: str, on: str) -> tuple[ProgrammeRow, date]:
    try:
        when = date.fromisoformat(on)
    except ValueError as error:
        raise Http404 from error
    with own_rows(request):
        (goods,) = asked(programmes_inquiry())
    key = programme.upper()
    if key not in goods or when > today_of(request):
        raise Http404
    return goods[key], when


def _told(request: HttpRequest, good: ProgrammeRow) -> Told:
    def money(field: str) -> int:
        return maybe_whole_of(request, field, DayCloseRefusedError, "number") or 0

    official = None
    if good.official is not Official.NONE:
        official = read_qty(typed_of(request, "official"), good.unit)
        if official is None:
            raise DayCloseRefusedError(wrong="number")
    floor = {
        name: maybe_whole_of(request, name, DayCloseRefusedError, "number") if good.has_containers else None
        for name in ("full", "empty")
    }
    return Told(
        official=official,
        cash_rp=money("cash"),
        cashless_rp=money("cashless"),
        reason=typed_of(request, "reason"),
        **floor,
    )


def _facts(request: HttpRequest, good: ProgrammeRow, on: date) -> tuple[Ours, int, CloseRow | None]:
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        ours, waiting = ours_of(cooperative_id=place_id, programme=good.key, on=on)
        close = close_of(cooperative_id=place_id, programme=good.key, on=on)
    return ours, waiting, close


def _page(request: HttpRequest, good: ProgrammeRow, on: date, *, refusal: str = "") -> HttpResponse:
    ours, waiting, row = _facts(request, good, on)
    is_writer = bool(row and row.written_by == actor_of(request).person_id)
    context: dict[str, Any] = {
        "good": good,
        "slug": _slug(good),
        "on": on,
        "title": long_day(on),
        "site": SITE_WORDS[good.official],
        "ours": ours,
        "waiting": waiting,
        "sold": qty_words(ours.qty, good.unit),
        "floor": f"isi, {number(ours.empty)} kosong" if ours.empty is not None else "",
        "row": row,
        "compared": _compared(good, row.ours, row.told) if row else [],
        "is_changed": bool(row and (row.ours.qty, row.ours.paid_rp) != (ours.qty, ours.paid_rp)),
        "is_writer": is_writer,
        "may_write": row is None or row.checked_at is None,
        "earlier": on - timedelta(days=1),
        "later": on + timedelta(days=1) if on < today_of(request) else None,
    }
    return shown(request, "day_close", context, tab="rations_log:days", refusal=refusal)


def _compared(good: ProgrammeRow, ours: Ours, told: Told) -> list[dict[str, Any]]:
    """Set the books beside each other as a table shows them."""
    pairs = (
        (Book.OFFICIAL, ours.qty, told.official),
        (Book.MONEY, ours.paid_rp, told.money_rp),
        (Book.FULL, ours.full, told.full),
        (Book.EMPTY, ours.empty, told.empty),
    )
    rows = []
    for book, mine, theirs in pairs:
        if mine is None or theirs is None:
            continue
        said: Callable[[int], str] = rupiah if book is Book.MONEY else lambda qty: qty_words(qty, good.unit)
        gap = theirs - mine
        words = "sama" if not gap else f"{'lebih' if gap > 0 else 'kurang'} {said(abs(gap))}"
        rows.append(
            {
                "title": BOOK_WORDS[book],
                "ours": said(mine),
                "theirs": said(theirs),
                "gap": words,
                "is_apart": gap != 0,
            }
        )
    return rows


def _acted(request: HttpRequest, programme: str, on: str, act: Callable[[CloseRow], None]) -> HttpResponse:
    good, when = _asked(request, programme, on)
    _, _, row = _facts(request, good, when)
    if row is None:
        raise Http404
    _, refusal = tried(lambda: act(row))
    return _page(request, good, when, refusal=refusal) if refusal else _back(good, when)


def _slug(good: ProgrammeRow) -> str:
    return good.key.lower()


def _back(good: ProgrammeRow, on: date) -> HttpResponse:
    return redirect("rations_log:day", programme=_slug(good), on=on.isoformat())
