"""What the pages of collecting share: whom a form means, what was typed of a line, where cash may go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.forms import choices
from guyub.books.treasury.domain.places import COUNTED
from guyub.community.members.selectors.register import groups_now, neighbourhoods
from guyub.finance.savings.domain.collecting import SKIP_WORDS
from guyub.finance.savings.selectors.owing import Aim
from guyub.finance.savings.web.frame import cash_places, framed
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, request_id_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from guyub.finance.savings.selectors.collecting import LineRow
    from guyub.foundation.kernel.models import Cooperative

LISTS, MESSAGES = "collections:lists", "collections:messages"
FULL, OTHER, NOTHING = "lunas", "lain", "tidak"


def page(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page of collecting."""
    actor = actor_of(request)
    more = {
        "may_note": bool(TABLE[actor.role] & {Action.TAKE_SAVINGS, Action.COLLECT_SAVINGS}),
        "me": actor.person_id,
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
        is_late=asked.get("siapa", "") == "tunggak",
    )


def aim_fields(aim: Aim) -> list[tuple[str, str]]:
    """Give the fields that say whom, for a form or an address."""
    asked = {
        "rt": aim.rt,
        "kelompok": str(aim.group_id or ""),
        "siapa": "tunggak" if aim.is_late else "",
    }
    return [(name, value) for name, value in asked.items() if value]


def aim_choices(place: Cooperative, aim: Aim) -> dict[str, Any]:
    """Give the choices of whom; two queries."""
    groups = {str(id_): name for id_, name in groups_now(cooperative_id=place.id)}
    rts = {rt: f"RT {rt}" for rt in neighbourhoods(cooperative_id=place.id)}
    who = {"": "Yang belum lunas", "tunggak": "Yang lewat jatuh tempo"}
    return {
        "rts": choices(rts, aim.rt, empty="Semua RT"),
        "groups": choices(groups, str(aim.group_id or ""), empty="Semua kelompok"),
        "who": [
            {"value": value, "label": label, "selected": (value == "tunggak") == aim.is_late}
            for value, label in who.items()
        ],
    }


def line_forms(lines: Iterable[LineRow], typed: QueryDict | None, **more: Any) -> list[dict[str, Any]]:
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


def _noted(line: LineRow) -> tuple[str, str, str]:
    if line.noted_rp is None:
        return "", "", ""
    if line.noted_rp == line.asked_rp:
        return FULL, "", ""
    if line.noted_rp:
        return OTHER, number(line.noted_rp), ""
    return NOTHING, "", line.noted_why


def amount_in(request: HttpRequest, line: LineRow) -> tuple[int | None, str]:
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


def drawers(request: HttpRequest, place: Cooperative) -> list[dict[str, object]]:
    """Give where this person may put cash: no bank account."""
    return cash_places(request, place, kinds=COUNTED)
