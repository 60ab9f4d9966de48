"""The account to which a partner is paid: what may be written, and how little of it is said in passing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from guyub.community.cooperatives.domain.texts import one_line
from guyub.foundation.identity.domain.vault import masked
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date

LONGEST_BANK, LONGEST_HOLDER, LONGEST_WHY, SHORTEST_WHY = 40, 80, 200, 10
FRESH_DAYS = 30  # a phone that changed so lately is no way to ask whether an account is right
_DIGITS = re.compile(r"\d{6,20}", re.ASCII)
_BETWEEN = re.compile(r"[\s.\-]")


class AccountRefusedError(DomainError):
    """The account of a partner is not changed; ``wrong`` says why.

    As typed: ``bank number holder``, ``why`` (fewer than 10 letters or more than 200). By what is there: ``gone`` (no
    such partner), ``ended`` (nobody trades with it), ``same`` (it is that already), ``asked`` (a change waits for the
    second person), ``none`` (there is no account to stop).
    """

    code: ClassVar[str] = "partners.account.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTyped:
    """An account as typed: the bank, its number, whose name it is in."""

    bank: str
    number: str
    holder: str


def checked_account(typed: AccountTyped) -> AccountTyped:
    """Bring an account to the form in which it is kept: digits alone, single blanks.

    Raises:
        AccountRefusedError: ``bank number holder``: the first that cannot be kept.
    """
    bank, holder = one_line(typed.bank), one_line(typed.holder)
    if not 2 <= len(bank) <= LONGEST_BANK:
        raise AccountRefusedError(wrong="bank")
    number = _BETWEEN.sub("", typed.number)
    if not _DIGITS.fullmatch(number):
        raise AccountRefusedError(wrong="number")
    if not any(letter.isalpha() for letter in holder) or len(holder) > LONGEST_HOLDER:
        raise AccountRefusedError(wrong="holder")
    return AccountTyped(bank=bank, number=number, holder=holder)


def checked_why(why: str) -> str:
    """Bring the reason of a change to one line.

    Raises:
        AccountRefusedError: ``why``.
    """
    reason = one_line(why)
    if not SHORTEST_WHY <= len(reason) <= LONGEST_WHY:
        raise AccountRefusedError(wrong="why")
    return reason


def said_account(bank: str, number: str) -> str:
    """Say an account where everybody may read: the bank and the last four digits."""
    return f"{bank} {masked(number)}" if number else "tanpa rekening"


def is_fresh(changed_on: date | None, *, today: date) -> bool:
    """Tell whether something changed within the last 30 days, the thirtieth inside; None: it never did."""
    return changed_on is not None and today - changed_on <= timedelta(days=FRESH_DAYS)
