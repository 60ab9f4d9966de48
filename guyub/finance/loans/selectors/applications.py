"""Applications for loans: the lists of the staff, one with its analyses and papers, a member's own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.register import member_number
from guyub.finance.loans.domain.applications import (
    ADVICE_WORDS,
    OPEN,
    PAPER_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    USE_WORDS,
    Advice,
    ApplicationState,
    PaperKind,
    Source,
    Use,
    application_name,
)
from guyub.finance.loans.domain.lifecycle import STATE_WORDS as LOAN_WORDS
from guyub.finance.loans.domain.lifecycle import LoanState, loan_name
from guyub.finance.loans.domain.scores import Band, Score, band_of, lines_read
from guyub.finance.loans.models import ApplicationPaper, LoanAnalysis, LoanApplication
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.kernel.models import StoredFile

MOST_ROWS, MOST_CLOSED, MOST_OWN = 200, 50, 20


class Stage(StrEnum):
    """What an application waits for."""

    ANALYSIS = "analisis"
    SUBMISSION = "komite"  # it can be handed to the committee
    COMMITTEE = "putusan"
    OVER = "selesai"


STAGE_WORDS = {
    Stage.ANALYSIS: "Perlu dianalisis",
    Stage.SUBMISSION: "Siap ke komite",
    Stage.COMMITTEE: "Menunggu putusan",
    Stage.OVER: "Selesai",
}


@dataclass(frozen=True, slots=True)
class ApplicationRow(Row):
    """One application; whole rupiah. ``is_asked``: the committee is looking at it now."""

    application_id: UUID
    name: str
    member_id: UUID
    person_id: UUID
    member: str
    number: str
    joined_on: date | None
    product_id: UUID
    product: str
    group_id: UUID | None
    group: str
    amount_rp: int
    instalments: int
    purpose: str
    use: Use
    first_due_on: date | None
    source: Source
    written_by: str
    applied_on: date
    moved_on: date
    is_consented: bool
    state: ApplicationState
    approval_id: UUID | None
    is_asked: bool
    decided_on: date | None
    reason: str
    appeal: str
    appealed_on: date | None
    appeal_reason: str
    ended_why: str
    loan_id: UUID | None
    loan: str
    loan_state: LoanState | None

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something."""
        return self.state in OPEN

    @property
    def stage(self) -> Stage:
        """What it waits for; an appeal waits for a further look or, where that is made already, for the committee."""
        if not self.is_open:
            return Stage.OVER
        if self.is_asked:
            return Stage.COMMITTEE
        return Stage.ANALYSIS if self.state is ApplicationState.DIAJUKAN else Stage.SUBMISSION

    @property
    def state_words(self) -> str:
        """How far it came, in words."""
        return "Menunggu putusan" if self.is_asked else STATE_WORDS[self.state]

    @property
    def tone(self) -> str:
        """How its state looks."""
        if self.state is ApplicationState.DIPUTUS_SETUJU:
            return "ok"
        if self.state is ApplicationState.DIPUTUS_TOLAK:
            return "bad"
        return "warn" if self.is_open else ""

    @property
    def use_words(self) -> str:
        """What it is for, in kinds."""
        return USE_WORDS[self.use]

    @property
    def source_words(self) -> str:
        """Where it came from."""
        return SOURCE_WORDS[self.source]

    @property
    def loan_words(self) -> str:
        """Where its loan stands; "" for none."""
        return LOAN_WORDS[self.loan_state] if self.loan_state else ""

    @property
    def is_agreed_only(self) -> bool:
        """Its loan was agreed and nothing was paid out."""
        return self.loan_state is LoanState.DISETUJUI

    @property
    def may_appeal(self) -> bool:
        """It was refused and nobody appealed; whether in time, the use-case says."""
        return self.state is ApplicationState.DIPUTUS_TOLAK and self.appealed_on is None


