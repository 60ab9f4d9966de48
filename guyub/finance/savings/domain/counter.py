"""What the counter takes and gives: the rules of a deposit and a withdrawal, apart from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.finance.savings.domain.kinds import STAYING, Cause, SavingsKind
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

TAKEN_BACK = frozenset({Cause.SETOR, Cause.TARIK, Cause.PINDAH})


class CounterRefusedError(DomainError):
    """The counter does not take or give it; ``wrong`` says why.

    ``member`` (no number, or left), ``own`` (nobody serves the own account), ``kind`` (simpanan pokok and wajib have
    pages of their own; both stay until the membership ends), ``term`` (simpanan berjangka is taken out as a whole),
    ``product`` (none chosen, or closed), ``gate`` (the unit may take nothing now; fact ``why``), ``least`` (fact
    ``least_rp``), ``amount`` (not above zero), ``date`` (in the future, or before the member joined), ``short`` (more
    than may be taken; fact ``free_rp``), ``large`` (above the threshold: a second person first), ``held`` (a part of it
    is held), ``till`` (who asked has handed the drawer over), ``late`` (another day's: the treasurer takes it back),
    ``reason`` (none, or longer than 60 letters), ``linked`` (jasa, or a simpanan berjangka), ``gone``.
    """

    code: ClassVar[str] = "savings.counter.refused"


def refuse_deposit(
    *, kind: SavingsKind, amount_rp: int, least_rp: int, on: date, today: date, joined_on: date | None
) -> None:
    """Refuse a deposit by its own facts.

    Args:
        kind: Of which savings.
        amount_rp: Whole rupiah.
        least_rp: The smallest deposit that the product takes.
        on: The day of the deposit.
        today: The business date.
        joined_on: When the member got the number.

    Raises:
        CounterRefusedError: ``kind term amount least date``.
    """
    if kind in STAYING:
        raise CounterRefusedError(wrong="kind")
    if kind is SavingsKind.BERJANGKA:
        raise CounterRefusedError(wrong="term")
    if amount_rp <= 0:
        raise CounterRefusedError(wrong="amount")
    if amount_rp < least_rp:
        raise CounterRefusedError(wrong="least", least_rp=least_rp)
    if on > today or (joined_on and on < joined_on):
        raise CounterRefusedError(wrong="date")


def why_two(*, kind: SavingsKind, is_asleep: bool, amount_rp: int, threshold_rp: int) -> str:
    """Say why a second person must agree before an account gives; "": one may pay it out alone.

    Args:
        kind: Of which savings.
        is_asleep: Nobody moved the account for long.
        amount_rp: Whole rupiah.
        threshold_rp: The rule ``otorisasi.ambang``: above it two must agree.
    """
    if kind is SavingsKind.PENYERTAAN:
        return "penyertaan dikembalikan"
    if is_asleep:
        return "rekening tidur"
    return "di atas ambang" if needs_second_person(amount_rp, threshold_rp=threshold_rp) else ""


def why_it_stays(*, cause: Cause, kinds: Collection[SavingsKind]) -> str:
    """Say why the counter does not take a movement back, as the refusal names it; "": it does.

    Args:
        cause: Why it moved.
        kinds: Of all accounts that its entry moved. Simpanan pokok and berjangka have pages of their own for it.
    """
    if SavingsKind.POKOK in kinds:
        return "kind"
    return "linked" if cause not in TAKEN_BACK or SavingsKind.BERJANGKA in kinds else ""


def is_asleep(*, last_on: date, today: date, months: int) -> bool:
    """Tell whether an account sleeps: nobody paid in or took out for so many months.

    Args:
        last_on: The last day on which the member moved it; or when it was opened.
        today: The business date.
        months: The rule ``simpanan.tidur_bulan``.
    """
    return add_months(last_on, months) < today
