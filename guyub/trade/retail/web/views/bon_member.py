"""One member's bon: what is open, what was paid, paying, and the receipt of a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.treasury.domain.terbilang import terbilang
from guyub.community.cooperatives.web.forms import maybe_whole_of, typed_of
from guyub.community.members.selectors.members import one_member
from guyub.community.members.web.book_tables import letterhead_of, written_day
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import cash_places, done_today
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.foundation.parameters.selectors.values import over_time
from guyub.trade.retail.domain.bon import BonRefusedError
from guyub.trade.retail.selectors.bon import one_payment, open_of, paid_of, settled_of
from guyub.trade.retail.services.bon_paying import pay_bon, take_bon_back
from guyub.trade.retail.services.slices import LIMIT, most_of
from guyub.trade.retail.web.views.bon import shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show what one member owes, receipt by receipt, and what was paid."""
    return _page(request, member_id)


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def pay(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take money for bon."""
    _, refusal = tried(
        lambda: pay_bon(
            member_id=member_id,
            amount_rp=maybe_whole_of(request, "amount", BonRefusedError, "amount") or 0,
            cash_place_id=id_in(typed_of(request, "cash_place")),
            **done_today(request),
        )
    )
    return (
        _page(request, member_id, refusal=refusal) if refusal else redirect("bon:member", member_id=member_id)
    )


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def payment_back(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Take a payment back."""
    with own_rows(request):
        found = one_payment(cooperative_id=here(request).id, payment_id=payment_id)
    if found is None:
        raise Http404
    _, refusal = tried(
        lambda: take_bon_back(payment_id=payment_id, why=typed_of(request, "why"), **done_today(request))
    )
    return (
        _page(request, found[0], refusal=refusal) if refusal else redirect("bon:member", member_id=found[0])
    )


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def receipt(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Print the receipt of a payment on half a sheet."""
    place = here(request)
    with own_rows(request):
        found = one_payment(cooperative_id=place.id, payment_id=payment_id)
        if found is None:
            raise Http404
        payer = one_member(cooperative_id=place.id, member_id=found[0])
        settled = settled_of(cooperative_id=place.id, payment_id=payment_id)
        head = letterhead_of(request, place)
    row, name = found[1], payer.name if payer else ""
    payload = head | {
        "title": "Kuitansi bon",
        "number": row.name,
        "facts": [
            ["Diterima dari", name],
            ["Nomor anggota", (payer.number if payer else "") or "–"],
            ["Tanggal", day(row.paid_on)],
            ["Caranya", ", ".join(filter(None, (row.way, row.place)))],
            ["Nota kasir", row.till_number or "–"],
            ["Diterima oleh", row.person],
        ],
        "parts": [[f"Nota {receipt_name}", number(rp)] for receipt_name, rp in settled],
        "amount": rupiah(row.amount_rp),
        "words": terbilang(row.amount_rp),
        "said": "",
        "undone": "Pembayaran ini sudah dibatalkan." if row.undone_on else "",
        "left": [
            f"Sisa bon sesudah ini {rupiah(row.left_rp)}." if row.left_rp else "Bon lunas. Terima kasih."
        ],
        "signers": [{"role": "Yang membayar", "name": name}, {"role": "Yang menerima", "name": row.person}],
        "date": f"{head['place'].rpartition(',')[0]}, {written_day(row.paid_on)}".strip(", "),
    }
    # The same half sheet as of an instalment: who, how much in words, what it paid, what is left.
    made = render_pdf(template="loans/receipt.typ", payload=payload, is_example=settings.IS_DEMO)
    return pdf_answer(made, stem=f"kuitansi-{row.name.lower()}")


def _page(request: HttpRequest, member_id: UUID, *, refusal: str = "") -> HttpResponse:
    place, today, actor = here(request), today_of(request), actor_of(request)
    with own_rows(request):
        who = one_member(cooperative_id=place.id, member_id=member_id)
        if who is None:
            raise Http404
        rows = open_of(cooperative_id=place.id, member_id=member_id)
        paid = paid_of(cooperative_id=place.id, member_id=member_id)
        most_rp = most_of(over_time(LIMIT, cooperative_id=place.id), today)
        places = cash_places(request, place) if can(actor, Action.HANDLE_CASH, place.id) else []
    owed_rp = sum(row.left_rp for row in rows)
    keeps = can(actor, Action.KEEP_TREASURY, place.id)
    context = {
        "who": who,
        "is_own": who.person_id == actor.person_id,
        "rows": [(row, row.days_late(today)) for row in rows],
        "owed_rp": owed_rp,
        "late_rp": sum(row.left_rp for row in rows if row.days_late(today) > 0),
        "most_rp": most_rp,
        "left_rp": max(most_rp - owed_rp, 0),
        "paid": [(row, keeps or (row.paid_on == today and row.person_id == actor.person_id)) for row in paid],
        "places": places,
        "amount": typed_of(request, "amount") or number(owed_rp),
    }
    return shown(request, "bon_member", context, refusal=refusal)