@dataclass(frozen=True, slots=True)
class AnalysisRow(Row):
    """One look at it; whole rupiah of a usual month."""

    no: int
    on: date
    person_id: UUID
    person: str
    income_rp: int
    business_rp: int
    household_rp: int
    other_rp: int
    own_rp: int
    network_loans: int | None
    network_rp: int | None
    savings_rp: int
    share_ppm: int
    capacity_rp: int
    amount_rp: int
    instalments: int
    rate_ppm: int
    effective_ppm: int
    instalment_rp: int
    monthly_rp: int
    visited_on: date | None
    visit_seen: str
    score: Score
    advice: Advice
    note: str

    @property
    def left_rp(self) -> int:
        """What is left each month."""
        return self.income_rp + self.business_rp - self.household_rp - self.other_rp - self.own_rp

    @property
    def band(self) -> Band:
        """What the score means."""
        return band_of(self.score.total)

    @property
    def advice_words(self) -> str:
        """What is advised."""
        return ADVICE_WORDS[self.advice]

    @property
    def is_within(self) -> bool:
        """The instalment is no more than what it may be."""
        return self.monthly_rp <= self.capacity_rp


@dataclass(frozen=True, slots=True)
class PaperRow(Row):
    """One picture or document."""

    paper_id: UUID
    kind: PaperKind
    title: str
    person: str
    recorded_at: datetime

    @property
    def words(self) -> str:
        """What it shows."""
        return f"{PAPER_WORDS[self.kind]}: {self.title}" if self.title else PAPER_WORDS[self.kind]


_COLUMNS = (
    "id year no member_id member__person_id member__file__name member__number member__joined_on"
    " product_id product__name group_id group__name amount_rp instalments purpose use first_due_on source person__name"
    " applied_on moved_on consented_at state approval_id approval__state approval__expires_at decided_on"
    " reason appeal appealed_on appeal_reason ended_why loan_id loan__year loan__no loan__state"
).split()


def open_applications(*, cooperative_id: int, now: datetime) -> list[ApplicationRow]:
    """List what is open, who waits longest first; 200 at most. One query."""
    rows = LoanApplication.objects.filter(
        cooperative_id=cooperative_id, state__in=[one.value for one in OPEN]
    )
    return _read(rows.order_by("moved_on", "applied_at", "id")[:MOST_ROWS], now)


def closed_applications(
    *, cooperative_id: int, now: datetime, most: int = MOST_CLOSED
) -> list[ApplicationRow]:
    """List what is decided or over, the newest first. One query."""
    rows = LoanApplication.objects.filter(cooperative_id=cooperative_id).exclude(
        state__in=[one.value for one in OPEN]
    )
    return _read(rows.order_by("-moved_on", "-applied_at", "-id")[:most], now)


def counts_by_stage(rows: list[ApplicationRow]) -> Counter[Stage]:
    """Count applications by what they wait for."""
    return Counter(row.stage for row in rows)


def one_application(*, cooperative_id: int, application_id: UUID, now: datetime) -> ApplicationRow | None:
    """Find one; None for another cooperative's or none. One query."""
    rows = LoanApplication.objects.filter(cooperative_id=cooperative_id, id=application_id)
    return next(iter(_read(rows, now)), None)


def own_applications(
    *, cooperative_id: int, person_id: UUID, now: datetime, most: int = MOST_OWN
) -> list[ApplicationRow]:
    """List a person's own, the newest first. One query."""
    rows = LoanApplication.objects.filter(cooperative_id=cooperative_id, member__person_id=person_id)
    return _read(rows.order_by("-applied_at", "-id")[:most], now)


def applications_of(
    *, cooperative_id: int, member_id: UUID, now: datetime, most: int = MOST_OWN
) -> list[ApplicationRow]:
    """List one member's, the newest first. One query."""
    rows = LoanApplication.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    return _read(rows.order_by("-applied_at", "-id")[:most], now)


