"""A draft of a budget: begun, typed, brought as a table, set, thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.ledger.web.rooms import rooms
from guyub.books.planning.domain.budget import MONTHS, BudgetRefusedError, Section, section_of
from guyub.books.planning.models import BudgetState
from guyub.books.planning.selectors.budgets import budgetable, open_decisions, planned, version_of
from guyub.books.planning.services.budgets import (
    Sitting,
    bring_table,
    drop_draft,
    keep_amounts,
    set_budget,
    start_budget,
)
from guyub.books.planning.web.views.budgets import TAB, budget_page
from guyub.books.planning.web.words import SECTION_WORDS
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, place_of, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import MONTHS as MONTH_WORDS
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

MONTHLY, SEASONAL = "bulan", "musim"


@require_POST
@acts(Action.KEEP_BUDGET)
def budget_start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft."""
    place = place_of(request, code, Action.KEEP_BUDGET)
    budget_id, refusal = tried(
        lambda: start_budget(
            _sitting(request, place),
            year=_whole(request, "year", "year"),
            basis=typed_of(request, "basis"),
            percent=_whole(request, "percent", "percent"),
            today=today_of(request),
        )
    )
    if refusal:
        return budget_page(request, place, refusal=refusal)
    return redirect("budgets:budget_draft", code=place.code, budget_id=budget_id)


