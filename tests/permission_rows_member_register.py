"""The permission rows of members: register and cards."""

from guyub.community.members.services.cards import issue_cards
from guyub.foundation.identity.domain.roles import Action, Role
from tests.permission_rows import SOME_ID, Row, made_once, of_place
from tests.world import NOW, new_id

A = Action


def of_member(world):
    """The address of a member of Bumiayu."""
    return {"member_id": made_once(world, "member_id", lambda: world.member().id)}


def of_card(world):
    """The address that a member's card carries; without a world, that of nobody's."""
    if world is None:
        return {"cooperative_id": 1, "card_id": SOME_ID}

    def make():
        (card_id,) = issue_cards(
            actor=world.actor(Role.SEKRETARIS, name="Sekretaris lama"),
            member_ids=[world.member().id],
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )
        return card_id

    return {"cooperative_id": world.bumiayu.id, "card_id": made_once(world, "card_id", make)}


MEMBER_REGISTER_ROWS = (
    Row("register:members", requires=A.VIEW_MEMBERS),
    Row("register:member_find", requires=A.VIEW_MEMBERS, method="post", fields={"cari": "siti"}),
    Row("register:members_export", requires=A.VIEW_MEMBERS),
    Row("register:cards", requires=A.KEEP_MEMBERS),
    Row("register:card", requires=A.KEEP_MEMBERS, arguments=of_member),
    Row("register:card_pdf", requires=A.KEEP_MEMBERS, arguments=of_member),
    Row("api:members", 401, 401, arguments=of_place()),
    Row("api:member", 401, 401, arguments=of_place("member_id")),
    Row("api:member_events", 401, 401, arguments=of_place()),
    Row("supervision:members", requires=A.VIEW_CITY),
    Row("supervision:members_export", requires=A.VIEW_CITY),
    Row("supervision:loans_export", requires=A.VIEW_CITY),
    Row("public_site:card", 404, 404, arguments=of_card),
)
