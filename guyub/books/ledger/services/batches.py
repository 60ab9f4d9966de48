"""Entries that a program brings, many at once: all of them or none, in the name of whoever made its key."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.books.ledger.domain.entries import GENERAL, EntryDraft, Phase
from guyub.books.ledger.services.journal import ADJUSTING, CONTEXT, THRESHOLD
from guyub.books.ledger.services.posting import Act, post_entries
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.journal import JournalTyped
    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

MOST_ENTRIES = 500
SOURCE = "api"


class BatchRefusedError(DomainError):
    """A batch of entries is not posted; ``wrong``: ``count`` (none, or more than 500), ``second``.

    ``second``: the entry ``at`` (from 1) moves more than one person may post alone; people do it on the page.
    """

    code: ClassVar[str] = "ledger.batch.refused"


def post_batch(
    *,
    actor: Actor,
    place: Cooperative,
    entries: Sequence[JournalTyped],
    today: date,
    request_id: UUID,
    now: datetime,
) -> list[dict[str, Any]]:
    """Post entries of the free journal, in their order, all or none. Use-case.

    Args:
        actor: In whose name.
        place: Whose books.
        entries: At most 500, each as a person would type it; none above the threshold for a second person.
        today: The business date.
        request_id: Made once per intention; all entries bear it, each with its place in the batch.
        now: The moment, aware.

    Returns:
        For each entry its ``id``, ``number`` as people see it, ``dated_on`` (ISO) and ``chain_no``.

    Raises:
        BatchRefusedError: See its fact ``wrong``.
        EntryRefusedError: See there; its fact ``at`` is the place of the first that is refused, from 1.
    """
    if not 1 <= len(entries) <= MOST_ENTRIES:
        raise BatchRefusedError(wrong="count", count=len(entries), most=MOST_ENTRIES)
    drafts = [_draft(typed, request_id, part) for part, typed in enumerate(entries)]

    def work() -> list[dict[str, Any]]:
        threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
        for at, draft in enumerate(drafts, 1):
            if needs_second_person(draft.total_rp, threshold_rp=threshold_rp):
                raise BatchRefusedError(wrong="second", at=at, threshold_rp=threshold_rp)
        total_rp = sum(draft.total_rp for draft in drafts)
        facts = {"count": len(drafts), "amount": rupiah(total_rp)}
        posted = post_entries(
            place=place,
            context=CONTEXT,
            drafts=drafts,
            today=today,
            actor=actor,
            act=Act("ledger.batch.posted", facts, now),
        )
        return [_told(one) for one in posted]

    done: list[dict[str, Any]] = act_once(
        actor=actor,
        action=Action.POST_JOURNAL,
        request_id=request_id,
        use_case="ledger.post_batch",
        facts={"entries": [asdict(typed) for typed in entries]},
        now=now,
        work=work,
        place_id=place.id,
    )
    return done


def _draft(typed: JournalTyped, request_id: UUID, part: int) -> EntryDraft:
    return EntryDraft(
        occurred_on=typed.occurred_on,
        memo=typed.memo,
        lines=typed.lines,
        request_id=request_id,
        part=part,
        series=ADJUSTING if typed.is_adjustment else GENERAL,
        phase=Phase.ADJUSTMENT if typed.is_adjustment else Phase.ORDINARY,
        source_kind=SOURCE,
    )


def _told(one: Posted) -> dict[str, Any]:
    return {
        "id": str(one.entry_id),
        "number": one.name,
        "dated_on": one.dated_on.isoformat(),
        "chain_no": one.chain_no,
    }
