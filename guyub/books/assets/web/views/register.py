"""The list of assets, one of them, listing what the books have, photos, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.assets.domain.registers import CLASS_WORDS, AssetClass, AssetRefusedError, Source
from guyub.books.assets.domain.sharing import month_of
from guyub.books.assets.domain.tables import COLUMNS, Fault, read_assets
from guyub.books.assets.selectors.months import months_due
from guyub.books.assets.selectors.register import (
    AssetRow,
    gaps_between,
    lent_of,
    months_of,
    opening_totals,
    photo,
    register_of,
    standing,
)
from guyub.books.assets.services.months import month_words
from guyub.books.assets.services.registering import change_asset, register_assets, undo_registered
from guyub.books.assets.web.forms import asset_of
from guyub.books.assets.web.messages import FAULT_WORDS
from guyub.books.assets.web.pages import month_in, page, shared_of, to, where_choices
from guyub.books.assets.web.register_files import labels_pdf, register_answer
from guyub.books.ledger.selectors.movements import heads_of
from guyub.books.ledger.web.covers import anchor_of, cover_of
from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.ledger.web.questions import Span
from guyub.books.ledger.web.statement_files import paper_of, shape_of
from guyub.community.cooperatives.web.forms import maybe_id_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.documents.spreadsheets import MOST_BYTES, read_lines
from guyub.foundation.kernel.formats import long_day
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import csv_answer, file_answer, pdf_answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.books.assets.domain.registers import AssetTyped
    from guyub.foundation.kernel.models import Cooperative

ELSEWHERE = "Di luar gerai"
FAULTS_SHOWN = 50
TEMPLATE_ROW = (
    "Etalase kaca (contoh)",
    "Peralatan gerai",
    "2025-01-05",
    4_500_000,
    900_000,
    0,
    48,
    "Ruang depan",
    "",
)


@require_safe
@acts(Action.VIEW_JOURNAL)
def assets(request: HttpRequest, code: str) -> HttpResponse:
    """List assets by place with what they are worth now; what is lent stands apart. Also as a file."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    today = today_of(request)
    with scope(place.id):
        rows = register_of(cooperative_id=place.id)
        lent = lent_of(cooperative_id=place.id)
        if shape_of(request):
            span = Span(chosen="", since=today, until=today, words=f"per {long_day(today)}")
            cover = cover_of(request, place, span, stem=f"aset-{place.code}", words=span.words)
            return register_answer(request, rows, lent, cover, anchor=anchor_of(place))
        stood = standing(cooperative_id=place.id)
        due = months_due(cooperative_id=place.id, today=today)
    cost_rp, _ = opening_totals(stood)
    context = {
        "places": _by_place(rows),
        "count": len(rows),
        "value_rp": sum(row.value_rp for row in rows),
        "cost_rp": sum(row.cost_rp for row in rows),
        "lost_rp": sum(row.lost_rp for row in rows),
        "lent": lent,
        "lent_count": sum(row.quantity for row in lent),
        "gaps": [gap for gap in gaps_between(rows, stood) if gap.left_rp],
        "opening_rp": cost_rp,
        "due": [month_words(month) for month in due],
        "is_open": bool(stood),
    }
    return page(request, place, "assets/assets", context)


@require_safe
@acts(Action.VIEW_JOURNAL)
def asset(request: HttpRequest, code: str, asset_id: UUID) -> HttpResponse:
    """Show one asset: what it is worth, its months so far and to come."""
    return _asset(request, place_of(request, code, Action.VIEW_JOURNAL), asset_id)


@require_POST
@acts(Action.KEEP_ASSETS)
def asset_change(request: HttpRequest, code: str, asset_id: UUID) -> HttpResponse:
    """Say where an asset stands; keep its photo."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    _, refusal = tried(
        lambda: change_asset(
            asset_id=asset_id,
            name=typed_of(request, "name"),
            location=typed_of(request, "location"),
            serial=typed_of(request, "serial"),
            outlet_id=maybe_id_of(request, "outlet", AssetRefusedError, "place"),
            photo=photo_in(request),
            **shared_of(request, place),
        )
    )
    return (
        _asset(request, place, asset_id, refusal=refusal)
        if refusal
        else to("asset", place, asset_id=asset_id)
    )


@require_POST
@acts(Action.KEEP_ASSETS)
def asset_undo(request: HttpRequest, code: str, asset_id: UUID) -> HttpResponse:
    """Take a registration back."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    _, refusal = tried(
        lambda: undo_registered(
            asset_id=asset_id,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            **shared_of(request, place),
        )
    )
    return _asset(request, place, asset_id, refusal=refusal) if refusal else to("assets", place)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_ASSETS)
