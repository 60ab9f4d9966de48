"""The permission rows of members: portal, requests of members, kiosk."""

from guyub.community.members.services.files import FileTyped, open_file
from guyub.community.members.services.own_requests import dispute
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW, new_id

A = Action


def of_own_request(world):
    """The address of a request of Bumiayu's member about the own file."""

    def make():
        load_national(now=NOW)
        person = world.person(Role.ANGGOTA, name="Anggota lama")
        with scope(world.bumiayu.id):
            open_file(
                cooperative_id=world.bumiayu.id,
                person=person,
                typed=FileTyped(name="Anggota Contoh"),
                today=NOW.date(),
                now=NOW,
            )
        return dispute(
            actor=world.actor(Role.ANGGOTA, name="Anggota lama"),
            about="Saldo simpanan wajib",
            text="Setoran November belum masuk.",
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )

    return {"own_request_id": made_once(world, "own_request_id", make)}


def of_member(world):
    """The address of a member of Bumiayu."""
    return {"member_id": world.member().id if world else SOME_ID}


MEMBER_PORTAL_ROWS = (
    Row("own_requests:own_requests", requires=A.HANDLE_LETTERS, also=A.VIEW_MEMBER_FILE),
    Row(
        "own_requests:own_request",
        requires=A.HANDLE_LETTERS,
        also=A.VIEW_MEMBER_FILE,
        arguments=of_own_request,
    ),
    Row("member_desk:home", requires=A.OWN_MEMBERSHIP),
    Row(
        "member_desk:own_appeal",
        requires=A.OWN_MEMBERSHIP,
        method="post",
        arguments={"case_id": SOME_ID},
        fields={"appeal": "Sudah saya bayar."},
    ),
    Row("member_desk:savings", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:own_book", requires=A.OWN_MEMBERSHIP, arguments={"mark": "sukarela.1"}),
    Row("member_desk:own_statement", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:own_statement_issue", requires=A.OWN_MEMBERSHIP, method="post"),
    Row("member_desk:own_year", requires=A.OWN_MEMBERSHIP, arguments={"year": 2026}),
    Row("member_desk:own_dues", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:own_withdrawal", requires=A.OWN_MEMBERSHIP),
    Row(
        "member_desk:own_withdrawal_off",
        requires=A.OWN_MEMBERSHIP,
        method="post",
        arguments={"withdrawal_id": SOME_ID},
    ),
    Row("member_desk:suggest", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:own_sheet", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:own_data", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:own_numbers", requires=A.OWN_MEMBERSHIP, method="post", fields={"proof": "246802"}),
    Row(
        "member_desk:own_consent",
        requires=A.OWN_MEMBERSHIP,
        method="post",
        fields={"purpose": "MESSAGES", "is_given": "1"},
    ),
    Row(
        "member_desk:own_copy",
        requires=A.OWN_MEMBERSHIP,
        method="post",
        fields={"proof": "246802", "form": "JSON"},
    ),
    Row("member_desk:requests", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:correction", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:dispute", requires=A.OWN_MEMBERSHIP, arguments={"what": "saldo-wajib.1"}),
    Row(
        "member_desk:request_withdraw",
        requires=A.OWN_MEMBERSHIP,
        method="post",
        arguments=of_own_request,
    ),
    Row("member_desk:member_sheet", requires=A.KEEP_MEMBERS, arguments=of_member),
    Row("member_desk:kiosk_begin", requires=A.RUN_KIOSK),
    # On a device that no officer turned into a kiosk there is nothing: tests/desks/member/web/test_kiosk.py.
    Row("member_desk:kiosk", 404, 404),
    Row("member_desk:kiosk_summary", 404, 404),
    Row("member_desk:kiosk_know", 404, 404),
    Row("member_desk:kiosk_pin", 404, 404),
    Row("member_desk:kiosk_end", 404, 404),
)
