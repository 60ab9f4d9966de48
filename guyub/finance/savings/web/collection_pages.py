"""What the pages of collecting share: whom a form means, what was typed of a line, where cash may go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.domain.places import COUNTED
from guyub.books.treasury.web.cash_pages import pieces_in
from guyub.community.members.selectors.register import groups_now, neighbourhoods
from guyub.finance.savings.domain.collecting import SKIP_WORDS, CollectionRefusedError, SkipWhy
from guyub.finance.savings.selectors.owing import Aim
from guyub.finance.savings.services.collecting import Noted
from guyub.finance.savings.services.collection_returns import Got
from guyub.finance.savings.web.frame import cash_places, framed
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, request_id_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse, QueryDict

    from guyub.foundation.kernel.models import Cooperative

LISTS, MESSAGES = "collections:lists", "collections:messages"
LATE = "tunggak"
# What the pages say of lists of this kind; loans.web.collection_pages says it of its own.
WORDS: Mapping[str, Any] = {
    "ns": "collections",
    "has_slips": True,
    "tabs_label": "Bagian simpanan",
    "unit": "anggota",
    "asked_label": "Bulan",
    "lead": "Simpanan wajib yang dijemput: daftar keluar, kembali, dihitung, dibukukan.",
    "made_from": "Daftar untuk kolektor dibuat dari tagihan yang belum lunas, per RT atau kelompok.",
    "own_hint": "Tagihan kolektor sendiri tidak ikut; ia membayar di loket.",
}
FULL, OTHER, NOTHING = "lunas", "lain", "tidak"


def page(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page of collecting."""
    actor = actor_of(request)
    more = {
        "may_note": bool(TABLE[actor.role] & {Action.TAKE_SAVINGS, Action.COLLECT_SAVINGS}),
        "me": actor.person_id,
        **WORDS,
    }
    tab = MESSAGES if name == "bill_messages" else LISTS
    return framed(request, name, more | dict(context), tab=tab, refusal=refusal)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, which request, when."""
    return {"actor": actor_of(request), "request_id": request_id_of(request), "now": utc_now()}


def aim_in(asked: QueryDict) -> Aim:
    """Read whom an address or a form means; what it does not know is everybody."""
    return Aim(
        rt=asked.get("rt", "")[:7],
        group_id=id_in(asked.get("kelompok", "")),
        is_late=asked.get("siapa", "") == LATE,
    )


def aim_fields(aim: Aim) -> list[tuple[str, str]]:
    """Give the fields that say whom, for a form or an address."""
    asked = {
        "rt": aim.rt,
        "kelompok": str(aim.group_id or ""),
        "siapa": LATE if aim.is_late else "",
    }
    return [(name, value) for name, value in asked.items() if value]


def aim_choices(place: Cooperative, aim: Aim) -> list[dict[str, Any]]:
    """Give the fields of whom with their choices; two queries."""
    groups = {str(id_): name for id_, name in groups_now(cooperative_id=place.id)}
    rts = {rt: f"RT {rt}" for rt in neighbourhoods(cooperative_id=place.id)}
    who = {"": "Yang belum lunas", LATE: "Yang lewat jatuh tempo"}
    return [
        {"id": "rt", "label": "RT dan RW", "choices": choices(rts, aim.rt, empty="Semua RT")},
        {
            "id": "kelompok",
            "label": "Kelompok",
            "choices": choices(groups, str(aim.group_id or ""), empty="Semua kelompok"),
        },
        {"id": "siapa", "label": "Tagihan", "choices": choices(who, LATE if aim.is_late else "")},
    ]


def line_forms(lines: Iterable[Any], typed: QueryDict | None, **more: Any) -> list[dict[str, Any]]:
    """Give each line with what is chosen on it: typed just now, or else what the collector noted.

    Args:
        lines: The lines.
        typed: What came back with a refusal; None: nothing was typed.
        more: By name, a mapping from a line's id to something that its row shows.
    """
    rows = []
    for line in lines:
        if typed is not None:
            how, amount, why = (typed.get(f"{name}-{line.rank}", "") for name in ("how", "rp", "why"))
        else:
            how, amount, why = _noted(line)
        rows.append(
            {
                "line": line,
                "how": how,
                "amount": amount,
                "whys": choices(SKIP_WORDS, why, empty="Pilih sebabnya"),
                **{name: known.get(line.line_id) for name, known in more.items()},
            }
        )
    return rows


def _noted(line: Any) -> tuple[str, str, str]:
    if line.noted_rp is None:
        return "", "", ""
    if line.noted_rp == line.asked_rp:
        return FULL, "", ""
    if line.noted_rp:
        return OTHER, number(line.noted_rp), ""
    return NOTHING, "", line.noted_why


def amount_in(request: HttpRequest, line: Any) -> tuple[int | None, str]:
    """Read what was chosen on a line: whole rupiah (None: nothing was chosen), and why there are none.

    Raises:
        AmountNotUnderstoodError: The amount is none.
    """
    how = request.POST.get(f"how-{line.rank}", "")
    if how == FULL:
        return line.asked_rp, ""
    if how == OTHER:
        return parse_rp(request.POST.get(f"rp-{line.rank}", "")), ""
    if how == NOTHING:
        return 0, request.POST.get(f"why-{line.rank}", "")
    return None, ""


def notes_in(request: HttpRequest, lines: Iterable[Any]) -> dict[UUID, Noted]:
    """Read what a collector notes of each line of a list of any kind.

    Raises:
        AmountNotUnderstoodError: An amount is none.
        CollectionRefusedError: ``why``.
    """
    notes = {}
    for line in lines:
        amount_rp, why = amount_in(request, line)
        if amount_rp == 0 and why not in set(SkipWhy):
            raise CollectionRefusedError(wrong="why", slip=f"{line.rank:02d}", name=line.name)
        notes[line.line_id] = Noted(amount_rp, why)
    return notes


def got_in(request: HttpRequest, lines: Iterable[Any]) -> dict[str, Any]:
    """Read what a cashier accepts of a list of any kind: its lines, the count, where the cash goes, why it differs.

    Raises:
        AmountNotUnderstoodError: An amount is none.
        CollectionRefusedError: ``place``.
    """
    got = {}
    for line in lines:
        amount_rp, why = amount_in(request, line)
        got[line.line_id] = Got(amount_rp or 0, why, request.POST.get(f"surplus-{line.rank}", ""))
    cash_place_id = id_in(typed_of(request, "cash_place"))
    if cash_place_id is None:
        raise CollectionRefusedError(wrong="place")
    return {
        "got": got,
        "counted_rp": parse_rp(typed_of(request, "counted")),
        "cash_place_id": cash_place_id,
        "reason": typed_of(request, "reason"),
    }


def counted_in(request: HttpRequest) -> dict[str, Any]:
    """Read pieces, or the sum where that was typed; both are refused later where they are two.

    Raises:
        AmountNotUnderstoodError: The sum is no amount.
        CollectionRefusedError: ``pieces``.
    """
    written, pieces = typed_of(request, "total"), pieces_in(request)
    if written:
        return {"total_rp": parse_rp(written), "pieces": pieces or None}
    if not pieces and typed_of(request, "nothing") != "1":
        raise CollectionRefusedError(wrong="pieces")
    return {"pieces": pieces}


def collector_in(request: HttpRequest) -> UUID:
    """Read who was chosen.

    Raises:
        CollectionRefusedError: ``collector``.
    """
    chosen = id_in(typed_of(request, "collector"))
    if chosen is None:
        raise CollectionRefusedError(wrong="collector")
    return chosen


def drawers(request: HttpRequest, place: Cooperative) -> list[dict[str, object]]:
    """Give where this person may put cash: no bank account."""
    return cash_places(request, place, kinds=COUNTED)
