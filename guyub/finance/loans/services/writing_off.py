"""A loan leaves the books by a decision: the provision carries it, the rest is a cost, the member owes as before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.books.ledger.domain.entries import GENERAL, EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import Act, post_complete, post_entry
from guyub.finance.loans.domain.accounts import INTEREST, PRINCIPAL, PROVISION, PROVISION_COST, RECEIVABLE
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.writing_off import CLASS_WORDS, write_off
from guyub.finance.loans.models import Loan, LoanWriteOff
from guyub.finance.loans.selectors.securities import who_answers
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.booking import CONTEXT
from guyub.finance.loans.services.finding import locked_loan
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.parameters.models import Decision

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.domain.writing_off import WriteOff
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

WRITE_OFF_KIND = "loans.write_off"
SOURCE = "loans.write_off"
NEWS = "loans.loan_changed"
LONGEST_REASON = 200


class WriteOffRefusedError(DomainError):
    """A loan is not written off, or its writing off not undone; ``wrong`` says why.

    ``gone`` (no such loan here), ``own`` (nobody does it to the own loan), ``state`` (it is not running, or not written
    off), ``nothing`` (no principal is left), ``decision`` (none of this cooperative's was chosen), ``reason`` (none, or
    longer than 200), ``day`` (undone on its own day alone), ``served`` (something came in since; take that back first).
    """

    code: ClassVar[str] = "loans.write_off.refused"


def ask_write_off(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    decision_id: UUID | None,
    reason: str,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to write a loan off. Use-case of who keeps the loans.

    Any class may be written off where a meeting decided so; who decides sees the class.

    Args:
        actor: Who asks; not the borrower.
        place: The own cooperative.
        loan_id: Which running loan.
        decision_id: The decision that says so.
        reason: Why, in a few words without names.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The id of the request.

    Raises:
        WriteOffRefusedError: ``reason decision gone own state nothing``.
    """
    why = _reason(reason)

    def work() -> str:
        mine = Decision.objects.filter(cooperative_id=place.id)
        decision = mine.filter(id=decision_id).first() if decision_id else None
        if decision is None:
            raise WriteOffRefusedError(wrong="decision")
        history = _locked(place.id, loan_id, actor.person_id, LoanState.BERJALAN)
        found = _found(history)
        asked = ask(
            actor=actor,
            kind=WRITE_OFF_KIND,
            facts=_facts(history, decision, found, why),
            reason=why,
            now=now,
            request_id=request_id,
            concerns=history.borrower.person_id,
            concerned=who_answers(history.loan),
            amount_rp=found.principal_rp,
        )
        return str(asked.id)

    facts = {"loan": loan_id, "decision": decision_id, "reason": why}
    return UUID(once(actor, Action.KEEP_LOANS, "ask_write_off", facts, request_id, now, work))


