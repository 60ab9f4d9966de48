"""Partners: the list, one of them, a new one, changing, ending, taking up again, the phone, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import typed_of
from guyub.community.partners.domain.partners import KIND_WORDS, PartnerKind
from guyub.community.partners.selectors.partners import (
    ENDED,
    MOST_LISTED,
    Asked,
    counts_inquiry,
    partners_inquiry,
)
from guyub.community.partners.services.partners import (
    add_partner,
    change_partner,
    end_partner,
    show_phone,
    take_up_again,
)
from guyub.community.partners.web.frame import done_of, form_of, found_of, one_page, shown, typed_partner
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.partners.selectors.partners import PartnerRow

EXPORT_MOST, LONGEST_SEARCH = 10_000, 60


@require_safe
@never_cache
@acts(Action.VIEW_PARTNERS)
def partners(request: HttpRequest) -> HttpResponse:
    """List the partners, by kind, name or code."""
    sought = _sought(request)
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        counts, rows = asked(
            counts_inquiry(cooperative_id=place_id),
            partners_inquiry(cooperative_id=place_id, sought=sought, most=MOST_LISTED + 1),
        )
    context = {
        "title": f"{number(counts[''])} mitra" if counts[""] else "Belum ada mitra",
        "rows": rows[:MOST_LISTED],
        "is_more": len(rows) > MOST_LISTED,
        "most": MOST_LISTED,
        "sought": sought,
        "picks": list(_picks(request, sought, counts)),
        "query": _with(request),
    }
    return shown(request, "partners", context)


@require_safe
@acts(Action.VIEW_PARTNERS)
def partners_export(request: HttpRequest) -> HttpResponse:
    """Hand the list over as it is shown; phones of persons and accounts are not among it."""
    today = today_of(request)
    with own_rows(request):
        (rows,) = asked(
            partners_inquiry(
                cooperative_id=actor_of(request).cooperative_id, sought=_sought(request), most=EXPORT_MOST
            )
        )
    sheet = Sheet(
        name="Mitra",
        title=f"Mitra {request.visit.seat.cooperative_name}, {day(today)}",  # type: ignore[attr-defined]  # identity.web.middleware
        source="Guyub; tanpa nomor HP dan rekening",
        columns=(
            Column("Kode", width=10),
            Column("Nama", width=34),
            Column("Jenis", width=22),
            Column("Kontak", width=24),
            Column("Telepon kantor", width=16),
            Column("Alamat", width=40),
            Column("NPWP", width=21),
            Column("NIB", width=15),
            Column("Jatuh tempo (hari)", Kind.QUANTITY),
            Column("Waktu tunggu (hari)", Kind.QUANTITY),
            Column("Hari kirim", width=26),
            Column("Pesanan paling kecil", Kind.RUPIAH),
            Column("Catatan", width=34),
            Column("Berakhir", Kind.DATE),
        ),
        rows=[_cells(row) for row in rows],
    )
    return table_answer(request, sheet, stem=f"mitra-{today.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_PARTNERS)
def partner_new(request: HttpRequest) -> HttpResponse:
    """Put a partner on the list."""
    refusal = ""
    if request.method == "POST":
        made, refusal = tried(
            lambda: add_partner(
                typed=typed_partner(request),
                phone=typed_of(request, "phone"),
                today=today_of(request),
                **done_of(request),
            )
        )
        if made:
            return redirect("partners:partner", partner_id=made)
    return shown(request, "partner_new", form_of(request), refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_PARTNERS)
def partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Show one partner: who it is, its terms, how it is reached, to which account it is paid."""
    return one_page(request, partner_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_PARTNERS)
def partner_change(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Change what is known of a partner."""
    found, refusal = found_of(request, partner_id), ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: change_partner(
                partner_id=partner_id,
                typed=typed_partner(request),
                phone=typed_of(request, "phone"),
                forgets_phone=bool(typed_of(request, "forgets")),
                today=today_of(request),
                **done_of(request),
            )
        )
        if not refusal:
            return redirect("partners:partner", partner_id=partner_id)
    context = form_of(request, found.partner) | {
        "one": found.partner,
        "masked": found.phone.masked if found.phone else "",
    }
    return shown(request, "partner_change", context, refusal=refusal)


@require_POST
@never_cache
@acts(Action.KEEP_PARTNERS)
def partner_end(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Write down that a partner is traded with no more."""
    return _after(
        request,
        partner_id,
        lambda: end_partner(partner_id=partner_id, today=today_of(request), **done_of(request)),
    )


@require_POST
@never_cache
@acts(Action.KEEP_PARTNERS)
def partner_resume(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Trade with a partner again."""
    return _after(request, partner_id, lambda: take_up_again(partner_id=partner_id, **done_of(request)))


@require_POST
@never_cache
@acts(Action.KEEP_PARTNERS, Action.APPROVE_PARTNERS)
def partner_phone(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Show the phone of a partner's contact, once."""
    found_of(request, partner_id)
    phone, refusal = tried(
        lambda: show_phone(partner_id=partner_id, reason=typed_of(request, "reason"), **done_of(request))
    )
    return one_page(request, partner_id, refusal=refusal, phone=phone or "")


def _after(request: HttpRequest, partner_id: UUID, act: Callable[[], object]) -> HttpResponse:
    found_of(request, partner_id)
    _, refusal = tried(act)
    if refusal:
        return one_page(request, partner_id, refusal=refusal)
    return redirect("partners:partner", partner_id=partner_id)


def _sought(request: HttpRequest) -> Asked:
    part = request.GET.get("jenis", "")
    return Asked(
        words=" ".join(request.GET.get("cari", "").split())[:LONGEST_SEARCH],
        kind=part if part in set(PartnerKind) else "",
        is_ended=part == ENDED,
    )


def _picks(request: HttpRequest, sought: Asked, counts: Mapping[str, int]) -> Iterator[dict[str, object]]:
    current = ENDED if sought.is_ended else sought.kind
    words = {"": "Semua"} | {kind.value: said for kind, said in KIND_WORDS.items()} | {ENDED: "Berakhir"}
    for part, label in words.items():
        if counts[part] or not part or part == current:
            yield {
                "href": f"?{_with(request, jenis=part)}",
                "label": label,
                "count": counts[part],
                "current": part == current,
            }


def _with(request: HttpRequest, **changed: str) -> str:
    """Write the address's question with some answers changed; empty ones are left out."""
    told = {name: request.GET.get(name, "") for name in ("cari", "jenis")} | changed
    query = request.GET.copy()
    query.clear()
    query.update({name: value for name, value in told.items() if value})
    return query.urlencode()


def _cells(row: PartnerRow) -> tuple[Any, ...]:
    return (
        row.code,
        row.name,
        row.kind_words,
        row.contact_name,
        row.office_phone,
        row.address,
        row.npwp_words,
        row.nib,
        row.payment_days,
        row.lead_days,
        row.days_words,
        row.minimum_rp,
        row.note,
        row.ended_on,
    )
