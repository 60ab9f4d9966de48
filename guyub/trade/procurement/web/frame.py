"""What pages of buying share: the frame of a page, what every use-case takes, products as they are typed."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.community.partners.domain.partners import DELIVERING
from guyub.community.partners.selectors.partners import partner_options
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.selectors.bought import goods_typed, location_options
from guyub.trade.procurement.web.rooms import rooms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.errors import DomainError
    from guyub.trade.inventory.selectors.bought import Good

MOST_LINES = 200
LEAST_ROWS, MORE_ROWS = 4, 4


def shown(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, tab: str, refusal: str = ""
) -> HttpResponse:
    """Render one page of buying under its tab; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": list(rooms(tab)),
        "may_buy": Action.BUY_GOODS in allowed,
        "may_move": Action.MOVE_STOCK in allowed,
        "may_pay": Action.KEEP_TREASURY in allowed,
        "sees_journal": Action.VIEW_JOURNAL in allowed,
        "sees_partners": Action.VIEW_PARTNERS in allowed,
        "typed": request.POST,
        "fresh": fresh_of(request),
        "refusal": refusal,
    }
    template = f"procurement/{name}.html"
    return render(request, template, shared | dict(context), status=422 if refusal else 200)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, which request, the business date, when."""
    return {
        "actor": actor_of(request),
        "request_id": request_id_of(request),
        "today": today_of(request),
        "now": utc_now(),
    }


def done_here(request: HttpRequest) -> dict[str, Any]:
    """Give that, and the cooperative whose books are written."""
    return done_of(request) | {"place": here(request)}


def partners_of(request: HttpRequest, selected: str = "") -> list[dict[str, object]]:
    """Give those who deliver, to choose from. Needs the scope; one query."""
    options = partner_options(cooperative_id=actor_of(request).cooperative_id, kinds=DELIVERING)
    return choices(options, typed_of(request, "partner") or selected, empty="Pilih pemasok")


def locations_of(request: HttpRequest, selected: str = "") -> list[dict[str, object]]:
    """Give where goods may come, to choose from. Needs the scope; one query."""
    options = location_options(cooperative_id=actor_of(request).cooperative_id)
    return choices(options, typed_of(request, "location") or selected)


class Cells(Row):
    """One line of a form, as typed: cells by name."""

    __slots__ = ("cells",)

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = dict(cells)

    def __getitem__(self, name: str) -> str:
        """Give a cell; nothing where there is none."""
        return self.cells.get(name, "")

    def is_empty(self, *but: str) -> bool:
        """Tell whether nothing was typed, but for some cells that a page fills itself."""
        return not any(value.strip() for name, value in self.cells.items() if name not in but)


def cells_of(request: HttpRequest, names: Sequence[str]) -> list[Cells]:
    """Read the lines of a form, the empty ones too, at most 200."""
    columns = [request.POST.getlist(name)[:MOST_LINES] for name in names]
    return [Cells(dict(zip(names, row, strict=True))) for row in zip_longest(*columns, fillvalue="")]


def rows_shown(lines: Sequence[Cells], *, more: bool = False) -> list[Cells]:
    """Give the lines that a form shows: those typed, and empty ones to write on."""
    kept = [line for line in lines if not line.is_empty()]
    empty = MORE_ROWS if more or len(kept) >= LEAST_ROWS else LEAST_ROWS - len(kept)
    return [*kept, *[Cells({})] * min(empty, max(0, MOST_LINES - len(kept)))]


def fresh_of(request: HttpRequest) -> int:
    """Tell which line, from 1, is the first empty one after more were asked for: there one writes on; 0 for none."""
    typed = sum(bool(text.strip()) for text in request.POST.getlist("product"))
    return typed + 1 if "add" in request.POST else 0


def goods_in(request: HttpRequest, texts: Iterable[str], refusal: type[DomainError]) -> Mapping[str, Good]:
    """Find the products that lines name. Needs the scope; two queries.

    Raises:
        DomainError: ``unknown``: a text names none, or two; fact ``product``, the text.
    """
    wanted = [" ".join(text.split()) for text in texts]
    found = goods_typed(cooperative_id=actor_of(request).cooperative_id, typed=wanted)
    for text in wanted:
        if text not in found:
            raise refusal(wrong="unknown", product=text)
    return found


def picks_of(
    words: Mapping[str, str],
    counts: Mapping[str, int],
    current: str,
    *,
    field: str,
    always: Collection[str] = (),
) -> Iterator[dict[str, object]]:
    """Give the parts of a list that one may look at; empty ones are left out, but for the first and the chosen."""
    for part, label in words.items():
        if counts.get(part) or not part or part == current or part in always:
            href = f"?{field}={part}" if part else "?"
            yield {"href": href, "label": label, "count": counts.get(part, 0), "current": part == current}
