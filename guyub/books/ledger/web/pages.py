"""What every page of the books shares: whose they are, the way to its neighbours, who may do what here."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from guyub.books.ledger.domain.statements import StatementName
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, may_here, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

_STATEMENTS = {
    StatementName.NERACA: "Neraca",
    StatementName.HASIL_USAHA: "Hasil usaha",
    StatementName.NERACA_SALDO: "Neraca saldo",
}
_BOOKS = {"ledger:accounts": "Buku besar", "ledger:cash": "Kas & bank", "ledger:journal": "Jurnal"}
_MORE = {StatementName.ARUS_KAS: "Arus kas", StatementName.EKUITAS: "Ekuitas"}
# Pages of higher contexts, where they are there.
_OTHERS = {
    "closing:books": ("Tutup buku", Action.VIEW_STATEMENTS),
    "closing:verify": ("Periksa", Action.VERIFY_BOOKS),
}

# What higher contexts show of one entry; any of the acts opens it.
_ABOUT_ENTRY = {
    "oversight:entry": ("Tanya jawab pengawas", (Action.REVIEW_BOOKS, Action.ANSWER_REVIEW)),
}


def page(
    request: HttpRequest,
    place: Cooperative,
    name: str,
    context: Mapping[str, Any],
    *,
    tab: str,
    refusal: str = "",
) -> HttpResponse:
    """Render one page of the books; a refusal makes it a 422 with what was typed still there.

    Args:
        request: Whose.
        place: The cooperative.
        name: Of the template.
        context: What it shows.
        tab: The url name, or the statement, that is current.
        refusal: Its sentence.
    """
    shared = {
        "place": place,
        "today": today_of(request),
        "tabs": list(tabs(request, place, tab)),
        "may_read": may_here(request, Action.VIEW_JOURNAL, place),
        "may_post": may_here(request, Action.POST_JOURNAL, place),
        "may_keep": may_here(request, Action.KEEP_ACCOUNTS, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, f"ledger/{name}.html", shared | dict(context), status=status)


def tabs(request: HttpRequest, place: Cooperative, current: str) -> Iterator[dict[str, object]]:
    """Give the way to each page of the books that this person may open; ``current`` is a statement or a url name."""

    def tab(label: str, url_name: str, key: str, **more: str) -> dict[str, object]:
        address = reverse(url_name, kwargs={"code": place.code, **more})
        return {"label": label, "href": address, "current": key == current}

    for name, label in _STATEMENTS.items():
        yield tab(label, "ledger:statement", name, name=name)
    if may_here(request, Action.VIEW_JOURNAL, place):
        for url_name, label in _BOOKS.items():
            yield tab(label, url_name, url_name)
    for name, label in _MORE.items():
        yield tab(label, "ledger:statement", name, name=name)
    for url_name, (label, action) in _OTHERS.items():
        if may_here(request, action, place):
            with suppress(NoReverseMatch):
                yield tab(label, url_name, url_name)


def about_entry(request: HttpRequest, place: Cooperative, entry_id: UUID) -> Iterator[dict[str, str]]:
    """Give the way to what higher contexts show of one entry, where they are there and this person may."""
    for url_name, (label, actions) in _ABOUT_ENTRY.items():
        if any(may_here(request, action, place) for action in actions):
            with suppress(NoReverseMatch):
                address = reverse(url_name, kwargs={"code": place.code, "entry_id": entry_id})
                yield {"label": label, "href": address}


def shared_of(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give what every use-case of the books takes: who, whose, which request, when."""
    return {
        "actor": actor_of(request),
        "place": place,
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def to(name: str, place: Cooperative, **more: object) -> HttpResponse:
    """Lead to a page of the books after an act."""
    return redirect(reverse(f"ledger:{name}", kwargs={"code": place.code, **more}))
