"""Agreements with producers: the list, a new one, one of them, other terms, its end."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices
from guyub.community.cooperatives.web.forms import day_of, id_of, maybe_day_of, typed_of
from guyub.community.members.domain.finding import wanted
from guyub.community.members.selectors.register import find_members
from guyub.community.partners.domain.partners import DELIVERING
from guyub.community.partners.selectors.partners import partner_options
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.consignment.domain.agreements import (
    DISCOUNT_WORDS,
    LOSS_WORDS,
    SETTLES_WORDS,
    AgreementRefusedError,
    AgreementTyped,
    GoodTerms,
)
from guyub.trade.consignment.domain.shares import Basis
from guyub.trade.consignment.selectors.agreements import agreements_of
from guyub.trade.consignment.selectors.papers import slips_of, statements_of
from guyub.trade.consignment.services.agreements import end_agreement, set_terms, show_name, write_agreement
from guyub.trade.consignment.web.frame import agreement_found, shown
from guyub.trade.inventory.selectors.bought import consignable_inquiry
from guyub.trade.procurement.web.frame import Cells, cells_of, done_here, goods_in, locations_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

FIELDS = ("product", "rate", "setor")
ROWS, MORE = 3, 3
LONGEST_SEARCH = 80


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def agreements(request: HttpRequest) -> HttpResponse:
    """List the agreements: what lies there of whom, and what is owed."""
    with own_rows(request):
        rows = agreements_of(cooperative_id=actor_of(request).cooperative_id, today=today_of(request))
    running = [row for row in rows if row.ended_on is None]
    context = {
        "running": running,
        "ended": [row for row in rows if row.ended_on],
        "owed_rp": sum(row.owed_rp for row in rows),
        "late": [row for row in running if row.is_late],
    }
    return shown(request, "agreements", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def agreement_new(request: HttpRequest) -> HttpResponse:
    """Agree with a producer."""
    refusal = ""
    if request.method == "POST" and "add" not in request.POST:
        made, refusal = tried(lambda: write_agreement(typed=_typed(request), **done_here(request)))
        if made:
            return redirect("consignment:agreement", agreement_id=made)
    rows = cells_of(request, FIELDS)
    kept = [row for row in rows if not row.is_empty()]
    spare = MORE if "add" in request.POST else max(0, ROWS - len(kept))
    with own_rows(request):
        (offered,) = asked(consignable_inquiry(cooperative_id=actor_of(request).cooperative_id))
        options = partner_options(cooperative_id=actor_of(request).cooperative_id, kinds=DELIVERING)
        locations = locations_of(request)
    context = {
        "offered": offered,
        "partners": choices(options, typed_of(request, "partner"), empty="Pilih penitip"),
        "locations": locations,
        "settles": choices(SETTLES_WORDS, typed_of(request, "settles") or "MINGGUAN"),
        "losses": choices(LOSS_WORDS, typed_of(request, "losses") or "PRODUSEN"),
        "discounts": choices(DISCOUNT_WORDS, typed_of(request, "discounts") or "KOPERASI"),
        "rows": [*kept, *[Cells({})] * spare],
        "from_on": typed_of(request, "from_on") or today_of(request).isoformat(),
    }
    return shown(request, "agreement_new", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show one agreement: its goods, its papers, its statements, what is owed."""
    return page(request, agreement_id)


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def terms(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Add a product, or agree on other terms from tomorrow."""
    return after(
        request,
        agreement_id,
        lambda: set_terms(agreement_id=agreement_id, typed=_one_good(request), **done_here(request)),
    )


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def name(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Let the public page show the producer's trade name, or not any more."""
    told = done_here(request)
    told.pop("today")
    shown_name = typed_of(request, "shown_name")
    return after(request, agreement_id, lambda: show_name(agreement_id=agreement_id, name=shown_name, **told))


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def end(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """End an agreement."""
    why = typed_of(request, "why")
    return after(
        request,
        agreement_id,
        lambda: end_agreement(agreement_id=agreement_id, why=why, **done_here(request)),
    )


def page(request: HttpRequest, agreement_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Render the page of an agreement, with what was refused on it."""
    found, place_id = agreement_found(request, agreement_id), actor_of(request).cooperative_id
    with own_rows(request):
        slips = slips_of(cooperative_id=place_id, agreement_id=agreement_id)
        statements = statements_of(cooperative_id=place_id, agreement_ids=[agreement_id])
        offered = []
        if refusal or found.ended_on is None:
            (offered,) = asked(consignable_inquiry(cooperative_id=place_id))
    context = {
        "one": found,
        "slips": [(row, row.undone_on is None) for row in slips],
        "statements": statements,
        "offered": offered,
    }
    return shown(request, "agreement", context, refusal=refusal)


def after(request: HttpRequest, agreement_id: UUID, act: Callable[[], object]) -> HttpResponse:
    """Do something to an agreement, and show it again."""
    agreement_found(request, agreement_id)
    _, refusal = tried(act)
    if refusal:
        return page(request, agreement_id, refusal=refusal)
    return redirect("consignment:agreement", agreement_id=agreement_id)


def _typed(request: HttpRequest) -> AgreementTyped:
    refusal = AgreementRefusedError
    rows = [row for row in cells_of(request, FIELDS) if not row.is_empty()]
    with own_rows(request):
        goods = goods_in(request, [row["product"] for row in rows], refusal)
        member_id = _member_id(request)
    return AgreementTyped(
        partner_id=id_of(request, "partner", refusal, "partner"),
        member_id=member_id,
        location_id=id_of(request, "location", refusal, "location"),
        from_on=day_of(request, "from_on", refusal, "days"),
        until_on=maybe_day_of(request, "until_on", refusal, "days"),
        settles=_one_of(request, "settles", SETTLES_WORDS),
        losses=_one_of(request, "losses", LOSS_WORDS),
        discounts=_one_of(request, "discounts", DISCOUNT_WORDS),
        shown_name=typed_of(request, "shown_name"),
        note=typed_of(request, "note"),
        goods=tuple(_terms(row, goods[" ".join(row["product"].split())]) for row in rows),
    )


def _one_good(request: HttpRequest) -> GoodTerms:
    cells = Cells({field: typed_of(request, field) for field in FIELDS})
    with own_rows(request):
        goods = goods_in(request, [cells["product"]], AgreementRefusedError)
    return _terms(cells, goods[" ".join(cells["product"].split())])


def _terms(cells: Cells, good: Any) -> GoodTerms:
    """Read one line: a percentage, or a price to the producer for the unit in which it is sold first."""
    unit_id = good.unit_ids[good.base_unit] if good.base_unit in good.unit_ids else good.unit_ids[good.usual]
    if cells["setor"].strip():
        setor_rp = int(_number(cells["setor"].replace(".", "")))
        return GoodTerms(product_id=good.product_id, unit_id=unit_id, basis=Basis.SETOR, setor_rp=setor_rp)
    rate = _number(cells["rate"].replace("%", "").replace(",", ".")) / 100
    return GoodTerms(product_id=good.product_id, unit_id=unit_id, basis=Basis.PERSEN, share_rate=rate)


def _number(written: str) -> Decimal:
    try:
        found = Decimal(written.strip() or "0")
    except InvalidOperation as error:
        raise AgreementRefusedError(wrong="number", said=written.strip()) from error
    if not found.is_finite() or abs(found) > 10**9:
        raise AgreementRefusedError(wrong="number", said=written.strip())
    return found


def _member_id(request: HttpRequest) -> UUID | None:
    """Find the member that a number or a name names; nothing typed is none."""
    text = typed_of(request, "member")[:LONGEST_SEARCH].strip()
    if not text:
        return None
    looked = wanted(text)
    if looked.is_secret:
        raise AgreementRefusedError(wrong="member")
    people = [
        row
        for row in find_members(cooperative_id=actor_of(request).cooperative_id, wanted=looked).rows
        if row.is_member
    ]
    if len(people) != 1:
        raise AgreementRefusedError(wrong="member")
    return people[0].member_id


def _one_of(request: HttpRequest, field: str, words: Any) -> str:
    chosen = typed_of(request, field)
    return chosen if chosen in words else next(iter(words))
