"""The permission rows of loans in trouble."""

from datetime import date
from fractions import Fraction

from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.models import LoanReminder, LoanRestructure
from guyub.finance.loans.selectors.pausing import PauseAim
from guyub.finance.loans.services.claims import make_claim
from guyub.finance.loans.services.mass_pause import PauseTyped, ask_pause
from guyub.finance.loans.services.premiums import keep_premium, pay_premiums
from guyub.finance.loans.services.restructuring import RestructureTyped, ask_restructure
from guyub.finance.loans.services.warning_letters import issue_letter
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW, new_id

A = Action
TODAY = NOW.date()


def _book(world):
    return made_once(world, "loan_book", lambda: LoanBook(world))


def of_loan(world):
    """The address of a loan of Bumiayu that runs, and is late."""
    return {"loan_id": made_once(world, "loan", lambda: _book(world).lends().id) if world else SOME_ID}


def of_borrower(world):
    """The address of who borrows it."""
    if not world:
        return {"member_id": SOME_ID}
    of_loan(world)
    return {"member_id": _book(world).siti.id}


def of_restructure(world):
    """The address of a sheet of before and after."""

    def ask():
        loan_id, book = of_loan(world)["loan_id"], _book(world)
        change = Change(from_on=date(2026, 12, 1), annual_rate=Fraction(6, 100))
        typed = RestructureTyped(change=change, waives_penalty=False, waives_jasa=False, reason="contoh")
        ask_restructure(**book.told(loan_id=loan_id, typed=typed))
        with scope(book.place.id):
            return LoanRestructure.objects.get(cooperative=book.place).id

    return of_loan(world) | {"restructure_id": made_once(world, "loan_restructure", ask)}


def of_waiver(world):
    """The address of something forgiven of a loan, of which nothing was."""
    return of_loan(world) | {"event_id": SOME_ID}


def of_letter(world):
    """The address of a letter of warning."""

    def issue():
        loan_id, book = of_loan(world)["loan_id"], _book(world)
        issue_letter(**book.told(loan_id=loan_id))
        with scope(book.place.id):
            return LoanReminder.objects.get(cooperative=book.place).id

    return {"reminder_id": made_once(world, "loan_letter", issue)}


def of_pause(world):
    """The address of a pause that waits for a second person."""

    def ask():
        of_loan(world)
        book = _book(world)
        typed = PauseTyped(
            aim=PauseAim(),
            from_on=TODAY,
            months=2,
            is_free=True,
            decision_id=book.decision.id,
            reason="banjir",
        )
        return ask_pause(**book.told(typed=typed))

    return {"pause_id": made_once(world, "loan_pause", ask)}


def of_premiums(world):
    """The address of a payment of premiums."""

    def pay():
        loan_id, book = of_loan(world)["loan_id"], _book(world)
        with scope(book.place.id):
            keep_premium(cooperative_id=book.place.id, loan_id=loan_id, amount_rp=6_000, on=TODAY)
        told = {"loan_ids": [loan_id], "insurer": "Asuransi Contoh", "seen_rp": 6_000, "on": TODAY}
        return pay_premiums(**book.told(cash_place_id=book.bank, **told))

    return {"payment_id": made_once(world, "loan_premiums", pay)}


def of_claim(world):
    """The address of a claim on an insurer."""

    def make():
        told = of_loan(world) | {"insurer": "Asuransi Contoh", "amount_rp": 100_000}
        return make_claim(**_book(world).told(request_id=new_id(), **told))

    return {"claim_id": made_once(world, "loan_claim", make)}


LOANS_ARREARS_ROWS: tuple[Row, ...] = (
    Row("loan_arrears:arrears", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS),
    Row("loan_arrears:table", requires=A.VIEW_LOANS),
    Row("loan_arrears:reminders", requires=A.REACH_MEMBERS),
    Row("loan_arrears:reminders_sent", requires=A.REACH_MEMBERS, method="post"),
    Row("loan_arrears:letter", requires=A.VIEW_LOANS, arguments=of_letter),
    Row("loan_arrears:pauses", requires=A.VIEW_LOANS),
    Row("loan_arrears:pause", requires=A.VIEW_LOANS, arguments=of_pause),
    Row(
        "loan_arrears:pause_back",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_pause,
        fields={"reason": "salah RT"},
    ),
    Row("loan_arrears:premiums", requires=A.VIEW_LOANS),
    Row(
        "loan_arrears:premiums_back",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_premiums,
        fields={"reason": "salah rekening"},
    ),
    Row("loan_arrears:death", requires=A.VIEW_LOANS, arguments=of_borrower),
    Row(
        "loan_arrears:death_back",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_borrower,
        fields={"reason": "salah orang"},
    ),
    Row(
        "loan_arrears:claim_answer",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_claim,
        fields={"said": "tolak", "why": "polis belum berlaku"},
    ),
    Row("loan_arrears:trouble", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS, arguments=of_loan),
    Row("loan_arrears:visit", requires=A.COLLECT_LOANS, also=A.KEEP_LOANS, arguments=of_loan),
    Row("loan_arrears:letter_issue", requires=A.KEEP_LOANS, method="post", arguments=of_loan),
    Row("loan_arrears:restructure", requires=A.KEEP_LOANS, arguments=of_loan),
    Row("loan_arrears:restructure_sheet", requires=A.VIEW_LOANS, arguments=of_restructure),
    Row(
        "loan_arrears:restructure_back",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_restructure,
        fields={"reason": "salah pinjaman"},
    ),
    Row("loan_arrears:waive", requires=A.KEEP_LOANS, arguments=of_loan),
    Row(
        "loan_arrears:waive_back",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_waiver,
        fields={"reason": "salah pinjaman"},
    ),
    Row("loan_arrears:write_off", requires=A.KEEP_LOANS, arguments=of_loan),
    Row(
        "loan_arrears:write_off_back",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_loan,
        fields={"reason": "salah pinjaman"},
    ),
    Row("loan_arrears:forgive", requires=A.KEEP_LOANS, arguments=of_loan),
    Row(
        "loan_arrears:forgive_back",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_loan,
        fields={"reason": "salah pinjaman"},
    ),
    Row(
        "loan_arrears:claim",
        requires=A.KEEP_LOANS,
        method="post",
        arguments=of_loan,
        fields={"insurer": "Asuransi Contoh", "amount": "1000"},
    ),
)
