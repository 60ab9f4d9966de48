"""Members' own businesses: what they make and how much, with photos and certificates."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.community.members.domain.businesses import (
    LONGEST,
    MOST_BUSINESSES,
    MOST_PAPERS,
    PAPER_WORDS,
    BusinessTyped,
    business_fault,
    paper_fault,
)
from guyub.community.members.domain.file_changes import Change, changes_between
from guyub.community.members.domain.files import BusinessPaperKind
from guyub.community.members.models import Business, BusinessPaper, Member, MemberFile
from guyub.community.members.services.file_changes import (
    keep_members_once,
    locked_file,
    note_changes,
    told_of_file,
)
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.files import store_photo

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor

PAPER_KIND = "USAHA_ANGGOTA"
FIELDS = ("name", "makes", "a_month", "turnover_rp", "workers", "since_year", "place")
Document = tuple[str, bytes]


class BusinessRefusedError(DomainError):
    """A member's business is not kept as told; ``wrong`` says why.

    ``name makes a_month place turnover workers since`` cannot be kept; ``many`` (``most`` businesses or papers),
    ``same`` (nothing changed), ``gone`` (not here, or ended), ``kind number shows until`` of a paper (``until``: no
    day).
    """

    code: ClassVar[str] = "members.business.refused"


def add_business(
    *,
    actor: Actor,
    member_id: UUID,
    typed: BusinessTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Put down a business of a member. Use-case.

    Returns:
        The business's id.

    Raises:
        BusinessRefusedError: A field, or ``many``.
        FileRefusedError: ``gone``.
    """
    kept = checked_business(typed, today=today)

    def work() -> str:
        file = locked_file(cooperative_id=actor.cooperative_id, member_id=member_id)
        mine = {"cooperative_id": actor.cooperative_id, "file": file}
        if Business.objects.filter(**mine, ended_on__isnull=True).count() >= MOST_BUSINESSES:
            raise BusinessRefusedError(wrong="many", most=MOST_BUSINESSES)
        row = Business.objects.create(**mine, **asdict(kept), changed_at=now)
        _note(actor, file, member_id, [Change("business", "", kept.name)], kept.name, now)
        return str(row.id)

    facts = {"member": member_id, "typed": asdict(typed)}
    return UUID(keep_members_once(actor, "members.add_business", request_id, facts, now, work))


