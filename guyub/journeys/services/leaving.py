"""Settling a leaving: what is owed both ways is paid in one transaction, and the membership ends."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.treasury.domain.events import LONGEST_WHO
from guyub.community.members.domain.cases import LONGEST_PAYEE, ExitKind, ExitState
from guyub.community.members.domain.register import member_number
from guyub.community.members.selectors.cases import exit_case, heirs_on
from guyub.community.members.services.leaving import end_membership, locked_exit
from guyub.finance.loans.services.leaver_loans import hold_loans_of, pay_off_with_savings
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.services.accounts import close_emptied
from guyub.finance.savings.services.jasa import end_all_jasa
from guyub.finance.savings.services.moving import MoveTyped, pay_out
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import long_day
from guyub.foundation.kernel.services.papers import issue_paper
from guyub.journeys.domain.leaving import (
    Owed,
    SettlementRefusedError,
    Side,
    inherited,
    named_heirs,
)
from guyub.journeys.selectors.owed import LOANS, SAVINGS, Leaver, owed_both_ways

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from guyub.books.ledger.services.posting import Posted
    from guyub.community.members.models import ExitCase, Member
    from guyub.foundation.kernel.models import Cooperative
    from guyub.journeys.selectors.owed import Statement

    Line = dict[str, Any]

PAPER_KIND = "PENYELESAIAN_ANGGOTA"
HEIRS = "Ahli waris"
SHORTEST, LONGEST_AGREEMENT = 3, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleTyped:
    """How a leaving is settled.

    Args:
        case_id: Which.
        cash_place_id: Where the money comes from; None where none is paid.
        paid_to: Who gets it; empty: the heirs by their shares where the member died and named them, else the member.
        agreement: The paper, by number or day, by which the member or the heirs agreed that loans are paid off with the
            savings; needed where a loan is owed.
        seen: ``Statement.mark`` of what the page showed.
    """

    case_id: UUID
    cash_place_id: UUID | None
    paid_to: str
    seen: str
    agreement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """What the step of a source needs to pay a thing out, or to take a debt in. ``part`` numbers the entries."""

    place: Cooperative
    member_id: UUID
    cash_place_id: UUID
    who: str
    note: str
    today: date
    actor: Actor
    request_id: UUID
    now: datetime
    part: int = 0


def _savings_out(one: Owed, paying: Paying) -> Posted:
    rows = savings_of(cooperative_id=paying.place.id, member_id=paying.member_id)
    account = next(row for row in rows if row.mark == one.code)
    typed = MoveTyped(
        member_id=paying.member_id,
        kind=account.kind,
        product_id=account.product_id,
        serial=account.serial,
        unit_id=account.unit_id,
        amount_rp=one.amount_rp,
        cash_place_id=paying.cash_place_id,
        on=paying.today,
        who=paying.who,
        note=paying.note,
    )
    moved = pay_out(
        place=paying.place,
        typed=typed,
        today=paying.today,
        actor=paying.actor,
        request_id=paying.request_id,
        now=paying.now,
        part=paying.part,
    )
    close_emptied(cooperative_id=paying.place.id, account_id=account.account_id, on=paying.today)
    return moved.booked.posted


def _loan_in(one: Owed, paying: Paying) -> Posted:
    return pay_off_with_savings(
        place=paying.place,
        loan_id=UUID(one.code),
        amount_rp=one.amount_rp,
        cash_place_id=paying.cash_place_id,
        who=paying.who,
        note=paying.note,
        today=paying.today,
        actor=paying.actor,
        request_id=paying.request_id,
        now=paying.now,
        part=paying.part,
    )


# How each source of selectors.owed pays what it holds, and takes in what it is owed. A debt comes in first and what is
# held goes out whole, at one cash place in one transaction: only the difference leaves it.
PAY_OUT: Mapping[str, Callable[[Owed, Paying], Posted]] = {SAVINGS: _savings_out}
TAKE_IN: Mapping[str, Callable[[Owed, Paying], Posted]] = {LOANS: _loan_in}
MOST_ENTRIES = 2  # of one step


def settle_exit(
    *, actor: Actor, place: Cooperative, typed: SettleTyped, today: date, request_id: UUID, now: datetime
) -> None:
    """Pay what is owed when a membership ends, and end it: the number stays, role, card and groups end. Use-case.

    Jasa of the savings up to yesterday is brought to them first. Debts are set off against savings; nothing is deleted.
    The sheet with both signatures is the paper of the case.
    A loan is paid off with what settles it today, where the member agreed to that in writing.
    Checks run in this order: case, own, obstacles, debts, what the page showed, agreement, payee, cash place, books.

    Args:
        actor: The treasurer; not the member.
        place: The cooperative.
        typed: From where, to whom.
        today: The business date, on which everything is paid and the membership ends.
        request_id: Made once per intention; all entries bear it.
        now: The moment, aware.

    Raises:
        SettlementRefusedError: See there.
        TillRefusedError, ShiftRefusedError: The payer does not answer for that cash place.
        EventRefusedError: ``short``: the cash place does not hold so much.
        EntryRefusedError: The books refuse it.

    Source: docs/regulations.md, end of a membership.
    """

    def work() -> None:
        found = exit_case(cooperative_id=place.id, case_id=typed.case_id, now=now)
        if found is not None:
            hold_loans_of(cooperative_id=place.id, member_id=found.member_id)
        case, member = locked_exit(cooperative_id=place.id, case_id=typed.case_id)
        _refuse_case(case, member, actor)
        _checked(member, typed, today=today, now=now)
        end_all_jasa(
            place=place, member_id=member.id, today=today, actor=actor, request_id=request_id, now=now
        )
        statement = _statement(member, today=today, now=now)
        payees = _payees(case, member, typed, statement.netting.paid_rp, today)
        lines: list[Line] = []
        if statement.held:
            paying = Paying(
                place=place,
                member_id=member.id,
                cash_place_id=check_place(actor=actor, place=place, cash_place_id=typed.cash_place_id),
                who=HEIRS if case.kind == ExitKind.MENINGGAL.value else payees[0][0][:LONGEST_WHO],
                note=str(case),
                today=today,
                actor=actor,
                request_id=request_id,
                now=now,
            )
            lines = _paid(paying, statement, " ".join(typed.agreement.split()))
        _end(case, member, lines, payees, place, actor, today, now)

    act_once(
        actor=actor,
        action=Action.SETTLE_MEMBER,
        request_id=request_id,
        use_case="journeys.settle_exit",
        facts=asdict(typed),
        now=now,
        work=work,
        place_id=place.id,
    )


def _end(
    case: ExitCase,
    member: Member,
    lines: list[Line],
    payees: Sequence[tuple[str, int]],
    place: Cooperative,
    actor: Actor,
    today: date,
    now: datetime,
) -> None:
    """End the membership with the sheet of what was paid to whom."""
    lines = [*lines, *(_line(Side.KEPADA, name, amount_rp) for name, amount_rp in payees)]
    paid_to = named_heirs([name for name, _ in payees], most=LONGEST_PAYEE)
    end_membership(
        case=case, member=member, settlement=lines, paid_to=paid_to, actor=actor, today=today, now=now
    )
    _issue(place, case, lines, paid_to, now)
    facts = {"number": str(case), "member": member_number(member.number) if member.number else "calon"}
    record(cooperative_id=place.id, actor=actor, act="members.exit.settled", facts=facts, now=now)


def _refuse_case(case: ExitCase, member: Member, actor: Actor) -> None:
    if case.state != ExitState.DISETUJUI.value:
        raise SettlementRefusedError(wrong="state")
    if member.person_id == actor.person_id:
        raise SettlementRefusedError(wrong="own")


def _statement(member: Member, *, today: date, now: datetime) -> Statement:
    return owed_both_ways(
        Leaver(
            cooperative_id=member.cooperative_id,
            member_id=member.id,
            person_id=member.person_id,
            today=today,
            now=now,
        )
    )


def _checked(member: Member, typed: SettleTyped, *, today: date, now: datetime) -> None:
    statement = _statement(member, today=today, now=now)
    if statement.obstacles:
        raise SettlementRefusedError(wrong="blocked", what=", ".join(statement.obstacles))
    if statement.netting.left:
        raise SettlementRefusedError(wrong="owes", left_rp=statement.netting.left_rp)
    if statement.mark != typed.seen:
        raise SettlementRefusedError(wrong="changed")
    if statement.loans and not SHORTEST <= len(" ".join(typed.agreement.split())) <= LONGEST_AGREEMENT:
        raise SettlementRefusedError(wrong="agreement")


def _payees(
    case: ExitCase, member: Member, typed: SettleTyped, total_rp: int, today: date
) -> list[tuple[str, int]]:
    """Name who gets how much: whom the treasurer typed, the heirs by their shares, or the member."""
    named = " ".join(typed.paid_to.split())
    if len(named) > LONGEST_PAYEE:
        raise SettlementRefusedError(wrong="payee")
    if named:
        return [(named, total_rp)]
    if case.kind != ExitKind.MENINGGAL.value:
        return [(member.file.name, total_rp)]
    heirs = heirs_on(cooperative_id=case.cooperative_id, file_id=member.file_id, on=today)
    if not heirs:
        raise SettlementRefusedError(wrong="payee")
    return inherited(total_rp, [(heir.name, heir.share_percent) for heir in heirs])


def _paid(paying: Paying, statement: Statement, agreement: str) -> list[Line]:
    """Book everything at one cash place, debts first, and give the lines of the sheet, what is held first.

    The line of a loan names the paper by which it is set off: both sides sign it.
    """
    met = [Owed(one.source, one.code, one.words, statement.netting.met_rp(one)) for one in statement.debts]
    steps = [(TAKE_IN[one.source], one, Side.UTANG) for one in met]
    steps += [(PAY_OUT[one.source], one, Side.HAK) for one in statement.held]
    lines = []
    for at, (step, one, side) in enumerate(steps):
        posted = step(one, replace(paying, part=MOST_ENTRIES * at))
        words = f"{one.words}, persetujuan {agreement}" if one in statement.loans else one.words
        lines.append(_line(side, words, one.amount_rp, number=posted.name))
    return sorted(lines, key=lambda line: line["side"] != Side.HAK.value)


def _line(side: Side, words: str, amount_rp: int, *, number: str = "") -> Line:
    return {"side": side.value, "words": words, "amount_rp": amount_rp, "number": number}


def _issue(place: Cooperative, case: ExitCase, lines: Sequence[Line], paid_to: str, now: datetime) -> None:
    """Write down that the sheet was issued; strangers who verify it see neither name nor amount."""
    on = case.settled_on
    issue_paper(
        cooperative_id=place.id,
        paper_id=case.id,
        kind=PAPER_KIND,
        title=f"Penyelesaian keanggotaan {case}",
        facts=[("Nomor", str(case)), ("Tanggal", long_day(on) if on else "")],
        content=paper_content(number=str(case), on=on, lines=lines, paid_to=paid_to),
        now=now,
    )


def paper_content(
    *, number: str, on: date | None, lines: Sequence[Mapping[str, Any]], paid_to: str
) -> dict[str, Any]:
    """Give what the sheet says, for its seal: the same when it is printed again."""
    return {"number": number, "on": on, "lines": [dict(line) for line in lines], "paid_to": paid_to}
