"""Papers of the legal life are kept, replaced, declared void and opened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.community.cooperatives.domain.legal_life import (
    NUMBER_RULES,
    PAPER_WORDS,
    PERMIT_KINDS,
    SINGLE_KINDS,
    NumberFault,
    RecordKind,
    checked_number,
    precedes_deed,
    written_number,
)
from guyub.community.cooperatives.domain.texts import one_line
from guyub.community.cooperatives.models import LegalRecord, Outlet
from guyub.community.cooperatives.selectors.papers import (
    deed_on,
    holding_record,
    holding_records,
    scan_of,
)
from guyub.community.cooperatives.services.changes import Done, change_once, checked_line
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.files import store_file

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.kernel.models import StoredFile


class PaperRefusedError(DomainError):
    """A paper is not kept or declared void; ``wrong`` says why, ``title`` names the paper.

    ``kind missing not_digits length too_long issuer holder future before_deed expires outlet gone replaces taken
    reason``; ``digits`` where a number has the wrong length.
    """

    code: ClassVar[str] = "cooperatives.paper.refused"


@dataclass(frozen=True)
class Paper:
    """A paper as typed. ``holder_name`` is that of a bank account, ``outlet_id`` the outlet that a permit is for.

    ``replaces`` names the record that this one comes after; ``expires_on`` is the last day on which it holds.
    """

    kind: str
    issued_on: date
    number: str = ""
    issuer: str = ""
    holder_name: str = ""
    expires_on: date | None = None
    outlet_id: UUID | None = None
    replaces: UUID | None = None


def keep_paper(
    *,
    actor: Actor,
    place_id: int,
    paper: Paper,
    today: date,
    request_id: UUID,
    now: datetime,
    file: tuple[str, bytes] | None = None,
) -> UUID:
    """Keep a paper of a cooperative's legal life, with its scan. Use-case.

    Checks run in this order: kind, number, issuer, holder, days, outlet, what it replaces, one that holds already,
    the day of the deed, the file.

    Args:
        actor: Who enters it.
        place_id: Whose paper: the actor's own cooperative or one that the actor's city guides.
        paper: What stands on it.
        today: The business date; no paper is issued after it.
        request_id: Made once per intention.
        now: The moment, aware.
        file: Name and content of the scan; kept private. A scan of what it replaces stays with the older record.

    Raises:
        PaperRefusedError: See its fact ``wrong``.
        FileRefusedError: The scan is not kept.
    """
    kind, typed = _checked(paper, today=today)

    def work() -> Done:
        before = _replaced(place_id, kind, typed)
        first_deed = deed_on(cooperative_id=place_id)
        if first_deed and typed.issued_on < first_deed and not precedes_deed(kind):
            raise _refused(kind, "before_deed", day=first_deed)
        kept = LegalRecord.objects.create(
            cooperative_id=place_id,
            kind=kind.value,
            number=typed.number,
            issuer=typed.issuer,
            holder_name=typed.holder_name,
            issued_on=typed.issued_on,
            expires_on=typed.expires_on,
            outlet_id=typed.outlet_id,
            file=_stored(place_id, kind, typed, before, file, now),
            replaces=before,
            recorded_by_id=actor.person_id,
            recorded_at=now,
        )
        act = "cooperatives.paper.replaced" if before else "cooperatives.paper.kept"
        return Done(act, _said(kept), kept.id)

    facts = vars(paper) | {"file": hashlib.sha256(file[1]).hexdigest() if file else None}
    return UUID(
        change_once(
            actor=actor,
            place_id=place_id,
            action=Action.KEEP_LEGAL,
            request_id=request_id,
            use_case="cooperatives.keep_paper",
            facts=facts,
            now=now,
            work=work,
        )
    )


def void_paper(
    *, actor: Actor, place_id: int, record_id: UUID, reason: str, request_id: UUID, now: datetime
) -> UUID:
    """Declare that a record was entered by mistake; it stays, with the reason. Use-case.

    Returns:
        The id of the record that says so.

    Raises:
        PaperRefusedError: ``reason`` is missing or longer than 200 letters, or the record is ``gone``: replaced, void
            already, or not of this cooperative.
    """
    why = checked_line(reason, PaperRefusedError, "reason", most=200, is_required=True)

    def work() -> Done:
        held = holding_record(cooperative_id=place_id, record_id=record_id)
        if held is None:
            raise PaperRefusedError(wrong="gone")
        void = LegalRecord.objects.create(
            cooperative_id=place_id,
            kind=held.kind,
            number=held.number,
            issued_on=held.issued_on,
            outlet_id=held.outlet_id,
            replaces=held,
            is_void=True,
            reason=why,
            recorded_by_id=actor.person_id,
            recorded_at=now,
        )
        return Done("cooperatives.paper.voided", _said(held) | {"reason": why}, void.id)

    return UUID(
        change_once(
            actor=actor,
            place_id=place_id,
            action=Action.KEEP_LEGAL,
            request_id=request_id,
            use_case="cooperatives.void_paper",
            facts={"record": record_id, "reason": reason},
            now=now,
            work=work,
        )
    )


def open_paper(
    *, actor: Actor, place_id: int, file_id: UUID, request_id: UUID, now: datetime
) -> StoredFile | None:
    """Let somebody read the scan of a paper, and write down who did. Use-case.

    Returns:
        The file; None where it is not the scan of a paper of this cooperative.
    """

    def work() -> bool:
        held = LegalRecord.objects.filter(cooperative_id=place_id, file_id=file_id).first()
        if held is not None:
            record(
                cooperative_id=place_id,
                actor=actor,
                act="cooperatives.paper.opened",
                facts=_said(held),
                now=now,
            )
        return held is not None

    found = act_once(
        actor=actor,
        action=Action.VIEW_COOPERATIVE,
        request_id=request_id,
        use_case="cooperatives.open_paper",
        facts={"file": file_id},
        now=now,
        work=work,
        place_id=place_id,
    )
    return scan_of(cooperative_id=place_id, file_id=file_id) if found else None


def _checked(paper: Paper, *, today: date) -> tuple[RecordKind, Paper]:
    try:
        kind = RecordKind(paper.kind)
    except ValueError as error:
        raise PaperRefusedError(wrong="kind", title="") from error
    number = checked_number(kind, one_line(paper.number))
    if isinstance(number, NumberFault):
        raise _refused(kind, number.value, digits=NUMBER_RULES[kind].digits if kind in NUMBER_RULES else 0)
    issuer = checked_line(paper.issuer, PaperRefusedError, "issuer", most=120)
    is_account = kind is RecordKind.REKENING
    holder = checked_line(
        paper.holder_name if is_account else "",
        PaperRefusedError,
        "holder",
        most=120,
        is_required=is_account,
    )
    if paper.issued_on > today:
        raise _refused(kind, "future")
    if paper.expires_on and paper.expires_on < paper.issued_on:
        raise _refused(kind, "expires")
    if paper.outlet_id and kind not in PERMIT_KINDS:
        raise _refused(kind, "outlet")
    return kind, replace(paper, number=number, issuer=issuer, holder_name=holder)


def _replaced(place_id: int, kind: RecordKind, paper: Paper) -> LegalRecord | None:
    """Find the record that a paper comes after; refuse a second one that holds."""
    if paper.outlet_id:
        known = Outlet.objects.filter(cooperative_id=place_id, id=paper.outlet_id)
        if not known.exists():
            raise _refused(kind, "outlet")
    if paper.replaces:
        before = holding_record(cooperative_id=place_id, record_id=paper.replaces)
        if before is None:
            raise _refused(kind, "gone")
        if (before.kind, before.outlet_id) != (kind.value, paper.outlet_id):
            raise _refused(kind, "replaces")
        return before
    if kind in SINGLE_KINDS and holding_records(cooperative_id=place_id).filter(kind=kind.value).exists():
        raise _refused(kind, "taken")
    return None


def _stored(
    place_id: int,
    kind: RecordKind,
    paper: Paper,
    before: LegalRecord | None,
    file: tuple[str, bytes] | None,
    now: datetime,
) -> StoredFile | None:
    if file is None:
        return None
    return store_file(
        cooperative_id=place_id,
        content=file[1],
        original_name=one_line(file[0]),
        kind=kind.value,
        title=PAPER_WORDS[kind],
        number=paper.number,
        issued_on=paper.issued_on,
        expires_on=paper.expires_on,
        replaces=before.file if before else None,
        now=now,
    )


def _refused(kind: RecordKind, wrong: str, **facts: object) -> PaperRefusedError:
    return PaperRefusedError(wrong=wrong, title=PAPER_WORDS[kind], **facts)


def _said(kept: LegalRecord) -> dict[str, str]:
    kind = RecordKind(kept.kind)
    return {"title": PAPER_WORDS[kind], "number": written_number(kind, kept.number)}
