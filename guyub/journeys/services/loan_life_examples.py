"""What happens to invented loans of Bumiayu: a group meets, somebody is late and is visited, one loan is lost.

Through the use-cases, so that every rule holds of it; only which loans a group answers for is written straight.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.community.members.selectors.groups import joint_groups
from guyub.finance.loans.domain.group_meetings import CoverHow
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.promises import Found
from guyub.finance.loans.domain.restructuring import RestructureRefusedError
from guyub.finance.loans.models import GroupMeeting, Loan, LoanWriteOff
from guyub.finance.loans.selectors.arrears import ArrearsAim, arrears_of
from guyub.finance.loans.selectors.collecting import RoundAim, lines_of
from guyub.finance.loans.selectors.group_covers import open_covers
from guyub.finance.loans.selectors.group_meetings import sheet_of
from guyub.finance.loans.services.collecting import make_list, note_list
from guyub.finance.loans.services.group_booking import book_sheet
from guyub.finance.loans.services.group_covers import give_cover_back
from guyub.finance.loans.services.group_funds import pay_into_fund
from guyub.finance.loans.services.group_meetings import LineNoted, make_sheet, note_cover, note_sheet
from guyub.finance.loans.services.paying import pay
from guyub.finance.loans.services.restructuring import RestructureTyped, ask_restructure
from guyub.finance.loans.services.visiting import note_visit
from guyub.finance.loans.services.warning_letters import issue_letter
from guyub.finance.loans.services.writing_off import ask_write_off
from guyub.finance.savings.services.collecting import Noted
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import Decision
from guyub.journeys.services.examples import BUMIAYU, EXAMPLE_PIN, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.loan_example_book import JOINT
from guyub.journeys.services.loan_product_examples import NUMBER
from guyub.journeys.services.year.founding import NUMBER as FOUNDING

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.selectors.arrears import ArrearsRow
    from guyub.finance.loans.selectors.group_meetings import Sheet
    from guyub.foundation.kernel.models import Cooperative

SHORT_RP, FUND_RP, RECOVERED_RP = 60_000, 40_000, 150_000


def make_loan_life_examples(*, now: datetime) -> None:
    """Let things happen to Bumiayu's loans. Only for a demonstration; repeating it changes nothing.

    Needs the loans, the groups of members and the cash places of the examples before.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        if (
            LoanWriteOff.objects.filter(cooperative=place).exists()
            or not Loan.objects.filter(cooperative=place).exists()
        ):
            return
        has_met = GroupMeeting.objects.filter(cooperative=place).exists()
        safe = next(row.id for row in places_of(cooperative_id=place.id) if row.kind is CashKind.BRANKAS)
    told = _Telling(place, safe, now)
    if not has_met:
        told.group_meets()
    told.late_are_followed()
    told.collector_goes_out()


