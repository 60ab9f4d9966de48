"""What lies where: the list, a product's card, what stock was worth, what lies too long, all moves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from guyub.books.ledger.web.forms import choices
from guyub.books.ledger.web.statement_files import paper_of
from guyub.community.members.web.book_tables import letterhead_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer
from guyub.trade.inventory.domain.catalogue import CATEGORIES, CATEGORY_OF
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.selectors.ageing import batches_left, slow_movers
from guyub.trade.inventory.selectors.cards import card_of
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.inventory.selectors.moves_book import PAGE as MOVES_PAGE
from guyub.trade.inventory.selectors.moves_book import moves_page
from guyub.trade.inventory.selectors.stocks import (
    EXPIRING,
    LOW,
    NEGATIVE,
    PAGE,
    StocksAsked,
    products_counted,
    stocks_page,
)
from guyub.trade.inventory.selectors.unit_words import product_words
from guyub.trade.inventory.selectors.valuation import PAGE as VALUED_PAGE
from guyub.trade.inventory.selectors.valuation import valuation_of
from guyub.trade.inventory.web.stock_files import card_pdf, card_sheet, moves_sheet, valuation_sheet
from guyub.trade.inventory.web.stock_pages import (
    asked_with,
    day_asked,
    first_asked,
    found_or_404,
    page,
    pager_of,
)
from guyub.trade.inventory.web.stock_words import CAUSE_WORDS, paper_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.stocks import StocksPage

LONGEST = 60
MOST_EXPORTED = 50_000
SLOW_DAYS = 30


@require_safe
@acts(Action.VIEW_GOODS)
def stocks(request: HttpRequest) -> HttpResponse:
    """Show what lies where now, fifty at a time, and what needs a look."""
    place, today = here(request), today_of(request)
    asked = StocksAsked(
        words=request.GET.get("cari", "").strip()[:LONGEST],
        location_id=id_in(request.GET.get("tempat", "")),
        category=request.GET.get("golongan", "") if request.GET.get("golongan") in CATEGORY_OF else "",
        state=request.GET.get("keadaan", "")
        if request.GET.get("keadaan") in {LOW, NEGATIVE, EXPIRING}
        else "",
    )
    first = first_asked(request, PAGE)
    with own_rows(request):
        told = stocks_page(cooperative_id=place.id, asked=asked, today=today, first=first)
        places = open_names(cooperative_id=place.id, has_way=True)
    context = {
        "title": _finding(told),
        "told": told,
        "asked": asked,
        "hides": _hides(request),
        "picks": list(_picks(request, asked, told)),
        "places": choices(places, request.GET.get("tempat", ""), empty="Semua tempat"),
        "categories": choices(
            {one.code: one.name for one in CATEGORIES}, asked.category, empty="Semua golongan"
        ),
        "pager": pager_of(request, first=first, total=told.total, page_size=PAGE),
        "is_narrow": bool(asked.words or asked.location_id or asked.category or asked.state),
    }
    return page(request, "stocks", context, tab="stock:stocks")


@require_safe
@acts(Action.VIEW_GOODS)
def card(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show every move of a product in a span, with what lay there after it; ``?bentuk=`` hands it over."""
    place, today = here(request), today_of(request)
    location_id = id_in(request.GET.get("tempat", ""))
    since = day_asked(request, "dari", today.replace(day=1))
    until = max(day_asked(request, "sampai", today), since)
    shape = request.GET.get("bentuk", "")
    with own_rows(request):
        words = product_words(cooperative_id=place.id, product_ids=[product_id])
        product = found_or_404(words.get(product_id))
        is_counted = _hides(request) and product_id in products_counted(cooperative_id=place.id)
        told = card_of(
            cooperative_id=place.id,
            product_id=product_id,
            since=since,
            until=until,
            location_id=location_id,
            most=MOST_EXPORTED if shape else 300,
        )
        places = open_names(cooperative_id=place.id, has_way=True)
        if shape == "pdf" and not is_counted:
            where = places.get(str(location_id), "semua tempat")
            facts = [("Tempat", where), ("Masa", f"{day(since)} sampai {day(until)}")]
            head = letterhead_of(request, place)
            made = card_pdf(head, product, told, facts=facts, paper=paper_of(request))
            return pdf_answer(made, stem=f"kartu-stok-{product.code.lower()}")
    if shape in {"xlsx", "csv"} and not is_counted:
        return table_answer(
            request, card_sheet(product, told, source=place.name), stem=f"kartu-stok-{product.code.lower()}"
        )
    rows = [
        {
            "move": move,
            "cause": CAUSE_WORDS[move.cause],
            "qty": product.words(move.qty) if move.qty else "",
            "left": product.words(move.left_qty),
            "paper": paper_address(move.source_kind, move.source_id),
        }
        for move in told.moves
    ]
    context = {
        "product": product,
        "card": told,
        "rows": rows,
        "is_counted": is_counted,
        "before": product.words(told.before_qty),
        "after": product.words(told.after_qty),
        "since": since,
        "until": until,
        "places": choices(places, request.GET.get("tempat", ""), empty="Semua tempat"),
        "query": asked_with(request, bentuk=""),
    }
    return page(request, "stock_card", context, tab="stock:stocks")