@require_safe
@acts(Action.KEEP_BUDGET)
def budget_example(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over a table to fill in: every account that may bear a budget."""
    place = place_of(request, code, Action.KEEP_BUDGET)
    sheet = Sheet(
        name="RAPB",
        title=f"Rancangan anggaran {place.name}",
        source="Guyub; isi kolom Setahun dengan rupiah bulat, kosongkan yang tidak dianggarkan",
        columns=(
            Column("Kode", width=10),
            Column("Pos", width=40),
            Column("Kelompok", width=28),
            Column("Unit", width=24),
            Column("Setahun", Kind.RUPIAH, 18),
        ),
        rows=[(one, name, SECTION_WORDS[section_of(one)], "", None) for one, name in budgetable().items()],
    )
    return table_answer(request, sheet, stem=f"contoh-anggaran-{place.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_BUDGET)
def budget_draft(request: HttpRequest, code: str, budget_id: UUID) -> HttpResponse:
    """Show a draft's amounts and write one account's year into it."""
    place = place_of(request, code, Action.KEEP_BUDGET)
    if request.method != "POST":
        return _draft(request, place, budget_id)
    how = typed_of(request, "how")
    return _done(
        request,
        place,
        budget_id,
        lambda: keep_amounts(
            _sitting(request, place),
            budget_id=budget_id,
            account=typed_of(request, "account"),
            unit_id=_id(request, "unit", "unit"),
            amounts=_amounts(request, how),
            is_seasonal=how == SEASONAL,
        ),
    )


@require_POST
@acts(Action.KEEP_BUDGET)
def budget_table(request: HttpRequest, code: str, budget_id: UUID) -> HttpResponse:
    """Take a draft's amounts from a table."""
    place = place_of(request, code, Action.KEEP_BUDGET)
    file = request.FILES.get("table")
    content = file.read() if file else b""
    return _done(
        request,
        place,
        budget_id,
        lambda: bring_table(_sitting(request, place), budget_id=budget_id, content=content),
    )


@require_POST
@acts(Action.KEEP_BUDGET)
def budget_set(request: HttpRequest, code: str, budget_id: UUID) -> HttpResponse:
    """Let a draft hold by a decision."""
    place = place_of(request, code, Action.KEEP_BUDGET)

    def act() -> int:
        set_budget(
            _sitting(request, place), budget_id=budget_id, decision_id=_id(request, "decision", "decision")
        )
        return 1

    done, refusal = tried(act)
    return _to_budget(place, request) if done else _draft(request, place, budget_id, refusal=refusal)


@require_POST
@acts(Action.KEEP_BUDGET)
def budget_drop(request: HttpRequest, code: str, budget_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    place = place_of(request, code, Action.KEEP_BUDGET)
    _, refusal = tried(lambda: drop_draft(_sitting(request, place), budget_id=budget_id))
    return _draft(request, place, budget_id, refusal=refusal) if refusal else _to_budget(place, request)


def _to_budget(place: Cooperative, request: HttpRequest) -> HttpResponse:
    year = typed_of(request, "year")
    address = reverse("budgets:budget", kwargs={"code": place.code})
    return redirect(f"{address}?tahun={year}" if year.isascii() and year.isdigit() else address)


def _done(
    request: HttpRequest, place: Cooperative, budget_id: UUID, use_case: Callable[[], object]
) -> HttpResponse:
    _, refusal = tried(use_case)
    if refusal:
        return _draft(request, place, budget_id, refusal=refusal)
    return redirect("budgets:budget_draft", code=place.code, budget_id=budget_id)


def _draft(request: HttpRequest, place: Cooperative, budget_id: UUID, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        version = version_of(cooperative_id=place.id, budget_id=budget_id)
        if version is None or (version.state != BudgetState.RANCANGAN and not refusal):
            raise Http404
        months = planned(cooperative_id=place.id, budget_id=budget_id)
        units = {str(unit.id): unit.name for unit in units_of(cooperative_id=place.id)}
        decisions = open_decisions(cooperative_id=place.id)
    names, order = budgetable(), [*Section]
    keys = sorted(months, key=lambda key: (order.index(section_of(key[0])), key[0], str(key[1] or "")))
    account, unit = _opened(request)
    held = next((months[key] for key in keys if (key[0], str(key[1] or "")) == (account, unit)), [0] * MONTHS)
    typed = request.POST.getlist("month_amount") or [number(rp) if rp else "" for rp in held]
    context = {
        "place": place,
        "tabs": list(rooms(request, place, TAB)),
        "version": version,
        "title": f"Rancangan anggaran {version.year}",
        "rows": [
            {
                "code": key[0],
                "title": names[key[0]],
                "section": SECTION_WORDS[section_of(key[0])],
                "unit": units.get(str(key[1]), ""),
                "unit_id": str(key[1] or ""),
                "total_rp": sum(months[key]),
            }
            for key in keys
        ],
        "accounts": [(SECTION_WORDS[section], choices(_in(names, section), account)) for section in Section],
        "units": choices(units, unit, empty="Koperasi bersama"),
        "amount": request.POST.get("amount", "") or (number(sum(held)) if sum(held) else ""),
        "months": [
            (at, MONTH_WORDS[at - 1], typed[at - 1] if at <= len(typed) else "")
            for at in range(1, MONTHS + 1)
        ],
        "is_opened": bool(account),
        "decisions": choices(
            {str(one.id): f"{one.number}, {one.title}" for one in decisions},
            request.POST.get("decision", ""),
        ),
        "income_rp": _sum(months, {Section.PENDAPATAN}),
        "cost_rp": _sum(months, {Section.POKOK, Section.BEBAN, Section.PAJAK}),
        "bought_rp": _sum(months, {Section.INVESTASI}),
        "refusal": refusal,
    }
    context["left_rp"] = int(str(context["income_rp"])) - int(str(context["cost_rp"]))
    return render(request, "planning/budget_draft.html", context, status=422 if refusal else 200)


def _opened(request: HttpRequest) -> tuple[str, str]:
    """Tell which account's amounts the form shows."""
    if request.method == "POST":
        return typed_of(request, "account"), typed_of(request, "unit")
    return request.GET.get("pos", ""), request.GET.get("unit", "")


def _in(names: dict[str, str], section: Section) -> dict[str, str]:
    return {one: name for one, name in names.items() if section_of(one) is section}


def _sum(months: dict[tuple[str, UUID | None], list[int]], sections: set[Section]) -> int:
    return sum(sum(row) for (code, _), row in months.items() if section_of(code) in sections)


def _sitting(request: HttpRequest, place: Cooperative) -> Sitting:
    return Sitting(actor=actor_of(request), place=place, request_id=request_id_of(request), now=utc_now())


def _amounts(request: HttpRequest, how: str) -> list[int]:
    """Read one amount for the year, or twelve; an empty field is nothing."""
    months = request.POST.getlist("month_amount")[: MONTHS + 1]
    written = months if how == MONTHLY else [typed_of(request, "amount")]
    return [parse_rp(one) if one.strip() else 0 for one in written]


def _whole(request: HttpRequest, field: str, wrong: str) -> int:
    written = typed_of(request, field).strip().replace("−", "-") or "0"
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
        raise BudgetRefusedError(wrong=wrong)
    return int(written)


def _id(request: HttpRequest, field: str, wrong: str) -> UUID | None:
    written = typed_of(request, field)
    try:
        return UUID(written) if written else None
    except ValueError as error:
        raise BudgetRefusedError(wrong=wrong) from error
