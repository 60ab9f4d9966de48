"""The sheet of a group's meeting: made from who sits in the group, written on a phone, its covers, called off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.community.members.selectors.groups import seated_people
from guyub.finance.loans.domain.group_meetings import (
    LONGEST_REASON,
    MOST_ON_SHEET,
    MOST_RP,
    CoverHow,
    MeetingRefusedError,
    MeetingState,
    may_be_made,
    meeting_name,
)
from guyub.finance.loans.models import GroupMeeting, MeetingLine, MeetingLoan
from guyub.finance.loans.selectors.group_covers import open_covers
from guyub.finance.loans.selectors.group_meetings import covers_read, due_of, loans_on, sheet_of
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.group_sheet_covers import covers_again, covers_chosen
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor

SERIES = "loans.group_meeting"


@dataclass(frozen=True, slots=True)
class LineNoted:
    """What is written of one member: there or not, into the fund, by loan what is brought, by cover what comes back.

    Whole rupiah; ``paid`` by the id of the loan on the sheet (``MeetingLoan``).
    """

    is_present: bool = False
    fund_rp: int = 0
    paid: Mapping[UUID, int] = field(default_factory=dict)
    backs: Mapping[UUID, int] = field(default_factory=dict)


def make_sheet(
    *, actor: Actor, group_id: UUID, on: date, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Make the sheet of a meeting: everybody who sits in the group, with what is due of each loan that day. Use-case.

    Args:
        actor: Who collects or takes loans' money.
        group_id: Which group.
        on: The day of the meeting: from a week ago to two weeks ahead.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The sheet's id.

    Raises:
        MeetingRefusedError: ``day group empty many open again``.
    """
    if not may_be_made(on, today):
        raise MeetingRefusedError(wrong="day")
    place_id = actor.cooperative_id

    def work() -> str:
        # The counter is locked from here on: two who make a sheet of one group at once see each other's.
        number = next_number(cooperative_id=place_id, series=SERIES, year=today.year)
        people = seated_people(cooperative_id=place_id, group_id=group_id)
        if not people:
            raise MeetingRefusedError(wrong="empty")
        if len(people) > MOST_ON_SHEET:
            raise MeetingRefusedError(wrong="many", most=MOST_ON_SHEET)
        _refuse_another(place_id, group_id, on)
        made = GroupMeeting.objects.create(
            cooperative_id=place_id,
            group_id=group_id,
            year=today.year,
            no=number,
            met_on=on,
            state=MeetingState.DICATAT.value,
            made_by_id=actor.person_id,
            made_at=now,
        )
        lines = [
            MeetingLine(id=uuid7(), cooperative_id=place_id, of=made, rank=rank, member_id=one.member_id)
            for rank, one in enumerate(people, start=1)
        ]
        MeetingLine.objects.bulk_create(lines)
        of_member = {line.member_id: line for line in lines}
        found = [
            pair
            for pair in loans_on(cooperative_id=place_id, group_id=group_id, on=on)
            if pair[1] in of_member
        ]
        dues = dues_of(place_id, [loan for loan, _ in found], on=on, today=today)
        MeetingLoan.objects.bulk_create(
            MeetingLoan(
                cooperative_id=place_id, line=of_member[member], loan_id=loan, due_rp=dues.get(loan, 0)
            )
            for loan, member in found
        )
        facts = {"number": str(made), "group": people[0].group, "on": day(on)}
        record(cooperative_id=place_id, actor=actor, act="loans.meeting.made", facts=facts, now=now)
        return str(made.id)

    facts = {"group": group_id, "on": on}
    return UUID(_once(actor, "make_sheet", facts, request_id, now, work))


