"""What every page of everyday events shares: whose they are, its neighbours, the posting in words."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.web.rooms import rooms
from guyub.books.treasury.domain.wording import said_lines
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, may_here, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.books.treasury.domain.wording import SaidLine
    from guyub.books.treasury.selectors.places import CashPlaceRow
    from guyub.foundation.kernel.models import Cooperative

# What other pages of the wing record, each where it is there and this person may open it.
_ELSEWHERE = {
    "claims:claims": ("Klaim nota", "Ganti uang pengurus yang terpakai", Action.CLAIM),
    "funds:funds": ("Bayar dana", "Dana kesehatan, pendidikan, sosial", Action.KEEP_FUNDS),
    "assets:assets": ("Beli aset", "Etalase, timbangan, kendaraan", Action.KEEP_ASSETS),
    "cash:places": ("Hitung laci", "Buka, hitung, dan serah terima", Action.HANDLE_CASH),
}


def page(
    request: HttpRequest,
    place: Cooperative,
    name: str,
    context: Mapping[str, Any],
    *,
    tab: str = "",
    refusal: str = "",
) -> HttpResponse:
    """Render one page; a refusal makes it a 422 with what was typed still there.

    Args:
        request: Whose.
        place: The cooperative.
        name: Of the template.
        context: What it shows.
        tab: The url name that is current among the rooms.
        refusal: Its sentence.
    """
    shared = {
        "place": place,
        "today": today_of(request),
        "tabs": list(rooms(request, place, tab)),
        "may_record": may_here(request, Action.RECORD_EVENT, place),
        "may_read": may_here(request, Action.VIEW_JOURNAL, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"treasury/{name}.html", shared | dict(context), status=422 if refusal else 200)


def shared_of(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give what every use-case of events takes: who, whose, which request, when."""
    return {
        "actor": actor_of(request),
        "place": place,
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def to(name: str, place: Cooperative, query: str = "", **more: object) -> HttpResponse:
    """Lead to a page of events after an act."""
    return redirect(reverse(f"events:{name}", kwargs={"code": place.code, **more}) + query)


def elsewhere(request: HttpRequest, place: Cooperative) -> Iterator[dict[str, str]]:
    """Give the way to what other pages record."""
    for url_name, (title, text, action) in _ELSEWHERE.items():
        address = address_of(url_name, place)
        if address and may_here(request, action, place):
            yield {"title": title, "text": text, "href": address}


def address_of(url_name: str, place: Cooperative, **more: object) -> str:
    """Give the address of a page of another part; "" where it is not there."""
    with suppress(NoReverseMatch):
        return reverse(url_name, kwargs={"code": place.code, **more})
    return ""


def said(
    lines: Iterable[tuple[str, int, int | None]],
    places: Sequence[CashPlaceRow],
    names: Mapping[str, str] | None = None,
) -> list[SaidLine]:
    """Say a posting in words; places where money lies bear the names that people gave them.

    Args:
        lines: As ``planned_lines`` gives them.
        places: The cash places, closed ones too where an old posting is said.
        names: Of accounts of the cooperative's own.
    """
    called = {code: account.name for code, account in chart().accounts.items()} | dict(names or {})
    mine = {row.account_code: row.name for row in places}
    return said_lines(lines, names=called | mine, cash_codes=set(mine))
