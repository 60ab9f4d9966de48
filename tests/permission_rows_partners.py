"""The permission rows of partners."""

from guyub.foundation.identity.domain.roles import Action, Role
from tests.community.partners.partner_world import Desk
from tests.permission_rows import Row, made_once, of_place

A = Action


def of_partner(world):
    """The address of a wholesaler of Bumiayu."""
    return {"partner_id": made_once(world, "partner_id", lambda: Desk(world, Role.BENDAHARA).adds())}


PARTNER_ROWS: tuple[Row, ...] = (
    Row("api:partners", 401, 401, arguments=of_place()),
    Row("api:partner", 401, 401, arguments=of_place("partner_id")),
    Row("partners:partners", requires=A.VIEW_PARTNERS),
    Row("partners:partners_export", requires=A.VIEW_PARTNERS),
    Row("partners:partner_new", requires=A.KEEP_PARTNERS),
    Row("partners:partner", requires=A.VIEW_PARTNERS, arguments=of_partner),
    Row("partners:partner_change", requires=A.KEEP_PARTNERS, arguments=of_partner),
    Row("partners:partner_end", requires=A.KEEP_PARTNERS, method="post", arguments=of_partner),
    Row("partners:partner_resume", requires=A.KEEP_PARTNERS, method="post", arguments=of_partner),
    Row(
        "partners:partner_phone",
        requires=A.KEEP_PARTNERS,
        also=A.APPROVE_PARTNERS,
        method="post",
        arguments=of_partner,
        fields={"reason": "menanyakan pesanan"},
    ),
    Row("partners:account", requires=A.KEEP_PARTNERS, arguments=of_partner),
    Row(
        "partners:account_stop",
        requires=A.KEEP_PARTNERS,
        also=A.APPROVE_PARTNERS,
        method="post",
        arguments=of_partner,
        fields={"why": "kabar nomornya palsu"},
    ),
)
