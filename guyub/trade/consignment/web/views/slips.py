"""Papers of consigned goods: one form for each kind, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.community.cooperatives.web.forms import day_of, maybe_day_of, typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, today_of, tried
from guyub.foundation.kernel.ids import id_in
from guyub.trade.consignment.domain.slips import SLIP_WORDS, SlipKind, SlipRefusedError, SlipTyped
from guyub.trade.consignment.services.slips import take_slip_back, write_slip
from guyub.trade.consignment.web.frame import agreement_found, shown
from guyub.trade.consignment.web.views.agreements import after
from guyub.trade.inventory.domain.units import UnitRefusedError
from guyub.trade.procurement.web.frame import cells_of, done_here

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.consignment.selectors.agreements import AgreementRow

KINDS = {kind.value.lower(): kind for kind in SlipKind}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.MOVE_STOCK)
def slip_new(request: HttpRequest, agreement_id: UUID, kind: str) -> HttpResponse:
    """Write down what was brought, fetched, lost or counted."""
    if kind not in KINDS:
        raise Http404
    found, refusal = agreement_found(request, agreement_id), ""
    if request.method == "POST":
        made, refusal = tried(
            lambda: write_slip(typed=_typed(request, found, KINDS[kind]), **done_here(request))
        )
        if made:
            return redirect("consignment:agreement", agreement_id=agreement_id)
    typed = {cells["good"]: cells["qty"] for cells in cells_of(request, ("good", "qty"))}
    rows = found.goods if KINDS[kind] in {SlipKind.BAWA, SlipKind.HITUNG} else found.there
    context = {
        "one": found,
        "kind": KINDS[kind].value,
        "title": SLIP_WORDS[KINDS[kind]],
        "rows": [(row, typed.get(str(row.product_id), "")) for row in rows],
        "moved_on": typed_of(request, "moved_on") or today_of(request).isoformat(),
    }
    return shown(request, "slip_new", context, refusal=refusal)


@require_POST
@never_cache
@acts(Action.MOVE_STOCK)
def slip_back(request: HttpRequest, agreement_id: UUID, slip_id: UUID) -> HttpResponse:
    """Take a paper back."""
    why = typed_of(request, "why")
    return after(
        request, agreement_id, lambda: take_slip_back(slip_id=slip_id, why=why, **done_here(request))
    )


def _typed(request: HttpRequest, found: AgreementRow, kind: SlipKind) -> SlipTyped:
    goods = {row.product_id: row.good for row in found.goods}
    quantities: dict[UUID, int] = {}
    for cells in cells_of(request, ("good", "qty")):
        product_id, written = id_in(cells["good"]), cells["qty"].strip()
        if not written:
            continue
        if product_id not in goods:
            raise SlipRefusedError(wrong="product")
        try:
            quantities[product_id] = 0 if written == "0" else goods[product_id].read(written)[0]
        except UnitRefusedError as refused:
            raise SlipRefusedError(wrong="qty", product=goods[product_id].name) from refused
    is_count = kind is SlipKind.HITUNG
    return SlipTyped(
        agreement_id=found.agreement_id,
        kind=kind,
        on=today_of(request) if is_count else day_of(request, "moved_on", SlipRefusedError, "day"),
        quantities=quantities,
        fetch_by=maybe_day_of(request, "fetch_by", SlipRefusedError, "day"),
        note=typed_of(request, "note"),
    )
