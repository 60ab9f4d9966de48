"""How much somebody may still buy: every limit that holds is looked at, the strictest one speaks.

What was bought is counted over all cooperatives, by days of Jakarta, whichever of them sells. A sale that reaches the
books late is judged by the rules of its own day. Source: docs/algorithms/quota.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.limit_words import passed_words, plenty_words, unknown_words
from guyub.trade.subsidised.domain.programmes import Counts, Mode, Period, Scope
from guyub.trade.subsidised.domain.spans import span_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from guyub.trade.inventory.domain.regulated import RuleUnit
    from guyub.trade.subsidised.domain.programmes import LimitRule

WHOLE = 10_000  # a share of a whole, in hundredths of a percent
_HARDNESS = {mode: at for at, mode in enumerate(Mode)}


class Outcome(StrEnum):
    """What a sale may do."""

    OK = "ok"
    WARN = "warn"  # goes through with a reason
    BLOCK = "block"  # does not go through
    UNKNOWN = "unknown"  # goes through, and is marked: nobody could say what is left


@dataclass(frozen=True, slots=True, kw_only=True)
class Used(Row):
    """What was bought, or is set aside; what was taken back is not among it.

    Args:
        nik: Who bought, by anything that is the same for the same person.
        kk: Of which household; None where it was not known.
        nib: For which business; None: for none.
        category: As what they bought.
        outlet: Which cooperative sold.
        qty: How much, in the good's smallest unit.
        at: When it was sold, aware.
        day: The day of that in Jakarta (``day_of``).
        sales: How many sales it stands for.
    """

    nik: Hashable
    kk: Hashable | None = None
    nib: Hashable | None = None
    category: str
    outlet: Hashable
    qty: int
    at: datetime
    day: date
    sales: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(Row):
    """What an outlet was given, from one delivery to the next.

    Args:
        qty: How much, in the good's smallest unit.
        since: The moment of the delivery, aware.
        until: The moment of the next one, outside; None: none came yet.
    """

    qty: int
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Row):
    """A sale that somebody asks for.

    Args:
        programme: Of which good.
        category: As what the buyer buys.
        nik: Who buys.
        kk: Of which household; None: a household of their own.
        nib: For which business; None: for none.
        outlet: Which cooperative sells.
        qty: How much, above zero, in the good's smallest unit.
        at: When, aware: the corrected time of the sale itself.
        day: The day of that in Jakarta (``day_of``).
        region: The code of the outlet's place.
        known: False where nobody could be asked what was bought elsewhere: the history holds only what is known here.
        allocation: What the outlet was given; None where nobody wrote it down.
        unit: In what people speak of the good; None: in its smallest unit.
    """

    programme: str
    category: str
    nik: Hashable
    kk: Hashable | None = None
    nib: Hashable | None = None
    outlet: Hashable
    qty: int
    at: datetime
    day: date
    region: str = ""
    known: bool = True
    allocation: Allocation | None = None
    unit: RuleUnit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFinding(Row):
    """What one limit says of a sale.

    Args:
        rule: Which.
        counted: What counts against it before the sale: units, or sales.
        most: The most that it lets: ``counted`` and ``remaining`` together, unless it was passed before.
        remaining: What is left before the sale, never below zero.
        is_passed: The sale goes beyond it.
        is_known: All that counts is known; otherwise ``counted`` is the least that it can be.
    """

    rule: LimitRule
    counted: int
    most: int
    remaining: int
    is_passed: bool
    is_known: bool

    @property
    def rule_id(self) -> str:
        """Of which rule."""
        return self.rule.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Row):
    """What becomes of a sale, and why.

    Args:
        decision: What it may do.
        rule: The strictest limit that it passes, or that nobody could tell of; None: it passes none.
        remaining: The least that is left before the sale under limits that warn or block, of spans of days where there
            are such, else of one sale; None: there is no such limit, or nobody can tell.
        most: What this sale may take before it is blocked; None: nothing blocks it.
        sentence: Said to a person.
        findings: Of every limit that was looked at, by its id.
    """

    decision: Outcome
    rule: LimitRule | None
    remaining: int | None
    most: int | None
    sentence: str
    findings: tuple[LimitFinding, ...]

    def kept(self) -> dict[str, Any]:
        """Give what is kept with the sale: decision, the rule, and what each limit counted."""
        return {
            "decision": self.decision.value,
            "rule": self.rule.id if self.rule else None,
            "remaining": self.remaining,
            "findings": [
                {
                    "rule": one.rule.id,
                    "counted": one.counted,
                    "max": one.most,
                    "remaining": one.remaining,
                    "passed": one.is_passed,
                }
                for one in self.findings
            ],
        }


def looked_at(
    rules: Iterable[LimitRule], *, programme: str, category: str, region: str, on: date
) -> list[LimitRule]:
    """Choose the limits that a sale of a day falls under, by their ids.

    Args:
        rules: In any order.
        programme: Of which good.
        category: As what somebody buys.
        region: The code of the outlet's place.
        on: The day of the sale in Jakarta.
    """
    return sorted(
        (
            rule
            for rule in rules
            if rule.programme == programme
            and rule.mode is not Mode.OFF
            and rule.category in {"", category}
            and rule.holds_on(on)
            and rule.covers(region)
        ),
        key=lambda rule: rule.id,
    )


def is_never_heard(rule: LimitRule, *, beside: LimitRule) -> bool:
    """Tell whether a limit says nothing that another does not say as strictly, over all of its days.

    Args:
        rule: The limit that somebody wants.
        beside: One that holds.
    """
    same = (rule.programme, rule.scope, rule.period, rule.counts) == (
        beside.programme,
        beside.scope,
        beside.period,
        beside.counts,
    )
    covers = beside.category in {"", rule.category} and beside.covers(rule.region)
    lasts = beside.valid_from <= rule.valid_from and (
        beside.valid_to is None or (rule.valid_to is not None and rule.valid_to <= beside.valid_to)
    )
    as_strict = beside.max_qty <= rule.max_qty and _HARDNESS[beside.mode] >= _HARDNESS[rule.mode]
    return same and covers and lasts and as_strict


def decide(*, rules: Iterable[LimitRule], history: Sequence[Used], request: Request) -> Decision:
    """Decide whether somebody may buy so much now.

    Of the limits that the sale passes, the strictest speaks: one that blocks before one that warns, then the one under
    which least is left. Where nobody could count, what is known counts, ``unknown_qty`` may go and is marked; under a
    limit that blocks nothing may.

    Args:
        rules: All that are known, in any order.
        history: What was bought of the good, in any order; what does not count is passed over.
        request: The sale.

    Raises:
        ValueError: A quantity below one.

    Source: docs/algorithms/quota.md.
    """
    if request.qty < 1:
        raise ValueError("a sale has a quantity")
    asked = looked_at(
        rules,
        programme=request.programme,
        category=request.category,
        region=request.region,
        on=request.day,
    )
    found = (_finding(rule, history, request) for rule in asked)
    findings = tuple(one for one in found if one is not None)
    hardest = min((one for one in findings if one.is_passed), key=_strictness, default=None)
    outcome = _OUTCOMES[hardest.rule.mode if hardest else Mode.OFF]
    unsure = min((one for one in findings if _is_unsure(one)), key=_looseness, default=None)
    remaining = _remaining(findings)
    rule, words = (
        (hardest.rule, passed_words(hardest, day=request.day, unit=request.unit))
        if hardest
        else (None, plenty_words(remaining, request.unit))
    )
    if unsure and outcome is not Outcome.BLOCK:
        limit = _unknown_qty(unsure.rule)
        if request.qty > limit or outcome is Outcome.OK:
            outcome = Outcome.BLOCK if request.qty > limit else Outcome.UNKNOWN
            rule, words = unsure.rule, unknown_words(limit, request.unit)
    return Decision(
        decision=outcome,
        rule=rule,
        remaining=remaining,
        most=_most(findings),
        sentence=words,
        findings=findings,
    )


_OUTCOMES: Mapping[Mode, Outcome] = {
    Mode.OFF: Outcome.OK,
    Mode.INFO: Outcome.OK,
    Mode.WARN: Outcome.WARN,
    Mode.BLOCK: Outcome.BLOCK,
}


def _finding(rule: LimitRule, history: Sequence[Used], request: Request) -> LimitFinding | None:
    """Count one limit; None where it says nothing of this buyer or outlet."""
    if rule.scope is Scope.NIB and request.nib is None:
        return None
    needs_allocation = rule.scope is Scope.SHARE or rule.period is Period.ALLOCATION
    if needs_allocation and request.allocation is None:
        return None
    most = rule.max_qty
    if rule.scope is Scope.SHARE and request.allocation:
        most = rule.max_qty * request.allocation.qty // WHOLE
    is_sales = rule.counts is Counts.SALES
    counted = 0
    if rule.period is not Period.TX:
        days = span_of(rule.period, request.day)
        counted = sum(
            one.sales if is_sales else one.qty for one in history if _counts(rule, one, request, days)
        )
    return LimitFinding(
        rule=rule,
        counted=counted,
        most=most,
        remaining=max(0, most - counted),
        is_passed=counted + (1 if is_sales else request.qty) > most,
        is_known=request.known or rule.period is Period.TX,
    )


def _counts(rule: LimitRule, one: Used, request: Request, days: tuple[date, date]) -> bool:
    is_one = rule.category in {"", one.category}
    return is_one and _is_within(rule, one, request, days) and _is_of(rule, one, request)


def _is_within(rule: LimitRule, one: Used, request: Request, days: tuple[date, date]) -> bool:
    if rule.period is Period.ALLOCATION and request.allocation:
        given = request.allocation
        return given.since <= one.at and (given.until is None or one.at < given.until)
    first, last = days
    # What was bought after the limit ended was judged by the one that followed it.
    return first <= one.day <= last and (rule.valid_to is None or one.day <= rule.valid_to)


def _is_of(rule: LimitRule, one: Used, request: Request) -> bool:
    if rule.scope is Scope.NIK:
        return one.nik == request.nik
    if rule.scope is Scope.KK:
        # Whoever showed no KK is a household of their own, and brings what they bought into the one they show.
        if request.kk is None or one.kk is None:
            return one.nik == request.nik
        return one.kk == request.kk
    if rule.scope is Scope.NIB:
        return one.nib == request.nib
    return one.outlet == request.outlet


def _strictness(one: LimitFinding) -> tuple[int, int, int, str]:
    return -_HARDNESS[one.rule.mode], one.remaining, one.most, one.rule.id


def _is_unsure(one: LimitFinding) -> bool:
    """Tell whether a limit that warns or blocks could not be counted."""
    return not one.is_known and one.rule.mode in {Mode.WARN, Mode.BLOCK}


def _looseness(one: LimitFinding) -> tuple[int, tuple[int, int, int, str]]:
    return _unknown_qty(one.rule), _strictness(one)


def _unknown_qty(rule: LimitRule) -> int:
    return 0 if rule.mode is Mode.BLOCK else rule.unknown_qty


def _remaining(findings: Sequence[LimitFinding]) -> int | None:
    binding = [one for one in findings if one.rule.mode in {Mode.WARN, Mode.BLOCK}]
    spans = [one for one in binding if one.rule.period is not Period.TX] or binding
    if any(not one.is_known for one in spans):
        return None
    lefts = [_left(one) for one in spans]
    return min((left for left in lefts if left is not None), default=None)


def _most(findings: Sequence[LimitFinding]) -> int | None:
    lefts = [_left(one) for one in findings if one.rule.mode is Mode.BLOCK]
    unsure = [_unknown_qty(one.rule) for one in findings if _is_unsure(one)]
    return min([left for left in lefts if left is not None] + unsure, default=None)


def _left(one: LimitFinding) -> int | None:
    """Give how many units a limit leaves; None where it counts sales and one more may be."""
    if one.rule.counts is Counts.SALES:
        return None if one.remaining else 0
    return one.remaining
