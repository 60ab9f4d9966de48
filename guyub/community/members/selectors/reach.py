"""Whom a mailing reaches, and how far it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from guyub.community.members.domain.books import home_of
from guyub.community.members.domain.reach import (
    CONSENT_PURPOSE,
    STATES_OF,
    Way,
    Whom,
    chosen_words,
)
from guyub.community.members.domain.register import member_number
from guyub.community.members.models import Group, Mailing, MailingLine, Member
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.privacy import consenting
from guyub.foundation.identity.selectors.vault import who_has
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

MOST_MAILINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Row):
    """Who is meant: by standing, and of one RT (``003/001``) or one group where these are named."""

    whom: Whom = Whom.AKTIF
    rt: str = ""
    group_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Recipient(Row):
    """One member who is meant. Neither NIK nor phone is among it."""

    member_id: UUID
    person_id: UUID
    number: str
    name: str
    address: str
    home: str
    neighbourhood: str


@dataclass(frozen=True, slots=True)
class MailingRow(Row):
    """One mailing; ``sent`` counts what staff marked."""

    mailing_id: UUID
    way: Way
    title: str
    text: str
    whom: str
    made_on: date
    made_at: datetime
    made_by: str
    letter_number: str
    count: int
    sent: int

    @property
    def left(self) -> int:
        """How many are still to be sent."""
        return self.count - self.sent

    @property
    def is_letters(self) -> bool:
        """It goes out on paper."""
        return self.way is Way.SURAT


def recipients(*, cooperative_id: int, chosen: Chosen, most: int) -> list[Recipient]:
    """List members who are meant, by number. One query."""
    rows = _meant(cooperative_id, chosen).select_related("file").order_by("number", "id")
    return [_recipient(row) for row in rows[:most]]


def reached_by_phone(*, cooperative_id: int, people: list[Recipient]) -> list[Recipient]:
    """Pick who agreed to messages and has a phone in the vault. Two queries."""
    agreed = consenting(cooperative_id=cooperative_id, purpose=CONSENT_PURPOSE)
    wanted = [one for one in people if one.person_id in agreed]
    have = who_has(SecretKind.PHONE, [one.person_id for one in wanted])
    return [one for one in wanted if one.person_id in have]


def words_of(*, cooperative_id: int, chosen: Chosen) -> str:
    """Say who is meant; one query where a group is named."""
    group = (
        Group.objects.filter(cooperative_id=cooperative_id, id=chosen.group_id) if chosen.group_id else None
    )
    name = group.values_list("name", flat=True).first() if group is not None else ""
    return chosen_words(chosen.whom, rt=chosen.rt, group=name or "")


def mailings(*, cooperative_id: int) -> list[MailingRow]:
    """List the newest mailings. One query."""
    return [_mailing(row) for row in _mailings(cooperative_id).order_by("-made_at", "id")[:MOST_MAILINGS]]


def one_mailing(*, cooperative_id: int, mailing_id: UUID) -> MailingRow | None:
    """Read one mailing; None for another cooperative's or none. One query."""
    row = _mailings(cooperative_id).filter(id=mailing_id).first()
    return _mailing(row) if row else None


def mailed(*, cooperative_id: int, mailing_id: UUID, most: int, unsent: bool = False) -> list[Recipient]:
    """List to whom a mailing goes, by number; with ``unsent`` who still waits for it and is a member. One query."""
    lines = MailingLine.objects.filter(cooperative_id=cooperative_id, mailing_id=mailing_id)
    if unsent:
        lines = lines.filter(sent_at__isnull=True, member__left_on__isnull=True)
    picked = lines.select_related("member__file").order_by("member__number", "id")
    return [_recipient(line.member) for line in picked[:most]]


def _mailings(cooperative_id: int) -> QuerySet[Mailing]:
    rows = Mailing.objects.filter(cooperative_id=cooperative_id).select_related("letter", "made_by")
    return rows.annotate(count=Count("lines"), sent=Count("lines", filter=Q(lines__sent_at__isnull=False)))


def _mailing(row: Mailing) -> MailingRow:
    return MailingRow(
        row.id,
        Way(row.way),
        row.title,
        row.text,
        row.whom,
        row.made_on,
        row.made_at,
        row.made_by.name,
        row.letter.of if row.letter else "",
        row.count,  # type: ignore[attr-defined]  # annotated by _mailings
        row.sent,  # type: ignore[attr-defined]  # as above
    )


def _meant(cooperative_id: int, chosen: Chosen) -> QuerySet[Member]:
    states = [state.value for state in STATES_OF[chosen.whom]]
    rows = Member.objects.filter(cooperative_id=cooperative_id, state__in=states)
    if chosen.rt:
        rt, _, rw = chosen.rt.partition("/")
        rows = rows.filter(file__rt=rt, file__rw=rw)
    if chosen.group_id:
        rows = rows.filter(seats__group_id=chosen.group_id, seats__until_on__isnull=True)
    return rows


def _recipient(row: Member) -> Recipient:
    file = row.file
    return Recipient(
        row.id,
        row.person_id,
        member_number(row.number or 0),
        file.name,
        file.address,
        home_of(file.address, file.rt, file.rw),
        home_of("", file.rt, file.rw),
    )