def analyses_of(*, cooperative_id: int, application_id: UUID) -> list[AnalysisRow]:
    """List the looks at an application, the newest first. One query."""
    rows = LoanAnalysis.objects.filter(cooperative_id=cooperative_id, application_id=application_id)
    return [_analysis(row) for row in rows.select_related("person").order_by("-no")]


def papers_of(*, cooperative_id: int, application_id: UUID) -> list[PaperRow]:
    """List the pictures of an application, the oldest first. One query."""
    (found,) = asked(papers_inquiry(cooperative_id=cooperative_id, application_id=application_id))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def papers_inquiry(*, cooperative_id: int, application_id: UUID) -> Inquiry[list[PaperRow]]:
    """Ask what ``papers_of`` gives, together with others."""
    rows = ApplicationPaper.objects.filter(cooperative_id=cooperative_id, application_id=application_id)
    told = rows.order_by("recorded_at", "id").values_list(
        "id", "kind", "title", "person__name", "recorded_at"
    )
    return Inquiry.of(
        told,
        read=lambda found: [
            PaperRow(id_, PaperKind(kind), title, name, at) for id_, kind, title, name, at in found
        ],
    )


def paper_file(*, cooperative_id: int, paper_id: UUID, person_id: UUID | None = None) -> StoredFile | None:
    """Find the file of a paper; None for another cooperative's or none. One query.

    Args:
        cooperative_id: Whose.
        paper_id: Which.
        person_id: Of this person's applications alone; None: of anybody's.
    """
    rows = ApplicationPaper.objects.filter(cooperative_id=cooperative_id, id=paper_id)
    if person_id is not None:
        rows = rows.filter(application__member__person_id=person_id)
    found = rows.select_related("file").first()
    return found.file if found else None


def _read(rows: QuerySet[LoanApplication], now: datetime) -> list[ApplicationRow]:
    return [_row(dict(zip(_COLUMNS, told, strict=True)), now) for told in rows.values_list(*_COLUMNS)]


def _row(told: dict[str, Any], now: datetime) -> ApplicationRow:
    is_asked = told["approval__state"] == State.PENDING.value and now < told["approval__expires_at"]
    return ApplicationRow(
        application_id=told["id"],
        name=application_name(told["year"], told["no"]),
        member_id=told["member_id"],
        person_id=told["member__person_id"],
        member=told["member__file__name"],
        number=member_number(told["member__number"]) if told["member__number"] else "",
        joined_on=told["member__joined_on"],
        product_id=told["product_id"],
        product=told["product__name"],
        group_id=told["group_id"],
        group=told["group__name"] or "",
        amount_rp=told["amount_rp"],
        instalments=told["instalments"],
        purpose=told["purpose"],
        use=Use(told["use"]),
        first_due_on=told["first_due_on"],
        source=Source(told["source"]),
        written_by=told["person__name"],
        applied_on=told["applied_on"],
        moved_on=told["moved_on"],
        is_consented=told["consented_at"] is not None,
        state=ApplicationState(told["state"]),
        approval_id=told["approval_id"],
        is_asked=is_asked,
        decided_on=told["decided_on"],
        reason=told["reason"],
        appeal=told["appeal"],
        appealed_on=told["appealed_on"],
        appeal_reason=told["appeal_reason"],
        ended_why=told["ended_why"],
        loan_id=told["loan_id"],
        loan=loan_name(told["loan__year"], told["loan__no"]) if told["loan_id"] else "",
        loan_state=LoanState(told["loan__state"]) if told["loan_id"] else None,
    )


_SAME = (
    "no on person_id income_rp business_rp household_rp other_rp own_rp network_loans network_rp savings_rp share_ppm"
    " capacity_rp amount_rp instalments rate_ppm effective_ppm instalment_rp monthly_rp visited_on visit_seen note"
).split()


def _analysis(row: LoanAnalysis) -> AnalysisRow:
    return AnalysisRow(
        person=row.person.name,
        score=lines_read(row.score_lines),
        advice=Advice(row.advice),
        **{name: getattr(row, name) for name in _SAME},
    )
