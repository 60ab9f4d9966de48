"""The city's pages of rationed goods: what is needed and what came, and proposals of how a supply is shared."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.community.cooperatives.web.forms import choices, day_of, maybe_whole_of, typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.domain.price_rules import PriceKind
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.inventory.selectors.price_rules import rules_for, selling_rules
from guyub.trade.subsidised.domain.allocating import Method
from guyub.trade.subsidised.domain.quantities import SMALLEST_WORDS
from guyub.trade.subsidised.domain.rounds import (
    BASIS_WORDS,
    METHOD_WORDS,
    Basis,
    RoundRefusedError,
    RoundState,
    RoundTyped,
)
from guyub.trade.subsidised.selectors.household_estimates import estimates_of
from guyub.trade.subsidised.selectors.outlets import outlets_of
from guyub.trade.subsidised.selectors.rounds import round_page, rounds_of
from guyub.trade.subsidised.services.rounds import propose_round, reckon
from guyub.trade.subsidised.web.city_goods import goods_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.domain.programmes import Programme
    from guyub.trade.subsidised.selectors.household_estimates import EstimateRow
    from guyub.trade.subsidised.selectors.outlets import RationedOutlet
    from guyub.trade.subsidised.selectors.rounds import RoundPage

STATE_WORDS = {RoundState.MENUNGGU: "menunggu", RoundState.TERBIT: "terbit", RoundState.DITOLAK: "ditolak"}
SUMS = ("registered", "monthly_qty", "came_qty", "sold_qty", "unmet_qty")
WEEK = 7


@require_safe
@never_cache
@acts(Action.VIEW_CITY)
def needs(request: HttpRequest) -> HttpResponse:
    """Show what each ward needs of a good beside what came, what was refused, what it costs."""
    city, goods, good = goods_of(request)
    rows, today = _rows(city, good), today_of(request)
    held = selling_rules(rules_for(cooperative_id=city.id), goods=[good.key], region=city.code, on=today)
    ceiling = held.get(good.key, {}).get(PriceKind.HET)
    sums: dict[str, int] = {name: sum(getattr(one, name) for one in rows) for name in SUMS}
    limit_rp = ceiling.amount_rp if ceiling else None
    sums["above"] = sum(limit_rp is not None and (one.price_rp or 0) > limit_rp for one in rows)
    with own_rows(request):
        rounds = rounds_of(city_id=city.id)
        told = estimates_of(city_id=city.id, programme=good.key)
    # Who keeps none of the good has no row; what its ward needs counts all the same.
    elsewhere = [one for code, one in told.items() if code not in {row.code for row in rows}]
    covered = 100 * sums["came_qty"] // sums["monthly_qty"] if sums["monthly_qty"] else None
    context = {
        "city": city,
        "picks": [
            {"href": f"?barang={one.key}", "label": one.title, "count": None, "current": one == good}
            for one in goods
        ],
        "good": good,
        "unit": SMALLEST_WORDS[good.unit],
        "rows": [(one, told.get(one.code)) for one in rows],
        "told": len(told),
        "estimated": f"perkiraan rumah tangga {number(sum(one.monthly_qty for one in told.values()))}"
        if told
        else "",
        "elsewhere": len(elsewhere),
        "elsewhere_qty": sum(one.monthly_qty for one in elsewhere),
        "sums": sums,
        "ceiling": ceiling,
        "title": f"{good.title}: {covered} % kebutuhan datang" if covered is not None else good.title,
        "read_at": next((one.summed_at for one in rows), None),
        "rounds": [(one, STATE_WORDS[RoundState(one.state)]) for one in rounds],
        "may_share": request.allows(Action.SHARE_GOODS),  # type: ignore[attr-defined]  # identity.web.middleware
        "may_judge": request.allows(Action.JUDGE_RATIONS),  # type: ignore[attr-defined]  # identity.web.middleware
        "today": today,
        "table": f"{reverse('shares:needs_export')}?barang={good.key}",
    }
    return render(request, "subsidised/needs.html", context)


@require_safe
@acts(Action.VIEW_CITY)
def needs_export(request: HttpRequest) -> HttpResponse:
    """Hand needs and what came over as a table, a line for each cooperative."""
    city, _, good = goods_of(request)
    with own_rows(request):
        told = estimates_of(city_id=city.id, programme=good.key)
    names = ("Terdaftar", "Kebutuhan sebulan", "Jatah seminggu", "Datang 28 hari", "Terjual 28 hari")
    sheet = Sheet(
        name="Kebutuhan",
        title=f"{good.title}, {city.name}, {day(today_of(request))}",
        source="Guyub; kebutuhan adalah perkiraan: pembeli terdaftar kali pemakaian wajar, rumah tangga menurut kota",
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=28),
            *(Column(name, Kind.QUANTITY) for name in names),
            Column("Tidak terlayani 28 hari", Kind.QUANTITY),
            Column("Stok", width=18),
            Column("Harga", Kind.RUPIAH),
            Column("Habis sejak", Kind.DATE),
            Column("Rumah tangga (perkiraan)", Kind.QUANTITY),
            Column("Kebutuhan rumah tangga sebulan (perkiraan)", Kind.QUANTITY),
            Column("Per tanggal", Kind.DATE),
            Column("Sumber perkiraan", width=40),
        ),
        rows=[
            (
                one.code, one.name, one.registered, one.monthly_qty, one.weekly_qty, one.came_qty, one.sold_qty,
                one.unmet_qty, one.shelf_words, one.price_rp, one.out_since, *_told_cells(told.get(one.code)),
            )
            for one in _rows(city, good)
        ],
    )  # fmt: skip
    return table_answer(request, sheet, stem=f"kebutuhan-{good.key.lower()}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.SHARE_GOODS)
def round_new(request: HttpRequest) -> HttpResponse:
    """Look at how a supply would be shared, and propose it."""
    city, _, good = goods_of(request)
    refusal, seen = "", None
    if request.method == "POST" and "look" not in request.POST:
        made, refusal = tried(
            lambda: propose_round(
                actor=actor_of(request),
                typed=_typed(request),
                reason=typed_of(request, "reason"),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if made:
            return redirect("shares:round", round_id=made)
    elif request.method == "POST":
        with own_rows(request):
            seen, refusal = tried(lambda: reckon(city=city, typed=_typed(request)))
    kept = _kept(request)
    context: dict[str, Any] = {
        "good": good,
        "unit": SMALLEST_WORDS[good.unit],
        "kept": kept,
        "methods": choices(METHOD_WORDS, kept["method"]),
        "bases": choices(BASIS_WORDS, kept["basis"]),
        "seen": seen,
        "lines": list(zip(seen.asked, seen.found.amounts, strict=True)) if seen else [],
        "untold": kept["basis"] == Basis.RUMAH_TANGGA
        and any(one.household_qty is None for one in (seen.asked if seen else ())),
        "refusal": refusal,
    }
    return render(request, "subsidised/round_new.html", context, status=422 if refusal else 200)


@require_safe
@never_cache
@acts(Action.VIEW_CITY)
def round_(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show one proposal."""
    city, page = place_by_id(actor_of(request).cooperative_id), _found(request, round_id)
    row = page.row
    context = {
        "city": city,
        "page": page,
        "row": row,
        "unit": SMALLEST_WORDS[RuleUnit(row.unit)],
        "method": METHOD_WORDS[Method(row.method)],
        "basis": BASIS_WORDS[Basis(row.basis)],
        "lead": f"{day(row.from_on)} sampai {day(row.to_on)}, diusulkan {row.person}",
        "cooperative_id": city.id,
        "today": today_of(request),
        "table": reverse("shares:round_export", kwargs={"round_id": round_id}),
    }
    return render(request, "subsidised/round.html", context)