def register(request: HttpRequest, code: str) -> HttpResponse:
    """List what the books have already: one by one, or from a table that is looked at first."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    refusal, read = "", _Read("", [], [])
    if request.method == "POST":
        is_table = bool(request.FILES.get("file") or typed_of(request, "table"))
        if is_table:
            found, refusal = tried(lambda: _read(request, place))
            read = found or _Read(typed_of(request, "table")[:MOST_BYTES], [], [])
        if not refusal and not (is_table and (read.faults or "check" in request.POST)):
            _, refusal = tried(lambda: _listed(request, place, read.rows if is_table else None))
            if not refusal:
                return to("assets", place)
    with scope(place.id):
        stood = standing(cooperative_id=place.id)
        gaps = gaps_between(register_of(cooperative_id=place.id), stood)
        context = where_choices(request, place)
    cost_rp, taken_rp = opening_totals(stood)
    sources = {Source.TERDAFTAR.value: "Di akun aset"}
    sources |= {Source.SALDO_AWAL.value: "Di total saldo awal"} if cost_rp else {}
    chosen = typed_of(request, "source") or (Source.SALDO_AWAL.value if cost_rp else Source.TERDAFTAR.value)
    context |= {
        "classes": choices(CLASS_WORDS, typed_of(request, "kind") or AssetClass.PERALATAN),
        "sources": choices(sources, chosen),
        "gaps": [gap for gap in gaps if gap.left_rp > 0],
        "opening_rp": cost_rp,
        "opening_taken_rp": taken_rp,
        "read": read,
        "faults": [(fault.line, FAULT_WORDS.get(fault.wrong, "")) for fault in read.faults[:FAULTS_SHOWN]],
        "classes_of": CLASS_WORDS,
    }
    return page(request, place, "assets/register", context, refusal=refusal)


@require_safe
@acts(Action.KEEP_ASSETS)
def register_template(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over an empty table of assets."""
    place_of(request, code, Action.KEEP_ASSETS)
    titles = [
        names[1 if field in {"name", "acquired_on"} else 0].capitalize() for field, names in COLUMNS.items()
    ]
    return csv_answer(titles=titles, rows=[TEMPLATE_ROW], stem="aset-contoh")


@require_safe
@acts(Action.VIEW_JOURNAL)
def asset_photo(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """Send the picture of something in the list."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        found = photo(cooperative_id=place.id, file_id=file_id)
    if found is None:
        raise Http404
    return file_answer(found)


@require_safe
@acts(Action.VIEW_JOURNAL)
def labels(request: HttpRequest, code: str) -> HttpResponse:
    """Print labels to stick on: number, name, and a code that leads to the page of each."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        rows = register_of(cooperative_id=place.id)
        lent = lent_of(cooperative_id=place.id)

    def address(name: str, **more: object) -> str:
        return request.build_absolute_uri(reverse(f"assets:{name}", kwargs={"code": place.code, **more}))

    wanted = [(row.number, row.name, address("asset", asset_id=row.id)) for row in rows]
    wanted += [(row.number, f"{row.name}, milik {row.lender}", address("assets")) for row in lent]
    return pdf_answer(labels_pdf(wanted, who=place.name, paper=paper_of(request)), stem=f"label-{place.code}")


class _Read:
    """A table as read: its text, to be corrected in the form; the rows; the faults."""

    def __init__(self, text: str, rows: list[AssetTyped], faults: list[Fault]) -> None:
        self.text, self.rows, self.faults = text, rows, faults

    @property
    def cost_rp(self) -> int:
        return sum(row.cost_rp for row in self.rows)

    @property
    def taken_rp(self) -> int:
        return sum(row.taken_rp for row in self.rows)


def _read(request: HttpRequest, place: Cooperative) -> _Read:
    file = request.FILES.get("file")
    content = file.read() if file else typed_of(request, "table").encode()
    lines = read_lines(content)
    with scope(place.id):
        heads = heads_of(cooperative_ids=[place.id])
    first = month_in(request, "first", AssetRefusedError, "month")
    if first is None:
        first = month_of(heads[0].opened_on if heads else today_of(request))
    rows, faults = read_assets(lines, today=today_of(request), first=first)
    text = "\n".join(";".join(cell.replace(";", ",") for cell in cells) for _, cells in lines)
    return _Read(text, rows, faults)


def _listed(request: HttpRequest, place: Cooperative, rows: Iterable[AssetTyped] | None) -> list[UUID]:
    return register_assets(
        rows=[asset_of(request)] if rows is None else list(rows),
        source=typed_of(request, "source"),
        today=today_of(request),
        **shared_of(request, place),
    )


def _by_place(rows: Iterable[AssetRow]) -> list[tuple[str, list[AssetRow], int]]:
    places: dict[str, list[AssetRow]] = {}
    for row in rows:
        places.setdefault(row.outlet or ELSEWHERE, []).append(row)
    order = sorted(places, key=lambda name: (name == ELSEWHERE, name))
    return [(name, places[name], sum(row.value_rp for row in places[name])) for name in order]


def _asset(request: HttpRequest, place: Cooperative, asset_id: UUID, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        found = register_of(cooperative_id=place.id, asset_id=asset_id)
        if not found:
            raise Http404
        months = months_of(cooperative_id=place.id, asset_id=asset_id)
        context: dict[str, Any] = where_choices(request, place)
    (row,) = found
    outlets = context["outlets"]
    if not request.POST:
        outlets = [choice | {"selected": choice["value"] == str(row.outlet_id or "")} for choice in outlets]
    context |= {
        "row": row,
        "months": months,
        "left": max(row.plan.months - len(months), 0),
        "last": month_words(row.plan.last),
        "each_rp": row.plan.share(row.plan.first),
        "is_bought": row.source in {Source.BELI, Source.HIBAH},
        "outlets": outlets,
        "month_words": [(month_words(one.month), one) for one in reversed(months)],
    }
    return page(request, place, "assets/asset", context, refusal=refusal)
