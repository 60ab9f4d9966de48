"""A group's sheet comes to the books: every payment, every cover and the fund at once, when the money ties.

Each payment on a loan is an event of its own with its receipt; the cash of all of them is counted once. What is short
of one member and paid by another is a payment on the late member's loan (way TANGGUNG), and a cover that is to be given
back. ADR 63 says why the money between members is not in the books.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.places import COUNTED
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.community.members.services.groups import hold_seats
from guyub.community.members.services.register import lock_members
from guyub.finance.loans.domain.events import EventRefusedError, Kind
from guyub.finance.loans.domain.group_covers import CoverRefusedError
from guyub.finance.loans.domain.group_meetings import (
    FundCause,
    MeetingRefusedError,
    MeetingState,
)
from guyub.finance.loans.domain.lifecycle import OWING, Way
from guyub.finance.loans.models import GroupCover, GroupMeeting, Loan, MeetingLoan
from guyub.finance.loans.selectors.group_covers import one_cover
from guyub.finance.loans.selectors.group_meetings import (
    backs_read,
    covers_read,
    due_of,
    on_sheet,
    sheet_of,
)
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.loans.services.booking import FromCash, FromFund
from guyub.finance.loans.services.group_cover_steps import give_back, held_cover, lock_loans
from guyub.finance.loans.services.group_fund_steps import cash_of_fund, locked_fund, move_fund
from guyub.finance.loans.services.group_meetings import locked_sheet, require_open, rows_of_sheet
from guyub.finance.loans.services.serving import Happening, ServingRefusedError, serve
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.treasury.domain.events import CashSide
    from guyub.finance.loans.domain.group_meetings import SheetSums
    from guyub.finance.loans.models import GroupFund, MeetingLine
    from guyub.finance.loans.selectors.histories import History
    from guyub.finance.loans.services.serving import Served
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def book_sheet(
    *,
    actor: Actor,
    place: Cooperative,
    meeting_id: UUID,
    version: int,
    counted_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Book a sheet whole, or nothing of it. Use-case; payments count from the day of the meeting.

    Two who book one sheet at once take turns, and the second one is told. Checks run in this order: the sheet, who
    books it, the count, the place, each member in the order of the sheet, the fund, the books.

    Args:
        actor: Who takes loans' money; nobody whose own name is on the sheet.
        place: The own cooperative.
        meeting_id: Which sheet.
        version: That of the page that was looked at.
        counted_rp: The notes and coins on the table, whole rupiah: exactly what the sheet says.
        cash_place_id: The drawer of the own shift, or the safe for who keeps the treasury; not needed without cash.
        today: The business date.
        request_id: Made once per intention; all entries bear it.
        now: The moment, aware.

    Raises:
        MeetingRefusedError: ``gone state changed early own count place fund``; of a member ``left paid owed cover
            back``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        treasury EventRefusedError, EntryRefusedError: The books refuse it, such as a day of a closed month.
    """

    def work() -> None:
        found = locked_sheet(place.id, meeting_id)
        require_open(found, version)
        if found.met_on > today:
            raise MeetingRefusedError(wrong="early")
        lines, loans = rows_of_sheet(found)
        if actor.person_id in {line.member.person_id for line in lines}:
            raise MeetingRefusedError(wrong="own")
        sheet = sheet_of(cooperative_id=place.id, meeting_id=meeting_id)
        assert sheet is not None  # noqa: S101  it is held
        if counted_rp != sheet.sums.cash_rp:
            raise MeetingRefusedError(wrong="count", counted_rp=counted_rp, sheet_rp=sheet.sums.cash_rp)
        side = _judged(actor, place, cash_place_id) if counted_rp else None
        booking = _Booking(place, actor, found, lines, loans, cash_place_id, side, today, request_id, now)
        booking.held()
        booking.done(sheet.sums)
        _close(found, booking, counted_rp, sheet.sums)

    facts = {
        "meeting": meeting_id,
        "version": version,
        "counted": counted_rp,
        "cash_place": cash_place_id,
    }
    act_once(
        actor=actor,
        action=Action.TAKE_LOANS,
        request_id=request_id,
        use_case="loans.book_sheet",
        facts=facts,
        now=now,
        work=work,
    )


def _judged(actor: Actor, place: Cooperative, cash_place_id: UUID | None) -> CashSide | None:
    """Let notes and coins go where they can be counted again, and where this person may put them."""
    inquiry = till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id)
    (till,) = asked(inquiry)
    if till.side is None or till.side.kind not in COUNTED:
        raise MeetingRefusedError(wrong="place")
    judge_till(actor=actor, place=place, till=till)
    side: CashSide = till.side
    return side


