"""Reading the journal: entries, the newest first, found by number, words, amount, days or account; and one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.books.ledger.domain.entries import MOST_LINES, MOST_RP, LineDraft, entry_name
from guyub.books.ledger.models import JournalEntry, JournalLine
from guyub.books.ledger.selectors.keys import read_key, write_key
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.books.ledger.selectors.keys import Key
    from guyub.foundation.kernel.models import StoredFile

ENTRIES = 50  # on a page
SHOWN_LINES = 12  # of an entry in a list
NUMBERED = re.compile(r"([A-Za-z]{2,4})-(\d{4})-0*(\d{1,9})", re.ASCII)
_BARE_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class EntryLine(Row):
    """One line of an entry as it was written: debit and credit apart, whole rupiah, None on the other side."""

    code: str
    account_name: str
    kind: str
    unit: str
    debit_rp: int | None
    credit_rp: int | None
    flow: str
    member_id: UUID | None
    partner_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class EntryLink(Row):
    """Another entry that this one speaks of, or that speaks of it."""

    entry_id: UUID
    name: str
    dated_on: date
    memo: str


@dataclass(frozen=True, slots=True)
class EntryRow(Row):
    """One entry in a list.

    Args:
        entry_id: Its id.
        name: Its number, ``JU-2026-0012``.
        chain_no: Its place in the chain.
        dated_on: The day in the books.
        occurred_on: The day it happened.
        posted_at: The moment it was posted.
        memo: What happened.
        total_rp: The sum of its debits.
        phase: See ``entries.Phase``.
        context: Who posted it.
        actor: The person's name; "" for the system.
        reverses_id: The entry that it takes back.
        corrects_id: The entry whose place it takes.
        reversed_by_id: The entry that takes it back.
        line_count: How many lines it has.
        lines: The first of them.
    """

    entry_id: UUID
    name: str
    chain_no: int
    dated_on: date
    occurred_on: date
    posted_at: datetime
    memo: str
    total_rp: int
    phase: int
    context: str
    actor: str
    reverses_id: UUID | None
    corrects_id: UUID | None
    reversed_by_id: UUID | None
    line_count: int
    lines: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class JournalPage(Row):
    """Entries, the newest first; ``after`` is what to ask for the next page with, "" where this is the last."""

    entries: tuple[EntryRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class EntryPage(Row):
    """Everything of one entry.

    Args:
        entry: With all its lines.
        source_kind: What it comes from; "" for a typed one.
        source_id: The document it comes from.
        file_id: The picture of the paper.
        hash: Its place in the chain, sealed.
        reverses: The entry that it takes back.
        reversed_by: The entry that takes it back.
        corrects: The entry whose place it takes.
        corrected_by: The entry that takes its place.
    """

    entry: EntryRow
    source_kind: str
    source_id: UUID | None
    file_id: UUID | None
    hash: str
    reverses: EntryLink | None
    reversed_by: EntryLink | None
    corrects: EntryLink | None
    corrected_by: EntryLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; nothing set means everything.

    Args:
        words: A number (``JU-2026-0012`` or ``12``), or a part of what an entry or one of its lines says.
        amount_rp: The whole of an entry, or one line.
        since: From this day in the books on.
        until: Up to it, itself included.
        account: An account's code, with those below it.
        unit_id: A unit of business.
    """

    words: str = ""
    amount_rp: int | None = None
    since: date | None = None
    until: date | None = None
    account: str = ""
    unit_id: UUID | None = None


def journal_page(
    *,
    cooperative_id: int,
    search: Search | None = None,
    after: str = "",
    most: int = ENTRIES,
    most_lines: int | None = SHOWN_LINES,
) -> JournalPage:
    """List entries, the newest day first. Three queries.

    Args:
        cooperative_id: Whose.
        search: What is looked for.
        after: What the page before said; anything unreadable is the first page.
        most: Entries on a page.
        most_lines: Lines of each; None: all.
    """
    rows = _found(cooperative_id, search or Search())
    key = read_key(after)
    if key:
        rows = _beyond(rows, key)
    read = list(rows.select_related("actor").order_by("-dated_on", "-chain_no")[: most + 1])
    entries = read[:most]
    ids = [entry.id for entry in entries]
    lines = _lines(cooperative_id, ids, most=most_lines)
    taken_back = dict(
        JournalEntry.objects.filter(cooperative_id=cooperative_id, reverses_id__in=ids).values_list(
            "reverses_id", "id"
        )
    )
    return JournalPage(
        tuple(_row(entry, lines.get(entry.id, []), taken_back.get(entry.id)) for entry in entries),
        write_key(entries[-1].dated_on, entries[-1].chain_no) if len(read) > most else "",
    )


def entry_page(*, cooperative_id: int, entry_id: UUID) -> EntryPage | None:
    """Give one entry with all that belongs to it; None where the cooperative has no such entry. Three queries."""
    mine = JournalEntry.objects.filter(cooperative_id=cooperative_id)
    entry = mine.filter(id=entry_id).select_related("actor").first()
    if entry is None:
        return None
    told = [one for one in (entry.reverses_id, entry.corrects_id) if one]
    near = list(mine.filter(Q(id__in=told) | Q(reverses_id=entry_id) | Q(corrects_id=entry_id)))

    def link(wanted: Iterable[JournalEntry]) -> EntryLink | None:
        for one in wanted:
            return EntryLink(one.id, entry_name(one.series, one.year, one.number), one.dated_on, one.memo)
        return None

    reversed_by = [one for one in near if one.reverses_id == entry_id]
    lines = _lines(cooperative_id, [entry_id])[entry_id]
    return EntryPage(
        entry=_row(entry, lines, reversed_by[0].id if reversed_by else None),
        source_kind=entry.source_kind,
        source_id=entry.source_id,
        file_id=entry.file_id,
        hash=bytes(entry.hash).hex(),
        reverses=link(one for one in near if one.id == entry.reverses_id),
        reversed_by=link(reversed_by),
        corrects=link(one for one in near if one.id == entry.corrects_id),
        corrected_by=link(one for one in near if one.corrects_id == entry_id),
    )


