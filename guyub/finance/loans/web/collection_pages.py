"""What the pages of instalment lists share: their words, whom a form means, one list for who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from guyub.books.ledger.web.forms import choices
from guyub.community.members.selectors.register import neighbourhoods
from guyub.finance.loans.selectors.arrears import officers_who_lend
from guyub.finance.loans.selectors.collecting import RoundAim, lines_of, one_list, row_of_list
from guyub.finance.loans.web.frame import framed
from guyub.finance.loans.web.group_pages import NOTING
from guyub.finance.savings.web.collection_pages import LATE
from guyub.foundation.identity.domain.roles import TABLE, Action, can
from guyub.foundation.identity.web.doors import actor_of, own_rows
from guyub.foundation.kernel.ids import id_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse, QueryDict

    from guyub.finance.loans.selectors.collecting import LineRow
    from guyub.finance.savings.selectors.collecting import ListRow
    from guyub.foundation.kernel.models import Cooperative

ROOM = "instalment_lists:lists"
# What the pages of savings' lists say of this kind (savings.web.collection_pages.WORDS).
WORDS: Mapping[str, Any] = {
    "ns": "instalment_lists",
    "has_slips": False,
    "tabs_label": "Bagian pinjaman",
    "unit": "pinjaman",
    "asked_label": "Angsuran",
    "lead": "Angsuran yang dijemput: daftar keluar, kembali, dihitung, dibukukan.",
    "made_from": "Daftar untuk kolektor dibuat dari angsuran yang menunggak atau jatuh tempo seminggu ini.",
    "own_hint": "Pinjaman kolektor sendiri tidak ikut; ia membayar di loket.",
}


def page(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page of instalment lists."""
    actor = actor_of(request)
    more = {"may_note": not TABLE[actor.role].isdisjoint(NOTING), "me": actor.person_id, **WORDS}
    return framed(request, name, more | dict(context), tab=ROOM, refusal=refusal)


def aim_in(asked: QueryDict) -> RoundAim:
    """Read whom an address or a form means; what it does not know is everybody."""
    return RoundAim(
        rt=asked.get("rt", "")[:7],
        officer_id=id_in(asked.get("petugas", "")),
        is_late=asked.get("siapa", "") == LATE,
    )


def aim_hidden(aim: RoundAim) -> list[tuple[str, str]]:
    """Give the fields that say whom, for a form."""
    asked = {"rt": aim.rt, "petugas": str(aim.officer_id or ""), "siapa": LATE if aim.is_late else ""}
    return [(name, value) for name, value in asked.items() if value]


def aim_choices(place: Cooperative, aim: RoundAim) -> list[dict[str, Any]]:
    """Give the fields of whom with their choices; two queries."""
    rts = {rt: f"RT {rt}" for rt in neighbourhoods(cooperative_id=place.id)}
    officers = {str(id_): name for id_, name in officers_who_lend(cooperative_id=place.id)}
    who = {"": "Menunggak dan seminggu ini", LATE: "Yang menunggak saja"}
    return [
        {"id": "rt", "label": "RT dan RW", "choices": choices(rts, aim.rt, empty="Semua RT")},
        {
            "id": "petugas",
            "label": "Diurus oleh",
            "choices": choices(officers, str(aim.officer_id or ""), empty="Semua petugas"),
        },
        {"id": "siapa", "label": "Angsuran", "choices": choices(who, LATE if aim.is_late else "")},
    ]


def seen_list(request: HttpRequest, list_id: UUID) -> tuple[ListRow, list[LineRow]]:
    """Give a list that this person may see: any for who sees loans, the own for its collector. Two queries.

    Raises:
        Http404: There is none.
    """
    actor = actor_of(request)
    with own_rows(request):
        found = one_list(cooperative_id=actor.cooperative_id, list_id=list_id)
        sees_all = can(actor, Action.VIEW_LOANS, actor.cooperative_id)
        if found is None or not (sees_all or found.collector_id == actor.person_id):
            raise Http404
        return row_of_list(found), lines_of(cooperative_id=actor.cooperative_id, list_id=list_id)
