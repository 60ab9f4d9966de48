"""Tanggung renteng: five neighbours borrow together, meet on each fifth; once the others pay for one who is short."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guyub.community.members.services.groups import open_group, seat_member
from guyub.finance.loans.domain.applications import ApplicationTyped
from guyub.finance.loans.domain.group_meetings import CoverHow
from guyub.finance.loans.selectors.group_covers import open_covers
from guyub.finance.loans.selectors.group_meetings import sheet_of
from guyub.finance.loans.services.disbursing import disburse
from guyub.finance.loans.services.group_booking import book_sheet
from guyub.finance.loans.services.group_covers import give_cover_back
from guyub.finance.loans.services.group_meetings import LineNoted, make_sheet, note_cover, note_sheet
from guyub.finance.loans.services.paying_out import PaidOutTo
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.year.founding import BANK, BOX
from guyub.journeys.services.year.loans import lend

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from guyub.finance.loans.selectors.group_meetings import Sheet
    from guyub.journeys.services.year.people import Neighbour
    from guyub.journeys.services.year.stage import Stage

BEGINS, MEETS_ON, LAST = date(2025, 11, 5), 5, date(2026, 9, 5)
SIZE, BORROWED_RP, INSTALMENTS = 5, 1_200_000, 10
SHORT_ON, SHORT_RP, BACK_ON = date(2025, 12, 5), 60_000, date(2026, 1, 5)


class Joint:
    """The group Melati."""

    def __init__(self, stage: Stage, members: Sequence[Neighbour], *, product_id: UUID) -> None:
        """Nobody has borrowed yet.

        Args:
            stage: Whose.
            members: Who sits in it.
            product_id: What they borrow.
        """
        self.stage, self.members, self.product_id = stage, members, product_id
        self.group_id: UUID | None = None

    def day(self, on: date) -> None:
        """Borrow on one day, meet on each fifth after it, give back what the others had paid."""
        if on == BEGINS:
            self._borrows(on)
        elif self.group_id and on.day == MEETS_ON and on <= LAST:
            self._meets(self.group_id, on)
        if on == BACK_ON and self.group_id:
            self._gives_back(self.group_id, on)

    def _borrows(self, on: date) -> None:
        given = self.stage.by("melati", on, Role.SEKRETARIS, hour=7, without="place")
        self.group_id = open_group(kind="TANGGUNG_RENTENG", name="Melati (contoh)", **given)
        for one in self.members:
            seat = self.stage.by(f"melati {one.at}", on, Role.SEKRETARIS, hour=7, without="place")
            seat_member(group_id=self.group_id, member_id=one.member_id, **seat)
        typed = ApplicationTyped(
            amount_rp=BORROWED_RP, instalments=INSTALMENTS, purpose="Modal warung (contoh)", use="MODAL_USAHA"
        )
        for one in self.members:
            label = f"melati loan {one.at}"
            loan_id = lend(
                self.stage, one, typed, on, label=label, product_id=self.product_id, group_id=self.group_id
            )
            disburse(
                loan_id=loan_id,
                to=PaidOutTo(cash_place_id=self.stage.cash[BANK]),
                on=on,
                first_due_on=None,
                **self.stage.by(f"{label} paid out", on, hour=16),
            )

    def _meets(self, group_id: UUID, on: date) -> None:
        """Note what each brings; where one is short, the others pay evenly."""
        collector = self.stage.by(f"melati meets {on}", on, Role.KOLEKTOR, hour=17, without="place")
        meeting_id = make_sheet(group_id=group_id, on=on, **collector)
        sheet = self._sheet(meeting_id)
        lines = [line for line in sheet.lines if line.loans]
        short = lines[0].line_id if on == SHORT_ON else None
        notes = {
            line.line_id: LineNoted(
                is_present=True,
                paid={
                    one.row_id: one.on_sheet.due_rp - (SHORT_RP if line.line_id == short else 0)
                    for one in line.loans
                },
            )
            for line in lines
        }
        version = sheet.meeting.version
        noted = self.stage.by(f"melati noted {on}", on, Role.KOLEKTOR, hour=17, without="place")
        note_sheet(meeting_id=meeting_id, version=version, lines=notes, **noted)
        if short:
            version = self._sheet(meeting_id).meeting.version
            cover = self.stage.by(f"melati cover {on}", on, Role.KOLEKTOR, hour=17, without="place today")
            row_id = lines[0].loans[0].row_id
            note_cover(
                meeting_id=meeting_id, version=version, row_id=row_id, how=CoverHow.RATA, typed={}, **cover
            )
        sheet = self._sheet(meeting_id)
        book_sheet(
            meeting_id=meeting_id,
            version=sheet.meeting.version,
            counted_rp=sheet.sums.cash_rp,
            cash_place_id=self.stage.cash[BOX],
            **self.stage.by(f"melati booked {on}", on, hour=18),
        )

    def _gives_back(self, group_id: UUID, on: date) -> None:
        with scope(self.stage.place.id):
            covered = open_covers(cooperative_id=self.stage.place.id, group_id=group_id)
        for at, one in enumerate(covered):
            given = self.stage.by(f"melati back {on} {at}", on, hour=19)
            give_cover_back(cover_id=one.cover_id, amount_rp=one.open_rp, cash_place_id=None, **given)

    def _sheet(self, meeting_id: UUID) -> Sheet:
        with scope(self.stage.place.id):
            sheet = sheet_of(cooperative_id=self.stage.place.id, meeting_id=meeting_id)
        assert sheet is not None  # noqa: S101  just made
        return sheet