def entries_of(*, cooperative_id: int, entry_ids: Collection[UUID]) -> dict[UUID, EntryRow]:
    """Give entries with all their lines, by id; whether another took them back is not told. Two queries."""
    rows = JournalEntry.objects.filter(cooperative_id=cooperative_id, id__in=entry_ids)
    lines = _lines(cooperative_id, entry_ids)
    return {row.id: _row(row, lines[row.id], None) for row in rows.select_related("actor")}


def document_of(*, cooperative_id: int, entry_id: UUID) -> StoredFile | None:
    """Give the picture of an entry's paper; None where it has none."""
    mine = JournalEntry.objects.filter(cooperative_id=cooperative_id, id=entry_id)
    entry = mine.select_related("file").first()
    return entry.file if entry else None


def _found(cooperative_id: int, search: Search) -> QuerySet[JournalEntry]:
    rows = JournalEntry.objects.filter(cooperative_id=cooperative_id)
    lines = JournalLine.objects.filter(cooperative_id=cooperative_id)
    if search.since:
        rows, lines = rows.filter(dated_on__gte=search.since), lines.filter(dated_on__gte=search.since)
    if search.until:
        rows, lines = rows.filter(dated_on__lte=search.until), lines.filter(dated_on__lte=search.until)
    words = " ".join(search.words.replace("\0", " ").split())
    numbered = NUMBERED.fullmatch(words)
    if numbered:
        series, year, number = numbered[1].upper(), int(numbered[2]), int(numbered[3])
        rows = rows.filter(series=series, year=year, number=number)
    elif words:
        noted = lines.exclude(note="").filter(note__icontains=words)
        said = Q(memo__icontains=words) | Q(id__in=noted.values("entry_id"))
        rows = rows.filter(said | Q(number=int(words)) if _BARE_NUMBER.fullmatch(words) else said)
    if search.amount_rp is not None and search.amount_rp > MOST_RP * MOST_LINES:
        return rows.none()
    if search.amount_rp is not None:
        amounts = (search.amount_rp, -search.amount_rp)
        lines_of = lines.filter(amount_rp__in=amounts)
        rows = rows.filter(Q(total_rp=search.amount_rp) | Q(id__in=lines_of.values("entry_id")))
    if search.account or search.unit_id:
        if search.account:
            code = search.account
            lines = lines.filter(Q(account__code=code) | Q(account__code__startswith=f"{code}."))
        if search.unit_id:
            lines = lines.filter(unit_id=search.unit_id)
        rows = rows.filter(id__in=lines.values("entry_id"))
    return rows


def _beyond(rows: QuerySet[JournalEntry], key: Key) -> QuerySet[JournalEntry]:
    day, chain_no, _ = key
    return rows.filter(Q(dated_on__lt=day) | Q(dated_on=day, chain_no__lt=chain_no), dated_on__lte=day)


def _lines(
    cooperative_id: int, entry_ids: Collection[UUID], *, most: int | None = None
) -> dict[UUID, list[EntryLine]]:
    rows = JournalLine.objects.filter(cooperative_id=cooperative_id, entry_id__in=entry_ids)
    if most is not None:
        rows = rows.filter(line_no__lte=most)
    lines: dict[UUID, list[EntryLine]] = {}
    read = rows.order_by("entry_id", "line_no").values_list(
        "entry_id", "amount_rp", "account__code", "account__name", "account__kind", "unit__name",
        "flow", "member_id", "partner_id", "note",
    )  # fmt: skip
    for entry_id, amount_rp, code, name, kind, unit, flow, member_id, partner_id, note in read:
        debit_rp, credit_rp = (amount_rp, None) if amount_rp > 0 else (None, -amount_rp)
        lines.setdefault(entry_id, []).append(
            EntryLine(code, name, kind, unit, debit_rp, credit_rp, flow, member_id, partner_id, note)
        )
    return lines


def _row(entry: JournalEntry, lines: list[EntryLine], reversed_by_id: UUID | None) -> EntryRow:
    return EntryRow(
        entry_id=entry.id,
        name=entry_name(entry.series, entry.year, entry.number),
        chain_no=entry.chain_no,
        dated_on=entry.dated_on,
        occurred_on=entry.occurred_on,
        posted_at=entry.posted_at,
        memo=entry.memo,
        total_rp=entry.total_rp,
        phase=entry.phase,
        context=entry.context,
        actor=entry.actor.name if entry.actor else "",
        reverses_id=entry.reverses_id,
        corrects_id=entry.corrects_id,
        reversed_by_id=reversed_by_id,
        line_count=entry.line_count,
        lines=tuple(lines),
    )


def stored_lines(*, cooperative_id: int, entry_id: UUID) -> list[LineDraft]:
    """Give the lines of an entry as they were posted, in their order, to take it back. One query."""
    rows = JournalLine.objects.filter(cooperative_id=cooperative_id, entry_id=entry_id).select_related(
        "account"
    )
    return [
        LineDraft(
            line.account.code,
            line.amount_rp,
            line.unit_id,
            line.member_id,
            line.partner_id,
            line.note,
            line.flow,
        )
        for line in rows.order_by("line_no")
    ]
