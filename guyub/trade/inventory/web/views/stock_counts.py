"""Counts of stock: all of them, a new one, one of them, and one product after the other on a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.ledger.web.statement_files import paper_of
from guyub.community.members.web.book_tables import letterhead_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.inventory.domain.catalogue import CATEGORIES
from guyub.trade.inventory.domain.counting import COUNT_WORDS, CountRefusedError, CountScope, CountState
from guyub.trade.inventory.selectors.counts import count_seen, counts_page, repeated_differences
from guyub.trade.inventory.selectors.unit_words import find_product, offered
from guyub.trade.inventory.services.counting import begin_count, tally
from guyub.trade.inventory.web.stock_files import count_blank_pdf, count_result_pdf
from guyub.trade.inventory.web.stock_pages import (
    done_today,
    found_or_404,
    location_choices,
    location_typed,
    page,
)
from guyub.trade.inventory.web.stock_words import STATE_TONES

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.counts import CountLineRow, CountSeen

TAB = "stock_counts:counts"
A_YEAR = timedelta(days=365)
SEEING = (Action.VIEW_GOODS, Action.COUNT_STOCK)
MOST_LISTED = 40  # of a long list on the page on which one counts; the rest is found by searching


@require_safe
@acts(*SEEING)
def counts(request: HttpRequest) -> HttpResponse:
    """List counts, and what differs again and again."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows = counts_page(cooperative_id=place.id)
        repeated = repeated_differences(cooperative_id=place.id, since=today - A_YEAR)
    running = [row for row in rows if row.is_open]
    context = {
        "title": f"{number(len(running))} hitungan berjalan" if running else "Tidak ada hitungan berjalan",
        "running": [(row, STATE_TONES.get(row.state, "")) for row in running],
        "closed": [(row, STATE_TONES.get(row.state, "")) for row in rows if not row.is_open],
        "repeated": repeated,
    }
    return page(request, "stock_counts", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.COUNT_STOCK)
def count_new(request: HttpRequest) -> HttpResponse:
    """Begin to count a place: all of it, a category, or chosen products."""
    place, refusal = here(request), ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: begin_count(
                location_id=location_typed(request, "location"),
                scope=typed_of(request, "scope"),
                category=typed_of(request, "category"),
                product_ids=_chosen(request),
                **done_today(request),
            )
        )
        if done:
            return redirect("stock_counts:count_fill", count_id=done)
    with own_rows(request):
        context = {
            "places": location_choices(request, typed_of(request, "location")),
            "scopes": choices(
                {
                    "SEMUA": "Semua barang di tempat itu",
                    "KATEGORI": "Satu golongan",
                    "PILIHAN": "Beberapa barang",
                },
                typed_of(request, "scope"),
            ),
            "categories": choices(
                {one.code: one.name for one in CATEGORIES}, typed_of(request, "category"), empty="pilih"
            ),
            "names": offered(cooperative_id=place.id),
        }
    return page(request, "stock_count_new", context, tab=TAB, refusal=refusal)