def change_business(
    *,
    actor: Actor,
    business_id: UUID,
    typed: BusinessTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Change what is told of a business; each field that changed is a line of the owner's file. Use-case.

    Raises:
        BusinessRefusedError: A field, ``gone``, ``same``.
    """
    kept = checked_business(typed, today=today)

    def work(row: Business, file: MemberFile, member_id: UUID) -> None:
        before = {f"business.{field}": _text(getattr(row, field)) for field in FIELDS}
        after = {f"business.{field}": _text(getattr(kept, field)) for field in FIELDS}
        changes = changes_between(before, after)
        if not changes:
            raise BusinessRefusedError(wrong="same")
        for field in FIELDS:
            setattr(row, field, getattr(kept, field))
        row.changed_at = now
        row.save(update_fields=[*FIELDS, "changed_at"])
        _note(actor, file, member_id, changes, kept.name, now)

    facts = {"typed": asdict(typed)}
    _on_business(actor, "members.change_business", business_id, request_id, facts, now, work)


def end_business(*, actor: Actor, business_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Write down that a business is run no more; it leaves the lists and stays in the history. Use-case.

    Raises:
        BusinessRefusedError: ``gone``.
    """

    def work(row: Business, file: MemberFile, member_id: UUID) -> None:
        row.ended_on, row.changed_at = today, now
        row.save(update_fields=["ended_on", "changed_at"])
        _note(actor, file, member_id, [Change("business", row.name, "")], row.name, now)

    _on_business(actor, "members.end_business", business_id, request_id, {"on": today}, now, work)


def add_paper(
    *,
    actor: Actor,
    business_id: UUID,
    kind: str,
    number: str,
    valid_until: date | None,
    document: Document | None,
    request_id: UUID,
    now: datetime,
) -> None:
    """Keep a photo or a certificate of a business. Use-case.

    Args:
        actor: Who.
        business_id: Of which business.
        kind: A code of BusinessPaperKind.
        number: The certificate's own.
        valid_until: The last day on which it holds; None: it does not end.
        document: Name and content of its picture; a certificate may come by its number alone.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        BusinessRefusedError: ``kind number shows gone many``.
        FileRefusedError, PhotoRefusedError: The picture is not kept.
    """
    written = " ".join(number.split())
    if fault := paper_fault(kind=kind, number=written, has_file=document is not None):
        raise BusinessRefusedError(wrong=fault)

    def work(row: Business, file: MemberFile, member_id: UUID) -> None:
        standing = BusinessPaper.objects.filter(
            cooperative_id=row.cooperative_id, business=row, removed_on__isnull=True
        )
        if standing.count() >= MOST_PAPERS:
            raise BusinessRefusedError(wrong="many", most=MOST_PAPERS)
        words = PAPER_WORDS[BusinessPaperKind(kind)]
        stored = document and store_photo(
            cooperative_id=row.cooperative_id,
            content=document[1],
            original_name=document[0],
            kind=PAPER_KIND,
            title=f"{words} {row.name}",
            number=written,
            expires_on=valid_until,
            now=now,
        )
        BusinessPaper.objects.create(
            cooperative_id=row.cooperative_id,
            business=row,
            kind=kind,
            number=written,
            valid_until=valid_until,
            file=stored,
            added_at=now,
        )
        changes = [Change("business.paper", "", f"{words} {written}".strip())]
        _note(actor, file, member_id, changes, row.name, now)

    digest = hashlib.sha256(document[1]).hexdigest() if document else ""
    facts = {"kind": kind, "number": number, "until": valid_until, "document": digest}
    _on_business(actor, "members.add_business_paper", business_id, request_id, facts, now, work)


def remove_paper(
    *, actor: Actor, business_id: UUID, paper_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Take a photo or a certificate off a business; the row stays, with the day. Use-case.

    Raises:
        BusinessRefusedError: ``gone``.
    """

    def work(row: Business, file: MemberFile, member_id: UUID) -> None:
        papers = BusinessPaper.objects.filter(
            cooperative_id=row.cooperative_id, business=row, removed_on__isnull=True, id=paper_id
        )
        paper = papers.first()
        if paper is None:
            raise BusinessRefusedError(wrong="gone")
        papers.update(removed_on=today)
        words = PAPER_WORDS[BusinessPaperKind(paper.kind)]
        changes = [Change("business.paper", f"{words} {paper.number}".strip(), "")]
        _note(actor, file, member_id, changes, row.name, now)

    facts = {"paper": paper_id, "on": today}
    _on_business(actor, "members.remove_business_paper", business_id, request_id, facts, now, work)


def checked_business(typed: BusinessTyped, *, today: date) -> BusinessTyped:
    """Bring a business to the form in which it is kept: single blanks.

    Raises:
        BusinessRefusedError: The first field that cannot be kept.
    """
    texts: dict[str, Any] = {field: " ".join(getattr(typed, field).split()) for field in LONGEST}
    kept = replace(typed, **texts)
    if fault := business_fault(kept, today=today):
        raise BusinessRefusedError(wrong=fault)
    return kept


def _on_business(
    actor: Actor,
    use_case: str,
    business_id: UUID,
    request_id: UUID,
    facts: dict[str, Any],
    now: datetime,
    act: Callable[[Business, MemberFile, UUID], None],
) -> None:
    """Do something to a business that is run, its owner's file locked first."""

    def work() -> None:
        mine = Business.objects.filter(
            cooperative_id=actor.cooperative_id, id=business_id, ended_on__isnull=True
        )
        members = Member.objects.filter(
            cooperative_id=actor.cooperative_id, file_id__in=mine.values("file_id")
        )
        member_id = members.order_by("-accepted_on", "-id").values_list("id", flat=True).first()
        if member_id is None:
            raise BusinessRefusedError(wrong="gone")
        file = locked_file(cooperative_id=actor.cooperative_id, member_id=member_id)
        row = mine.first()  # again: ended by whom the lock let first
        if row is None:
            raise BusinessRefusedError(wrong="gone")
        act(row, file, member_id)

    keep_members_once(actor, use_case, request_id, {"business": business_id, **facts}, now, work)


def _note(
    actor: Actor,
    file: MemberFile,
    member_id: UUID,
    changes: list[Change],
    name: str,
    now: datetime,
) -> None:
    note_changes(file=file, changes=changes, why=name, person_id=actor.person_id, now=now)
    file.save(update_fields=["changed_at"])
    told_of_file(actor, file, member_id, "members.file.changed", [one.field for one in changes], now)


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)
