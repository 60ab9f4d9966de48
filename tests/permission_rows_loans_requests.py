"""The permission rows of loans: applications, on the staff's pages and on the member's own."""

from guyub.finance.loans.domain.applications import ApplicationTyped
from guyub.finance.loans.services.analysing import AnalysisTyped, record_analysis
from guyub.finance.loans.services.applications import add_paper, apply_for_loan
from guyub.foundation.identity.domain.roles import Action, Role
from tests.permission_rows import SOME_ID, Row, made_once
from tests.permission_rows_loans_products import of_loan_product
from tests.pictures import photo
from tests.world import NOW, new_id

A = Action
TODAY = NOW.date()


def _doing(world, role=Role.KASIR):
    return {
        "actor": world.actor(role, name=f"{role.value.title()} lama"),
        "place": world.bumiayu,
        "request_id": new_id(),
        "now": NOW,
    }


def _application(world):
    """An application that was analysed once."""

    def make():
        made = apply_for_loan(
            member_id=world.member("Peminjam Contoh").id,
            product_id=of_loan_product(world)["product_id"],
            typed=ApplicationTyped(
                amount_rp=1_200_000, instalments=12, purpose="Modal warung", use="MODAL_USAHA"
            ),
            has_consented=False,
            today=TODAY,
            **_doing(world),
        )
        record_analysis(
            application_id=made,
            typed=AnalysisTyped(
                income_rp=2_000_000,
                business_rp=0,
                household_rp=1_000_000,
                other_rp=0,
                amount_rp=1_200_000,
                instalments=12,
                rate_ppm=120_000,
                visited_on=None,
                visit_seen="",
                advice="LAYAK",
                note="",
            ),
            today=TODAY,
            **_doing(world, Role.BENDAHARA),
        )
        return made

    return made_once(world, "loan_application_id", make)


def of_application(world):
    """The address of an application for a loan."""
    return {"application_id": _application(world) if world else SOME_ID}


def of_application_paper(world):
    """The address of a picture of it."""

    def make():
        return add_paper(
            application_id=_application(world),
            kind="USAHA",
            title="Warung",
            document=("warung.png", photo(kind="PNG")),
            **_doing(world),
        )

    return {"paper_id": made_once(world, "loan_application_paper", make) if world else SOME_ID}


def of_borrower(world):
    """The address of the member who asked."""
    return {"member_id": world.member("Peminjam Contoh").id if world else SOME_ID}


def _staff(name, requires, **more):
    return Row(f"loan_requests:{name}", requires=requires, method="post", arguments=of_application, **more)


def _own(name, **more):
    return Row(
        f"member_desk:{name}",
        requires=A.OWN_MEMBERSHIP,
        method="post",
        arguments={"application_id": SOME_ID},
        **more,
    )


LOANS_REQUESTS_ROWS: tuple[Row, ...] = (
    Row("loan_requests:requests", requires=A.VIEW_LOANS),
    Row("loan_requests:requests_export", requires=A.VIEW_LOANS),
    Row("loan_requests:request_whose", requires=A.TAKE_LOANS),
    Row("loan_requests:request_new", requires=A.TAKE_LOANS, arguments=of_borrower),
    Row("loan_requests:request", requires=A.VIEW_LOANS, arguments=of_application),
    Row("loan_requests:request_analyse", requires=A.KEEP_LOANS, arguments=of_application),
    _staff("request_submit", A.KEEP_LOANS),
    _staff("request_withdraw", A.TAKE_LOANS, fields={"reason": "Anggota tidak jadi."}),
    _staff("request_appeal", A.TAKE_LOANS, fields={"text": "Warung sudah buka lagi."}),
    _staff("request_consent", A.TAKE_LOANS, fields={"is_given": "1"}),
    _staff("request_paper", A.TAKE_LOANS, fields={"kind": "USAHA"}),
    _staff("agreed_cancel", A.KEEP_LOANS, fields={"reason": "Anggota tidak jadi."}),
    Row("loan_requests:paper", requires=A.VIEW_LOANS, arguments=of_application_paper),
    Row("member_desk:loan_requests", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:loan_request_new", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:loan_request", requires=A.OWN_MEMBERSHIP, arguments={"application_id": SOME_ID}),
    Row("member_desk:loan_request_file", requires=A.OWN_MEMBERSHIP, arguments={"paper_id": SOME_ID}),
    _own("loan_request_withdraw"),
    _own("loan_request_appeal", fields={"text": "Warung sudah buka lagi."}),
    _own("loan_request_consent", fields={"is_given": "1"}),
    _own("loan_request_paper", fields={"kind": "USAHA"}),
)
