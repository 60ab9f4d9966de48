"""What the pages of loans in trouble share: their frame, what an address asks for, what was typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.forms import choices
from guyub.community.members.selectors.register import neighbourhoods
from guyub.finance.loans.domain.ageing import BUCKETS
from guyub.finance.loans.domain.restructuring import RestructureRefusedError
from guyub.finance.loans.selectors.arrears import ArrearsAim, officers_who_lend
from guyub.finance.loans.web.frame import framed
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.parameters.selectors.values import decisions_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from guyub.foundation.kernel.errors import DomainError
    from guyub.foundation.kernel.models import Cooperative

TAB = "loan_arrears:arrears"
LONGEST_TEXT = 40
LONGEST_NUMBER = 3

page = partial(framed, tab=TAB)


def aim_in(asked: QueryDict) -> ArrearsAim:
    """Read which loans an address or a form means; what it does not know is all of them."""
    bucket = asked.get("umur", "")
    return ArrearsAim(
        rt=asked.get("rt", "")[:7],
        officer_id=id_in(asked.get("petugas", "")),
        bucket=int(bucket) if bucket in {str(at) for at in range(1, len(BUCKETS))} else 0,
        text=" ".join(asked.get("cari", "")[:LONGEST_TEXT].split()),
    )


def aim_fields(aim: ArrearsAim) -> dict[str, str]:
    """Give the fields that say which loans, for a form or an address."""
    asked = {
        "rt": aim.rt,
        "petugas": str(aim.officer_id or ""),
        "umur": str(aim.bucket or ""),
        "cari": aim.text,
    }
    return {name: value for name, value in asked.items() if value}


def aim_choices(place: Cooperative, aim: ArrearsAim) -> dict[str, Any]:
    """Give the choices of RT and officer. Two queries."""
    rts = {rt: f"RT {rt}" for rt in neighbourhoods(cooperative_id=place.id)}
    officers = {str(id_): name for id_, name in officers_who_lend(cooperative_id=place.id)}
    return {
        "rts": choices(rts, aim.rt, empty="Semua RT"),
        "officers": choices(officers, str(aim.officer_id or ""), empty="Semua petugas"),
    }


def decision_choices(place: Cooperative, chosen: str, *, body: str = "") -> list[dict[str, object]]:
    """Give the decisions of a cooperative, or of one of its bodies, to choose from, the newest first. One query."""
    words = {
        str(one.id): f"{one.number}, {one.title}"
        for one in decisions_of(cooperative_id=place.id, most=50)
        if not body or one.body == body
    }
    return choices(words, chosen, empty="Pilih keputusan")


def number_in(written: str, refusal: type[DomainError], wrong: str) -> int:
    """Read a small whole number; nothing typed is 0.

    Raises:
        DomainError: The refusal that was given: it is none.
    """
    typed = written.strip()
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
        raise refusal(wrong=wrong, most=24)
    return int(typed)


def rate_in(written: str) -> Fraction | None:
    """Read a rate a year as people write it: ``12``, ``10,5``, ``12%``; None: nothing was typed.

    Raises:
        RestructureRefusedError: ``rate``: it is none.
    """
    typed = written.strip().removesuffix("%").strip().replace(",", ".")
    if not typed:
        return None
    try:
        rate = Decimal(typed)
    except InvalidOperation:
        raise RestructureRefusedError(wrong="rate") from None
    if not (rate.is_finite() and 0 <= rate <= 100):
        raise RestructureRefusedError(wrong="rate")
    return Fraction(rate) / 100


def day_in(written: str, fallback: date | None = None) -> date | None:
    """Read a day of an address as ``2026-11-25``; what is none gives the fallback."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return fallback
