"""Insurance of loans: premiums that are paid on, claims, and what a death stops."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.contracts import Contract
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


LONGEST_INSURER, LONGEST_TOLD_BY, LONGEST_WHY = 80, 120, 200


class ClaimState(StrEnum):
    """What became of a claim."""

    DIAJUKAN = "DIAJUKAN"
    DIBAYAR = "DIBAYAR"
    DITOLAK = "DITOLAK"


CLAIM_WORDS: Mapping[ClaimState, str] = {
    ClaimState.DIAJUKAN: "Menunggu jawaban asuransi",
    ClaimState.DIBAYAR: "Dibayar asuransi",
    ClaimState.DITOLAK: "Tidak ditanggung asuransi",
}


class InsuranceRefusedError(DomainError):
    """A premium is not paid on, or a claim not made or answered; ``wrong`` says why.

    ``insurer`` (not named, or longer than 80), ``none`` (no premium was chosen), ``paid`` (one of them was paid on
    meanwhile), ``changed`` (they sum to something else than the page said; fact ``now_rp``), ``late`` (a day after
    today), ``gone`` (no such loan, payment or claim here), ``undone`` (taken back already), ``day`` (another day's),
    ``own`` (nobody handles a claim on the own loan), ``state`` (the loan owes nothing), ``open`` (a claim on this loan
    waits already), ``answered`` (this one does not), ``amount`` (not above zero), ``over`` (more than is owed; fact
    ``owed_rp``), ``why`` (a refusal says why, in at most 200 letters).
    """

    code: ClassVar[str] = "loans.insurance.refused"


class DeathRefusedError(DomainError):
    """A death is not written down or not taken back; ``wrong`` says why.

    ``gone`` (no death of this member was noted), ``loans`` (the member owes nothing on any loan), ``again``
    (noted already), ``day`` (after today, or more than a year back), ``told_by`` (who brought the news is not said, or
    longer than 120), ``note`` (longer than 200), ``own`` (nobody notes the own), ``why`` (taking it back says why),
    ``later`` (something was paid on a loan since; what stopped stays as it is).
    """

    code: ClassVar[str] = "loans.death.refused"


def checked_insurer(written: str) -> str:
    """Take spare spaces from the name of an insurer.

    Raises:
        InsuranceRefusedError: ``insurer``.
    """
    insurer = " ".join(written.split())
    if not insurer or len(insurer) > LONGEST_INSURER:
        raise InsuranceRefusedError(wrong="insurer")
    return insurer


def stopped(contract: Contract, *, died_on: date, paid_on: Iterable[date]) -> Contract:
    """Give a contract whose penalties stop with a death; one without penalties stays as it is.

    What was paid stays as it was split: where something was paid after the death, penalties stop with the last of
    these days.

    Args:
        contract: Of the loan.
        died_on: The last day that counts.
        paid_on: The days of all that happened to the loan.
    """
    penalty = contract.servicing.penalty
    if penalty is None:
        return contract
    until = max([died_on, *paid_on])
    servicing = replace(contract.servicing, penalty=replace(penalty, until=until))
    return Contract(contract.terms, servicing, contract.premiums)


def running_again(contract: Contract) -> Contract:
    """Give a contract whose penalties go on, as if nothing had stopped them."""
    penalty = contract.servicing.penalty
    if penalty is None:
        return contract
    servicing = replace(contract.servicing, penalty=replace(penalty, until=None))
    return Contract(contract.terms, servicing, contract.premiums)
