"""Posting: the only way into the journal. Steps that other contexts call inside their use-case's transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.entries import EntryDraft, EntryRefusedError, complete, entry_name
from guyub.books.ledger.domain.seal import facts_of
from guyub.books.ledger.models import JournalHead
from guyub.books.ledger.selectors.chart import chart
from guyub.foundation.identity.services.audit import sealed_act
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.postgresql.calls import called

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

# Ids and facts travel as one text each: a list would be written out piece by piece. Canonical JSON has no line breaks.
_POST = (
    "SELECT * FROM ledger_post(%s, %s, %s, %s, string_to_array(%s, ',')::uuid[], string_to_array(%s, chr(10)),"
    " %s::jsonb)"
)


@dataclass(frozen=True, slots=True)
class Posted:
    """What posting made: the entry, its number, its day in the books, its place and hash in the chain.

    ``is_new`` is False where the same request had posted it before.
    """

    entry_id: UUID
    series: str
    year: int
    number: int
    dated_on: date
    chain_no: int
    hash: bytes
    is_new: bool

    @property
    def name(self) -> str:
        """The number that people see: ``JU-2026-0012``."""
        return entry_name(self.series, self.year, self.number)


@dataclass(frozen=True, slots=True)
class Act:
    """The line of the trail that travels with a posting: what was done, with which facts, when."""

    act: str
    facts: Mapping[str, Any]
    now: datetime


@dataclass(frozen=True, slots=True)
class Along:
    """What a context writes in the very call that posts, so that both cost one trip.

    Args:
        statement: Calls a function of the database that begins by ``ledger_post``, to which it hands the first seven of
            its values, and gives its rows; where that refuses, or had posted before, it writes nothing.
        values: Gives its other values, by the ids of the entries in the order of the drafts.
    """

    statement: str
    values: Callable[[Sequence[UUID]], Sequence[Any]]


def post_entry(
    *,
    place: Cooperative,
    context: str,
    draft: EntryDraft,
    today: date,
    actor: Actor | None = None,
    is_late: bool = False,
    act: Act | None = None,
) -> Posted:
    """Post one entry. Step: needs an open transaction in the scope of the place; the journal's head is locked first.

    One round trip: the database locks, judges, numbers, chains, writes lines and balances, and (where ``act`` is given)
    the line of the trail.

    Args:
        place: Whose books.
        context: Who posts, such as ``savings``: control accounts accept their own context alone. What moves between
            the lists of two contexts names both: ``loans+savings``.
        draft: What happened.
        today: The business date in the place's own zone.
        actor: The person; None: the system.
        is_late: Where its month is closed, post it on the first open day and keep its own (events of devices,
            approvals); otherwise that is refused.
        act: The use-case's line of the trail.

    Raises:
        EntryRefusedError: See there; nothing was posted.
    """
    return post_entries(
        place=place, context=context, drafts=[draft], today=today, actor=actor, is_late=is_late, act=act
    )[0]


def post_entries(
    *,
    place: Cooperative,
    context: str,
    drafts: Sequence[EntryDraft],
    today: date,
    actor: Actor | None = None,
    is_late: bool = False,
    act: Act | None = None,
    actors: Sequence[Actor | None] = (),
    along: Along | None = None,
) -> list[Posted]:
    """Post many entries at once, in their order, or none of them. Step, set-based; everything else as ``post_entry``.

    Entries that their requests had posted before keep their first answer; the others follow them in the chain.

    Args, as of ``post_entry``, and:
        actors: The person of each entry, where they differ.
        along: What is written in the same call; then an entry that was posted before is refused as ``reused``.

    Raises:
        EntryRefusedError: See there; its fact ``at`` is the place of the first that is refused, from 1.
    """
    whole = [_completed(draft, at) for at, draft in enumerate(drafts, 1)]
    return post_complete(
        place=place,
        context=context,
        drafts=whole,
        today=today,
        actor=actor,
        is_late=is_late,
        act=act,
        actors=actors,
        along=along,
    )


def post_complete(
    *,
    place: Cooperative,
    context: str,
    drafts: Sequence[EntryDraft],
    today: date,
    actor: Actor | None,
    is_late: bool,
    act: Act | None,
    actors: Sequence[Actor | None] = (),
    along: Along | None = None,
) -> list[Posted]:
    """Post entries that are complete already: those of ``post_entries``, and what takes others back."""
    whose = actors or [actor] * len(drafts)
    drafts = [_with_common_as_none(draft, place.id) for draft in drafts]
    texts = [
        facts_of(draft, place=place.code, context=context, actor_id=one.person_id if one else None)
        for draft, one in zip(drafts, whose, strict=True)
    ]
    trail = (
        sealed_act(act.facts, cooperative_id=place.id, act=act.act, now=act.now, actor=actor) if act else None
    )
    answers: dict[int, Posted] = {}
    waiting = list(range(len(drafts)))
    while waiting:
        ids = [uuid7() for _ in waiting]
        facts = "\n".join(texts[at] for at in waiting)
        values = [place.id, context, today, is_late, ",".join(map(str, ids)), facts, trail]
        rows = called(along.statement, [*values, *along.values(ids)]) if along else called(_POST, values)
        for row in rows:
            if row[0]:
                raise EntryRefusedError(wrong=row[0], at=waiting[row[1] - 1] + 1, **_told(row[0], row[2]))
            at = waiting[row[1] - 1]
            answers[at] = Posted(
                row[3], drafts[at].series, row[5], row[4], row[6], row[7], bytes(row[8]), row[9]
            )
        # Where some of a batch had been posted before, the function tells those alone: the rest is asked again.
        waiting = [at for at in waiting if at not in answers]
    return [answers[at] for at in range(len(drafts))]


def _completed(draft: EntryDraft, at: int) -> EntryDraft:
    try:
        return complete(draft, chart())
    except EntryRefusedError as error:
        raise EntryRefusedError(**error.facts | {"at": at}) from error


def _with_common_as_none(draft: EntryDraft, place_id: int) -> EntryDraft:
    """Write the unit of the cooperative as a whole in one way, as none: what is stored then says what was sealed."""
    if not any(line.unit_id and _is_common(place_id, line.unit_id) for line in draft.lines):
        return draft
    lines = tuple(
        replace(line, unit_id=None) if line.unit_id and _is_common(place_id, line.unit_id) else line
        for line in draft.lines
    )
    return replace(draft, lines=lines)


@lru_cache(maxsize=4_096)  # an id is never used again for another unit
def _is_common(place_id: int, unit_id: UUID) -> bool:
    return JournalHead.objects.filter(cooperative_id=place_id, common_unit_id=unit_id).exists()


def _told(wrong: str, said: str) -> dict[str, Any]:
    """Name what the database says about a refusal."""
    if not said:
        return {}
    return (
        {"date": date.fromisoformat(said)} if wrong in {"before", "future", "closed"} else {"account": said}
    )
