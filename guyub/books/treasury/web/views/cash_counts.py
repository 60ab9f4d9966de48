"""Counting a drawer by denomination: to begin, to end, to give and to take a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_http_methods

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.shifts import Purpose, ShiftRefusedError
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.shifts import counts_of, last_counts, shift_of
from guyub.books.treasury.selectors.told_shifts import till_at
from guyub.books.treasury.services.handing_over import count_together, offer_shift, take_shift, takers
from guyub.books.treasury.services.shifts import close_shift, open_shift
from guyub.books.treasury.web.cash_pages import denomination_rows, id_in, page, pieces_in, shared_of, to
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, place_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.treasury.selectors.shifts import CountRow, ShiftRow
    from guyub.books.treasury.selectors.told_shifts import TillAtDrawer
    from guyub.books.treasury.services.shifts import ShiftDone
    from guyub.foundation.kernel.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.HANDLE_CASH)
def shift_open(request: HttpRequest, code: str, place_id: UUID) -> HttpResponse:
    """Count a drawer and begin to answer for it; where it differs, say why."""
    place = place_of(request, code, Action.HANDLE_CASH)
    with scope(place.id):
        drawer = next((row for row in places_of(cooperative_id=place.id) if row.id == place_id), None)
        last = last_counts(cooperative_id=place.id).get(place_id)
    if drawer is None or drawer.kind is not CashKind.LACI:
        raise Http404
    words = {
        "title": f"Hitung isi {drawer.name}",
        "lead": "Mulai giliran dengan menghitung uangnya.",
        "button": "Mulai giliran",
        "done": "Mulai giliran",
    }
    return _counted(
        request,
        place,
        words,
        lambda **counted: open_shift(drawer_id=place_id, **counted, **shared_of(request, place)),
        kept=_kept(request, last, Purpose.BUKA, shift_id=None),
        here="shift_open",
        place_id=place_id,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.HANDLE_CASH)
def shift_close(request: HttpRequest, code: str, shift_id: UUID) -> HttpResponse:
    """Count a drawer blind and end its shift; where it differs, say why."""
    place = place_of(request, code, Action.HANDLE_CASH)
    shift, last = _shift(request, place, shift_id)
    is_mine = shift.person_id == actor_of(request).person_id
    if not is_mine and not may_here(request, Action.KEEP_TREASURY, place):
        raise Http404
    lead = "Jumlah menurut buku terlihat setelah hitungan disimpan."
    if not is_mine:
        lead = f"Giliran ini dipegang {shift.person}. Bendahara menutupnya dengan sebab."
    words = {
        "title": f"Tutup giliran {shift.drawer}",
        "lead": lead,
        "button": "Simpan hitungan",
        "done": "Tutup giliran",
    }
    return _counted(
        request,
        place,
        words,
        lambda **counted: close_shift(shift_id=shift_id, **counted, **shared_of(request, place)),
        kept=_kept(request, last, Purpose.TUTUP, shift_id=shift_id),
        till=_till(place, shift),
        here="shift_close",
        shift_id=shift_id,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.HANDLE_CASH)
def shift_offer(request: HttpRequest, code: str, shift_id: UUID) -> HttpResponse:
    """Count the own drawer and offer it to another person."""
    place = place_of(request, code, Action.HANDLE_CASH)
    shift, _ = _shift(request, place, shift_id)
    if shift.person_id != actor_of(request).person_id:
        raise Http404
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: offer_shift(
                shift_id=shift_id,
                to_person_id=id_in(request, "to_person", ShiftRefusedError, "receiver"),
                pieces=pieces_in(request),
                **shared_of(request, place),
            )
        )
        if not refusal:
            return to("shift", place)
    with scope(place.id):
        people = takers(place_id=place.id, now=utc_now())
    people.pop(actor_of(request).person_id, None)
    context = {
        "title": f"Serahkan {shift.drawer}",
        "lead": "Anda menghitung dulu. Penerima menghitung sendiri tanpa melihat hitungan Anda.",
        "button": "Simpan dan serahkan",
        "people": choices({str(id_): name for id_, name in people.items()}, typed_of(request, "to_person")),
        "rows": denomination_rows(request),
    }
    return page(request, place, "count", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.HANDLE_CASH)
def shift_take(request: HttpRequest, code: str, shift_id: UUID) -> HttpResponse:
    """Count a drawer that was offered; where two counts differ, count it together with who gives it."""
    place = place_of(request, code, Action.HANDLE_CASH)
    shift, last = _shift(request, place, shift_id)
    is_together = last is not None and (last.purpose, last.shift_id) == (Purpose.TERIMA, shift_id)
    use_case: Callable[..., ShiftDone] = take_shift
    more: dict[str, str] = {}
    if is_together:
        use_case, more = count_together, {"proof": typed_of(request, "proof")}
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: use_case(
                shift_id=shift_id, pieces=pieces_in(request), **more, **shared_of(request, place)
            )
        )
        if not refusal:
            return to("shift", place)
    context = {
        "title": f"Terima {shift.drawer}",
        "lead": f"{shift.person} sudah menghitung. Hitung sendiri; hasilnya baru dibandingkan setelah disimpan.",
        "button": "Simpan hitungan",
        "rows": denomination_rows(request),
    }
    if is_together:
        context |= {
            "lead": f"Dua hitungan tidak sama. Hitung bersama {shift.person}; hitungan ini yang dipakai.",
            "giver": shift.person,
        }
    return page(request, place, "count", context, refusal=refusal)


def _shift(request: HttpRequest, place: Cooperative, shift_id: UUID) -> tuple[ShiftRow, CountRow | None]:
    """Give an open shift that this person may see, with the drawer's last count."""
    with scope(place.id):
        shift = shift_of(cooperative_id=place.id, shift_id=shift_id)
        counts = counts_of(cooperative_id=place.id, shift_id=shift_id)
    if shift is None or shift.closed_at:
        raise Http404
    return shift, next(iter(counts), None)


def _till(place: Cooperative, shift: ShiftRow) -> TillAtDrawer | None:
    """Give the till of the drawer, where something of it may still come."""
    with scope(place.id):
        till = till_at(cooperative_id=place.id, drawer_id=shift.drawer_id)
    return till if till and till.is_behind else None


def _kept(
    request: HttpRequest, last: CountRow | None, purpose: Purpose, *, shift_id: UUID | None
) -> CountRow | None:
    """Give the person's own last count, where it waits for a reason and nobody asked to count again."""
    if last is None or "ulang" in request.GET:
        return None
    is_own = (last.purpose, last.person_id, last.shift_id) == (purpose, actor_of(request).person_id, shift_id)
    return last if is_own else None


def _counted(
    request: HttpRequest,
    place: Cooperative,
    words: dict[str, str],
    use_case: Callable[..., ShiftDone],
    *,
    kept: CountRow | None,
    here: str,
    till: TillAtDrawer | None = None,
    **arguments: UUID,
) -> HttpResponse:
    """Take a count, or the reason of one that was kept."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: use_case(**_typed(request)))
        if done is not None:
            is_settled = done.shift_id or done.approval_id
            return to("shift", place) if is_settled else to(here, place, **arguments)
    context = {**words, "kept": kept, "till": till, "rows": denomination_rows(request)}
    return page(request, place, "count", context, refusal=refusal)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Read a count, or the id and the reason of one."""
    if "count" in request.POST:
        count_id = id_in(request, "count", ShiftRefusedError, "count")
        return {"count_id": count_id, "reason": typed_of(request, "reason")}
    return {"pieces": pieces_in(request)}