def carry_out_write_off(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Write a loan off, by what it is today. Step of the approval.

    Raises:
        WriteOffRefusedError: ``gone state nothing``.
        EntryRefusedError: The books refuse it.
    """
    place, facts = Cooperative.objects.get(id=request.cooperative_id), request.facts
    today = business_date(now, Zone(place.zone))
    history = _locked(place.id, UUID(facts["loan"]), None, LoanState.BERJALAN)
    loan, found = history.loan, _found(history)
    row = LoanWriteOff(
        id=uuid7(),
        cooperative_id=place.id,
        loan_id=loan.id,
        decision_id=UUID(facts["decision"]),
        reason=facts["why"],
        booked_on=today,
        kolektibilitas=loan.kolektibilitas,
        principal_rp=found.principal_rp,
        provision_rp=loan.provision_rp,
        cost_rp=found.cost_rp,
        jasa_rp=found.jasa_rp,
        person_id=request.requested_by_id,
        recorded_at=now,
    )
    draft = EntryDraft(
        occurred_on=today,
        memo=f"Hapus buku pinjaman {loan.name}",
        lines=_lines(history, found),
        request_id=request.id,
        source_kind=SOURCE,
        source_id=row.id,
    )
    act = Act("loans.loan.written_off", _told(history, amount=rupiah(found.principal_rp)), now)
    row.entry_id = post_entry(
        place=place, context=CONTEXT, draft=draft, today=today, actor=actor, act=act
    ).entry_id
    row.save(force_insert=True)
    Loan.objects.filter(cooperative_id=place.id, id=loan.id).update(
        state=LoanState.HAPUS_BUKU.value,
        ended_on=today,
        written_off_on=today,
        written_off_no=loan.last_no,
        jasa_rp=0,
        provision_rp=0,
    )
    _news(place, loan, now)


def take_write_off_back(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> str:
    """Undo, on its own day, that a loan was written off by mistake; it runs again. Use-case of who keeps the loans.

    Returns:
        The number of the entry.

    Raises:
        WriteOffRefusedError: ``reason gone own state day served``.
        EntryRefusedError: The books refuse it.
    """
    why = _reason(reason)

    def work() -> str:
        history = _locked(place.id, loan_id, actor.person_id, LoanState.HAPUS_BUKU)
        loan = history.loan
        rows = LoanWriteOff.objects.select_for_update().filter(cooperative_id=place.id, loan_id=loan.id)
        row = rows.get(undone_on__isnull=True)
        if row.booked_on != today:
            raise WriteOffRefusedError(wrong="day")
        if loan.last_no != loan.written_off_no:
            raise WriteOffRefusedError(wrong="served")
        draft = taken_back(
            stored_lines(cooperative_id=place.id, entry_id=row.entry_id),
            memo=f"Batal hapus buku pinjaman {loan.name}: {why}",
            series=GENERAL,
            occurred_on=today,
            reverses_id=row.entry_id,
            request_id=request_id,
            phase=Phase.ORDINARY,
        )
        act = Act("loans.loan.write_off_undone", _told(history, reason=why), now)
        (posted,) = post_complete(
            place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=True, act=act
        )
        row.undone_on, row.undone_by_id = today, posted.entry_id
        row.save(update_fields=["undone_on", "undone_by_id"])
        Loan.objects.filter(cooperative_id=place.id, id=loan.id).update(
            state=LoanState.BERJALAN.value,
            ended_on=None,
            written_off_on=None,
            written_off_no=None,
            jasa_rp=row.jasa_rp,
            provision_rp=row.provision_rp,
        )
        _news(place, loan, now)
        return posted.name

    told: str = once(
        actor,
        Action.KEEP_LOANS,
        "take_write_off_back",
        {"loan": loan_id, "reason": why},
        request_id,
        now,
        work,
    )
    return told


def _found(history: History) -> WriteOff:
    loan = history.loan
    if not loan.left_rp:
        raise WriteOffRefusedError(wrong="nothing")
    return write_off(left_rp=loan.left_rp, provision_rp=loan.provision_rp, jasa_rp=loan.jasa_rp)


def _lines(history: History, found: WriteOff) -> list[LineDraft]:
    amounts = {
        PROVISION: found.used_rp + found.released_rp,
        PROVISION_COST: found.cost_rp - found.released_rp,
        PRINCIPAL: -found.principal_rp,
        INTEREST: found.jasa_rp,
        RECEIVABLE: -found.jasa_rp,
    }
    unit_id, member_id = history.product.unit_id, history.loan.member_id
    return [
        LineDraft(account, rp, unit_id=unit_id, member_id=member_id) for account, rp in amounts.items() if rp
    ]


def _facts(history: History, decision: Decision, found: WriteOff, why: str) -> dict[str, Any]:
    kolektibilitas = Kolektibilitas(history.loan.kolektibilitas)
    is_lost = kolektibilitas is Kolektibilitas.MACET
    return {
        "loan": str(history.loan.id),
        "decision": str(decision.id),
        "number": history.loan.name,
        "name": history.borrower.name,
        "amount": rupiah(found.principal_rp),
        "used": rupiah(found.used_rp),
        "cost": rupiah(found.cost_rp),
        "jasa": rupiah(found.jasa_rp),
        "class": CLASS_WORDS[kolektibilitas] + ("" if is_lost else " (belum macet: pastikan rapat tahu)"),
        "decided": f"{decision.number}, {decision.title}",
        "why": why,
    }


def _locked(cooperative_id: int, loan_id: UUID, person_id: UUID | None, state: LoanState) -> History:
    return locked_loan(
        cooperative_id=cooperative_id,
        loan_id=loan_id,
        person_id=person_id,
        refusal=WriteOffRefusedError,
        states=(state,),
    )


def _reason(written: str) -> str:
    why = " ".join(written.split())
    if not why or len(why) > LONGEST_REASON:
        raise WriteOffRefusedError(wrong="reason")
    return why


def _told(history: History, **more: str) -> dict[str, str]:
    return {"number": history.loan.name, "about": str(history.borrower.person_id), **more}


def _news(place: Cooperative, loan: Loan, now: datetime) -> None:
    write_news(cooperative_id=place.id, topic=NEWS, payload={"loan": str(loan.id)}, now=now)
