"""The permission rows of members: applications."""

from guyub.community.members.services.application_links import invite_applicant
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.parameters.services.values import load_national
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW, new_id

A = Action


def of_application(world):
    """The address of an application for Bumiayu whose link is not used yet."""

    def make():
        load_national(now=NOW)
        return invite_applicant(
            actor=world.actor(Role.SEKRETARIS, name="Sekretaris lama"),
            name="Warga Baru",
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )

    return {"application_id": made_once(world, "application_id", make)}


def of_candidate(world):
    """The address of a candidate of Bumiayu, whose books are open."""

    def make():
        world.cash()
        return world.candidate().id

    return {"member_id": made_once(world, "candidate_id", make)}


KEPT = {"requires": A.KEEP_MEMBERS, "arguments": of_application}
MEMBER_APPLICATIONS_ROWS = (
    Row("applications:applications", requires=A.KEEP_MEMBERS, also=A.APPROVE_MEMBERS),
    Row("applications:application_new", requires=A.KEEP_MEMBERS),
    Row("applications:application_invite", requires=A.KEEP_MEMBERS, method="post"),
    Row(
        "applications:application",
        requires=A.KEEP_MEMBERS,
        also=A.APPROVE_MEMBERS,
        arguments=of_application,
    ),
    Row("applications:application_check", **KEPT),
    Row("applications:link_renew", method="post", **KEPT),
    Row("applications:application_ask", method="post", **KEPT),
    Row(
        "applications:application_close",
        method="post",
        fields={"reason": "Ternyata sudah pindah."},
        **KEPT,
    ),
    Row("applications:apply", 404, 404, arguments={"code": "35.73.03.1003", "token": "a" * 26}),
    Row("joining:candidates", requires=A.TAKE_SAVINGS),
    Row("joining:candidate", requires=A.TAKE_SAVINGS, arguments=of_candidate),
    Row(
        "joining:payment_back",
        requires=A.KEEP_TREASURY,
        method="post",
        arguments=of_candidate,
        fields={"movement": SOME_ID, "reason": "keliru"},
    ),
    Row("joining:portal", requires=A.KEEP_MEMBERS, arguments=of_candidate),
    Row("joining:welcome", requires=A.TAKE_SAVINGS, method="post", arguments=of_candidate),
)
