"""Member cards as pages, prints and whoever scans one see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q

from guyub.community.members.domain.register import MemberState, member_number
from guyub.community.members.models import Card, Member
from guyub.community.members.selectors.members import MemberRow, row_of
from guyub.foundation.identity.selectors.privacy import who_allows
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

PHOTO_PURPOSE = "PHOTO"
_NOW = (MemberState.AKTIF.value, MemberState.PASIF.value)


@dataclass(frozen=True, slots=True)
class CardRow(Row):
    """One card of a member, in use or not."""

    card_id: UUID
    no: int
    issued_on: date
    issued_by: str
    revoked_on: date | None
    revoked_why: str


@dataclass(frozen=True, slots=True)
class CardFace(Row):
    """What is printed on one card. ``photo_sha256`` is "" without a photo, or without consent to print it."""

    card_id: UUID
    no: int
    name: str
    number: str
    joined_on: date
    photo_sha256: str


@dataclass(frozen=True, slots=True)
class CardStanding(Row):
    """What anybody who scans a card may know: whose cooperative's it is and whether it holds; never of whom."""

    cooperative: str
    revoked_on: date | None

    @property
    def is_valid(self) -> bool:
        """It may be used."""
        return self.revoked_on is None


def cards_count(*, cooperative_id: int) -> tuple[int, int]:
    """Count the members now without a card in use, and with one. Needs the scope; one query."""
    found = _members(cooperative_id).aggregate(
        without=Count("id", filter=Q(has_card=False)), having=Count("id", filter=Q(has_card=True))
    )
    return found["without"], found["having"]


def members_by_card(*, cooperative_id: int, has_card: bool, first: int, most: int) -> list[MemberRow]:
    """List members now who have a card in use, or who have none, by number. Needs the scope; one query.

    Args:
        cooperative_id: Whose.
        has_card: Which of the two.
        first: How many are passed over.
        most: How many at most.
    """
    rows = _members(cooperative_id).filter(has_card=has_card).select_related("file")
    return [row_of(row) for row in rows.order_by("number")[first : first + most]]


def cards_of(*, cooperative_id: int, member_id: UUID) -> list[CardRow]:
    """List the cards of one member, the newest first. Needs the scope; one query."""
    rows = Card.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    return [
        CardRow(
            row.id,
            row.no,
            row.issued_on,
            row.issued_by.name if row.issued_by else "",
            row.revoked_on,
            row.revoked_why,
        )
        for row in rows.select_related("issued_by").order_by("-no")
    ]


def faces_of(*, cooperative_id: int, card_ids: Collection[UUID]) -> list[CardFace]:
    """Read what is printed on cards in use, by the members' numbers. Needs the scope; two queries.

    The photo is on it only of who allows that.
    """
    rows = Card.objects.filter(cooperative_id=cooperative_id, id__in=card_ids, revoked_on__isnull=True)
    cards = list(
        rows.select_related("member", "member__file", "member__file__photo").order_by("member__number")
    )
    people = [card.member.person_id for card in cards if card.member.file.photo_id]
    allowed = who_allows(cooperative_id=cooperative_id, purpose=PHOTO_PURPOSE, people=people)
    return [_face(card, has_photo=card.member.person_id in allowed) for card in cards]


def card_standing(*, cooperative_id: int, card_id: UUID) -> CardStanding | None:
    """Tell whoever scans a card whether it holds; None for a card that was never given. No name is read."""
    place = Cooperative.objects.filter(id=cooperative_id).first()
    if place is None:
        return None
    with scope(place.id):
        card = Card.objects.filter(cooperative_id=place.id, id=card_id).first()
    return CardStanding(place.name, card.revoked_on) if card else None


def _members(cooperative_id: int) -> QuerySet[Any]:
    """Give the members now, each with ``has_card``."""
    used = Card.objects.filter(
        cooperative_id=cooperative_id, member_id=OuterRef("id"), revoked_on__isnull=True
    )
    rows = Member.objects.filter(cooperative_id=cooperative_id, state__in=_NOW)
    return rows.annotate(has_card=Exists(used))


def _face(card: Card, *, has_photo: bool) -> CardFace:
    member = card.member
    if member.number is None or member.joined_on is None:
        raise AssertionError("a card of somebody without a number")
    photo = member.file.photo if has_photo else None
    return CardFace(
        card.id,
        card.no,
        member.file.name,
        member_number(member.number),
        member.joined_on,
        photo.sha256 if photo else "",
    )
