"""Kinds of containers: all with their five numbers, one with its places and moves; kinds, deposits, products kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.selectors.events import events_of_entries
from guyub.community.cooperatives.web.forms import day_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import done_of, done_today
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.domain.containers import LYING, ContainerRefusedError
from guyub.trade.inventory.selectors.containers import kind_page, kinds_page, moves_of
from guyub.trade.inventory.services.container_kinds import add_kind, link_product, set_rate
from guyub.trade.inventory.web.container_pages import bar_of, id_typed, named, page
from guyub.trade.inventory.web.container_words import STATE_WORDS, WHY_WORDS

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.containers import KindPage, MoveRow


@require_safe
@acts(Action.VIEW_GOODS)
def kinds(request: HttpRequest) -> HttpResponse:
    """Show every kind as a bar of its five numbers, and where they lie."""
    return _kinds(request)


@require_safe
@acts(Action.VIEW_GOODS)
def kinds_table(request: HttpRequest) -> HttpResponse:
    """Hand the numbers over: kinds, and where they lie."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = kinds_page(cooperative_id=place.id, today=today)
    titles = ("Milik", "Isi", "Kosong", "Karantina", "Dipinjam", "Dengan jaminan")
    names = {row.kind_id: row.name for row in found.kinds}
    source = f"Guyub, {place.name}, {day(today)}"
    sheet = Sheet(
        name="Wadah",
        title=f"Tabung dan galon, {day(today)}",
        source=source,
        columns=(
            Column("Jenis", width=24),
            *(Column(title, Kind.QUANTITY, 12) for title in titles),
            Column("Jaminan dipegang (Rp)", Kind.RUPIAH, 20),
        ),
        rows=[(row.name, row.counts.total, *row.counts.states, row.deposit_rp) for row in found.kinds],
    )
    lying = Sheet(
        name="Tempat",
        title=f"Wadah per tempat, {day(today)}",
        source=source,
        columns=(
            Column("Jenis", width=24),
            Column("Tempat", width=24),
            *(Column(title, Kind.QUANTITY, 12) for title in titles[1:4]),
        ),
        rows=[
            (names[one.kind_id], one.location, one.full, one.empty, one.quarantine) for one in found.stocks
        ],
    )
    return table_answer(request, sheet, lying, stem=f"wadah-{place.code}")


@require_POST
@acts(Action.KEEP_GOODS)
def kind_add(request: HttpRequest) -> HttpResponse:
    """Begin to count a kind."""

    def add() -> UUID:
        written = typed_of(request, "deposit").strip()
        deposit_rp = parse_rp(written) if written else None
        return add_kind(name=typed_of(request, "name"), deposit_rp=deposit_rp, **done_today(request))

    kind_id, refusal = tried(add)
    return _kinds(request, refusal=refusal) if refusal else redirect("containers:kind", kind_id=kind_id)


@require_safe
@acts(Action.VIEW_GOODS)
def kind(request: HttpRequest, kind_id: UUID) -> HttpResponse:
    """Show one kind: its numbers, places, deposits, products, moves."""
    return shown_kind(request, kind_id)