def note_sheet(
    *,
    actor: Actor,
    meeting_id: UUID,
    version: int,
    lines: Mapping[UUID, LineNoted],
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Write the sheet of a meeting: who is there and brings what; what is due is looked up anew. Use-case.

    Covers follow what is short: even ones and those of the fund are counted anew, typed ones that do not fit any more
    are let go of.

    Args:
        actor: Who collects or takes loans' money.
        meeting_id: Which sheet.
        version: That of the page: who wrote meanwhile is not written over.
        lines: By line; those that are not named stay as they were.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many covers were let go of.

    Raises:
        MeetingRefusedError: ``gone state changed``; of a member ``amount back``.
    """
    place_id = actor.cooperative_id

    def work() -> int:
        found = locked_sheet(place_id, meeting_id)
        require_open(found, version)
        rows, loans = rows_of_sheet(found)
        open_rp = {
            one.cover_id: (one.for_id, one.open_rp)
            for one in open_covers(cooperative_id=place_id, group_id=found.group_id)
        }
        for line in rows:
            if line.id in lines:
                _note(line, [row for row in loans if row.line_id == line.id], lines[line.id], open_rp)
        dues = dues_of(place_id, [row.loan_id for row in loans], on=found.met_on, today=today)
        for row in loans:
            row.due_rp = dues.get(row.loan_id, 0)
        gone = covers_again(rows, loans)
        MeetingLine.objects.filter(cooperative_id=place_id).bulk_update(
            rows, ["is_present", "fund_rp", "backs"]
        )
        _keep(place_id, loans)
        _written(found, actor, now)
        present = sum(line.is_present for line in rows)
        facts = {"number": str(found), "present": present}
        record(cooperative_id=place_id, actor=actor, act="loans.meeting.noted", facts=facts, now=now)
        return gone

    said = {
        str(id_): [
            one.is_present,
            one.fund_rp,
            sorted((str(loan), rp) for loan, rp in one.paid.items()),
            sorted((str(cover), rp) for cover, rp in one.backs.items()),
        ]
        for id_, one in lines.items()
    }
    facts = {"meeting": meeting_id, "version": version, "lines": said}
    return int(_once(actor, "note_sheet", facts, request_id, now, work))


def note_cover(
    *,
    actor: Actor,
    meeting_id: UUID,
    version: int,
    row_id: UUID,
    how: CoverHow | None,
    typed: Mapping[UUID | None, int],
    request_id: UUID,
    now: datetime,
) -> None:
    """Write down who covers what is short of one loan, or that nobody does. Use-case.

    Args, as of ``note_sheet``, and:
        row_id: Which loan on the sheet.
        how: From the fund, evenly, as typed; None: nobody covers it.
        typed: Of the last way: by member, None for the fund, whole rupiah above zero.

    Raises:
        MeetingRefusedError: ``gone state changed fund``; of a member ``cover nobody payer absent``.
    """
    place_id = actor.cooperative_id

    def work() -> None:
        found = locked_sheet(place_id, meeting_id)
        require_open(found, version)
        lines, loans = rows_of_sheet(found)
        row = next((one for one in loans if one.id == row_id), None)
        if row is None:
            raise MeetingRefusedError(wrong="gone")
        covers = covers_chosen(row, how, typed, lines, loans) if how else ()
        row.how, row.covers = how.value if how else "", [[str(by) if by else None, rp] for by, rp in covers]
        sheet = sheet_of(cooperative_id=place_id, meeting_id=found.id)
        assert sheet is not None  # noqa: S101  it is held
        fund_rp = sheet.fund_rp + sheet.sums.to_fund_rp + sheet.sums.back_to_fund_rp
        if sum(rp for one in loans for by, rp in covers_read(one.covers) if by is None) > fund_rp:
            raise MeetingRefusedError(wrong="fund", fund_rp=fund_rp)
        _keep(place_id, [row])
        _written(found, actor, now)
        facts = {"number": str(found), "loan": row.loan.name}
        record(cooperative_id=place_id, actor=actor, act="loans.meeting.covered", facts=facts, now=now)

    said = sorted((str(by or ""), rp) for by, rp in typed.items())
    facts = {"meeting": meeting_id, "version": version, "row": row_id, "how": how or "", "typed": said}
    _once(actor, "note_cover", facts, request_id, now, work)


def call_off_sheet(*, actor: Actor, meeting_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Call a sheet off: nothing of it comes to the books. Use-case.

    Raises:
        MeetingRefusedError: ``void gone state``.
    """
    why, place_id = " ".join(reason.split()), actor.cooperative_id
    if not why or len(why) > LONGEST_REASON:
        raise MeetingRefusedError(wrong="void")

    def work() -> None:
        found = locked_sheet(place_id, meeting_id)
        require_open(found, found.version)
        GroupMeeting.objects.filter(cooperative_id=place_id, id=found.id).update(
            state=MeetingState.BATAL.value, reason=why, closed_at=now
        )
        facts = {"number": str(found), "reason": why}
        record(cooperative_id=place_id, actor=actor, act="loans.meeting.void", facts=facts, now=now)

    _once(actor, "call_off_sheet", {"meeting": meeting_id, "reason": why}, request_id, now, work)


def locked_sheet(place_id: int, meeting_id: UUID) -> GroupMeeting:
    """Hold a sheet until the transaction ends: whoever writes and books it takes turns. Step.

    Raises:
        MeetingRefusedError: ``gone``.
    """
    rows = GroupMeeting.objects.select_for_update(of=("self",)).select_related("group")
    found = rows.filter(cooperative_id=place_id, id=meeting_id).first()
    if found is None:
        raise MeetingRefusedError(wrong="gone")
    return found


def require_open(found: GroupMeeting, version: int) -> None:
    """Refuse a sheet that is over, or that was written since the page was made. Step.

    Raises:
        MeetingRefusedError: ``state changed``.
    """
    if found.state != MeetingState.DICATAT.value:
        raise MeetingRefusedError(wrong="state")
    if found.version != version:
        raise MeetingRefusedError(wrong="changed")


def rows_of_sheet(found: GroupMeeting) -> tuple[list[MeetingLine], list[MeetingLoan]]:
    """Give the members of a sheet and the loans on it, each in its order. Step."""
    mine = {"cooperative_id": found.cooperative_id}
    lines = MeetingLine.objects.filter(**mine, of=found).select_related("member__file")
    loans = MeetingLoan.objects.filter(**mine, line__of=found).select_related("loan", "line__member__file")
    return list(lines.order_by("rank")), list(loans.order_by("line__rank", "loan__year", "loan__no"))


def dues_of(place_id: int, loan_ids: Collection[UUID], *, on: date, today: date) -> dict[UUID, int]:
    """Tell what is due of each loan by the day of a meeting, by all that is known today. Step; rupiah."""
    histories = asked(*(history_inquiry(cooperative_id=place_id, loan_id=id_) for id_ in loan_ids))
    return {
        history.loan.id: due_of(history, on=on, as_of=max(on, today))
        for history in histories
        if history is not None
    }


def _refuse_another(place_id: int, group_id: UUID, on: date) -> None:
    rows = GroupMeeting.objects.filter(cooperative_id=place_id, group_id=group_id)
    waiting = rows.filter(state=MeetingState.DICATAT.value).first()
    if waiting is not None:
        raise MeetingRefusedError(wrong="open", number=meeting_name(waiting.year, waiting.no))
    same = rows.filter(met_on=on, state=MeetingState.DIBUKUKAN.value).first()
    if same is not None:
        raise MeetingRefusedError(wrong="again", number=meeting_name(same.year, same.no))


def _note(
    line: MeetingLine,
    loans: Sequence[MeetingLoan],
    noted: LineNoted,
    open_rp: Mapping[UUID, tuple[UUID, int]],
) -> None:
    name = line.member.file.name
    for amount_rp in (noted.fund_rp, *noted.paid.values(), *noted.backs.values()):
        if not 0 <= amount_rp <= MOST_RP:
            raise MeetingRefusedError(wrong="amount", name=name)
    for cover_id, amount_rp in noted.backs.items():
        whose, left_rp = open_rp.get(cover_id, (None, 0))
        if whose != line.member_id or amount_rp > left_rp:
            raise MeetingRefusedError(wrong="back", name=name, open_rp=left_rp)
    line.is_present, line.fund_rp = noted.is_present, noted.fund_rp
    line.backs = [[str(cover_id), amount_rp] for cover_id, amount_rp in noted.backs.items() if amount_rp]
    for row in loans:
        row.paid_rp = noted.paid.get(row.id, 0)


def _keep(place_id: int, loans: Sequence[MeetingLoan]) -> None:
    rows = MeetingLoan.objects.filter(cooperative_id=place_id)
    rows.bulk_update(loans, ["due_rp", "paid_rp", "how", "covers"])


def _written(found: GroupMeeting, actor: Actor, now: datetime) -> None:
    GroupMeeting.objects.filter(cooperative_id=found.cooperative_id, id=found.id).update(
        version=found.version + 1, noted_by_id=actor.person_id, noted_at=now
    )


def _once(
    actor: Actor, name: str, facts: Mapping[str, Any], request_id: UUID, now: datetime, work: Any
) -> Any:
    # A collector's role has the act; who takes money at the counter goes to meetings too.
    collects = can(actor, Action.COLLECT_LOANS, actor.cooperative_id)
    action = Action.COLLECT_LOANS if collects else Action.TAKE_LOANS
    return once(actor, action, name, facts, request_id, now, work)