@require_safe
@acts(*SEEING)
def count(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Show where a count stands; ``?bentuk=lembar`` prints the sheet to count on, ``?bentuk=hasil`` the result."""
    return count_page(request, count_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.COUNT_STOCK)
def count_fill(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Count one product after the other; each is saved at once, and everybody sees the own counts alone."""
    seen = seen_by(request, count_id)
    if request.method == "POST":
        line = next((one for one in seen.lines if one.line_id == id_in(typed_of(request, "line"))), None)
        _, refusal = tried(lambda: _tally(request, seen, line))
        if not refusal and line:
            here_again = reverse("stock_counts:count_fill", kwargs={"count_id": count_id})
            return redirect(f"{here_again}?baru={line.line_id}")
        return _fill(request, seen, line, refusal=refusal)
    asked = id_in(request.GET.get("barang", ""))
    line = next((one for one in seen.lines if one.line_id == asked), None)
    return _fill(request, seen, line)


def count_page(request: HttpRequest, count_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Render one count as the person who looks may see it."""
    place = here(request)
    seen = seen_by(request, count_id)
    shape = request.GET.get("bentuk", "")
    with own_rows(request):
        if shape == "lembar":
            made = count_blank_pdf(letterhead_of(request, place), seen, paper=paper_of(request))
            return pdf_answer(made, stem=f"lembar-{seen.count.number.lower()}")
        if shape == "hasil":
            if not seen.is_shown:
                raise PermissionDenied
            made = count_result_pdf(letterhead_of(request, place), seen, paper=paper_of(request))
            return pdf_answer(made, stem=f"hasil-{seen.count.number.lower()}")
    state = seen.count.state
    context = {
        "seen": seen,
        "count": seen.count,
        "state_words": COUNT_WORDS[state],
        "tone": STATE_TONES.get(state, ""),
        "is_counting": state is CountState.DIHITUNG,
        "is_compared": state is CountState.DIBANDINGKAN,
        "is_waiting": state is CountState.DIPUTUS,
        "is_booked": state is CountState.DIBUKUKAN,
        "differ_rp": seen.count.value_rp,
    }
    return page(request, "stock_count", context, tab=TAB, refusal=refusal)


def seen_by(request: HttpRequest, count_id: UUID) -> CountSeen:
    """Give a count as this person may see it, or 404."""
    with own_rows(request):
        found: CountSeen = found_or_404(
            count_seen(
                cooperative_id=here(request).id, count_id=count_id, person_id=actor_of(request).person_id
            )
        )
    return found


def _fill(
    request: HttpRequest, seen: CountSeen, line: CountLineRow | None, *, refusal: str = ""
) -> HttpResponse:
    sought = " ".join(request.GET.get("cari", "").split())[:60]
    if sought and line is None:
        with own_rows(request):
            product_id = find_product(cooperative_id=here(request).id, written=sought)
        line = next((one for one in seen.lines if one.product_id == product_id), None)
    listed = (
        [one for one in seen.lines if sought.lower() in f"{one.code} {one.name}".lower()]
        if sought
        else seen.to_count
    )
    line = line or next(iter(listed if sought else seen.to_count), None)
    mine = [one for one in seen.lines if one.is_mine_to_count]
    fresh = id_in(request.GET.get("baru", ""))
    context: dict[str, Any] = {
        "seen": seen,
        "count": seen.count,
        "line": line,
        "may_fill": bool(line and line.is_mine_to_count),
        "units": "|".join(line.words.unit_names[:4]) if line else "",
        "written": typed_of(request, "qty") or (line.mine if line else ""),
        "sought": sought,
        "listed": [one for one in listed if one is not line][:MOST_LISTED],
        "fresh": next((one for one in seen.lines if one.line_id == fresh and one.mine), None),
        "done": sum(bool(one.mine) for one in mine),
        "of": len(mine),
        "is_counting": seen.count.state is CountState.DIHITUNG,
        "is_third": seen.count.state is CountState.DIBANDINGKAN,
    }
    return page(request, "stock_count_fill", context, tab=TAB, refusal=refusal)


def _tally(request: HttpRequest, seen: CountSeen, line: CountLineRow | None) -> int:
    if line is None:
        raise CountRefusedError(wrong="product")
    written = typed_of(request, "qty").strip()
    return tally(
        count_id=seen.count.count_id,
        line_id=line.line_id,
        qty=line.words.read(written),
        written=line.words.words(line.words.read(written)),
        **done_today(request),
    )


def _chosen(request: HttpRequest) -> list[UUID]:
    """Read products that were chosen, one a line, by code, barcode or name."""
    if typed_of(request, "scope") != CountScope.PILIHAN:
        return []
    place, found = here(request), []
    with own_rows(request):
        for written in typed_of(request, "products").splitlines()[:100]:
            if written.strip():
                product_id = find_product(cooperative_id=place.id, written=written)
                if product_id is None:
                    raise CountRefusedError(wrong="product")
                found.append(product_id)
    return found