@require_safe
@acts(Action.VIEW_GOODS)
def moves_table(request: HttpRequest, kind_id: UUID) -> HttpResponse:
    """Hand all moves of a kind over, the last one first."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = kind_page(cooperative_id=place.id, kind_id=kind_id, today=today)
        if found is None:
            raise Http404
        rows = moves_of(cooperative_id=place.id, kind_id=kind_id)
    sheet = Sheet(
        name="Gerak wadah",
        title=f"Gerak {found.row.name}, {day(today)}",
        source=f"Guyub, {place.name}, {day(today)}",
        columns=(
            Column("No", Kind.QUANTITY, 8),
            Column("Tanggal", Kind.DATE),
            Column("Gerak", width=26),
            Column("Dari", width=18),
            Column("Ke", width=18),
            Column("Banyak", Kind.QUANTITY, 10),
            Column("Tempat", width=28),
            Column("Pemegang", width=28),
            Column("Jaminan (Rp)", Kind.RUPIAH, 18),
            Column("Keterangan", width=40),
            Column("Petugas", width=24),
        ),
        rows=[
            (
                row.seq, row.on, words_of(row), STATE_WORDS[row.before], STATE_WORDS[row.after], row.qty, row.places,
                row.holder, row.amount_rp, row.note, row.person,
            )
            for row in rows
        ],
    )  # fmt: skip
    return table_answer(request, sheet, stem=f"gerak-wadah-{place.code}")


@require_POST
@acts(Action.KEEP_GOODS)
def rate(request: HttpRequest, kind_id: UUID) -> HttpResponse:
    """Set the deposit of a kind from a day on."""
    return acted_on_kind(
        request,
        kind_id,
        lambda: set_rate(
            kind_id=kind_id,
            deposit_rp=parse_rp(typed_of(request, "deposit")),
            from_on=day_of(request, "from", ContainerRefusedError, "day"),
            **done_today(request),
        ),
    )


@require_POST
@acts(Action.KEEP_GOODS)
def product(request: HttpRequest, kind_id: UUID) -> HttpResponse:
    """Say that a product is sold in this kind, or not any more."""
    return acted_on_kind(
        request,
        kind_id,
        lambda: link_product(
            kind_id=kind_id,
            product_id=id_typed(request, "product", "product"),
            is_linked=typed_of(request, "off") != "1",
            **done_of(request),
        ),
    )


def acted_on_kind(request: HttpRequest, kind_id: UUID, use_case: Any) -> HttpResponse:
    """Run a use-case of a kind's page, and show the page again or lead to it."""
    _, refusal = tried(use_case)
    if refusal:
        return shown_kind(request, kind_id, refusal=refusal)
    return redirect("containers:kind", kind_id=kind_id)


def shown_kind(request: HttpRequest, kind_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Render one kind; a refusal of one of its forms stands above it."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = kind_page(cooperative_id=place.id, kind_id=kind_id, today=today)
        if found is None:
            raise Http404
        entries = [row.entry_id for row in found.moves if row.entry_id]
        vouchers = events_of_entries(cooperative_id=place.id, entry_ids=entries) if entries else {}
    context = {
        "page": found,
        "bar": bar_of(found.row),
        "moves": [_shown(request, row, vouchers) for row in found.moves],
        **_forms(request, found),
    }
    return page(request, "container_kind", context, refusal=refusal)


def words_of(row: MoveRow) -> str:
    """Name a move; one that takes another back says so."""
    words = WHY_WORDS[row.why]
    return f"Batal: {words[0].lower()}{words[1:]}" if row.is_back else words


def _kinds(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = kinds_page(cooperative_id=place.id, today=today)
    at = {row.kind_id: [one for one in found.stocks if one.kind_id == row.kind_id] for row in found.kinds}
    context = {
        "bars": [(bar_of(row), at[row.kind_id]) for row in found.kinds],
        "total": sum(row.counts.total for row in found.kinds),
        "deposit_rp": sum(row.deposit_rp for row in found.kinds),
        "lent": sum(row.counts.on_loan for row in found.kinds),
        "apart": sum(row.counts.quarantine for row in found.kinds),
    }
    return page(request, "containers", context, refusal=refusal)


def _shown(request: HttpRequest, row: MoveRow, vouchers: dict[UUID, UUID]) -> dict[str, Any]:
    allowed, actor = TABLE[actor_of(request).role], actor_of(request)
    is_own_of_today = row.on == today_of(request) and row.person_id == actor.person_id
    of_money = Action.HANDLE_CASH if is_own_of_today else Action.KEEP_TREASURY
    needed = of_money if row.entry_id else Action.MOVE_STOCK
    is_open = not (row.is_back or row.is_undone or row.source_kind)
    return {
        "row": row,
        "words": words_of(row),
        "event_id": vouchers.get(row.entry_id) if row.entry_id else None,
        "may_undo": is_open and needed in allowed,
    }


def _forms(request: HttpRequest, found: KindPage) -> dict[str, Any]:
    chosen = typed_of(request, "location")
    states = {one.value: STATE_WORDS[one].capitalize() for one in LYING}
    sound = {value: words for value, words in states.items() if value != "KARANTINA"}
    return {
        "locations": named(found.locations, chosen),
        "to_locations": named(found.locations, typed_of(request, "to_location")),
        "sound": choices(sound, typed_of(request, "state")),
        "states": choices(states, typed_of(request, "state")),
        "others": named(found.others),
    }
