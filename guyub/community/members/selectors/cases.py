"""Cases as their pages, the home page and the approvals show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from guyub.community.members.domain.cases import (
    EXIT_WORDS,
    OPEN_PASSIVE,
    ExitKind,
    ExitStanding,
    ExitState,
    PassiveState,
    exit_number,
    exit_standing,
)
from guyub.community.members.domain.register import MemberState, member_number
from guyub.community.members.models import ExitCase, Heir, Member, PassiveCase
from guyub.community.members.models import cases as tables
from guyub.community.members.selectors.dues import last_paid
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, count_of, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

EXIT_KIND = "members.exit"  # of the question to a second person
MOST = 50


@dataclass(frozen=True, slots=True)
class PassiveRow(Row):
    """One notice of missed dues; ``paid_on`` is the last payment of simpanan wajib, whenever it was."""

    case_id: UUID
    member_id: UUID
    person_id: UUID
    number: str
    name: str
    rt: str
    rw: str
    state: PassiveState
    missed_months: int
    noticed_on: date
    noticed_by_id: UUID
    due_on: date
    appeal: str
    appealed_at: datetime | None
    outcome_why: str
    closed_at: datetime | None
    paid_on: date | None

    @property
    def is_open(self) -> bool:
        """Not decided yet."""
        return self.state in OPEN_PASSIVE

    @property
    def has_paid(self) -> bool:
        """Dues came since the notice."""
        return self.paid_on is not None and self.paid_on >= self.noticed_on


@dataclass(frozen=True, slots=True)
class PassiveMember(Row):
    """A passive member; ``paid_on`` is the last payment of simpanan wajib."""

    member_id: UUID
    number: str
    name: str
    since: date
    paid_on: date | None

    @property
    def pays_again(self) -> bool:
        """Dues came since the member is passive."""
        return self.paid_on is not None and self.paid_on >= self.since


@dataclass(frozen=True, slots=True)
class ExitRow(Row):
    """One leaving. ``settlement`` holds its lines once it is settled (services.leaving)."""

    case_id: UUID
    number: str
    member_id: UUID
    person_id: UUID
    file_id: UUID
    member_number: str
    name: str
    member_state: MemberState
    kind: ExitKind
    standing: ExitStanding
    happened_on: date
    reason: str
    hearing: str
    has_paper: bool
    asked_by: str
    asked_at: datetime
    approval_id: UUID | None
    settled_on: date | None
    settled_by: str
    settlement: Sequence[Mapping[str, Any]]
    paid_to: str
    has_signed: bool
    outcome_why: str

    @property
    def kind_words(self) -> str:
        """What people call it."""
        return EXIT_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class HeirRow(Row):
    """One heir that a member named; all shares of a member sum to 100 percent."""

    name: str
    relation: str
    share_percent: int


def passive_cases(
    *, cooperative_id: int, is_open: bool, most: int = MOST, case_id: UUID | None = None
) -> list[PassiveRow]:
    """List notices: open ones by their last day, or closed ones, the newest first. One query."""
    rows = _passive(cooperative_id)
    if case_id:
        rows = rows.filter(id=case_id)
    elif is_open:
        rows = rows.filter(state__in=tables.OPEN_PASSIVE).order_by("due_on", "id")
    else:
        rows = rows.exclude(state__in=tables.OPEN_PASSIVE).order_by("-closed_at", "-id")
    return [_passive_row(row) for row in rows[:most]]


def passive_case(*, cooperative_id: int, case_id: UUID) -> PassiveRow | None:
    """Find one notice. One query."""
    return next(iter(passive_cases(cooperative_id=cooperative_id, is_open=True, case_id=case_id)), None)


def open_notice_of(*, cooperative_id: int, member_id: UUID) -> PassiveRow | None:
    """Find the open notice of a member. One query."""
    row = _passive(cooperative_id).filter(member_id=member_id, state__in=tables.OPEN_PASSIVE).first()
    return _passive_row(row) if row else None


def passive_members(*, cooperative_id: int, most: int = MOST) -> list[PassiveMember]:
    """List passive members, who pays again first, then by number. One query."""
    rows = Member.objects.filter(cooperative_id=cooperative_id, state=MemberState.PASIF.value)
    told = rows.annotate(paid_on=last_paid("id")).select_related("file").order_by("number")
    found = [
        PassiveMember(row.id, member_number(row.number or 0), row.file.name, row.state_since, row.paid_on)
        for row in told[:most]
    ]
    return sorted(found, key=lambda row: not row.pays_again)


def exits_to_decide(*, cooperative_id: int, now: datetime, most: int = MOST) -> list[ExitRow]:
    """List leavings that wait for a second person, the oldest first. One query."""
    rows = _exits(cooperative_id).filter(_asked(now)).order_by("asked_at", "id")
    return _exit_rows(rows[:most], now)


def exits_to_settle(*, cooperative_id: int, now: datetime, most: int = MOST) -> list[ExitRow]:
    """List leavings that were agreed to and wait to be settled, the oldest first. One query."""
    rows = _exits(cooperative_id).filter(state=ExitState.DISETUJUI.value).order_by("asked_at", "id")
    return _exit_rows(rows[:most], now)


def exits_ended(*, cooperative_id: int, now: datetime, most: int = MOST) -> list[ExitRow]:
    """List leavings that are settled, called off, refused or were not decided in time, the newest first. One query."""
    rows = _exits(cooperative_id).exclude(_asked(now)).exclude(state=ExitState.DISETUJUI.value)
    return _exit_rows(rows.order_by("-year", "-number")[:most], now)


def exit_case(*, cooperative_id: int, case_id: UUID, now: datetime) -> ExitRow | None:
    """Find one leaving. One query."""
    return next(iter(_exit_rows(_exits(cooperative_id).filter(id=case_id), now)), None)


def open_exit_of(*, cooperative_id: int, member_id: UUID, now: datetime) -> ExitRow | None:
    """Find the leaving of a member that runs, or was refused and not asked again. One query."""
    rows = _exits(cooperative_id).filter(member_id=member_id, state__in=tables.OPEN_EXIT)
    return next(iter(_exit_rows(rows, now)), None)


def paper_of(*, cooperative_id: int, case_id: UUID, field: str) -> StoredFile | None:
    """Give the letter (``paper``) or the signed sheet (``signed``) of a leaving. One query."""
    picked = ExitCase.objects.filter(cooperative_id=cooperative_id, id=case_id).values(f"{field}_id")
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id__in=picked).first()


def heirs_on(*, cooperative_id: int, file_id: UUID, on: date) -> list[HeirRow]:
    """List the heirs that a member had named on a day, the largest share first. One query."""
    rows = Heir.objects.filter(cooperative_id=cooperative_id, file_id=file_id, from_on__lte=on)
    named = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=on))
    return [
        HeirRow(row.name, row.relation, row.share_percent) for row in named.order_by("-share_percent", "id")
    ]


def notices_waiting_inquiry(cooperative_id: int, *, today: date) -> Inquiry[int]:
    """Count the notices that the board may decide: appealed, or past their last day."""
    due = Q(state=PassiveState.BANDING.value) | Q(state=PassiveState.DIBERITAHU.value, due_on__lt=today)
    rows = PassiveCase.objects.filter(due, cooperative_id=cooperative_id)
    return Inquiry.of(count_of(rows), read=counted)


def exits_waiting_inquiry(cooperative_id: int) -> Inquiry[tuple[int, int]]:
    """Count the leavings that wait to be settled, and the settled ones whose signed sheet is not kept."""
    rows = ExitCase.objects.filter(cooperative_id=cooperative_id)
    return Inquiry.of(
        count_of(rows.filter(state=ExitState.DISETUJUI.value)),
        count_of(rows.filter(state=ExitState.SELESAI.value, signed__isnull=True)),
        read=lambda to_settle, to_sign: (counted(to_settle), counted(to_sign)),
    )


def exit_details(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say what the one who decides should see of a leaving."""
    said = [("Nomor anggota", facts["member"] or "belum ada"), ("Tanggal", facts["on"])]
    said += [("Alasan", facts["reason"])]
    if facts["hearing"]:
        said += [("Kata anggota", facts["hearing"])]
    return [*said, ("Surat", facts["paper"])]