class _Telling:
    """Who acts, where cash goes, which request comes next."""

    def __init__(self, place: Cooperative, safe: UUID, now: datetime) -> None:
        self.place, self.safe, self.now = place, safe, now
        self.today: date = business_date(now, Zone(place.zone))
        with scope(place.id):
            self.treasurer, self.chair, self.collector = (
                actor_in(place, role) for role in (Role.BENDAHARA, Role.KETUA, Role.KOLEKTOR)
            )
        self.at = 0

    def given(self, actor: Actor) -> dict[str, Any]:
        """What each act takes: who, a request of its own, when."""
        self.at += 1
        request_id = uuid5(SPACE, f"loan-life/{self.place.code}/{self.at}")
        return {"actor": actor, "request_id": request_id, "now": self.now}

    def kept(self) -> dict[str, Any]:
        """What an act of the treasurer takes."""
        return self.given(self.treasurer) | {"place": self.place, "today": self.today}

    def group_meets(self) -> None:
        """Three of a group have loans that it answers for; at its meeting two are short, one cover comes back."""
        group_id = self._joint_loans()
        if group_id is None:
            return
        sheet = self._sheet(
            make_sheet(group_id=group_id, on=self.today, today=self.today, **self.given(self.collector))
        )
        first, second, third = (line for line in sheet.lines if line.loans)
        pay_into_fund(
            group_id=group_id,
            member_id=first.member_id,
            amount_rp=FUND_RP,
            cash_place_id=self.safe,
            **self.kept(),
        )
        short = {second.line_id, third.line_id}
        notes = {
            line.line_id: LineNoted(
                is_present=True,
                paid={
                    one.row_id: one.on_sheet.due_rp - (SHORT_RP if line.line_id in short else 0)
                    for one in line.loans
                },
            )
            for line in sheet.lines
        }
        meeting_id = sheet.meeting.meeting_id
        note_sheet(
            meeting_id=meeting_id, version=sheet.meeting.version, lines=notes, today=self.today,
            **self.given(self.collector),
        )  # fmt: skip
        covers: tuple[tuple[UUID, dict[UUID | None, int]], ...] = (
            (second.loans[0].row_id, {None: FUND_RP, first.member_id: SHORT_RP - FUND_RP}),
            (third.loans[0].row_id, {first.member_id: SHORT_RP}),
        )
        for row_id, typed in covers:
            version = self._sheet(meeting_id).meeting.version
            note_cover(
                meeting_id=meeting_id, version=version, row_id=row_id, how=CoverHow.KETIK, typed=typed,
                **self.given(self.collector),
            )  # fmt: skip
        sheet = self._sheet(meeting_id)
        book_sheet(
            meeting_id=meeting_id, version=sheet.meeting.version, counted_rp=sheet.sums.cash_rp,
            cash_place_id=self.safe, **self.kept(),
        )  # fmt: skip
        with scope(self.place.id):
            covered = open_covers(cooperative_id=self.place.id, group_id=group_id)
        back = next(one for one in covered if one.for_id == third.member_id)
        give_cover_back(cover_id=back.cover_id, amount_rp=back.open_rp, cash_place_id=None, **self.kept())

    def _joint_loans(self) -> UUID | None:
        """Let the group of those who borrowed together answer for their loans."""
        numbers = [at + 1 for at in JOINT]
        with scope(self.place.id, durable=True):
            loans = Loan.objects.filter(cooperative=self.place, member__number__in=numbers, state="BERJALAN")
            newest = {loan.member_id: loan for loan in loans.order_by("agreed_on", "id")}
            groups = [{*joint_groups(cooperative_id=self.place.id, member_id=member)} for member in newest]
            shared = set.intersection(*groups) if len(newest) == len(JOINT) else set()
            for group_id in shared:
                mine = Loan.objects.filter(
                    cooperative=self.place, id__in=[loan.id for loan in newest.values()]
                )
                mine.update(group_id=group_id)
        return next(iter(shared), None)

    def _sheet(self, meeting_id: UUID) -> Sheet:
        with scope(self.place.id):
            sheet = sheet_of(cooperative_id=self.place.id, meeting_id=meeting_id)
        assert sheet is not None  # noqa: S101  just made
        return sheet

    def late_are_followed(self) -> None:
        """Of the latest loans one is written off and something comes back, one gets other terms, one a letter."""
        late = self._late()
        if len(late) < 3:
            return
        lost, hard, promised = late[:3]
        with scope(self.place.id):
            decision_id = (
                Decision.objects.filter(cooperative=self.place, number__in=(NUMBER, FOUNDING))
                .earliest("decided_on")
                .id
            )
        asked = ask_write_off(
            loan_id=lost.loan_id, decision_id=decision_id, reason="peminjam pindah, alamat baru tidak ditemukan",
            place=self.place, **self.given(self.treasurer),
        )  # fmt: skip
        self._decided(asked)
        pay(
            loan_id=lost.loan_id,
            amount_rp=RECOVERED_RP,
            cash_place_id=self.safe,
            on=self.today,
            **self.kept(),
        )
        change = Change(from_on=self.today + timedelta(days=1), extend=6)
        typed = RestructureTyped(
            change=change, waives_penalty=True, waives_jasa=False, reason="usaha sepi, angsuran diperkecil"
        )
        with suppress(RestructureRefusedError):  # a loan at the dearest rate allowed cannot run longer
            self._decided(ask_restructure(loan_id=hard.loan_id, typed=typed, **self.kept()))
        issue_letter(loan_id=promised.loan_id, **self.kept())
        note_visit(
            place=self.place, loan_id=promised.loan_id, on=self.today, found=Found.BERTEMU.value,
            note="Panen cabai minggu depan, mau mencicil dua kali. (contoh)", promise_on=self.today + timedelta(days=7),
            promise_rp=promised.overdue_rp // 2, today=self.today, **self.given(self.collector),
        )  # fmt: skip

    def _late(self) -> list[ArrearsRow]:
        with scope(self.place.id):
            return arrears_of(cooperative_id=self.place.id, aim=ArrearsAim(), on=self.today, most=3).rows

    def _decided(self, approval_id: UUID) -> None:
        decide(approval_id=approval_id, is_approved=True, proof=EXAMPLE_PIN, **self.given(self.chair))

    def collector_goes_out(self) -> None:
        """A collector has the late loans on a list, one door is noted."""
        with scope(self.place.id):
            late = len(self._late())
        if not late:
            return
        list_id = make_list(
            aim=RoundAim(is_late=True), collector_id=self.collector.person_id, today=self.today,
            **self.given(self.treasurer),
        )  # fmt: skip
        with scope(self.place.id):
            line = lines_of(cooperative_id=self.place.id, list_id=list_id)[0]
        notes = {line.line_id: Noted(min(line.asked_rp, 200_000))}
        note_list(list_id=list_id, notes=notes, **self.given(self.collector))
