"""Lists of instalments that go out: made for a collector, noted on the collector's phone, called off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.finance.loans.domain.collecting import AHEAD_DAYS
from guyub.finance.loans.models import InstalmentList, ListedLoan
from guyub.finance.loans.selectors.collecting import asking, dues_now, round_words
from guyub.finance.loans.services.acting import once
from guyub.finance.savings.domain.collecting import MOST_LINES, CollectionRefusedError, ListState
from guyub.finance.savings.selectors.collecting import collectors
from guyub.finance.savings.services.collected_cash import require_state
from guyub.finance.savings.services.collecting import checked_note, checked_reason
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.finance.loans.selectors.collecting import Due, RoundAim
    from guyub.finance.savings.services.collecting import Noted
    from guyub.foundation.identity.domain.roles import Actor

SERIES = "loans.collection"


def make_list(
    *, actor: Actor, aim: RoundAim, collector_id: UUID, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Give a collector a list of loans of which something is due within a week, with how much. Use-case.

    Loans on a list that is still out are passed over, and so are the collector's own and those of who has died. At most
    ``MOST_LINES`` loans: those that are left over come on the next list.

    Args:
        actor: Who takes loans' money.
        aim: Which loans.
        collector_id: Who takes the list along: a collector or another person who works here.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The list's id.

    Raises:
        CollectionRefusedError: ``collector aim nobody``.
    """
    place_id, until = actor.cooperative_id, today + timedelta(days=AHEAD_DAYS)

    def work() -> str:
        if collector_id not in collectors(cooperative_id=place_id, now=now):
            raise CollectionRefusedError(wrong="collector")
        whom = round_words(cooperative_id=place_id, aim=aim)
        # The counter is locked from here on: two who make lists at once see each other's loans.
        number = next_number(cooperative_id=place_id, series=SERIES, year=today.year)
        found = asking(
            cooperative_id=place_id,
            aim=aim,
            until=until,
            today=today,
            without_person=collector_id,
            most=MOST_LINES,
        )
        dues = dues_now(
            cooperative_id=place_id, loan_ids=[one.loan_id for one in found.people], until=until, today=today
        )
        due = [(id_, told) for id_, (_, told) in dues.items() if told and told.due_rp]
        if not due:
            raise CollectionRefusedError(wrong="nobody", elsewhere=found.elsewhere)
        made = _made(actor, whom, number, due, until=until, today=today, collector_id=collector_id, now=now)
        facts = {"number": str(made), "count": len(due), "amount": rupiah(made.expected_rp)}
        record(cooperative_id=place_id, actor=actor, act="loans.collection.made", facts=facts, now=now)
        return str(made.id)

    facts = {"rt": aim.rt, "officer": aim.officer_id, "late": aim.is_late, "collector": collector_id}
    return UUID(once(actor, Action.TAKE_LOANS, "make_instalment_list", facts, request_id, now, work))


def _made(
    actor: Actor,
    whom: str,
    number: int,
    due: Sequence[tuple[UUID, Due]],
    *,
    until: date,
    today: date,
    collector_id: UUID,
    now: datetime,
) -> InstalmentList:
    """Write a list down with its lines, in the order of the way."""
    place_id = actor.cooperative_id
    made = InstalmentList.objects.create(
        cooperative_id=place_id,
        year=today.year,
        number=number,
        collector_id=collector_id,
        whom=whom[:120],
        until=until,
        state=ListState.KELUAR.value,
        expected_rp=sum(one.due_rp for _, one in due),
        made_on=today,
        made_by_id=actor.person_id,
        made_at=now,
    )
    ListedLoan.objects.bulk_create(
        ListedLoan(
            cooperative_id=place_id,
            of=made,
            rank=rank,
            loan_id=loan_id,
            since=one.since,
            count=one.count,
            asked_rp=one.due_rp,
        )
        for rank, (loan_id, one) in enumerate(due, start=1)
    )
    return made