def _close(found: GroupMeeting, booking: _Booking, counted_rp: int, sums: SheetSums) -> None:
    place_id = booking.place.id
    GroupMeeting.objects.filter(cooperative_id=place_id, id=found.id).update(
        state=MeetingState.DIBUKUKAN.value,
        counted_rp=counted_rp,
        cash_place_id=booking.cash_place_id if counted_rp else None,
        booked_on=booking.today,
        booked_by_id=booking.actor.person_id,
        closed_at=booking.now,
    )
    facts = {
        "number": str(found),
        "group": found.group.name,
        "cash": rupiah(counted_rp),
        "covered": rupiah(sums.covered_rp),
    }
    record(
        cooperative_id=place_id, actor=booking.actor, act="loans.meeting.booked", facts=facts, now=booking.now
    )


@dataclass(slots=True)
class _Booking:
    """One sheet on its way to the books; ``part`` numbers the entries."""

    place: Cooperative
    actor: Actor
    found: GroupMeeting
    lines: Sequence[MeetingLine]
    loans: Sequence[MeetingLoan]
    cash_place_id: UUID | None
    side: CashSide | None
    today: date
    request_id: UUID
    now: datetime
    part: int = 0
    fund: GroupFund | None = None
    covered: list[GroupCover] = field(default_factory=list)

    def held(self) -> None:
        """Hold loans, members, seats and the fund in this order, and refuse who does not fit any more."""
        place_id, group_id = self.place.id, self.found.group_id
        backs = [cover for line in self.lines for cover in backs_read(line.backs)]
        covered = [one_cover(cooperative_id=place_id, cover_id=id_) for id_ in backs]
        ids = {row.loan_id for row in self.loans} | {one.loan_id for one in covered if one}
        lock_loans(cooperative_id=place_id, loan_ids=ids)
        lock_members(cooperative_id=place_id, member_ids=[line.member_id for line in self.lines])
        sitting = hold_seats(cooperative_id=place_id, group_id=group_id)
        payers = {by for row in self.loans for by, _ in covers_read(row.covers)}
        for line in self.lines:
            brings = line.fund_rp or line.member_id in payers
            if brings and line.member_id not in sitting:
                raise MeetingRefusedError(wrong="left", name=line.member.file.name)
        for row in self.loans:
            self._fit(row)
        self.fund = locked_fund(cooperative_id=place_id, group_id=group_id) if self._moves_fund else None

    @property
    def _moves_fund(self) -> bool:
        pays = any(by is None for row in self.loans for by, _ in covers_read(row.covers))
        return pays or any(line.fund_rp or line.backs for line in self.lines)

    def done(self, sums: SheetSums) -> None:
        """Book it: what borrowers bring, what comes to the fund, what comes back of covers, and last the covers."""
        if self.fund is not None:
            have_rp = self.fund.balance_rp + sums.to_fund_rp + sums.back_to_fund_rp
            if sums.from_fund_rp > have_rp:
                raise MeetingRefusedError(wrong="fund", fund_rp=have_rp)
        for row in self.loans:
            if row.paid_rp:
                row.event_id = self._paid(row, row.paid_rp, None).event_id
        for line in self.lines:
            if line.fund_rp:
                self._into_fund(line)
            self._given_back(line)
        for row in self.loans:
            for by, amount_rp in covers_read(row.covers):
                self._covered(row, by, amount_rp)
        GroupCover.objects.bulk_create(self.covered)
        rows = MeetingLoan.objects.filter(cooperative_id=self.place.id)
        rows.bulk_update(self.loans, ["due_rp", "event"])

    def _fit(self, row: MeetingLoan) -> None:
        """Refuse a loan of which something was paid since the sheet was written, so that it asks for too much now."""
        name, told = row.line.member.file.name, on_sheet(row)
        history = self._history(row.loan)
        if history.state_now not in OWING:
            if told.paid_rp or told.covered_rp:
                raise MeetingRefusedError(wrong="owed", name=name)
            row.due_rp = 0
            return
        due_rp = due_of(history, on=self.found.met_on, as_of=self.today)
        if due_rp < told.due_rp and told.paid_rp + told.covered_rp > due_rp:
            raise MeetingRefusedError(wrong="paid", name=name, due_rp=due_rp)
        if told.covered_rp > max(0, due_rp - told.paid_rp):
            raise MeetingRefusedError(wrong="cover", name=name, short_rp=max(0, due_rp - told.paid_rp))
        row.due_rp = due_rp

    def _history(self, loan: Loan) -> History:
        """Read a loan that is held, as the payments before this one left it."""
        (history,) = asked(history_inquiry(cooperative_id=self.place.id, loan_id=loan.id))
        assert history is not None  # noqa: S101  it is held
        found: History = history
        return found

    def _next(self) -> int:
        self.part += 2  # a payment posts one entry or two
        return self.part - 2

    def _paid(
        self, row: MeetingLoan, amount_rp: int, by: MeetingLine | None, *, is_fund: bool = False
    ) -> Served:
        """Let a payment reach a loan: of the borrower, of another member, or of the fund."""
        is_cover = is_fund or by is not None
        money: FromCash | FromFund
        if is_fund:
            assert self.fund is not None  # noqa: S101  held above
            money = FromFund(unit_id=self.fund.unit_id)
        else:
            assert self.cash_place_id is not None  # noqa: S101  judged above
            who = (by or row.line).member.file.name
            money = FromCash(cash_place_id=self.cash_place_id, who=who, side=self.side)
        happening = Happening(
            kind=Kind.REPAYMENT,
            way=Way.TANGGUNG if is_cover else Way.KELOMPOK,
            on=self.found.met_on,
            amount_rp=amount_rp,
            note=str(self.found),
            money=money,
        )
        try:
            return serve(
                place=self.place,
                history=self._history(row.loan),
                happening=happening,
                today=self.today,
                actor=self.actor,
                request_id=self.request_id,
                now=self.now,
                part=self._next(),
            )
        except EventRefusedError as error:
            raise MeetingRefusedError(wrong="owed", name=row.line.member.file.name) from error
        except ServingRefusedError as error:
            raise MeetingRefusedError(wrong="owed", name=row.line.member.file.name) from error

    def _into_fund(self, line: MeetingLine) -> None:
        assert self.fund is not None and self.cash_place_id is not None  # noqa: S101, PT018  held and judged
        booked = cash_of_fund(
            place=self.place, fund=self.fund, amount_rp=line.fund_rp, cash_place_id=self.cash_place_id,
            side=self.side, who=line.member.file.name, note=str(self.found), on=self.found.met_on, today=self.today,
            actor=self.actor, request_id=self.request_id, now=self.now, part=self._next(),
        )  # fmt: skip
        move_fund(
            fund=self.fund, amount_rp=line.fund_rp, cause=FundCause.SETOR, on=self.found.met_on,
            entry_id=booked.posted.entry_id, actor=self.actor, now=self.now, member_id=line.member_id,
            meeting_id=self.found.id,
        )  # fmt: skip

    def _given_back(self, line: MeetingLine) -> None:
        for cover_id, amount_rp in backs_read(line.backs).items():
            try:
                cover = held_cover(cooperative_id=self.place.id, cover_id=cover_id)
                give_back(
                    place=self.place, cover=cover, amount_rp=amount_rp, cash_place_id=self.cash_place_id,
                    side=self.side, on=self.found.met_on, today=self.today, actor=self.actor,
                    request_id=self.request_id, now=self.now, part=self._next(), meeting_id=self.found.id,
                    fund=self.fund,
                )  # fmt: skip
            except CoverRefusedError as error:
                open_rp = error.facts.get("open_rp", 0)
                name = line.member.file.name
                raise MeetingRefusedError(wrong="back", name=name, open_rp=open_rp) from error

    def _covered(self, row: MeetingLoan, by: UUID | None, amount_rp: int) -> None:
        payer = next((line for line in self.lines if line.member_id == by), None)
        served = self._paid(row, amount_rp, payer, is_fund=by is None)
        movement_id = None
        if by is None:
            assert self.fund is not None and served.posted is not None  # noqa: S101, PT018  an entry said it
            movement_id = move_fund(
                fund=self.fund, amount_rp=-amount_rp, cause=FundCause.TANGGUNG, on=self.found.met_on,
                entry_id=served.posted.entry_id, actor=self.actor, now=self.now, member_id=row.line.member_id,
                meeting_id=self.found.id, note=row.loan.name,
            ).id  # fmt: skip
        self.covered.append(
            GroupCover(
                cooperative_id=self.place.id,
                meeting_id=self.found.id,
                group_id=self.found.group_id,
                loan_id=row.loan_id,
                by_id=by,
                movement_id=movement_id,
                amount_rp=amount_rp,
                on=self.found.met_on,
                event_id=served.event_id,
                person_id=self.actor.person_id,
                recorded_at=self.now,
            )
        )
