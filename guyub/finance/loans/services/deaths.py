"""The death of a borrower, as far as lending goes: penalties stop, nobody is reminded, the ways to settle are shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.community.members.services.register import locked_member
from guyub.finance.loans.domain.arrears import overdue_of
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.insurance import (
    LONGEST_TOLD_BY,
    LONGEST_WHY,
    DeathRefusedError,
    running_again,
    stopped,
)
from guyub.finance.loans.domain.lifecycle import OWING
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.models import BorrowerDeath, Loan
from guyub.finance.loans.selectors.histories import histories_of
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.lines import writing_lines
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

FURTHEST_BACK_DAYS = 366


def note_death(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    died_on: date,
    told_by: str,
    note: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Write down that a borrower has died: from that day no penalty is counted on any of the loans. Use-case.

    The membership itself is ended where members are kept, and settled there with the heirs. Nothing is collected by
    this, nothing forgiven: insurer, heirs, savings and a decision are acts of their own.

    Args:
        actor: Who keeps the loans; not the borrower.
        place: The own cooperative.
        member_id: Who died; owes on a loan.
        died_on: The last day that counts, at most a year back.
        told_by: Who brought the news, in words.
        note: A few words.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the note.

    Raises:
        DeathRefusedError: ``told_by note day loans own again``.
        StandingRefusedError: ``gone``: no such member here.

    Source: docs/algorithms/loan_arrears.md.
    """
    said, words = " ".join(told_by.split()), " ".join(note.split())
    if not said or len(said) > LONGEST_TOLD_BY:
        raise DeathRefusedError(wrong="told_by")
    if len(words) > LONGEST_WHY:
        raise DeathRefusedError(wrong="note")
    if not today - timedelta(days=FURTHEST_BACK_DAYS) <= died_on <= today:
        raise DeathRefusedError(wrong="day")

    def work() -> str:
        death = BorrowerDeath(
            id=uuid7(),
            cooperative_id=place.id,
            member_id=member_id,
            died_on=died_on,
            told_by=said,
            note=words,
            person_id=actor.person_id,
            recorded_at=now,
        )
        return _written_down(place, death, actor, today, now)

    facts = {"member": member_id, "died_on": died_on, "told_by": said, "note": words}
    return UUID(once(actor, Action.KEEP_LOANS, "note_death", facts, request_id, now, work))


def take_death_back(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take back that a borrower has died, where it was a mistake: penalties run as if nothing had been noted. Use-case.

    Raises:
        DeathRefusedError: ``why gone own``, or ``later``: something happened to a loan since.
        StandingRefusedError: ``gone``.
    """
    said = " ".join(why.split())
    if not said or len(said) > LONGEST_WHY:
        raise DeathRefusedError(wrong="why")

    def work() -> str:
        histories = _owing(place.id, member_id)
        member = locked_member(cooperative_id=place.id, member_id=member_id)
        if member.person_id == actor.person_id:
            raise DeathRefusedError(wrong="own")
        rows = BorrowerDeath.objects.select_for_update().filter(cooperative_id=place.id, member_id=member_id)
        death = rows.filter(undone_on__isnull=True).first()
        if death is None:
            raise DeathRefusedError(wrong="gone")
        if any(row.recorded_at > death.recorded_at for history in histories for row in history.rows):
            raise DeathRefusedError(wrong="later")
        death.undone_on, death.undone_why = today, said
        death.save(update_fields=["undone_on", "undone_why"])
        for history in histories:
            _serve_by(history, running_again(history.contract), today)
        facts = {"reason": said, "about": str(member.person_id)}
        record(cooperative_id=place.id, actor=actor, act="loans.death.taken_back", facts=facts, now=now)
        return ""

    once(
        actor, Action.KEEP_LOANS, "take_death_back", {"member": member_id, "why": said}, request_id, now, work
    )


def _written_down(place: Cooperative, death: BorrowerDeath, actor: Actor, today: date, now: datetime) -> str:
    histories = _owing(place.id, death.member_id)
    if not histories:
        raise DeathRefusedError(wrong="loans")
    member = locked_member(cooperative_id=place.id, member_id=death.member_id)
    if member.person_id == actor.person_id:
        raise DeathRefusedError(wrong="own")
    mine = BorrowerDeath.objects.filter(cooperative_id=place.id, member_id=death.member_id)
    if mine.filter(undone_on__isnull=True).exists():
        raise DeathRefusedError(wrong="again")
    death.save(force_insert=True)
    for history in histories:
        days = [row.on for row in history.rows]
        _serve_by(history, stopped(history.contract, died_on=death.died_on, paid_on=days), today)
    facts = {"loans": len(histories), "about": str(member.person_id)}
    record(cooperative_id=place.id, actor=actor, act="loans.death.noted", facts=facts, now=now)
    return str(death.id)


def _owing(cooperative_id: int, member_id: UUID) -> list[History]:
    """Lock the loans on which a member owes: before the member, as everywhere."""
    rows = Loan.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, state__in=[one.value for one in OWING]
    )
    ids = list(rows.order_by("id").values_list("id", flat=True))
    locked = histories_of(cooperative_id=cooperative_id, loan_ids=ids, is_locking=True)
    return [history for history in locked if history.state_now in OWING]


def _serve_by(history: History, contract: Contract, today: date) -> None:
    """Serve a loan by another contract from now on, one that counts every payment as before."""
    if contract == history.contract:
        return
    loan = history.loan
    state = state_of(contract.terms, contract.servicing, history.events, today)
    overdue = overdue_of(state.lines, today)
    Loan.objects.filter(cooperative_id=loan.cooperative_id, id=loan.id).update(
        contract=written(contract), overdue_since=overdue.since, overdue_rp=overdue.amount_rp
    )
    prepared(*writing_lines(cooperative_id=loan.cooperative_id, loan_id=loan.id, lines=state.lines))
