"""The free journal: what the treasurer types, takes back and puts right; above the threshold by two people."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db import transaction

from guyub.books.ledger.domain.entries import (
    GENERAL,
    EntryDraft,
    EntryRefusedError,
    LineDraft,
    Phase,
    complete,
    taken_back,
)
from guyub.books.ledger.domain.waiting import waiting_draft, waiting_facts
from guyub.books.ledger.models import Account, JournalEntry
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.selectors.waiting import JOURNAL_KIND
from guyub.books.ledger.services.posting import Act, post_complete
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action, Actor, Role
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.files import store_photo
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest

CONTEXT = "ledger"

DOCUMENT_KIND = "BUKTI_JURNAL"
THRESHOLD = "otorisasi.ambang"
ADJUSTING = "AJP"  # the series of adjustments at the end of a period
LONGEST_REASON = 120
Document = tuple[str, bytes]


class JournalRefusedError(DomainError):
    """An entry is not taken back or put right; ``wrong`` says why.

    ``reason``; ``gone`` (not in this cooperative), ``context`` (another part of the house posted it), ``closing`` (it
    closes a year), ``reversal`` (it takes back another itself), ``reversed`` (taken back already).
    """

    code: ClassVar[str] = "ledger.journal.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalTyped:
    """An entry as a person types it; ``is_adjustment`` puts it among those that come before a closing."""

    occurred_on: date
    memo: str
    lines: tuple[LineDraft, ...]
    is_adjustment: bool = False


@dataclass(frozen=True, slots=True)
class JournalDone:
    """What came of it: the entry that stands in the books, or the request that waits for a second person."""

    entry_id: UUID | None
    approval_id: UUID | None


def post_journal(
    *,
    actor: Actor,
    place: Cooperative,
    typed: JournalTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> JournalDone:
    """Post an entry that a person typed, or ask a second person where it is above the threshold. Use-case.

    Everything that posting would refuse is refused before anybody is asked.

    Args:
        actor: Who types it.
        place: Whose books.
        typed: What happened.
        today: The business date.
        request_id: Made once per intention; the entry and the request for a second person bear it.
        now: The moment, aware.
        document: Name and content of the paper's photo or PDF; kept private.

    Raises:
        EntryRefusedError: The books refuse it; nothing was posted, asked or kept.
        FileRefusedError, PhotoRefusedError: The document is not kept.

    Source: docs/regulations.md, second person above ``otorisasi.ambang``.
    """

    checked = _checked(typed, request_id)

    def work() -> tuple[list[EntryDraft], str, Mapping[str, Any]]:
        draft = _with_document(checked, place, document, now=now)
        return [draft], "ledger.entry.posted", {"memo": draft.memo, "amount": rupiah(draft.total_rp)}

    return _once(
        actor=actor,
        place=place,
        use_case="ledger.post_journal",
        facts=_facts(typed, document),
        today=today,
        request_id=request_id,
        now=now,
        work=work,
    )


def reverse_entry(
    *,
    actor: Actor,
    place: Cooperative,
    entry_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> JournalDone:
    """Take an entry of the free journal back whole, today. Use-case.

    Args:
        actor: Who takes it back.
        place: Whose books.
        entry_id: Which; entries of other contexts are taken back there.
        reason: Why, at most 120 letters; it stands in the memo.
        today: The business date, on which the reversal stands; on the first open day, where today's month is closed.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        JournalRefusedError: See its fact ``wrong``.
        EntryRefusedError: The books refuse it, for instance on an account that was closed since.
    """
    why = _checked_reason(reason)

    def work() -> tuple[list[EntryDraft], str, Mapping[str, Any]]:
        entry = _reversible(place, entry_id)
        back = _back(entry, why, today=today, request_id=request_id)
        return [back], "ledger.entry.reversed", {"number": str(entry), "reason": why}

    return _once(
        actor=actor,
        place=place,
        use_case="ledger.reverse_entry",
        facts={"entry": entry_id, "reason": reason},
        today=today,
        request_id=request_id,
        now=now,
        work=work,
    )


def correct_entry(
    *,
    actor: Actor,
    place: Cooperative,
    entry_id: UUID,
    reason: str,
    typed: JournalTyped,
    today: date,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> JournalDone:
    """Take an entry of the free journal back and post the right one in its place, both or none. Use-case.

    The right entry keeps its own day; where that month is closed, it stands on the first open day. Without a new
    document it keeps the one of the entry that it corrects.

    Args and errors: as of ``reverse_entry`` and ``post_journal``. The entry in the answer is the right one.
    """
    why, checked = _checked_reason(reason), _checked(typed, request_id)

    def work() -> tuple[list[EntryDraft], str, Mapping[str, Any]]:
        entry = _reversible(place, entry_id)
        back = _back(entry, why, today=today, request_id=request_id)
        right = _with_document(checked, place, document, now=now)
        right = replace(right, part=1, corrects_id=entry.id, file_id=right.file_id or entry.file_id)
        return [back, right], "ledger.entry.corrected", {"number": str(entry), "reason": why}

    return _once(
        actor=actor,
        place=place,
        use_case="ledger.correct_entry",
        facts=_facts(typed, document) | {"entry": entry_id, "reason": reason},
        today=today,
        request_id=request_id,
        now=now,
        work=work,
        is_late=True,
    )


def carry_out_journal(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Post what was approved, as it was typed and in the name of who typed it. Step of the last approval.

    Raises:
        EntryRefusedError: The books refuse it meanwhile; the request stays open.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    asker = Actor(
        request.requested_by_id,
        request.requested_by.name,
        Role(facts["role"]),
        place.id,
        UUID(facts["membership"]),
    )
    post_complete(
        place=place,
        context=CONTEXT,
        drafts=[waiting_draft(entry) for entry in facts["entries"]],
        today=business_date(now, Zone(place.zone)),
        actor=asker,
        is_late=True,
        act=Act(facts["act"], facts["said"], now),
    )


def _once(
    *,
    actor: Actor,
    place: Cooperative,
    use_case: str,
    facts: Mapping[str, Any],
    today: date,
    request_id: UUID,
    now: datetime,
    work: Callable[[], tuple[list[EntryDraft], str, Mapping[str, Any]]],
    is_late: bool = False,
) -> JournalDone:
    """Post the drafts that ``work`` gives, all or none, or rehearse that and ask a second person."""

    def whole() -> dict[str, str | None]:
        drafts, act, said = work()
        late = is_late or drafts[0].reverses_id is not None

        def post(act: Act | None) -> UUID:
            return post_complete(
                place=place, context=CONTEXT, drafts=drafts, today=today, actor=actor, is_late=late, act=act
            )[-1].entry_id

        total_rp = max(draft.total_rp for draft in drafts)
        threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
        if not needs_second_person(total_rp, threshold_rp=threshold_rp):
            return {"entry": str(post(Act(act, said, now))), "approval": None}
        _rehearse(lambda: post(None))
        request = ask(
            actor=actor,
            kind=JOURNAL_KIND,
            facts={
                "what": _asked(drafts, said),
                "entries": [waiting_facts(draft) for draft in drafts],
                "accounts": _names(place, drafts),
                "act": act,
                "said": dict(said),
                "role": actor.role.value,
                "membership": str(actor.membership_id),
            },
            reason=str(said.get("reason", "")),
            request_id=request_id,
            amount_rp=total_rp,
            now=now,
        )
        return {"entry": None, "approval": str(request.id)}

    done = act_once(
        actor=actor,
        action=Action.POST_JOURNAL,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=whole,
        place_id=place.id,
    )
    return JournalDone(*(UUID(done[name]) if done[name] else None for name in ("entry", "approval")))


def _rehearse(post: Callable[[], object]) -> None:
    """Let the books judge an entry without keeping it: whoever is asked should not be asked in vain."""
    before = transaction.savepoint()
    post()
    transaction.savepoint_rollback(before)


def _names(place: Cooperative, drafts: Sequence[EntryDraft]) -> dict[str, str]:
    """Name the accounts, so that the one who decides reads words."""
    codes = {line.account for draft in drafts for line in draft.lines}
    mine = Account.objects.filter(cooperative_id=place.id, code__in=codes)
    return dict(mine.values_list("code", "name"))


def _asked(drafts: Sequence[EntryDraft], said: Mapping[str, Any]) -> str:
    if drafts[0].reverses_id is None:
        return f"jurnal “{said['memo']}”"
    if len(drafts) == 1:
        return f"pembalikan {said['number']}"
    return f"perbaikan {said['number']} menjadi “{drafts[-1].memo}”"


def _facts(typed: JournalTyped, document: Document | None) -> dict[str, Any]:
    digest = hashlib.sha256(document[1]).hexdigest() if document else None
    return asdict(typed) | {"document": digest}


def _checked_reason(reason: str) -> str:
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise JournalRefusedError(wrong="reason")
    return why


def _checked(typed: JournalTyped, request_id: UUID) -> EntryDraft:
    draft = complete(
        EntryDraft(
            occurred_on=typed.occurred_on,
            memo=typed.memo,
            lines=typed.lines,
            request_id=request_id,
            series=ADJUSTING if typed.is_adjustment else GENERAL,
            phase=Phase.ADJUSTMENT if typed.is_adjustment else Phase.ORDINARY,
        ),
        chart(),
    )
    for line in draft.lines:
        if chart().above(line.account).register:
            raise EntryRefusedError(wrong="register", account=line.account)
    return draft


def _with_document(
    draft: EntryDraft, place: Cooperative, document: Document | None, *, now: datetime
) -> EntryDraft:
    if document is None:
        return draft
    name, content = document
    file = store_photo(
        cooperative_id=place.id,
        content=content,
        original_name=name,
        kind=DOCUMENT_KIND,
        title=f"Bukti {draft.memo}"[:120],
        now=now,
    )
    return replace(draft, file_id=file.id)


def _reversible(place: Cooperative, entry_id: UUID) -> JournalEntry:
    entries = JournalEntry.objects.filter(cooperative_id=place.id)
    entry = entries.filter(id=entry_id).first()
    if entry is None:
        raise JournalRefusedError(wrong="gone")
    if entry.context != CONTEXT:
        raise JournalRefusedError(wrong="context", number=str(entry))
    if entry.phase == Phase.CLOSING:
        raise JournalRefusedError(wrong="closing", number=str(entry))
    if entry.reverses_id:
        raise JournalRefusedError(wrong="reversal", number=str(entry))
    if entries.filter(reverses_id=entry.id).exists():
        raise JournalRefusedError(wrong="reversed", number=str(entry))
    return entry


def _back(entry: JournalEntry, why: str, *, today: date, request_id: UUID) -> EntryDraft:
    return taken_back(
        stored_lines(cooperative_id=entry.cooperative_id, entry_id=entry.id),
        memo=f"Balik {entry}: {why}",
        series=entry.series,
        occurred_on=today,
        reverses_id=entry.id,
        request_id=request_id,
        phase=Phase(entry.phase),
    )
