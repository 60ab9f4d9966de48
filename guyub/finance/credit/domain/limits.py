"""How much one member may owe: the limits of the law and of the house, side by side.

Source: Permenkop UKM 8/2023 Ps 42, 44, 45 and 63(6) (docs/regulations.md#limits-of-lending); numbers worked by hand in
docs/algorithms/credit_limits.md. The shares are dated parameters, the capital they are shares of is ADR 61's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.credit.domain.exposures import owed_rp
from guyub.finance.credit.domain.sheets import LIMIT_WORDS, CapitalBase, Limit, LimitSheet, Line
from guyub.finance.savings.domain.caps import part_rp
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from decimal import Decimal

    from guyub.finance.credit.domain.exposures import Exposure, Guarantee
    from guyub.finance.credit.domain.related import Related


class LimitRefusedError(DomainError):
    """A member would owe more than a limit lets; ``wrong``: ``related other own capital``.

    Facts: ``by_rp`` (how much it is too much), ``most_rp``, ``used_rp``, ``left_rp`` (what may still be taken), the
    limit's ``name``, ``basis`` (the law or decision), ``source`` (where its number comes from, and how sure), and, but
    for ``own``, ``share`` and ``capital``: which part of what.
    """

    code: ClassVar[str] = "credit.limit.refused"
    answers_conflict: ClassVar[bool] = True


def right_capital(*, set_apart_rp: int, own_rp: int) -> CapitalBase:
    """Choose the capital that limits are parts of: what is set apart for the unit, or else the own capital, marked.

    Args:
        set_apart_rp: The modal tetap of the unit as a decision recorded it; 0: none is.
        own_rp: Own capital of the cooperative by its books: pokok, wajib, hibah, cadangan.
    """
    if set_apart_rp > 0:
        return CapitalBase(set_apart_rp, "modal tetap unit simpan pinjam", is_assumed=False)
    return CapitalBase(
        max(own_rp, 0), "modal sendiri, karena modal tetap unit belum dicatat", is_assumed=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRule:
    """A part of capital as a dated rule sets it.

    Args:
        share: A fraction: 0.15 is 15 percent.
        shown: The same as people read it.
        basis: The text of law or the decision.
        source: Where the number was read, and how sure that is.
        is_verified: False: the number must still be checked against the text.
    """

    share: Decimal
    shown: str
    basis: str
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCap:
    """A limit of the product or of the member, narrower than the law; whole rupiah.

    Args:
        name: What it is called, such as *Plafon Pinjaman usaha*.
        basis: The decision that set it.
        most_rp: How much at most.
        used_rp: What is used of it already.
    """

    name: str
    basis: str
    most_rp: int
    used_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """All that the limits of one member are judged by; whole rupiah.

    Args:
        asked_rp: By how much the member would owe more, zero or more.
        into_capital_rp: What of it is paid out into the member's capital: penyertaan, pokok, wajib.
        exposures: What is owed already.
        guarantees: For whom the member answers.
        related: Why the member is a related party; None: is none.
        base: The right capital.
        related_rule: The part that a related party may owe.
        other_rule: The part that another member may owe.
        capital_rule: The part of the own capital that one member may hold.
        own_capital_rp: The own capital of the cooperative.
        held_rp: What of it, and of penyertaan, is the member's.
        own: A narrower limit of the product or the member.
    """

    asked_rp: int
    into_capital_rp: int
    exposures: tuple[Exposure, ...]
    guarantees: tuple[Guarantee, ...]
    related: Related | None
    base: CapitalBase
    related_rule: ShareRule
    other_rule: ShareRule
    capital_rule: ShareRule
    own_capital_rp: int
    held_rp: int
    own: OwnCap | None


def sheet_of(question: Question) -> LimitSheet:
    """Set every limit beside what is asked.

    One member's part of the capital (Ps 63(6)) is about capital and not about debt: a loan does not change it, so it
    warns, and refuses only where the loan itself is paid out into capital.

    Raises:
        ValueError: An amount that is asked is below zero, or more goes into capital than is asked.
    """
    if not 0 <= question.into_capital_rp <= question.asked_rp:
        raise ValueError("what is asked is not below zero, and no less than what goes into capital")
    lines = [_bmpp(question), *_own(question), _capital(question)]
    return LimitSheet(
        asked_rp=question.asked_rp,
        base=question.base,
        related=question.related,
        exposures=question.exposures,
        guarantees=question.guarantees,
        lines=tuple(sorted(lines, key=lambda line: not line.is_binding)),
    )


def check_limits(sheet: LimitSheet) -> None:
    """Refuse what breaks a limit.

    Raises:
        LimitRefusedError: See there.
    """
    line = sheet.broken
    if line is not None:
        raise LimitRefusedError(
            wrong=line.limit.value,
            by_rp=line.over_rp,
            most_rp=line.most_rp,
            used_rp=line.used_rp,
            left_rp=line.left_rp,
            name=line.name,
            share=line.share,
            capital=line.capital,
            basis=line.basis,
            source=line.source,
        )


def _bmpp(question: Question) -> Line:
    """Set the limit of the law: a related party never gets more than another member would."""
    is_related = question.related is not None
    rules = [question.related_rule, question.other_rule] if is_related else [question.other_rule]
    return _line(
        Limit.RELATED if is_related else Limit.OTHER,
        min(rules, key=lambda rule: rule.share),  # of two equal ones the first
        capital=question.base.words,
        capital_rp=question.base.amount_rp,
        used_rp=owed_rp(question.exposures),
        asked_rp=question.asked_rp,
    )


def _own(question: Question) -> list[Line]:
    own = question.own
    if own is None:
        return []
    return [
        Line(
            limit=Limit.OWN,
            name=own.name,
            share="",
            capital="",
            basis=own.basis,
            source="",
            is_verified=True,
            most_rp=own.most_rp,
            used_rp=own.used_rp,
            asked_rp=question.asked_rp,
            is_binding=True,
        )
    ]


def _capital(question: Question) -> Line:
    return _line(
        Limit.CAPITAL,
        question.capital_rule,
        capital="modal sendiri",
        capital_rp=question.own_capital_rp,
        used_rp=question.held_rp,
        asked_rp=question.into_capital_rp,
        is_binding=question.into_capital_rp > 0,
    )


def _line(
    limit: Limit,
    rule: ShareRule,
    *,
    capital: str,
    capital_rp: int,
    used_rp: int,
    asked_rp: int,
    is_binding: bool = True,
) -> Line:
    return Line(
        limit=limit,
        name=LIMIT_WORDS[limit],
        share=rule.shown,
        capital=capital,
        basis=rule.basis,
        source=rule.source,
        is_verified=rule.is_verified,
        most_rp=part_rp(capital_rp, rule.share),
        used_rp=used_rp,
        asked_rp=asked_rp,
        is_binding=is_binding,
    )
