"""One row about a member in every table of groups of joint liability."""

from guyub.books.ledger.models import JournalEntry
from guyub.community.members.models import Group
from guyub.finance.loans.models import (
    GroupCover,
    GroupCoverPayment,
    GroupFund,
    GroupFundMovement,
    GroupMeeting,
    Loan,
    LoanEvent,
    LoanProduct,
    MeetingLine,
    MeetingLoan,
)
from tests.world import NOW


def loan_of(world, member, number, day):
    """Give a member a running loan on which others paid once."""
    mine = {"cooperative": world.bumiayu}
    product = LoanProduct.objects.create(**mine, code=f"p{number}", name="Pinjaman usaha", opened_on=day)
    loan = Loan.objects.create(
        **mine,
        year=2026,
        no=number,
        member=member,
        product=product,
        contract={},
        principal_rp=number * 1_111,
        left_rp=number * 1_110,
        rate_ppm=0,
        effective_ppm=0,
        instalments=1,
        agreed_on=day,
        disbursed_on=day,
        state="BERJALAN",
        last_no=1,
    )
    event = LoanEvent.objects.create(
        **mine,
        loan=loan,
        no=1,
        kind="repayment",
        way="TANGGUNG",
        on=day,
        amount_rp=number,
        principal_rp=number,
        left_rp=number * 1_110,
        recorded_at=NOW,
    )
    return loan, event


def fill_groups(world, member, mark, number, day):
    """A meeting at which the fund covered the member, who gave it back."""
    mine = {"cooperative": world.bumiayu}
    loan, event = loan_of(world, member, number, day)
    group = Group.objects.create(**mine, kind="TANGGUNG_RENTENG", name=f"Renteng {number}", begun_on=day)
    meeting = GroupMeeting.objects.create(
        **mine,
        group=group,
        year=2026,
        no=number,
        met_on=day,
        state="DICATAT",
        made_by=member.person,
        made_at=NOW,
    )
    line = MeetingLine.objects.create(**mine, of=meeting, rank=1, member=member)
    MeetingLoan.objects.create(**mine, line=line, loan=loan, due_rp=number)
    fund = GroupFund.objects.create(**mine, group=group)
    movement = GroupFundMovement.objects.create(
        **mine,
        fund=fund,
        no=1,
        cause="TANGGUNG",
        amount_rp=-number,
        balance_rp=0,
        on=day,
        member=member,
        meeting=meeting,
        entry=JournalEntry.objects.filter(cooperative=world.bumiayu).first(),
        note=mark,
        recorded_at=NOW,
    )
    cover = GroupCover.objects.create(
        **mine, meeting=meeting, group=group, loan=loan, movement=movement, amount_rp=number, on=day, event=event,
        recorded_at=NOW,
    )  # fmt: skip
    GroupCoverPayment.objects.create(
        **mine, cover=cover, amount_rp=number, on=day, note=mark, recorded_at=NOW
    )
