"""Applications as officers read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Case, IntegerField, Value, When

from guyub.community.members.domain.applications import (
    MANY_ON_ONE_KK,
    OPEN_STATES,
    SOURCE_WORDS,
    STATE_WORDS,
    ApplicationSource,
    ApplicationState,
    link_hash,
    link_token,
    written_application,
)
from guyub.community.members.models import Application, Member, MemberFile
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import sharers_of
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, count_of, counted

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

MOST_OPEN, MOST_CLOSED = 200, 30


@dataclass(frozen=True, slots=True)
class ApplicationRow(Row):
    """One application; no NIK, KK or phone. ``token`` is what its link carries, "" where it opens nothing any more."""

    id: UUID
    number: str
    state: ApplicationState
    source: ApplicationSource
    name: str
    person_id: UUID | None
    letter_id: UUID | None
    member_id: UUID | None
    approval_id: UUID | None
    is_asked: bool  # the request for a second person is open
    is_elsewhere: bool
    is_outside: bool
    instalments: int
    wish: str
    asked_at: datetime
    link_until: datetime | None
    checked_by: str
    reason: str
    closed_at: datetime | None
    token: str

    @property
    def state_words(self) -> str:
        """What people call how far it came."""
        if self.state is ApplicationState.DIPERIKSA and not self.is_asked:
            return "Belum diputus"
        return STATE_WORDS[self.state]

    @property
    def source_words(self) -> str:
        """Where it came from."""
        return SOURCE_WORDS[self.source]

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something."""
        return self.state in OPEN_STATES


def open_applications(*, cooperative_id: int, now: datetime) -> list[ApplicationRow]:
    """List what is open: first what an officer has to check, then what the board decides, then links; 200 at most."""
    order = Case(
        When(state=ApplicationState.DIAJUKAN.value, then=Value(0)),
        When(state=ApplicationState.DIPERIKSA.value, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = _whole(cooperative_id).filter(state__in=[one.value for one in OPEN_STATES])
    return [_row(row, now) for row in rows.order_by(order, "asked_at", "id")[:MOST_OPEN]]


def closed_applications(*, cooperative_id: int, now: datetime) -> list[ApplicationRow]:
    """List the last 30 that are closed, the newest first."""
    rows = _whole(cooperative_id).exclude(state__in=[one.value for one in OPEN_STATES])
    return [_row(row, now) for row in rows.order_by("-closed_at", "id")[:MOST_CLOSED]]


def one_application(*, cooperative_id: int, application_id: UUID, now: datetime) -> ApplicationRow | None:
    """Read one; None for another cooperative's or none. One query."""
    row = _whole(cooperative_id).filter(id=application_id).first()
    return _row(row, now) if row else None


def application_of_letter(*, cooperative_id: int, letter_id: UUID) -> UUID | None:
    """Find the application that answers a wish to join and is not closed; None where there is none."""
    rows = Application.objects.filter(cooperative_id=cooperative_id, request_id=letter_id)
    open_ones = rows.filter(state__in=[one.value for one in OPEN_STATES])
    return open_ones.values_list("id", flat=True).first()


def application_by_token(*, cooperative_id: int, token: str, now: datetime) -> ApplicationRow | None:
    """Find the application whose link carries a token; None for nobody's. One query."""
    row = _whole(cooperative_id).filter(token_hash=link_hash(token)).first()
    return _row(row, now) if row else None


def file_of_applicant(*, cooperative_id: int, person_id: UUID) -> MemberFile | None:
    """Give the file of a checked applicant. One query."""
    return MemberFile.objects.filter(cooperative_id=cooperative_id, person_id=person_id).first()


def many_on_one_kk(*, cooperative_id: int, person_id: UUID) -> int:
    """Count the others here on the same KK, where it is more than a household should have; 0 otherwise."""
    others = sharers_of(SecretKind.KK, person_id)
    here = MemberFile.objects.filter(cooperative_id=cooperative_id, person_id__in=others).count()
    return here if here >= MANY_ON_ONE_KK else 0


def waiting_applications_inquiry(cooperative_id: int) -> Inquiry[int]:
    """Ask how many forms wait for an officer's look at the KTP."""
    rows = Application.objects.filter(cooperative_id=cooperative_id, state=ApplicationState.DIAJUKAN.value)
    return Inquiry.of(count_of(rows), read=counted)


def candidates_inquiry(cooperative_id: int) -> Inquiry[int]:
    """Ask how many candidates have not paid the simpanan pokok whole."""
    rows = Member.objects.filter(cooperative_id=cooperative_id, state="CALON")
    return Inquiry.of(count_of(rows), read=counted)


def _whole(cooperative_id: int):  # type: ignore[no-untyped-def]  # a queryset
    rows = Application.objects.filter(cooperative_id=cooperative_id)
    return rows.select_related("checked_by", "approval").defer("sealed")


def _row(row: Application, now: datetime) -> ApplicationRow:
    asked = row.approval
    token = link_token(row.id, secret=settings.SECRET_KEY)
    opens = row.state == ApplicationState.DIUNDANG.value and row.link_until and now < row.link_until
    return ApplicationRow(
        id=row.id,
        number=written_application(row.number, row.year),
        state=ApplicationState(row.state),
        source=ApplicationSource(row.source),
        name=row.name or "Belum bernama",
        person_id=row.person_id,
        letter_id=row.request_id,
        member_id=row.member_id,
        approval_id=row.approval_id,
        is_asked=bool(asked and asked.state == State.PENDING.value and now < asked.expires_at),
        is_elsewhere=row.is_elsewhere,
        is_outside=row.is_outside,
        instalments=row.instalments,
        wish=row.wish,
        asked_at=row.asked_at,
        link_until=row.link_until,
        checked_by=row.checked_by.name if row.checked_by else "",
        reason=row.reason,
        closed_at=row.closed_at,
        token=token if opens and link_hash(token) == row.token_hash else "",
    )
