"""Supply of rationed goods: contracts with agents, what comes, taking it in, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import (
    choices,
    day_of,
    id_of,
    maybe_day_of,
    maybe_whole_of,
    typed_of,
)
from guyub.community.members.web.views.books import here
from guyub.community.partners.domain.partners import PartnerKind
from guyub.community.partners.selectors.partners import partner_options
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.selectors.ceilings import purchase_warnings
from guyub.trade.procurement.web.frame import done_here, locations_of
from guyub.trade.subsidised.domain.supply import (
    ROLE_WORDS,
    ArrivalTyped,
    ContractTyped,
    DeliveryRefusedError,
    DeliveryState,
    SupplyRefusedError,
)
from guyub.trade.subsidised.selectors.supply import (
    contracts_of,
    deliveries_of,
    programme_titles,
    requests_of,
    warnings_of,
)
from guyub.trade.subsidised.services.deliveries import plan_delivery, receive_delivery, take_delivery_back
from guyub.trade.subsidised.services.supply import end_contract, write_contract
from guyub.trade.subsidised.web.supply_pages import WARNING_WORDS, products_of, running_chosen, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.selectors.supply import ContractRow, DeliveryRow

EXPORT_MOST = 5_000
CONTRACT = (
    "partner_id", "programme", "role", "registration_no", "contract_no", "from_on", "until_on", "weekly_qty", "cap_qty",
    "scale_due_on", "apar_due_on", "has_sign", "hours", "note",
)  # fmt: skip
FORM = {"partner_id": "partner"}  # as the form calls it


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def supply(request: HttpRequest) -> HttpResponse:
    """Show what comes and when, what agents promise, what is due, what was asked of them."""
    return _supply(request)


@require_safe
@acts(Action.VIEW_GOODS)
def deliveries_export(request: HttpRequest) -> HttpResponse:
    """Hand the deliveries over as a table."""
    today = today_of(request)
    with own_rows(request):
        rows = deliveries_of(cooperative_id=actor_of(request).cooperative_id, most=EXPORT_MOST)
    sheet = Sheet(
        name="Kiriman",
        title=f"Kiriman agen {here(request).name}, {day(today)}",
        source="Guyub",
        columns=(
            Column("Nomor", width=14),
            Column("Agen", width=30),
            Column("Barang", width=24),
            Column("Rencana", Kind.DATE),
            Column("Direncanakan", Kind.QUANTITY),
            Column("Datang", Kind.DATE),
            Column("Diturunkan", Kind.QUANTITY),
            Column("Bocor", Kind.QUANTITY),
            Column("Dikembalikan", Kind.QUANTITY),
            Column("Kosong diserahkan", Kind.QUANTITY),
            Column("Contoh kurang berat", Kind.QUANTITY),
            Column("Harga satuan", Kind.RUPIAH),
            Column("DO", width=16),
            Column("Bukti bayar", width=18),
            Column("Penerima", width=22),
            Column("Penghitung kedua", width=22),
            Column("Dibatalkan", Kind.DATE),
        ),
        rows=[
            (
                row.name, row.partner, row.product, row.planned_on, row.planned_qty, row.arrived_on, row.came_qty,
                row.leaking_qty, row.returned_qty, row.empties_qty, row.light, row.price_rp, row.do_no,
                row.payment_ref, row.person if row.arrived_on else "", row.second, row.ended_on,
            )
            for row in rows
        ],
    )  # fmt: skip
    return table_answer(request, sheet, stem=f"kiriman-{today.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def contract_write(request: HttpRequest) -> HttpResponse:
    """Write a contract with an agent, or what of one is new."""
    refusal = ""
    if request.method == "POST":
        made, refusal = tried(lambda: write_contract(typed=_contract(request), **done_here(request)))
        if made:
            return redirect("supply:supply")
    wanted = id_in(request.GET.get("kontrak", ""))
    with own_rows(request):
        place_id = actor_of(request).cooperative_id
        found = contracts_of(cooperative_id=place_id, contract_id=wanted) if wanted else []
        before = found[0] if found else None
        options = partner_options(cooperative_id=place_id, kinds=(PartnerKind.AGEN, PartnerKind.PEMASOK))
    kept = _kept(request, before)
    context = {
        "has_partners": bool(options),
        "partners": choices(options, kept["partner_id"], empty="Pilih agen"),
        "programmes": choices(programme_titles(), kept["programme"]),
        "roles": choices(ROLE_WORDS, kept["role"]),
        "kept": kept,
    }
    return shown(request, "contract_write", context, refusal=refusal)


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def contract_end(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """End a contract."""
    with own_rows(request):
        if not contracts_of(cooperative_id=actor_of(request).cooperative_id, contract_id=contract_id):
            raise Http404
    why = typed_of(request, "why")
    _, refusal = tried(lambda: end_contract(contract_id=contract_id, why=why, **done_here(request)))
    return _supply(request, refusal=refusal) if refusal else redirect("supply:supply")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def delivery_plan(request: HttpRequest) -> HttpResponse:
    """Note what will come and when."""
    refusal, wrong = "", DeliveryRefusedError
    if request.method == "POST":
        made, refusal = tried(
            lambda: plan_delivery(
                contract_id=id_of(request, "contract", wrong, "contract"),
                product_id=id_of(request, "product", wrong, "product"),
                planned_on=day_of(request, "planned_on", wrong, "day"),
                qty=maybe_whole_of(request, "qty", wrong, "qty") or 0,
                do_no=typed_of(request, "do_no"),
                **done_here(request),
            )
        )
        if made:
            return redirect("supply:delivery", delivery_id=made)
    with own_rows(request):
        contracts = contracts_of(cooperative_id=actor_of(request).cooperative_id)
        chosen, listed = running_chosen(request, contracts)
        context = {
            "chosen": chosen,
            "contracts": listed,
            "products": products_of(request, contracts),
            "planned_on": typed_of(request, "planned_on") or today_of(request).isoformat(),
            "qty": typed_of(request, "qty") or (chosen.weekly_qty if chosen else ""),
        }
    return shown(request, "delivery_plan", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def delivery(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Show one delivery: what was planned, what came, or the form to take it in."""
    return _page(request, delivery_id)