def _asked(now: datetime) -> Q:
    return Q(
        state=ExitState.DIAJUKAN.value, approval__state=State.PENDING.value, approval__expires_at__gt=now
    )


def _passive(cooperative_id: int) -> Any:
    rows = PassiveCase.objects.filter(cooperative_id=cooperative_id).select_related("member__file")
    return rows.annotate(paid_on=last_paid("member_id"))


def _passive_row(row: Any) -> PassiveRow:
    return PassiveRow(
        row.id,
        row.member_id,
        row.member.person_id,
        member_number(row.member.number),
        row.member.file.name,
        row.member.file.rt,
        row.member.file.rw,
        PassiveState(row.state),
        row.missed_months,
        row.noticed_on,
        row.noticed_by_id,
        row.due_on,
        row.appeal,
        row.appealed_at,
        row.outcome_why,
        row.closed_at,
        row.paid_on,
    )


def _exits(cooperative_id: int) -> Any:
    rows = ExitCase.objects.filter(cooperative_id=cooperative_id)
    return rows.select_related("member__file", "asked_by", "approval", "settled_by")


def _exit_rows(rows: Iterable[ExitCase], now: datetime) -> list[ExitRow]:
    return [
        ExitRow(
            row.id,
            exit_number(row.year, row.number),
            row.member_id,
            row.member.person_id,
            row.member.file_id,
            member_number(row.member.number) if row.member.number else "",
            row.member.file.name,
            MemberState(row.member.state),
            ExitKind(row.kind),
            standing_of(row, now),
            row.happened_on,
            row.reason,
            row.hearing,
            row.paper_id is not None,
            row.asked_by.name,
            row.asked_at,
            row.approval_id,
            row.settled_on,
            row.settled_by.name if row.settled_by else "",
            row.settlement,
            row.paid_to,
            row.signed_id is not None,
            row.outcome_why,
        )
        for row in rows
    ]


def standing_of(case: ExitCase, now: datetime) -> ExitStanding:
    """Tell where a leaving stands; its approval must be read already or is one query."""
    asked = case.approval
    approval = State(asked.state) if asked else State.WITHDRAWN
    if asked and approval is State.PENDING and now >= asked.expires_at:
        approval = State.EXPIRED
    return exit_standing(ExitState(case.state), approval)
