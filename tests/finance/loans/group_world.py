"""A group of joint liability in the small world of loans: Melati, four members, each with a loan since January."""

from datetime import date

from guyub.books.treasury.services.shifts import open_shift
from guyub.community.members.services.groups import open_group, seat_member, unseat_member
from guyub.finance.loans.domain.contracts import Contract
from guyub.finance.loans.domain.servicing import Servicing
from guyub.finance.loans.models import (
    GroupCover,
    GroupCoverPayment,
    GroupFund,
    GroupFundMovement,
    GroupMeeting,
    MeetingLine,
    MeetingLoan,
)
from guyub.finance.loans.selectors.group_covers import open_covers
from guyub.finance.loans.selectors.group_meetings import sheet_of
from guyub.finance.loans.selectors.groups import group_page
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.services.agreeing import agree
from guyub.finance.loans.services.group_booking import book_sheet
from guyub.finance.loans.services.group_covers import give_cover_back, take_cover_payment_back
from guyub.finance.loans.services.group_funds import give_fund_back, pay_into_fund
from guyub.finance.loans.services.group_meetings import (
    LineNoted,
    call_off_sheet,
    make_sheet,
    note_cover,
    note_sheet,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import FLAT, LoanBook
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.world import new_id

FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
NAMES = ("Ani Contoh", "Budi Contoh", "Citra Contoh", "Dewi Contoh")
A_MONTH = 112_000  # one instalment of FLAT


class GroupWorld(LoanBook):
    """Ani, Budi, Citra and Dewi answer for each other; all but Dewi owe the instalments of the whole year."""

    def __init__(self, world, borrowers=NAMES[:3], paid_until=TODAY):
        super().__init__(world)
        self.gathers(borrowers, paid_until)

    @classmethod
    def beside(cls, book, borrowers=NAMES[:1], paid_until=JANUARY):
        """Let the group meet in a loan book that is there already."""
        made = cls.__new__(cls)
        vars(made).update(vars(book))
        made.gathers(borrowers, paid_until)
        return made

    def gathers(self, borrowers, paid_until):
        """Let the four sit together, and some of them borrow."""
        world = self.world
        self.collector = world.actor(Role.KOLEKTOR)
        self.members = {name: world.member(name) for name in NAMES}
        self.group = open_group(kind="TANGGUNG_RENTENG", name="Melati", **self.kept())
        for member in self.members.values():
            self.seats(member)
        self.loans = {name: self.borrows(name, paid_until) for name in borrowers}

    def kept(self):
        told = self.told(actor=self.world.actor(Role.SEKRETARIS))
        return {name: told[name] for name in ("actor", "today", "request_id", "now")}

    def seats(self, member, group=None):
        seat_member(group_id=group or self.group, member_id=member.id, **self.kept())

    def leaves(self, name):
        unseat_member(group_id=self.group, member_id=self.members[name].id, **self.kept())

    def agrees_in(self, member, group=None, terms=FLAT, servicing=Servicing(), on=JANUARY):  # noqa: B008  frozen
        with scope(self.place.id):
            return agree(
                cooperative_id=self.place.id,
                member_id=member.id,
                product_id=self.product.id,
                terms_id=None,
                contract=Contract(terms, servicing),
                purpose="Modal warung (contoh)",
                officer_id=None,
                on=on,
                group_id=group or self.group,
            )

    def borrows(self, name, paid_until=TODAY, **more):
        """Lend to a member of the group; all instalments before the last two months are paid."""
        loan = self.agrees_in(self.members[name], **more)
        self.pays_out(loan)
        for month in range(2, paid_until.month):
            self.pays(loan, A_MONTH, date(2026, month, 1))
        return self.now(loan)

    def opens_drawer(self):
        """Let a cashier have the drawer; gives the one who acts and the place."""
        cashier = self.world.actor(Role.KASIR)
        drawer = self.world.cash()["LACI"]
        open_shift(
            actor=cashier,
            place=self.place,
            drawer_id=drawer,
            today=self.today,
            pieces={},
            request_id=new_id(),
            now=self.clock,
        )
        return {"actor": cashier, "cash_place_id": drawer}

    def meets(self, on=None, actor=None, group=None, request_id=None):
        return make_sheet(
            actor=actor or self.collector,
            group_id=group or self.group,
            on=on or self.today,
            today=self.today,
            request_id=request_id or new_id(),
            now=self.clock,
        )

    def sheet(self, meeting):
        with scope(self.place.id):
            return sheet_of(cooperative_id=self.place.id, meeting_id=meeting)

    def line(self, meeting, name):
        """Give the line of somebody by first name."""
        return next(line for line in self.sheet(meeting).lines if line.name.lower().startswith(name))

    def notes(self, meeting, version=None, actor=None, request_id=None, **told):
        """Write a sheet: by first name what the member brings, or ``(brings, into the fund, {cover: back})``."""
        sheet = self.sheet(meeting)
        lines = {}
        for line in sheet.lines:
            first = line.name.split()[0].lower()
            if first in told:
                brings, fund_rp, backs = (
                    told[first] if isinstance(told[first], tuple) else (told[first], 0, {})
                )
                paid = {line.loans[0].row_id: brings} if line.loans else {}
                lines[line.line_id] = LineNoted(True, fund_rp, paid, backs)
            else:
                lines[line.line_id] = LineNoted()
        return note_sheet(
            actor=actor or self.collector,
            meeting_id=meeting,
            version=sheet.meeting.version if version is None else version,
            lines=lines,
            today=self.today,
            request_id=request_id or new_id(),
            now=self.clock,
        )

    def covers(self, meeting, name, how, version=None, **typed):
        """Choose who covers somebody: the way, and by first name (``fund`` for the fund) how much."""
        sheet = self.sheet(meeting)
        by = {line.name.split()[0].lower(): line.member_id for line in sheet.lines} | {"fund": None}
        return note_cover(
            actor=self.collector,
            meeting_id=meeting,
            version=sheet.meeting.version if version is None else version,
            row_id=self.line(meeting, name).loans[0].row_id,
            how=how,
            typed={by.get(first, first): rp for first, rp in typed.items()},
            request_id=new_id(),
            now=self.clock,
        )

    def books_sheet(self, meeting, counted_rp=None, version=None, **more):
        sheet = self.sheet(meeting)
        told = {
            "meeting_id": meeting,
            "cash_place_id": self.cash,
            "version": sheet.meeting.version if version is None else version,
            "counted_rp": sheet.sums.cash_rp if counted_rp is None else counted_rp,
        }
        return book_sheet(**self.told(**told | more))

    def calls_off(self, meeting, reason="hujan"):
        call_off_sheet(
            actor=self.collector, meeting_id=meeting, reason=reason, request_id=new_id(), now=self.clock
        )

    def into_fund(self, name, amount_rp, **more):
        told = {"group_id": self.group, "member_id": self.members[name].id, "cash_place_id": self.cash} | more
        return pay_into_fund(**self.told(**{"amount_rp": amount_rp} | told))

    def out_of_fund(self, name, amount_rp, note="bubar separuh", **more):
        told = {"group_id": self.group, "member_id": self.members[name].id, "cash_place_id": self.cash} | more
        return give_fund_back(**self.told(amount_rp=amount_rp, note=note, **told))

    def gives_back(self, cover, amount_rp, **more):
        told = {"cover_id": cover.cover_id, "cash_place_id": self.cash} | more
        return give_cover_back(**self.told(amount_rp=amount_rp, **told))

    def takes_gift_back(self, payment, reason="salah orang", **more):
        return take_cover_payment_back(**self.told(payment_id=payment, reason=reason, **more))

    def open(self):
        """List the covers that are open."""
        with scope(self.place.id):
            return open_covers(cooperative_id=self.place.id, group_id=self.group)

    def page(self):
        with scope(self.place.id):
            return group_page(cooperative_id=self.place.id, group_id=self.group, today=self.today)

    def fund_rp(self):
        with scope(self.place.id):
            found = GroupFund.objects.filter(cooperative=self.place, group_id=self.group).first()
        return found.balance_rp if found else 0

    def whole(self):
        """Everything holds that must hold."""
        with scope(self.place.id):
            assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(self.place.id)] == []

    def everything(self):
        """All that a refusal must leave as it was."""
        tables = (
            GroupCover,
            GroupCoverPayment,
            GroupFund,
            GroupFundMovement,
            GroupMeeting,
            MeetingLine,
            MeetingLoan,
        )
        with scope(self.place.id):
            rows = [
                list(table.objects.filter(cooperative=self.place).order_by("id").values()) for table in tables
            ]
        return rows, self.wrote()