@require_safe
@acts(Action.VIEW_CITY)
def round_export(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Hand the shares of a proposal over as a table, for the agent too."""
    page = _found(request, round_id)
    basis = BASIS_WORDS[Basis(page.row.basis)]
    if page.untold:
        basis += "; yang tidak punya perkiraan memakai yang lebih besar, pembeli terdaftar atau penjualan"
    names = ("Kebutuhan", "Terjual", "Tidak terlayani", "Diminta", "Bagian")
    sheet = Sheet(
        name="Pembagian",
        title=f"Pembagian {page.row.name}, {page.row.good}, {day(page.row.from_on)} sampai {day(page.row.to_on)}",
        source=f"Guyub; sidik masukan {page.row.inputs_sha}; dasar kebutuhan: {basis}",
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=28),
            *(Column(name, Kind.QUANTITY) for name in names),
            Column("Rumah tangga (perkiraan)", Kind.QUANTITY),
            Column("Kebutuhan rumah tangga (perkiraan)", Kind.QUANTITY),
            Column("Per tanggal", Kind.DATE),
            Column("Sumber perkiraan", width=40),
        ),
        rows=[
            (
                one.code, one.name, one.need_qty, one.sold_qty, one.unmet_qty, one.demand_qty, one.amount_qty,
                one.households, one.household_qty, one.of_on, one.source,
            )
            for one in page.shares
        ],
    )  # fmt: skip
    return table_answer(request, sheet, stem=f"pembagian-{page.row.name.lower()}")


def _rows(city: Cooperative, good: Programme) -> list[RationedOutlet]:
    return [one for one in outlets_of(programme=good.key) if one.code.startswith(f"{city.code}.")]


def _told_cells(told: EstimateRow | None) -> tuple[int | date | str | None, ...]:
    return (told.households, told.monthly_qty, told.of_on, told.source) if told else (None,) * 4


def _found(request: HttpRequest, round_id: UUID) -> RoundPage:
    with own_rows(request):
        page = round_page(city_id=actor_of(request).cooperative_id, round_id=round_id)
    if page is None:
        raise Http404
    return page


def _kept(request: HttpRequest) -> dict[str, str]:
    """Give what the form begins with: what was typed, else the coming week."""
    if request.method == "POST":
        return {name: typed_of(request, name) for name in (*RoundTyped.__dataclass_fields__, "reason")}
    begins = today_of(request) + timedelta(days=1)
    return {
        "from_on": begins.isoformat(),
        "to_on": (begins + timedelta(days=WEEK - 1)).isoformat(),
        "supply_qty": "",
        "method": Method.MAX_MIN.value,
        "basis": Basis.TERBESAR.value,
        "lot": "1",
        "floor_qty": "0",
        "note": "",
        "reason": "",
    }


def _typed(request: HttpRequest) -> RoundTyped:
    wrong = RoundRefusedError
    return RoundTyped(
        programme=typed_of(request, "programme"),
        from_on=day_of(request, "from_on", wrong, "days"),
        to_on=day_of(request, "to_on", wrong, "days"),
        supply_qty=maybe_whole_of(request, "supply_qty", wrong, "supply") or 0,
        method=typed_of(request, "method"),
        basis=typed_of(request, "basis"),
        lot=maybe_whole_of(request, "lot", wrong, "lot") or 0,
        floor_qty=maybe_whole_of(request, "floor_qty", wrong, "floor") or 0,
        note=" ".join(typed_of(request, "note").split()),
    )
