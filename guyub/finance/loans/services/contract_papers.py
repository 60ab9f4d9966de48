"""The contract of a loan on paper: issued with a QR that says number, amount and days, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.finance.loans.domain.agreement_words import interest_words
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.selectors.histories import history_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import long_day, rupiah
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.services.papers import issue_paper

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

PAPER_KIND, MARK_LETTERS = "AKAD_PINJAMAN", 12


class ContractRefusedError(DomainError):
    """No contract is printed; ``wrong``: ``gone own state`` (cancelled) ``day`` (before it was agreed)."""

    code: ClassVar[str] = "loans.contract.refused"


@dataclass(frozen=True, slots=True)
class Issued:
    """A contract that was issued: the first letters of its hash, and which sheet it is, 1 the first."""

    mark: str
    copy: int


def contract_on(history: History, pays_out_on: date | None) -> Contract:
    """Give the contract as its paper lays it out: paid out on the day it was, or else on the day it will be.

    Raises:
        ContractRefusedError: ``state day``.
    """
    if history.state_now is LoanState.BATAL:
        raise ContractRefusedError(wrong="state")
    if history.loan.disbursed_on is not None or pays_out_on is None:
        return history.contract
    if pays_out_on < history.loan.agreed_on:
        raise ContractRefusedError(wrong="day")
    return history.contract.dated(pays_out_on, None)


def _days(first_on: date | None, last_on: date | None) -> list[tuple[str, str]]:
    told = (("Angsuran pertama", first_on), ("Angsuran terakhir", last_on))
    return [(label, long_day(on)) for label, on in told if on]


def issue_contract(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    pays_out_on: date | None,
    request_id: UUID,
    now: datetime,
) -> Issued:
    """Issue the contract of a loan; each sheet has its number and its QR. Use-case of the treasurer.

    Args:
        actor: Who prints it; not the borrower.
        place: The own cooperative.
        loan_id: Which loan.
        pays_out_on: When the money will go out, for the due dates; of a loan that runs its own day counts.
        request_id: Made once per intention; it is the paper's id.
        now: The moment, aware.

    Raises:
        ContractRefusedError: ``gone own state day``.
        TermsRefusedError: No schedule fits that day.
    """

    def work() -> dict[str, Any]:
        history = history_of(cooperative_id=place.id, loan_id=loan_id)
        if history is None:
            raise ContractRefusedError(wrong="gone")
        if history.borrower.person_id == actor.person_id:
            raise ContractRefusedError(wrong="own")
        issued = _issued(place, history, contract_on(history, pays_out_on), request_id, now)
        told = {"number": history.loan.name, "sheet": str(issued.copy)}
        record(cooperative_id=place.id, actor=actor, act="loans.contract.issued", facts=told, now=now)
        return {"mark": issued.mark, "copy": issued.copy}

    done = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.issue_contract",
        facts={"loan": loan_id, "pays_out_on": pays_out_on},
        now=now,
        work=work,
    )
    return Issued(done["mark"], done["copy"])


def _issued(
    place: Cooperative, history: History, contract: Contract, request_id: UUID, now: datetime
) -> Issued:
    schedule = schedule_of(contract.terms)
    first, last = schedule.instalments[0], schedule.instalments[-1]
    title = f"Akad pinjaman {history.loan.name}"
    before = IssuedPaper.objects.filter(cooperative_id=place.id, kind=PAPER_KIND, title=title).count()
    facts = [
        ("Nomor akad", history.loan.name),
        ("Pinjaman", rupiah(history.loan.principal_rp)),
        ("Jasa", interest_words(contract)),
        ("Angsuran", f"{len(schedule.instalments)} kali"),
        *_days(first.due_on, last.due_on),
        ("Lembar ke", str(before + 1)),
    ]
    content = {
        "facts": [list(pair) for pair in facts],
        "loan": str(history.loan.id),
        "contract": written(contract),
    } | ({"group": str(history.loan.group_id)} if history.loan.group_id else {})
    issue_paper(
        cooperative_id=place.id,
        paper_id=request_id,
        kind=PAPER_KIND,
        title=title,
        facts=facts,
        content=content,
        now=now,
    )
    return Issued(facts_hash(content).hex()[:MARK_LETTERS], before + 1)
