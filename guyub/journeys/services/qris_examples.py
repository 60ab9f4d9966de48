"""QRIS of invented Bumiayu: its code, agreed to by two people, and the first day that the bank showed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, EXAMPLE_PIN, SPACE
from guyub.journeys.services.gateway_examples import make_gateway_examples
from guyub.journeys.services.ledger_examples import actor_in
from guyub.trade.retail.domain.qris import Field, crc_of
from guyub.trade.retail.selectors.qris_codes import codes_of
from guyub.trade.retail.selectors.qris_waiting import qris_waiting
from guyub.trade.retail.services.qris_codes import propose_code
from guyub.trade.retail.services.qris_settling import QrisTyped, settle_qris

if TYPE_CHECKING:
    from datetime import datetime

# Invented: no bank and no merchant has these numbers.
_FIELDS = (
    ("00", "01"),
    ("01", "11"),
    ("26", (("00", "ID.CO.CONTOH.WWW"), ("01", "936000000000000000"), ("03", "UMI"))),
    ("51", (("00", "ID.CO.QRIS.WWW"), ("02", "ID0000000000000"), ("03", "UMI"))),
    ("52", "5411"),
    ("53", "360"),
    ("58", "ID"),
    ("59", "KKMP BUMIAYU CONTOH"),
    ("60", "MALANG"),
    ("61", "65135"),
)


def make_qris_examples(*, now: datetime) -> None:
    """Let Bumiayu's tills show a code, and confirm the first of their days. Only for a demonstration; repeatable.

    After ``make_till_examples``; where nothing was sold by QRIS nothing is made.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    today = business_date(now, Zone(place.zone))
    with scope(place.id):
        days = qris_waiting(cooperative_id=place.id, asked_before=today)
        if not days or codes_of(cooperative_id=place.id):
            return
        treasurer, chair = (actor_in(place, role) for role in (Role.BENDAHARA, Role.KETUA))
        bank_id = next(row.id for row in places_of(cooperative_id=place.id) if row.kind is CashKind.BANK)
    begun = now - timedelta(days=5)
    asked = propose_code(actor=treasurer, text=_sticker(), request_id=_once("code"), now=begun)
    decide(
        actor=chair,
        approval_id=asked,
        is_approved=True,
        proof=EXAMPLE_PIN,
        request_id=_once("agreed"),
        now=begun + timedelta(minutes=20),
    )
    first = days[0]
    settle_qris(
        actor=treasurer,
        place=place,
        typed=QrisTyped(
            tender_ids=[row.tender_id for row in first.rows],
            bank_id=bank_id,
            settled_on=first.day + timedelta(days=1),
            fee_rp=0,
        ),
        today=today,
        request_id=_once("settled"),
        now=now - timedelta(minutes=90),
    )
    make_gateway_examples(place=place, now=now)


def _sticker() -> str:
    """Write the example's code as a sticker holds it."""
    body = "".join(
        Field(tag, value if isinstance(value, str) else "".join(Field(*one).written for one in value)).written
        for tag, value in _FIELDS
    )
    return f"{body}6304{crc_of(f'{body}6304')}"


def _once(name: str) -> UUID:
    return uuid5(SPACE, f"qris/{name}")
