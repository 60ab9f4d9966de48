"""What a till tells of rationed goods: the part ``rations`` of a sale, read as strictly as the sale itself.

A NIK never stands in it: a buyer is named by the id of the registration, or lies in a sealed box that the server alone
opens. Source: docs/algorithms/quota.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid5

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import id_in
from guyub.trade.subsidised.domain.programmes import KnownBy

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_RATIONS = 20  # of one sale; each programme stands there once
MOST_QTY, MOST_LINES, MOST_CONTAINERS = 10**9, 200, 1000
MOST_DEPOSIT_RP = 5_000_000 * MOST_CONTAINERS
LONGEST_REASON, LONGEST_BOX = 200, 400
_PROGRAMME, _CATEGORY = (re.compile(rf"[A-Z0-9_]{{1,{most}}}", re.ASCII) for most in (20, 14))
_DIGITS = re.compile(r"[0-9]{4}", re.ASCII)
_BOX = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_BOX}}}", re.ASCII)


class Stays(StrEnum):
    """How containers stay with a buyer who brought no empty ones for them."""

    NO = ""
    DEPOSIT = "DEPOSIT"
    LOAN = "LOAN"


class RationUnreadError(DomainError):
    """What a till told of rationed goods cannot be read, or does not tie; fact ``name`` says which field."""

    code: ClassVar[str] = "subsidised.ration.unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class RationTold:
    """One rationed line of a sale as the till sold it.

    Args:
        line: The line of the sale, from one.
        use_id: Of the quota that it uses; drawn by the till.
        programme: Of which programme.
        category: As which kind of buyer.
        consumer_id: Who is registered; None: only the box says who.
        box: The NIK, sealed for the server; empty where ``consumer_id`` says who.
        last4: The last four digits of the NIK.
        known_by: How it was known what is left.
        qty: In the good's smallest unit.
        reason: Why it went on beyond a limit that warns.
        empties: Empty containers that came for full ones.
        stays: How those stay with the buyer that did not come.
        deposit_rp: What was taken for them, whole rupiah, in cash, beside the price.
    """

    line: int
    use_id: UUID
    programme: str
    category: str
    consumer_id: UUID | None
    box: str
    last4: str
    known_by: KnownBy
    qty: int
    reason: str
    empties: int
    stays: Stays
    deposit_rp: int


def own_number(*, sale_id: UUID, line: int) -> UUID:
    """Give the number under which a line is noted where the till's own belongs to another sale.

    Args:
        sale_id: The sale.
        line: The line of it, from one.
    """
    return uuid5(sale_id, str(line))


def read_rations(body: Any) -> tuple[RationTold, ...]:
    """Read the rationed lines of the body of ``sale.made``; none where it tells of none.

    Raises:
        RationUnreadError: A field is not what it must be, or a line or a programme stands there twice.
    """
    rows = body.get("rations") if isinstance(body, dict) else None
    if rows is None:
        return ()
    if not isinstance(rows, list) or len(rows) > MOST_RATIONS:
        raise RationUnreadError(name="rations")
    told = tuple(_ration(row) for row in rows)
    for name in ("line", "programme", "use_id"):
        if len({getattr(one, name) for one in told}) < len(told):
            raise RationUnreadError(name=name)
    return told


def _ration(row: Any) -> RationTold:
    if not isinstance(row, dict):
        raise RationUnreadError(name="rations")
    use_id = _id(row, "use_id")
    if use_id is None:
        raise RationUnreadError(name="use_id")
    consumer_id = _id(row, "consumer_id")
    box = "" if consumer_id else _matching(row, "box", _BOX)
    told = RationTold(
        line=_whole(row, "line", least=1, most=MOST_LINES),
        use_id=use_id,
        programme=_matching(row, "programme", _PROGRAMME),
        category=_matching(row, "category", _CATEGORY),
        consumer_id=consumer_id,
        box=box,
        last4=_matching(row, "last4", _DIGITS),
        known_by=KnownBy(_one_of(row, "known_by", _KNOWN_BY)),
        qty=_whole(row, "qty", least=1, most=MOST_QTY),
        reason=_reason(row),
        empties=_whole(row, "empties", most=MOST_CONTAINERS),
        stays=Stays(_one_of(row, "stays", _STAYS)),
        deposit_rp=_whole(row, "deposit_rp", most=MOST_DEPOSIT_RP),
    )
    # Money is taken for what stays on deposit, and for nothing else.
    if (told.deposit_rp > 0) is not (told.stays is Stays.DEPOSIT):
        raise RationUnreadError(name="deposit_rp")
    return told


_KNOWN_BY = frozenset(one.value for one in KnownBy)
_STAYS = frozenset(one.value for one in Stays)


def _whole(row: Mapping[str, Any], name: str, *, most: int, least: int = 0) -> int:
    value = row.get(name, 0)
    if type(value) is not int or not least <= value <= most:
        raise RationUnreadError(name=name)
    return value


def _id(row: Mapping[str, Any], name: str) -> UUID | None:
    written = row.get(name)
    if not written:
        return None
    found = id_in(written) if isinstance(written, str) else None
    if found is None:
        raise RationUnreadError(name=name)
    return found


def _matching(row: Mapping[str, Any], name: str, form: re.Pattern[str]) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not form.fullmatch(value):
        raise RationUnreadError(name=name)
    return value


def _one_of(row: Mapping[str, Any], name: str, known: frozenset[str]) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str) or value not in known:
        raise RationUnreadError(name=name)
    return value


def _reason(row: Mapping[str, Any]) -> str:
    value = row.get("reason") or ""
    if not isinstance(value, str) or len(value) > LONGEST_REASON:
        raise RationUnreadError(name="reason")
    return value