@require_safe
@acts(Action.VIEW_GOODS)
def valuation(request: HttpRequest) -> HttpResponse:
    """Show what stock was worth at the end of any day, by category, account, place and product."""
    place, today = here(request), today_of(request)
    on = min(day_asked(request, "per", today), today)
    location_id = id_in(request.GET.get("tempat", ""))
    is_table = request.GET.get("bentuk", "") in {"xlsx", "csv"}
    first = 0 if is_table else first_asked(request, VALUED_PAGE)
    with own_rows(request):
        told = valuation_of(
            cooperative_id=place.id,
            on=on,
            location_id=location_id,
            first=first,
            most=MOST_EXPORTED if is_table else VALUED_PAGE,
        )
        words = product_words(
            cooperative_id=place.id, product_ids=[one.id for one in told.products if one.id]
        )
        counted = products_counted(cooperative_id=place.id) if _hides(request) else set()
        places = open_names(cooperative_id=place.id, has_way=True)
    if is_table and not counted:
        return table_answer(
            request, valuation_sheet(told, words, source=place.name), stem=f"nilai-stok-{on.isoformat()}"
        )
    context = {
        "told": told,
        "categories": [(CATEGORY_OF[one.code].name, one) for one in told.by_category],
        "products": [
            {
                "one": one,
                "words": "" if one.id in counted else words[one.id].words(one.qty) if one.id else "",
                "is_counted": one.id in counted,
            }
            for one in told.products
        ],
        "on": on,
        "on_words": day(on),
        "has_table": not counted,
        "places": choices(places, request.GET.get("tempat", ""), empty="Semua tempat"),
        "pager": pager_of(request, first=first, total=told.products_count, page_size=VALUED_PAGE),
        "query": asked_with(request, bentuk="", halaman=""),
    }
    return page(request, "stock_valuation", context, tab="stock:valuation")


@require_safe
@acts(Action.VIEW_GOODS)
def ageing(request: HttpRequest) -> HttpResponse:
    """Show batches by their expiry, and what has not left for long."""
    place, today = here(request), today_of(request)
    written = request.GET.get("hari", "")
    days = int(written) if written.isdigit() and len(written) < 4 else SLOW_DAYS
    with own_rows(request):
        batches = batches_left(cooperative_id=place.id, today=today)
        slow = slow_movers(cooperative_id=place.id, today=today, since=today - timedelta(days=days))
        counted = products_counted(cooperative_id=place.id) if _hides(request) else set()
    late = sum(one.days is not None and one.days < 0 for one in batches)
    context = {
        "title": f"{number(late)} kemasan sudah kedaluwarsa" if late else "Umur stok",
        "batches": batches,
        "slow": slow,
        "slow_rp": sum(one.value_rp for one in slow),
        "days": days,
        "counted": counted,
        "spans": choices({"30": "30 hari", "60": "60 hari", "90": "90 hari", "180": "180 hari"}, str(days)),
    }
    return page(request, "stock_ageing", context, tab="stock:ageing")


@require_safe
@acts(Action.VIEW_GOODS)
def moves(request: HttpRequest) -> HttpResponse:
    """Show all moves of goods of a span, by cause and place, each with its paper."""
    place, today = here(request), today_of(request)
    since = day_asked(request, "dari", today.replace(day=1))
    until = max(day_asked(request, "sampai", today), since)
    cause = request.GET.get("sebab", "") if request.GET.get("sebab") in set(Cause) else ""
    is_table = request.GET.get("bentuk", "") in {"xlsx", "csv"}
    first = 0 if is_table else first_asked(request, MOVES_PAGE)
    with own_rows(request):
        rows, total = moves_page(
            cooperative_id=place.id,
            since=since,
            until=until,
            cause=cause,
            location_id=id_in(request.GET.get("tempat", "")),
            first=first,
            most=MOST_EXPORTED if is_table else MOVES_PAGE,
        )
        places = open_names(cooperative_id=place.id, has_way=True)
    if is_table:
        return table_answer(
            request, moves_sheet(rows, source=place.name), stem=f"gerak-barang-{until.isoformat()}"
        )
    context = {
        "title": f"{number(total)} gerak barang",
        "rows": [
            {
                "row": row,
                "cause": CAUSE_WORDS[row.cause],
                "paper": paper_address(row.source_kind, row.source_id),
            }
            for row in rows
        ],
        "since": since,
        "until": until,
        "causes": choices(dict(CAUSE_WORDS), cause, empty="Semua kejadian"),
        "places": choices(places, request.GET.get("tempat", ""), empty="Semua tempat"),
        "pager": pager_of(request, first=first, total=total, page_size=MOVES_PAGE),
        "query": asked_with(request, bentuk="", halaman=""),
    }
    return page(request, "stock_moves", context, tab="stock:moves")


def _hides(request: HttpRequest) -> bool:
    """Tell whether this person may count: what is being counted is not shown to them."""
    return Action.COUNT_STOCK in TABLE[actor_of(request).role]


def _finding(told: StocksPage) -> str:
    if told.negative:
        return f"{number(told.negative)} barang di bawah nol"
    if told.expiring:
        return f"{number(told.expiring)} barang mendekati kedaluwarsa"
    if told.low:
        return f"{number(told.low)} barang perlu dipesan"
    return "Stok"


def _picks(request: HttpRequest, asked: StocksAsked, told: StocksPage) -> Iterator[dict[str, object]]:
    for state, label, count in (
        ("", "Semua", None),
        (LOW, "Di bawah batas", told.low),
        (NEGATIVE, "Di bawah nol", told.negative),
        (EXPIRING, "Kedaluwarsa 30 hari", told.expiring),
    ):
        query = asked_with(request, keadaan=state, halaman="")
        yield {"href": f"?{query}", "label": label, "count": count, "current": asked.state == state}
