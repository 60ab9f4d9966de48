"""Funds (dana): money that members set apart for one purpose, paid out by a dated rule or by a decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

LONGEST_NAME = 80
LONGEST_PURPOSE = 120
LONGEST_REASON = 60
MOST_BENEFITS = 8
MOST_MEMBERS = 100_000
MOST_TIMES = 366
LONGEST_STAY_DAYS = 366
ABOVE = "2.3."  # accounts of funds in the chart
RESERVE = "3.3.01"  # general reserve: shown, never paid out here


class FundUse(StrEnum):
    """What a fund is for."""

    SANTUNAN = "SANTUNAN"  # fixed benefits to members: who got what is specific personal data
    TUJUAN = "TUJUAN"  # any purpose within its name, said in words


class Movement(StrEnum):
    """Why a fund became more or less."""

    AWAL = "AWAL"  # what stood on the account when the fund began
    ALOKASI = "ALOKASI"  # its part of a year's SHU
    IURAN = "IURAN"
    PEMBAYARAN = "PEMBAYARAN"
    BATAL = "BATAL"  # takes one of the two above back


class FundRefusedError(DomainError):
    """A fund does not begin, take or pay; ``wrong`` says why.

    By what was typed: ``name use account members amount pay day benefit stay who purpose reason proof rate
    benefits``; by the cooperative: ``taken`` (the name), ``below`` (the account stands below nothing), ``gone`` (no
    such fund or movement), ``short`` (it holds less; fact ``missing_rp``), ``again`` (paid already for one of these
    days), ``undone``, ``undo``, ``listed`` (not moved by hand), ``decision`` (none was picked, or it is not of this
    cooperative), ``dated`` (a rule begins on that day already).

    Against the rule, unless a decision is picked: ``no_rule`` (none holds on that day), ``not_in_rule`` (no such
    benefit), ``too_much`` (fact ``most_rp``), ``too_often`` (fact ``times``).
    """

    code: ClassVar[str] = "treasury.fund.refused"


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a member may get.

    Args:
        name: ``Rawat inap``.
        amount_rp: Whole rupiah for one stay or visit.
        is_ceiling: At most so much; otherwise exactly so much.
        times_a_year: How often in one calendar year; 0: as often as needed.
    """

    name: str
    amount_rp: int
    is_ceiling: bool = False
    times_a_year: int = 0

    def facts(self) -> dict[str, Any]:
        """Write it as plain JSON."""
        return {
            "name": self.name,
            "amount_rp": self.amount_rp,
            "is_ceiling": self.is_ceiling,
            "times_a_year": self.times_a_year,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds from a day on.

    Args:
        valid_from: Its first day.
        contribution_rp: Whole rupiah that each member gives a month; 0: nothing.
        benefits: What may be paid.
    """

    valid_from: date
    contribution_rp: int
    benefits: tuple[Benefit, ...]

    def benefit(self, name: str) -> Benefit | None:
        """Find a benefit by its name."""
        return next((benefit for benefit in self.benefits if benefit.name == name), None)


def benefits_of(facts: Iterable[Mapping[str, Any]]) -> tuple[Benefit, ...]:
    """Read benefits from plain JSON, as ``Benefit.facts`` wrote them."""
    return tuple(Benefit(**one) for one in facts)


def rule_on(rules: Iterable[Rule], day: date) -> Rule | None:
    """Find the rule that holds on a day: the last that began; None before the first."""
    begun = [rule for rule in rules if rule.valid_from <= day]
    return max(begun, key=lambda rule: rule.valid_from, default=None)


def check_rule(*, contribution_rp: int, benefits: Sequence[Benefit]) -> None:
    """Check a new rule.

    Raises:
        FundRefusedError: ``rate`` or ``benefits``.
    """
    if not 0 <= contribution_rp <= MOST_RP:
        raise FundRefusedError(wrong="rate")
    names = {benefit.name.casefold() for benefit in benefits}
    if not (contribution_rp or benefits) or len(benefits) > MOST_BENEFITS or len(names) < len(benefits):
        raise FundRefusedError(wrong="benefits")
    for benefit in benefits:
        if (
            not 1 <= len(benefit.name) <= LONGEST_NAME
            or not 1 <= benefit.amount_rp <= MOST_RP
            or not 0 <= benefit.times_a_year <= MOST_TIMES
        ):
            raise FundRefusedError(wrong="benefits")


def breach_of(
    rule: Rule | None, *, benefit: str, amount_rp: int, times_before: int
) -> FundRefusedError | None:
    """Tell what a payment breaks of the rule; None where it keeps it.

    Args:
        rule: What holds on the first day of the stay; None: nothing.
        benefit: What is paid.
        amount_rp: Whole rupiah, above zero.
        times_before: How often the same person got it in that calendar year.
    """
    if rule is None:
        return FundRefusedError(wrong="no_rule")
    found = rule.benefit(benefit)
    if found is None:
        return FundRefusedError(wrong="not_in_rule")
    if amount_rp > found.amount_rp or not (found.is_ceiling or amount_rp == found.amount_rp):
        return FundRefusedError(wrong="too_much", most_rp=found.amount_rp)
    if found.times_a_year and times_before >= found.times_a_year:
        return FundRefusedError(wrong="too_often", times=found.times_a_year)
    return None


def check_stay(*, since: date, until: date, today: date) -> None:
    """Check the days of a visit or a stay, both ends inside.

    Raises:
        FundRefusedError: ``stay``: it ends before it begins, lasts longer than a year, or has not begun.
    """
    if not 0 <= (until - since).days < LONGEST_STAY_DAYS or until > today:
        raise FundRefusedError(wrong="stay")


def collected_rp(*, rule: Rule | None, members: int, amount_rp: int) -> int:
    """Tell what comes in: members times the contribution, or an amount that was typed; whole rupiah.

    Args:
        rule: What holds on the day.
        members: How many paid; 0: none, it is a gift.
        amount_rp: What a gift brings; 0: members paid.

    Raises:
        FundRefusedError: ``members`` or ``amount``: neither or both; ``no_rule``: no contribution was set.
    """
    if not 0 <= members <= MOST_MEMBERS:
        raise FundRefusedError(wrong="members")
    if not 0 <= amount_rp <= MOST_RP or bool(members) == bool(amount_rp):
        raise FundRefusedError(wrong="amount")
    if amount_rp:
        return amount_rp
    if rule is None or not rule.contribution_rp:
        raise FundRefusedError(wrong="no_rule")
    if members * rule.contribution_rp > MOST_RP:
        raise FundRefusedError(wrong="amount")
    return members * rule.contribution_rp


def key_of(name: str) -> str:
    """Write a name so that the same person is found again: small letters, single spaces."""
    return " ".join(name.split()).casefold()[:LONGEST_NAME]
