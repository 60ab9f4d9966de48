"""What pages of containers share: the frame and its tabs, the bar of the five numbers, choices of their forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.domain.places import COUNTED
from guyub.community.cooperatives.web.forms import id_of, maybe_id_of, maybe_whole_of
from guyub.community.members.domain.finding import wanted
from guyub.community.members.selectors.members import one_member
from guyub.community.members.selectors.register import find_members
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.containers import ContainerRefusedError, ContainerState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.members import MemberRow
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.containers import HoldingRow, KindRow

KINDS, HOLDERS = "containers:kinds", "containers:holders"
LONGEST_TEXT = 80
_SHARES = (("isi", "q4"), ("kosong", "q1"), ("karantina", "q5"), ("dipinjam", "q2"), ("dengan jaminan", "q3"))


@dataclass(frozen=True, slots=True)
class Share(Row):
    """One of the five numbers: its words, how many, where its part of the bar begins."""

    words: str
    tone: str
    size: int
    begin: int


@dataclass(frozen=True, slots=True)
class KindBar(Row):
    """A kind with its bar; ``label`` says the same in words."""

    row: KindRow
    shares: list[Share]
    label: str


@dataclass(frozen=True, slots=True)
class Whom(Row):
    """Who is looked for, and who was found; ``chosen`` is the member of the form."""

    text: str
    chosen: MemberRow | None
    people: list[MemberRow]
    is_more: bool
    is_secret: bool


def page(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, tab: str = KINDS, refusal: str = ""
) -> HttpResponse:
    """Render one page of containers; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    labels = {KINDS: "Jenis dan tempat", HOLDERS: "Pemegang"}
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": [
            {"label": label, "href": reverse(url), "current": url == tab} for url, label in labels.items()
        ],
        "may_move": Action.MOVE_STOCK in allowed,
        "may_cash": Action.HANDLE_CASH in allowed,
        "may_keep": Action.KEEP_GOODS in allowed,
        "may_reach": Action.REACH_MEMBERS in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"inventory/{name}.html", shared | dict(context), status=422 if refusal else 200)


def bar_of(row: KindRow) -> KindBar:
    """Give the five numbers of a kind as parts of one bar, and in words."""
    shares, begin = [], 0
    for (words, tone), size in zip(_SHARES, row.counts.states, strict=True):
        shares.append(Share(words, tone, size, begin))
        begin += size
    said = ", ".join(f"{number(share.size)} {share.words}" for share in shares)
    return KindBar(row, shares, f"{row.name}: {said}")


def whom_of(request: HttpRequest) -> Whom:
    """Find the member of a form: ``anggota`` names one, ``cari`` looks for some. Needs the scope; two queries."""
    place_id, asked = actor_of(request).cooperative_id, request.POST or request.GET
    text = asked.get("cari", "")[:LONGEST_TEXT].strip()
    member_id = id_in(asked.get("anggota", ""))
    if member_id:
        found = one_member(cooperative_id=place_id, member_id=member_id)
        return Whom(text, found if found and found.is_member else None, [], is_more=False, is_secret=False)
    looked = wanted(text)
    if not text or looked.is_secret:
        return Whom(text, None, [], is_more=False, is_secret=looked.is_secret)
    told = find_members(cooperative_id=place_id, wanted=looked)
    people = [row for row in told.rows if row.is_member]
    chosen = people[0] if len(people) == 1 else None
    return Whom(text, chosen, people, is_more=told.is_more, is_secret=False)


def id_typed(request: HttpRequest, field: str, wrong: str) -> UUID:
    """Read the id of a chosen row.

    Raises:
        ContainerRefusedError: With ``wrong``: nothing was chosen.
    """
    return id_of(request, field, ContainerRefusedError, wrong)


def maybe_id(request: HttpRequest, field: str, wrong: str) -> UUID | None:
    """Read the id of a row that may be left out.

    Raises:
        ContainerRefusedError: With ``wrong``: what came is no id.
    """
    return maybe_id_of(request, field, ContainerRefusedError, wrong)


def qty_typed(request: HttpRequest, field: str = "qty") -> int:
    """Read how many.

    Raises:
        ContainerRefusedError: ``qty``: nothing, or no whole number.
    """
    found = maybe_whole_of(request, field, ContainerRefusedError, "qty")
    if found is None:
        raise ContainerRefusedError(wrong="qty")
    return found


def state_typed(request: HttpRequest, field: str) -> ContainerState:
    """Read a state.

    Raises:
        ContainerRefusedError: ``step``: none was chosen.
    """
    try:
        return ContainerState(typed_of(request, field))
    except ValueError as error:
        raise ContainerRefusedError(wrong="step") from error


def drawers(request: HttpRequest, place: Cooperative) -> list[dict[str, object]]:
    """Give where this person may put a deposit, or pay it from. Two queries for who handles cash, else none."""
    if Action.HANDLE_CASH not in TABLE[actor_of(request).role]:
        return []
    return cash_places(request, place, kinds=COUNTED)


def kind_choices(request: HttpRequest, kinds: Sequence[KindRow]) -> list[dict[str, object]]:
    """Give kinds to choose from, each with the deposit in force."""
    words = {
        str(row.kind_id): f"{row.name}, jaminan {rupiah(row.rate_rp)}" if row.rate_rp else row.name
        for row in kinds
    }
    return choices(words, typed_of(request, "kind") or request.GET.get("wadah", ""))


def named(rows: Sequence[tuple[UUID, str]], chosen: str = "") -> list[dict[str, object]]:
    """Give rows of an id and a name to choose from."""
    return choices({str(id_): name for id_, name in rows}, chosen)


def sum_rp(rows: Sequence[HoldingRow]) -> int:
    """Sum the deposits of some holdings, whole rupiah."""
    return sum(row.deposit_rp for row in rows)
