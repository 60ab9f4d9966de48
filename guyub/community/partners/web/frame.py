"""What pages of partners share: the frame of a page, one partner's page, what every use-case takes, the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import render

from guyub.community.cooperatives.web.forms import choices, maybe_whole_of, typed_of
from guyub.community.partners.domain.accounts import is_fresh
from guyub.community.partners.domain.partners import (
    KIND_WORDS,
    PartnerRefusedError,
    PartnerTyped,
)
from guyub.community.partners.domain.terms import weekdays_of
from guyub.community.partners.selectors.partners import partner_page
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, own_rows, request_id_of, today_of
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.formats import DAYS, number
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.partners.selectors.partners import PartnerPage, PartnerRow

GREETING = "Selamat pagi {contact}, ini {name} dari {place}. "


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page of partners; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    decides = Action.APPROVE_PARTNERS in allowed
    shared = {
        "place_name": request.visit.seat.cooperative_name,  # type: ignore[attr-defined]  # identity.web.middleware
        "today": today_of(request),
        "may_keep": Action.KEEP_PARTNERS in allowed,
        "may_decide": decides,
        "may_ring": decides or Action.KEEP_PARTNERS in allowed,
        # Who only sells needs to know that there is an account, not its number.
        "sees_numbers": not allowed.isdisjoint({Action.KEEP_PARTNERS, Action.VIEW_JOURNAL}),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"partners/{name}.html", shared | dict(context), status=422 if refusal else 200)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, which request, when."""
    return {"actor": actor_of(request), "request_id": request_id_of(request), "now": utc_now()}


def found_of(request: HttpRequest, partner_id: UUID) -> PartnerPage:
    """Find the partner that an address names.

    Raises:
        Http404: There is none in the own cooperative.
    """
    with own_rows(request):
        found = partner_page(
            cooperative_id=actor_of(request).cooperative_id, partner_id=partner_id, now=utc_now()
        )
    if found is None:
        raise Http404
    return found


def one_page(request: HttpRequest, partner_id: UUID, *, refusal: str = "", phone: str = "") -> HttpResponse:
    """Show one partner; ``phone`` is the number that was opened a moment ago."""
    found = found_of(request, partner_id)
    changed_at = found.phone.changed_at if found.phone else None
    zone = Zone(request.visit.seat.zone)  # type: ignore[attr-defined]  # identity.web.middleware
    changed_on = business_date(changed_at, zone) if changed_at else None
    context = {
        "one": found.partner,
        "account": found.account,
        "accounts": found.accounts,
        "waiting": found.waiting,
        "masked": found.phone.masked if found.phone else "",
        "phone_changed_on": changed_on,
        "is_phone_fresh": is_fresh(changed_on, today=today_of(request)),
        "phone": phone,
        "whatsapp": _whatsapp(request, found.partner, phone) if phone else "",
    }
    return shown(request, "partner", context, refusal=refusal)


def typed_partner(request: HttpRequest) -> PartnerTyped:
    """Read a partner.

    Raises:
        PartnerRefusedError: ``payment lead``: no whole number.
        AmountNotUnderstoodError: The smallest order is no amount.
    """
    minimum = typed_of(request, "minimum")
    return PartnerTyped(
        kind=typed_of(request, "kind"),
        name=typed_of(request, "name"),
        code=typed_of(request, "code"),
        contact=typed_of(request, "contact"),
        address=typed_of(request, "address"),
        office_phone=typed_of(request, "office"),
        npwp=typed_of(request, "npwp"),
        nib=typed_of(request, "nib"),
        payment_days=maybe_whole_of(request, "payment", PartnerRefusedError, "payment") or 0,
        lead_days=maybe_whole_of(request, "lead", PartnerRefusedError, "lead") or 0,
        delivery_days=weekdays_of(request.POST.getlist("day")),
        minimum_rp=parse_rp(minimum) if minimum.strip() else 0,
        note=typed_of(request, "note"),
    )


def form_of(request: HttpRequest, row: PartnerRow | None = None) -> dict[str, Any]:
    """Give what the form of a partner shows: what was typed, or else what is kept."""
    is_typed = request.method == "POST"
    kept = _told(row) if row else {}
    told = {field: typed_of(request, field) if is_typed else kept.get(field, "") for field in _FORM}
    days = request.POST.getlist("day") if is_typed else list(row.delivery_days if row else "")
    return {
        "told": told,
        "kinds": choices(KIND_WORDS, told["kind"]),
        "days": [
            {"value": str(no), "label": label, "checked": str(no) in days} for no, label in enumerate(DAYS, 1)
        ],
    }


_FORM = (
    *("kind", "name", "code", "contact", "address", "office", "npwp", "nib", "payment", "lead", "minimum"),
    "note",
)


def _told(row: PartnerRow) -> dict[str, str]:
    return {
        "kind": row.kind.value,
        "name": row.name,
        "code": row.code,
        "contact": row.contact_name,
        "address": row.address,
        "office": row.office_phone,
        "npwp": row.npwp_words,
        "nib": row.nib,
        "payment": str(row.payment_days or ""),
        "lead": str(row.lead_days or ""),
        "minimum": number(row.minimum_rp) if row.minimum_rp else "",
        "note": row.note,
    }


def _whatsapp(request: HttpRequest, partner: PartnerRow, phone: str) -> str:
    message = GREETING.format(
        contact=partner.contact_name,
        name=actor_of(request).name,
        place=request.visit.seat.cooperative_name,  # type: ignore[attr-defined]  # identity.web.middleware
    )
    # wa.me takes the number without its plus sign.
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(message)}"