@require_POST
@never_cache
@acts(Action.MOVE_STOCK)
def delivery_arrive(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Take a delivery in."""
    return _after(
        request,
        delivery_id,
        lambda: receive_delivery(delivery_id=delivery_id, typed=_arrival(request), **done_here(request)),
    )


@require_POST
@never_cache
@acts(Action.MOVE_STOCK)
def delivery_back(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Call a delivery off, or take it back."""
    why = typed_of(request, "why")
    return _after(
        request,
        delivery_id,
        lambda: take_delivery_back(delivery_id=delivery_id, why=why, **done_here(request)),
    )


def _supply(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        contracts = contracts_of(cooperative_id=place_id)
        deliveries = deliveries_of(cooperative_id=place_id, most=30)
        requests = requests_of(cooperative_id=place_id)
    running = [one for one in contracts if one.ended_on is None]
    planned = [one for one in deliveries if one.state == DeliveryState.RENCANA]
    context = {
        "running": [(one, ROLE_WORDS[one.role]) for one in running],  # type: ignore[index]  # codes of the table
        "warnings": [
            (one, WARNING_WORDS[what], on, on < today)
            for one in running
            for what, on in warnings_of(one, today=today)
        ],
        "planned": planned,
        "came": [one for one in deliveries if one.state != DeliveryState.RENCANA],
        "requests": requests[:10],
        "next": planned[0] if planned else None,
    }
    return shown(request, "supply", context, refusal=refusal)


def _found(request: HttpRequest, delivery_id: UUID) -> DeliveryRow:
    with own_rows(request):
        rows = deliveries_of(cooperative_id=actor_of(request).cooperative_id, delivery_id=delivery_id)
    if not rows:
        raise Http404
    return rows[0]


def _page(request: HttpRequest, delivery_id: UUID, *, refusal: str = "") -> HttpResponse:
    one, place = _found(request, delivery_id), here(request)
    warnings: list[str] = []
    with own_rows(request):
        locations = locations_of(request)
        if one.arrived_on and one.price_rp:
            good = goods_of(cooperative_id=place.id, product_ids=[one.product_id])[one.product_id]
            line = (good, one.sound_qty, one.price_rp * one.sound_qty)
            warnings = purchase_warnings(
                cooperative_id=place.id, region=place.code, lines=[line], on=one.arrived_on
            )
    context = {
        "one": one,
        "locations": locations,
        "warnings": warnings,
        "is_planned": one.state == DeliveryState.RENCANA,
        "is_off": one.state == DeliveryState.BATAL,
        "on": typed_of(request, "on") or today_of(request).isoformat(),
        "samples": ", ".join(f"{grams // 1000},{grams % 1000 // 10:02}" for grams in one.samples_g),
    }
    return shown(request, "delivery", context, refusal=refusal)


def _after(request: HttpRequest, delivery_id: UUID, act: Callable[[], object]) -> HttpResponse:
    _found(request, delivery_id)
    _, refusal = tried(act)
    if refusal:
        return _page(request, delivery_id, refusal=refusal)
    return redirect("supply:delivery", delivery_id=delivery_id)


def _kept(request: HttpRequest, before: ContractRow | None) -> dict[str, str]:
    """Give what the form begins with: what was typed, else the running contract, else today."""
    if request.method == "POST":
        return {name: typed_of(request, FORM.get(name, name)) for name in CONTRACT}
    if before is None:
        return dict.fromkeys(CONTRACT, "") | {"from_on": today_of(request).isoformat()}
    return {name: str(getattr(before, name) or "") for name in CONTRACT}


def _contract(request: HttpRequest) -> ContractTyped:
    wrong = SupplyRefusedError
    return ContractTyped(
        partner_id=id_of(request, "partner", wrong, "partner"),
        programme=typed_of(request, "programme"),
        role=typed_of(request, "role"),
        registration_no=_words(request, "registration_no"),
        contract_no=_words(request, "contract_no"),
        from_on=day_of(request, "from_on", wrong, "days"),
        until_on=maybe_day_of(request, "until_on", wrong, "days"),
        weekly_qty=maybe_whole_of(request, "weekly_qty", wrong, "qty") or 0,
        cap_qty=maybe_whole_of(request, "cap_qty", wrong, "qty"),
        scale_due_on=maybe_day_of(request, "scale_due_on", wrong, "days"),
        apar_due_on=maybe_day_of(request, "apar_due_on", wrong, "days"),
        has_sign=bool(typed_of(request, "has_sign")),
        hours=_words(request, "hours"),
        note=_words(request, "note"),
    )


def _arrival(request: HttpRequest) -> ArrivalTyped:
    wrong = DeliveryRefusedError

    def whole(field: str, code: str) -> int | None:
        return maybe_whole_of(request, field, wrong, code)

    return ArrivalTyped(
        on=day_of(request, "on", wrong, "day"),
        location_id=id_of(request, "location", wrong, "location"),
        came_qty=whole("came_qty", "qty") or 0,
        leaking_qty=whole("leaking_qty", "counts") or 0,
        returned_qty=whole("returned_qty", "counts") or 0,
        empties_qty=whole("empties_qty", "empties"),
        price_rp=parse_rp(typed_of(request, "price") or "0"),
        do_no=_words(request, "do_no"),
        payment_ref=_words(request, "payment_ref"),
        second=_words(request, "second"),
        samples_g=_grams(typed_of(request, "samples")),
        site_before=whole("site_before", "site"),
        site_after=whole("site_after", "site"),
        note=_words(request, "note"),
    )


def _words(request: HttpRequest, field: str) -> str:
    return " ".join(typed_of(request, field).split())


def _grams(written: str) -> tuple[int, ...]:
    """Read weights in kilograms, with a comma or a point, separated by blanks or semicolons.

    Raises:
        DeliveryRefusedError: ``samples``.
    """
    found = []
    for one in written.replace(";", " ").split():
        whole, _, part = one.strip(",").replace(",", ".").partition(".")
        if not (whole.isascii() and whole.isdigit() and len(whole) <= 3) or len(part) > 3:
            raise DeliveryRefusedError(wrong="samples")
        if part and not (part.isascii() and part.isdigit()):
            raise DeliveryRefusedError(wrong="samples")
        found.append(int(whole) * 1000 + int(part.ljust(3, "0")))
    return tuple(found)
