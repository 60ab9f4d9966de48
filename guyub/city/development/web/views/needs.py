"""What cooperatives need: board, one need, its steps, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.city.development.domain.needs import OPEN_STATES, OWN_STATES, STEPS, NeedKind, NeedState
from guyub.city.development.selectors.needs import (
    EVERY_STATE,
    PAGE,
    Asked,
    board,
    history_of,
    need_by_id,
    needs_of,
    totals_by_kind,
    totals_by_place,
)
from guyub.city.development.selectors.pictures import picture
from guyub.city.development.services.needs import Move, NeedRefusedError, Wish, move_need, raise_need
from guyub.city.development.web.doors import (
    Here,
    chosen_place,
    day_of,
    places_of,
    seat_for,
    whole_of,
)
from guyub.city.development.web.words import (
    KIND_WORDS,
    NEXT_WORDS,
    STATE_TONES,
    STATE_WORDS,
    STEP_BUTTONS,
    URGENCY_WORDS,
)
from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, request_id_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative

EXPORT_MOST = 10_000
KECAMATAN = {ward.kecamatan_code: ward.kecamatan for ward in wards()}
TRACK = [state for state in NeedState if state is not NeedState.DECLINED]


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def needs(request: HttpRequest) -> HttpResponse:
    """Show needs by state, as a list, and in sums."""
    places = places_of(request)
    picked = chosen_place(request, places)
    if picked is not None:
        return redirect("development:need_raise", code=picked.code)
    ids, asked = [place.id for place in places], _asked(request)
    page = max(whole_of(request.GET.get("halaman", "")), 1)
    with scope(*ids):
        tallies = board(place_ids=ids, asked=asked)
        rows = needs_of(place_ids=ids, asked=asked, start=min(page - 1, 10_000) * PAGE)
        by_kind = totals_by_kind(place_ids=ids, asked=asked)
        by_place = totals_by_place(place_ids=ids, asked=asked) if len(ids) > 1 else []
    total = sum(tallies[state].count for state in asked.states)
    first = (page - 1) * PAGE + 1
    context = {
        "board": [
            (state, STATE_WORDS[state], tally, asked.state == state) for state, tally in tallies.items()
        ],
        "open": sum(tallies[state].count for state in OPEN_STATES),
        "waiting": tallies[NeedState.RAISED].count,
        "rows": [
            (row, KIND_WORDS[row.kind], STATE_WORDS[row.state], STATE_TONES.get(row.state, ""))
            for row in rows
        ],
        "urgencies": URGENCY_WORDS,
        "by_kind": [(KIND_WORDS[kind], unit, tally) for kind, unit, tally in by_kind],
        "by_place": by_place,
        "total": total,
        "first": first,
        "last": min(first + PAGE - 1, total),
        "previous": page - 1 if page > 1 else None,
        "next": page + 1 if first + PAGE - 1 < total else None,
        "may_raise": request.allows(Action.RAISE_NEED),  # type: ignore[attr-defined]  # identity.web.middleware
        "places": places,
        "filters": _filters(asked, places),
    }
    return render(request, "development/needs.html", context)


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def needs_export(request: HttpRequest) -> HttpResponse:
    """Hand the asked needs over, with their sums by kind and by cooperative."""
    places, asked = places_of(request), _asked(request)
    ids = [place.id for place in places]
    with scope(*ids):
        rows = needs_of(place_ids=ids, asked=asked, most=EXPORT_MOST)
        by_kind = totals_by_kind(place_ids=ids, asked=asked)
        by_place = totals_by_place(place_ids=ids, asked=asked)
    tally = (Column("Kebutuhan", Kind.QUANTITY, 12), Column("Jumlah barang", Kind.QUANTITY, 14))
    money = (Column("Perkiraan (Rp)", Kind.RUPIAH, 18), Column("Tanpa perkiraan", Kind.QUANTITY, 16))
    kinds = _sheet(
        "Per jenis",
        (Column("Jenis", width=24), Column("Satuan", width=12), *tally, *money),
        [(KIND_WORDS[kind], unit, *vars(sums).values()) for kind, unit, sums in by_kind],
    )
    by_ward = _sheet(
        "Per koperasi",
        (Column("Kode", width=16), Column("Koperasi", width=28), tally[0], *money),
        [(code, name, t.count, t.estimate_rp, t.without_estimate) for code, name, t in by_place],
    )
    listed = _sheet(
        "Kebutuhan",
        (
            Column("Koperasi", width=28),
            Column("Nomor", Kind.QUANTITY, 8),
            Column("Jenis", width=24),
            Column("Kebutuhan", width=36),
            Column("Jumlah", Kind.QUANTITY, 10),
            Column("Satuan", width=12),
            Column("Perkiraan (Rp)", Kind.RUPIAH, 18),
            Column("Mendesak", width=20),
            Column("Keadaan", width=16),
            Column("Sejak", Kind.DATE, 14),
            Column("Alasan", width=60),
        ),
        [
            (
                row.place_name,
                row.number,
                KIND_WORDS[row.kind],
                row.title,
                row.quantity,
                row.unit,
                row.estimate_rp,
                URGENCY_WORDS[row.urgency],
                STATE_WORDS[row.state],
                row.since.date(),
                row.reason,
            )
            for row in rows
        ],
    )
    return table_answer(request, listed, kinds, by_ward, stem="kebutuhan")


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.RAISE_NEED)
def need_raise(request: HttpRequest, code: str) -> HttpResponse:
    """Raise a need of a cooperative."""
    here = seat_for(request, code, Action.RAISE_NEED)
    typed, refusal = request.POST, ""
    if request.method == "POST":
        raised, refusal = tried(
            lambda: raise_need(
                actor=here.actor,
                place_id=here.place.id,
                wish=_wish(request),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if raised is not None:
            return redirect("development:need", code=code, need_id=raised)
    context = {
        "place": here.place,
        "kinds": _choices(KIND_WORDS, typed.get("kind", "")),
        "urgencies": [
            {"value": level, "label": words, "checked": str(level) == typed.get("urgency", "2")}
            for level, words in URGENCY_WORDS.items()
        ],
        "typed": typed,
        "visit": typed.get("visit", request.GET.get("kunjungan", ""))[:36],
        "refusal": refusal,
    }
    return render(request, "development/need_raise.html", context, status=422 if refusal else 200)


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def need(request: HttpRequest, code: str, need_id: UUID) -> HttpResponse:
    """Show one need: what, why, how far, who did what."""
    return _need_page(request, seat_for(request, code, Action.VIEW_COOPERATIVE), need_id)


@require_POST
@acts(Action.VIEW_COOPERATIVE)
def need_move(request: HttpRequest, code: str, need_id: UUID) -> HttpResponse:
    """Move a need one step."""
    here = seat_for(request, code, Action.VIEW_COOPERATIVE)
    _, refusal = tried(
        lambda: move_need(
            actor=here.actor,
            place_id=here.place.id,
            need_id=need_id,
            move=_move(request),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if refusal:
        return _need_page(request, here, need_id, refusal=refusal)
    return redirect("development:need", code=code, need_id=need_id)


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def need_file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """Send a photo or proof to those who may see the cooperative; others get the same 404 as for none."""
    here = seat_for(request, code, Action.VIEW_COOPERATIVE)
    with scope(here.place.id):
        file = picture(cooperative_id=here.place.id, file_id=file_id)
    if file is None:
        raise Http404
    return file_answer(file)


def _need_page(request: HttpRequest, here: Here, need_id: UUID, *, refusal: str = "") -> HttpResponse:
    with scope(here.place.id):
        row = need_by_id(place_id=here.place.id, need_id=need_id)
        events = history_of(place_id=here.place.id, need_id=need_id)
    if row is None:
        raise Http404
    steps = [
        to
        for to in STEPS[row.state]
        if here.may(Action.RECEIVE_NEED if to in OWN_STATES else Action.MOVE_NEED)
    ]
    reached = len({event.to_state for event in events} & set(TRACK))
    address = request.build_absolute_uri(reverse("development:need", args=[here.place.code, need_id]))
    message = f"{here.place.name} membutuhkan {row.title}: {STATE_WORDS[row.state]}. {address}"
    context = {
        "place": here.place,
        "need": row,
        "kind": KIND_WORDS[row.kind],
        "state": STATE_WORDS[row.state],
        "tone": STATE_TONES.get(row.state, ""),
        "next_words": f"{NEXT_WORDS[row.state]} sejak {day(localtime(row.since))}.",
        "urgency": URGENCY_WORDS[row.urgency],
        "track": ["done" if n < reached else "now" if n == reached else "todo" for n in range(len(TRACK))]
        if row.state is not NeedState.DECLINED
        else [],
        "reached": reached,
        "forward": next(((to, STEP_BUTTONS[to]) for to in steps if to is not NeedState.DECLINED), None),
        "may_decline": NeedState.DECLINED in steps,
        "history": [(event, STATE_WORDS[event.to_state], ROLE_WORDS[event.by_role]) for event in events],
        "today": today_of(request),
        "typed": request.POST,
        "refusal": refusal,
        # No number in the address: WhatsApp itself asks to whom it goes.
        "whatsapp": f"https://wa.me/?text={quote(message)}",
    }
    return render(request, "development/need.html", context, status=422 if refusal else 200)


def _wish(request: HttpRequest) -> Wish:
    typed = request.POST
    visit = typed.get("visit", "")
    try:
        visit_id = UUID(visit) if visit else None
    except ValueError as error:
        raise NeedRefusedError(wrong="visit") from error
    return Wish(
        kind=typed.get("kind", ""),
        title=typed.get("title", ""),
        quantity=whole_of(typed.get("quantity", "")),
        unit=typed.get("unit", ""),
        estimate_rp=_amount(typed.get("estimate", "")),
        reason=typed.get("reason", ""),
        urgency=whole_of(typed.get("urgency", "")),
        photo=photo_in(request, "photo"),
        visit_id=visit_id,
    )


def _move(request: HttpRequest) -> Move:
    typed = request.POST
    return Move(
        seen=typed.get("seen", ""),
        to=typed.get("to", ""),
        note=typed.get("note", ""),
        funding_source=typed.get("funding_source", ""),
        amount_rp=_amount(typed.get("amount", "")),
        planned_on=day_of(typed.get("planned_on", "")),
        proof=photo_in(request, "proof"),
    )


def _amount(written: str) -> int | None:
    return parse_rp(written) if written.strip() else None


def _asked(request: HttpRequest) -> Asked:
    asked = request.GET
    urgency = whole_of(asked.get("mendesak", ""))
    states = {*NeedState, EVERY_STATE}
    return Asked(
        kind=asked["jenis"] if asked.get("jenis") in set(NeedKind) else "",
        state=asked["keadaan"] if asked.get("keadaan") in states else "",
        urgency=urgency if urgency in URGENCY_WORDS else None,
        kecamatan=asked["kecamatan"] if asked.get("kecamatan") in KECAMATAN else "",
    )


def _filters(asked: Asked, places: Iterable[Cooperative]) -> dict[str, Any]:
    present = {place.code[:8] for place in places}
    kecamatan = {code: name for code, name in KECAMATAN.items() if code in present}
    open_ = {"": "Semua yang terbuka", EVERY_STATE: "Semua, juga yang selesai"}
    return {
        "is_active": bool(asked.kind or asked.urgency or asked.kecamatan),
        "kinds": _choices({"": "Semua jenis", **KIND_WORDS}, asked.kind),
        "states": _choices(open_ | dict(STATE_WORDS), asked.state),
        "urgencies": _choices({"": "Semua", **URGENCY_WORDS}, asked.urgency or ""),
        "kecamatan": _choices({"": "Semua kecamatan", **kecamatan}, asked.kecamatan)
        if len(kecamatan) > 1
        else [],
    }


def _choices(words: Mapping[Any, str], chosen: object) -> list[dict[str, object]]:
    return [{"value": code, "label": label, "selected": code == chosen} for code, label in words.items()]


def _sheet(name: str, columns: tuple[Column, ...], rows: list[tuple[Any, ...]]) -> Sheet:
    return Sheet(
        name=name, title=name, source="Guyub, kebutuhan koperasi; hari dalam UTC", columns=columns, rows=rows
    )
