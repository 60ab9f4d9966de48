"""Goods that go from place to place: sent, received, called back, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.books.ledger.web.statement_files import paper_of
from guyub.community.members.web.book_tables import letterhead_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.inventory.domain.documents import STATE_WORDS
from guyub.trade.inventory.selectors.papers import losses_page
from guyub.trade.inventory.selectors.transfers import one_transfer, transfers_page
from guyub.trade.inventory.selectors.unit_words import has_batches, offered, product_words
from guyub.trade.inventory.services.transfers import receive_goods, send_goods
from guyub.trade.inventory.services.transfers_back import call_back_goods, undo_transfer
from guyub.trade.inventory.web.stock_files import transfer_pdf
from guyub.trade.inventory.web.stock_pages import (
    day_typed,
    done_today,
    found_or_404,
    goods_rows,
    goods_typed,
    location_choices,
    location_typed,
    page,
)
from guyub.trade.inventory.web.stock_words import STATE_TONES

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.transfers import TransferLineRow, TransferRow

TAB = "stock_transfers:transfers"


@require_safe
@acts(Action.VIEW_GOODS)
def transfers(request: HttpRequest) -> HttpResponse:
    """List what is on its way, and what arrived."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows = transfers_page(cooperative_id=place.id)
    out = [{"row": row, "days": (today - row.sent_on).days} for row in rows if row.is_open]
    context = {
        "title": f"{number(len(out))} kiriman dalam perjalanan" if out else "Tidak ada kiriman di jalan",
        "out": out,
        "closed": [
            (row, STATE_WORDS[row.state], STATE_TONES.get(row.state, "")) for row in rows if not row.is_open
        ],
    }
    return page(request, "stock_transfers", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.MOVE_STOCK)
def transfer_new(request: HttpRequest) -> HttpResponse:
    """Send goods from one place to another."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(
            lambda: send_goods(
                giver_id=location_typed(request, "giver"),
                taker_id=location_typed(request, "taker"),
                goods=goods_typed(request),
                on=day_typed(request, "on", today_of(request)),
                is_direct=typed_of(request, "way") == "langsung",
                note=typed_of(request, "note"),
                **done_today(request),
            )
        )
        if done:
            return redirect("stock_transfers:transfer", transfer_id=done)
    chosen = typed_of(request, "giver") or request.GET.get("dari", "")
    with own_rows(request):
        context = {
            "givers": location_choices(request, chosen, empty="pilih"),
            "takers": location_choices(request, typed_of(request, "taker"), empty="pilih"),
            "names": offered(cooperative_id=here(request).id, location_id=id_in(chosen)),
            "rows": goods_rows(request),
            "has_batches": has_batches(cooperative_id=here(request).id),
            "on": typed_of(request, "on") or today_of(request).isoformat(),
            "is_direct": typed_of(request, "way") == "langsung",
        }
    return page(request, "stock_transfer_new", context, tab=TAB, refusal=refusal)


@require_safe
@acts(Action.VIEW_GOODS)
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Show one transfer; ``?bentuk=pdf`` prints the letter that goes along."""
    return _transfer(request, transfer_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.MOVE_STOCK)
def transfer_receive(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Receive what was sent: whole, or with what is missing."""
    row, lines = _found(request, transfer_id)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: receive_goods(
                transfer_id=transfer_id,
                came=_came(request, lines),
                reason=typed_of(request, "reason"),
                **done_today(request),
            )
        )
        if not refusal:
            return redirect("stock_transfers:transfer", transfer_id=transfer_id)
    if not row.is_open:
        return redirect("stock_transfers:transfer", transfer_id=transfer_id)
    context = {
        "row": row,
        "lines": [
            {"line": line, "typed": request.POST.get(f"came-{line.line_id}", line.way)}
            for line in lines
            if line.way_qty
        ],
        "is_own": row.sender_id == actor_of(request).person_id,
    }
    return page(request, "stock_transfer_receive", context, tab=TAB, refusal=refusal)


@require_POST
@acts(Action.MOVE_STOCK)
def transfer_call_back(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Call back what is on its way."""
    _, refusal = tried(
        lambda: call_back_goods(
            transfer_id=transfer_id, reason=typed_of(request, "reason"), **done_today(request)
        )
    )
    return _after(request, transfer_id, refusal)


@require_POST
@acts(Action.MOVE_STOCK)
def transfer_undo(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Take a transfer back that was written down wrongly."""
    _, refusal = tried(
        lambda: undo_transfer(
            transfer_id=transfer_id, reason=typed_of(request, "reason"), **done_today(request)
        )
    )
    return _after(request, transfer_id, refusal)


def _after(request: HttpRequest, transfer_id: UUID, refusal: str) -> HttpResponse:
    if refusal:
        return _transfer(request, transfer_id, refusal=refusal)
    return redirect("stock_transfers:transfer", transfer_id=transfer_id)


def _transfer(request: HttpRequest, transfer_id: UUID, *, refusal: str = "") -> HttpResponse:
    place = here(request)
    row, lines = _found(request, transfer_id)
    with own_rows(request):
        if request.GET.get("bentuk") == "pdf":
            made = transfer_pdf(letterhead_of(request, place), row, lines, paper=paper_of(request))
            return pdf_answer(made, stem=f"surat-{row.number.lower()}")
        losses = losses_page(cooperative_id=place.id, transfer_id=transfer_id)
    context = {
        "row": row,
        "lines": lines,
        "state": STATE_WORDS[row.state],
        "tone": STATE_TONES.get(row.state, ""),
        "losses": [(one, STATE_WORDS[one.state]) for one in losses],
        "days": (today_of(request) - row.sent_on).days,
        "is_own": row.sender_id == actor_of(request).person_id,
        "is_done": row.state == "DITERIMA",
    }
    return page(request, "stock_transfer", context, tab=TAB, refusal=refusal)


def _found(request: HttpRequest, transfer_id: UUID) -> tuple[TransferRow, list[TransferLineRow]]:
    with own_rows(request):
        found: tuple[TransferRow, list[TransferLineRow]] = found_or_404(
            one_transfer(cooperative_id=here(request).id, transfer_id=transfer_id)
        )
    return found


def _came(request: HttpRequest, lines: list[TransferLineRow]) -> dict[UUID, int]:
    """Read what came of each line; a line that is not named came whole."""
    place = here(request)
    with own_rows(request):
        words = product_words(cooperative_id=place.id, product_ids={line.product_id for line in lines})
    came = {}
    for line in lines:
        written = request.POST.get(f"came-{line.line_id}")
        if written is not None and line.way_qty:
            came[line.line_id] = words[line.product_id].read(written.strip() or "0")
    return came
