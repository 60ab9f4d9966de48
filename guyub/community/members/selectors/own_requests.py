"""What members ask about the own file, as they and the officers read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Q, Value, When

from guyub.community.members.domain.files import RELATION_WORDS, SEX_WORDS
from guyub.community.members.domain.letters import days_left, written_number
from guyub.community.members.domain.own_requests import (
    FIELD_WORDS,
    KIND_WORDS,
    NUMBER_FIELDS,
    Outcome,
    OwnRequestKind,
)
from guyub.community.members.models import OwnRequest
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, count_of, counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

MOST_OWN_REQUESTS = 100
_CODES = {code.value: words for code, words in (*SEX_WORDS.items(), *RELATION_WORDS.items())}


@dataclass(frozen=True, slots=True)
class OwnRequestRow(Row):
    """One request; ``days_left`` counts to the last day of the answer, negative when late.

    Args:
        own_request_id: Which.
        number: As people say it: ``3/2026``.
        kind: Correction or dispute.
        about: The field, or the disputed entry, in words.
        text: Why, in the member's words.
        now_is: What the file says today; "" for a number or a dispute.
        value: What it should be; "" for a number, which stays sealed.
        is_number: It is about NIK, KK or phone.
        name: Of the member.
        person_id: Of the member.
        asked_at: When.
        due_on: The last day of the answer.
        days_left: Until then.
        outcome: What came of it.
        answer: The officer's words.
        answered_at: When.
        answered_by: Who.
    """

    own_request_id: UUID
    number: str
    kind: OwnRequestKind
    about: str
    text: str
    now_is: str
    value: str
    is_number: bool
    name: str
    person_id: UUID
    asked_at: datetime
    due_on: date
    days_left: int
    outcome: Outcome
    answer: str
    answered_at: datetime | None
    answered_by: str

    @property
    def kind_words(self) -> str:
        """What people call it."""
        return KIND_WORDS[self.kind]

    @property
    def is_open(self) -> bool:
        """It waits for an answer."""
        return self.outcome is Outcome.MENUNGGU

    @property
    def is_correction(self) -> bool:
        """It asks to change the file."""
        return self.kind is OwnRequestKind.KOREKSI


def own_requests_of(
    *, cooperative_id: int, person_id: UUID, today: date, most: int = MOST_OWN_REQUESTS
) -> list[OwnRequestRow]:
    """List what a person asked, the open ones first, then the newest. One query."""
    rows = OwnRequest.objects.filter(cooperative_id=cooperative_id, file__person_id=person_id)
    picked = rows.select_related("file", "answered_by").order_by(_closed_last(), "-asked_at", "id")[:most]
    return _told(picked, today)


def own_requests(*, cooperative_id: int, today: date, most: int = MOST_OWN_REQUESTS) -> list[OwnRequestRow]:
    """List what members ask: the open ones by their deadline, then the last answered. One query."""
    rows = OwnRequest.objects.filter(cooperative_id=cooperative_id).exclude(outcome=Outcome.DITARIK.value)
    waits = Case(When(outcome=Outcome.MENUNGGU.value, then="due_on"))
    picked = rows.select_related("file", "answered_by").order_by(_closed_last(), waits, "-answered_at", "id")[
        :most
    ]
    return _told(picked, today)


def one_own_request(*, cooperative_id: int, own_request_id: UUID, today: date) -> OwnRequestRow | None:
    """Read one request; None for another cooperative's or none. One query."""
    rows = OwnRequest.objects.filter(cooperative_id=cooperative_id, id=own_request_id)
    return next(iter(_told(rows.select_related("file", "answered_by"), today)), None)


def own_requests_inquiry(cooperative_id: int, *, today: date) -> Inquiry[tuple[int, int]]:
    """Ask how many requests of members wait for an officer, and how many of them are late."""
    waiting = OwnRequest.objects.filter(cooperative_id=cooperative_id, outcome=Outcome.MENUNGGU.value)
    return Inquiry.of(
        count_of(waiting),
        count_of(waiting.filter(due_on__lt=today)),
        read=lambda *counts: (counted(counts[0]), counted(counts[1])),
    )


def late_requests(
    *, cooperative_id: int, since: date, until: date, today: date, most: int
) -> list[OwnRequestRow]:
    """List requests whose last day lies in a span and that were answered after it, or are not yet. One query."""
    rows = OwnRequest.objects.filter(
        Q(outcome=Outcome.MENUNGGU.value) | Q(answered_by__isnull=False),
        cooperative_id=cooperative_id,
        due_on__gte=since,
        due_on__lte=until,
        due_on__lt=today,
    )
    return _told(rows.select_related("file", "answered_by").order_by("due_on", "id")[:most], today)


def _closed_last() -> Case:
    return Case(When(outcome=Outcome.MENUNGGU.value, then=Value(0)), default=Value(1))


def _told(rows: Iterable[OwnRequest], today: date) -> list[OwnRequestRow]:
    return [_row(row, today) for row in rows]


def _row(row: OwnRequest, today: date) -> OwnRequestRow:
    kind = OwnRequestKind(row.kind)
    is_number = kind is OwnRequestKind.KOREKSI and row.about in NUMBER_FIELDS
    is_field = kind is OwnRequestKind.KOREKSI and not is_number
    now_is = getattr(row.file, row.about) if is_field else ""
    return OwnRequestRow(
        row.id,
        written_number(row.number, row.year),
        kind,
        FIELD_WORDS[row.about] if kind is OwnRequestKind.KOREKSI else row.about,
        row.text,
        _words(now_is),
        _words(row.value),
        is_number,
        row.file.name,
        row.file.person_id,
        row.asked_at,
        row.due_on,
        days_left(row.due_on, today=today),
        Outcome(row.outcome),
        row.answer,
        row.answered_at,
        row.answered_by.name if row.answered_by else "",
    )


def _words(value: object) -> str:
    """Say a kept value: a code by its words, a day as ``12-5-1984``."""
    text = "" if value is None else str(value)
    if len(text) == 10 and text[4] == text[7] == "-":
        year, month, day = text.split("-")
        return f"{int(day)}-{int(month)}-{year}"
    return _CODES.get(text, text)