def note_list(
    *, actor: Actor, list_id: UUID, notes: Mapping[UUID, Noted], request_id: UUID, now: datetime
) -> int:
    """Take over what a collector noted on the phone, all lines in one go; later notes replace earlier ones. Use-case.

    Args:
        actor: The collector of the list.
        list_id: Which.
        notes: By line; lines that are not named stay as they were.
        request_id: Made once per intention; the same notes sent again change nothing.
        now: The moment, aware.

    Returns:
        How many lines are noted.

    Raises:
        CollectionRefusedError: ``gone`` (no such list of this collector), ``state`` (it is back already), ``amount``.
    """
    place_id = actor.cooperative_id

    def work() -> int:
        found = locked_list(place_id, list_id)
        if found.collector_id != actor.person_id:
            raise CollectionRefusedError(wrong="gone")
        require_state(found, ListState.KELUAR)
        rows = ListedLoan.objects.filter(cooperative_id=place_id, of=found)
        lines = list(rows.select_related("loan__member__file").order_by("rank"))
        for line in lines:
            if line.id in notes:
                told = checked_note(notes[line.id], rank=line.rank, name=line.loan.member.file.name)
                line.noted_rp, line.noted_why = told
        ListedLoan.objects.filter(cooperative_id=place_id).bulk_update(lines, ["noted_rp", "noted_why"])
        InstalmentList.objects.filter(cooperative_id=place_id, id=found.id).update(
            noted_request=request_id, noted_at=now
        )
        count = sum(line.noted_rp is not None for line in lines)
        facts = {"number": str(found), "count": count}
        record(cooperative_id=place_id, actor=actor, act="loans.collection.noted", facts=facts, now=now)
        return count

    # A collector's role has the act; another person who works here goes out with the counter's.
    action = Action.COLLECT_LOANS if can(actor, Action.COLLECT_LOANS, place_id) else Action.TAKE_LOANS
    said = {str(id_): [one.amount_rp, one.why] for id_, one in notes.items()}
    facts: dict[str, Any] = {"list": list_id, "notes": said}
    return int(once(actor, action, "note_instalment_list", facts, request_id, now, work))


def call_off_list(*, actor: Actor, list_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Call a list off with which no money came; its loans may stand on another one. Use-case.

    Args:
        actor: Who takes loans' money.
        list_id: Which.
        reason: Why, at most 120 letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CollectionRefusedError: ``void reason gone state``; ``money`` (the collector noted some, or cash was counted).
    """
    why = checked_reason(reason)
    if not why:
        raise CollectionRefusedError(wrong="void")
    place_id = actor.cooperative_id

    def work() -> None:
        found = locked_list(place_id, list_id)
        require_state(found, ListState.KELUAR)
        lines = ListedLoan.objects.filter(cooperative_id=place_id, of=found)
        if lines.filter(noted_rp__gt=0).exists():
            raise CollectionRefusedError(wrong="money")
        lines.update(is_out=False)
        InstalmentList.objects.filter(cooperative_id=place_id, id=found.id).update(
            state=ListState.BATAL.value, reason=why, closed_at=now
        )
        facts = {"number": str(found), "reason": why}
        record(cooperative_id=place_id, actor=actor, act="loans.collection.void", facts=facts, now=now)

    facts = {"list": list_id, "reason": why}
    once(actor, Action.TAKE_LOANS, "call_off_instalment_list", facts, request_id, now, work)


def locked_list(place_id: int, list_id: UUID) -> InstalmentList:
    """Hold a list until the transaction ends: whoever notes, counts and books it takes turns. Step.

    Raises:
        CollectionRefusedError: ``gone``.
    """
    rows = InstalmentList.objects.select_for_update(of=("self",)).select_related("collector")
    found = rows.filter(cooperative_id=place_id, id=list_id).first()
    if found is None:
        raise CollectionRefusedError(wrong="gone")
    return found
