"""Matching a bank's lines with entries: the sure ones by themselves, the others by a person; and letting go again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.books.ledger.services.journal import THRESHOLD
from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.bank_matching import BankSide, MatchHow, Reason, sure_matches
from guyub.books.treasury.domain.events import REQUIRED_AMOUNTS, Direction
from guyub.books.treasury.models import BankLine, BankMatch, CashPlace, MatchedRow
from guyub.books.treasury.selectors.banks import (
    BEFORE_START,
    bank_desk,
    bank_of,
    locked_bank,
    open_entries,
    open_lines,
)
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.services.bank_statements import act_on_bank
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from guyub.books.treasury.domain.events import EventKind
    from guyub.books.treasury.selectors.banks import BankStanding
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

MOST_ROWS = 200  # of one match
JUMLAH = "jumlah"
BANK_KINDS = ("bank.biaya", "bank.bunga", "bank.pajak_bunga")  # what only a bank tells; listed first


class MatchRefusedError(DomainError):
    """Lines and entries are not matched, or not let go; ``wrong`` says why.

    ``place`` (no such bank account), ``empty`` (nothing chosen, or one row alone), ``many`` (fact ``most``), ``gone``
    (a chosen row is not there, or was matched meanwhile), ``sum`` (facts ``lines_rp``, ``entries_rp``), ``kind`` (it
    does not go the line's way), ``large`` (a second person must agree: recorded on its own page).
    """

    code: ClassVar[str] = "treasury.bank.match_refused"


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows of both sides that become one match."""

    lines: Sequence[BankSide]
    entries: Sequence[BankSide]
    how: MatchHow


def match_sure(*, place_id: int, bank_id: UUID, today: date, now: datetime) -> int:
    """Match every sure pair of an account that is locked; returns how many matches. Step of a use-case."""
    bank = _bank(place_id, bank_id)
    desk = bank_desk(cooperative_id=place_id, bank=bank, today=today)
    found = [
        _Found(one.lines, one.entries, MatchHow.BALIK if one.reason is Reason.REVERSED else MatchHow.OTOMATIS)
        for one in sure_matches(desk.lines, desk.entries)
    ]
    _keep(place_id, bank_id, found, person_id=None, now=now)
    return len(found)


def match_all(
    *, actor: Actor, place: Cooperative, bank_id: UUID, today: date, request_id: UUID, now: datetime
) -> int:
    """Match every sure pair of an account again, after new entries; returns how many. Use-case.

    Raises:
        MatchRefusedError: ``place``.
    """

    def work() -> int:
        bank = _locked(place.id, bank_id)
        count = match_sure(place_id=place.id, bank_id=bank_id, today=today, now=now)
        _note(actor, place, "matched", bank, now, count=count)
        return count

    return int(act_on_bank(actor, place, "match_all", {"bank": bank_id}, request_id, now, work))


def match_rows(
    *,
    actor: Actor,
    place: Cooperative,
    bank_id: UUID,
    line_ids: Iterable[UUID],
    entry_ids: Iterable[UUID],
    is_suggested: bool,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Say that lines and entries are the same money: both have the same sum. Use-case.

    One side may be empty where the other sums to nothing: a mistake of the bank that it put right, an entry and its
    reversal.

    Args:
        actor: Who says it.
        place: Whose.
        bank_id: The bank account.
        line_ids: Lines of the bank.
        entry_ids: Entries on its account.
        is_suggested: The house suggested it.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        MatchRefusedError: See its fact ``wrong``.
    """
    wanted_lines, wanted_entries = sorted(set(line_ids)), sorted(set(entry_ids))
    if len(wanted_lines) + len(wanted_entries) < 2:
        raise MatchRefusedError(wrong="empty")
    if len(wanted_lines) + len(wanted_entries) > MOST_ROWS:
        raise MatchRefusedError(wrong="many", most=MOST_ROWS)

    def work() -> str:
        bank_row = _locked(place.id, bank_id)
        bank = _bank(place.id, bank_id)
        lines = open_lines(cooperative_id=place.id, bank_id=bank_id, only=wanted_lines)
        entries = open_entries(
            cooperative_id=place.id,
            bank=bank,
            since=bank.since - BEFORE_START if bank.since else today,
            until=today,
            only=wanted_entries,
        )
        if len(lines) < len(wanted_lines) or len(entries) < len(wanted_entries):
            raise MatchRefusedError(wrong="gone")
        lines_rp, entries_rp = (sum(row.amount_rp for row in rows) for rows in (lines, entries))
        if lines_rp != entries_rp:
            raise MatchRefusedError(wrong="sum", lines_rp=lines_rp, entries_rp=entries_rp)
        how = MatchHow.SARAN if is_suggested else MatchHow.TANGAN
        (match,) = _keep(place.id, bank_id, [_Found(lines, entries, how)], person_id=actor.person_id, now=now)
        _note(actor, place, "matched", bank_row, now, count=1)
        return str(match.id)

    facts = {"bank": bank_id, "lines": wanted_lines, "entries": wanted_entries}
    return UUID(act_on_bank(actor, place, "match_rows", facts, request_id, now, work))


def let_go(*, actor: Actor, place: Cooperative, match_id: UUID, request_id: UUID, now: datetime) -> UUID:
    """Take a match apart: its lines and entries are open again; gives the bank account. Use-case.

    Raises:
        MatchRefusedError: ``gone``.
    """

    def work() -> str:
        mine = BankMatch.objects.filter(cooperative_id=place.id, id=match_id)
        match = mine.first()
        if match is None:
            raise MatchRefusedError(wrong="gone")
        bank = _locked(place.id, match.bank_id)
        MatchedRow.objects.filter(cooperative_id=place.id, match_id=match.id).delete()
        mine._raw_delete(mine.db)  # noqa: SLF001  delete() would ask related tables first, of all cooperatives
        _note(actor, place, "let_go", bank, now, day=match.within_on.isoformat())
        return str(bank.id)

    return UUID(act_on_bank(actor, place, "let_go_match", {"match": match_id}, request_id, now, work))


def kinds_for(amount_rp: int) -> list[EventKind]:
    """List the kinds of event that a line can be recorded as: those of one amount that go its way, the bank's first."""
    direction = Direction.MASUK if amount_rp > 0 else Direction.KELUAR
    going = [kind for kind in kinds().values() if kind.direction is direction and not kind.is_hidden]
    # What is withheld may be nothing; a sum of two parts cannot be told from one amount.
    fitting = [kind for kind in going if {JUMLAH} == REQUIRED_AMOUNTS & set(kind.amounts)]
    return sorted(fitting, key=lambda kind: kind.code not in BANK_KINDS)


def record_line(
    *,
    actor: Actor,
    place: Cooperative,
    line_id: UUID,
    kind: str,
    choice: str,
    who: str,
    note: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Record what a line of the bank tells as an event of its day, matched with it at once. Use-case.

    Where its month is closed, the entry stands on the first open day, and the line waits for it on the sheets before.

    Args:
        actor: Who records it.
        place: Whose.
        line_id: A line that is open.
        kind: A kind that ``kinds_for`` gives.
        choice: What was chosen, where the kind lets choose.
        who: Paid to, received from.
        note: A few words.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        MatchRefusedError: ``gone``, ``kind`` or ``large``.
        EventRefusedError: The event is not recorded.
        EntryRefusedError: The books refuse it.
    """

    def work() -> str:
        line = BankLine.objects.filter(cooperative_id=place.id, id=line_id).first()
        bank = _locked(place.id, line.bank_id) if line else None
        sides = open_lines(cooperative_id=place.id, bank_id=bank.id, only=[line_id]) if bank else []
        if bank is None or not sides:
            raise MatchRefusedError(wrong="gone")
        typed = _typed(sides[0], bank, kind=kind, choice=choice, who=who, note=note)
        threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
        if needs_second_person(typed.amounts[JUMLAH], threshold_rp=threshold_rp):
            raise MatchRefusedError(wrong="large")
        facts = {
            "name": bank.name,
            "amount": rupiah(typed.amounts[JUMLAH]),
            "what": kinds()[kind].title,
        }
        done = book_event(
            place=place,
            typed=typed,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            is_late=True,
            act=Act("treasury.line.recorded", facts, now),
        )
        posted = done.posted
        entry = BankSide(posted.entry_id, posted.dated_on, sides[0].amount_rp, "", None, posted.name)
        found = _Found(sides, [entry], MatchHow.CATAT)
        _keep(place.id, bank.id, [found], person_id=actor.person_id, now=now)
        return str(done.event_id)

    facts = {"line": line_id, "kind": kind, "choice": choice, "who": who, "note": note}
    return UUID(act_on_bank(actor, place, "record_line", facts, request_id, now, work))


def _typed(line: BankSide, bank: CashPlace, *, kind: str, choice: str, who: str, note: str) -> EventTyped:
    if kind not in {one.code for one in kinds_for(line.amount_rp)}:
        raise MatchRefusedError(wrong="kind")
    return EventTyped(
        kind=kind,
        happened_on=line.on,
        amounts={JUMLAH: abs(line.amount_rp)},
        cash_place_id=bank.id,
        choice=choice,
        who=who,
        unit_id=bank.unit_id,
        note=note,
    )


def _bank(place_id: int, bank_id: UUID) -> BankStanding:
    bank = bank_of(cooperative_id=place_id, bank_id=bank_id)
    if bank is None:
        raise MatchRefusedError(wrong="place")
    return bank


def _locked(place_id: int, bank_id: UUID) -> CashPlace:
    row = locked_bank(cooperative_id=place_id, bank_id=bank_id)
    if row is None:
        raise MatchRefusedError(wrong="place")
    return row


def _keep(
    place_id: int, bank_id: UUID, found: Sequence[_Found], *, person_id: UUID | None, now: datetime
) -> list[BankMatch]:
    matches = [
        BankMatch(
            cooperative_id=place_id,
            bank_id=bank_id,
            how=one.how.value,
            within_on=max(row.on for row in (*one.lines, *one.entries)),
            person_id=person_id,
            matched_at=now,
        )
        for one in found
    ]
    rows = [
        MatchedRow(
            cooperative_id=place_id,
            match_id=match.id,
            bank_id=bank_id,
            happened_on=row.on,
            amount_rp=row.amount_rp,
            **{key: row.id},
        )
        for match, one in zip(matches, found, strict=True)
        for key, sides in (("line_id", one.lines), ("entry_id", one.entries))
        for row in sides
    ]
    BankMatch.objects.bulk_create(matches, batch_size=2_000)
    MatchedRow.objects.bulk_create(rows, batch_size=2_000)
    return matches


def _note(
    actor: Actor, place: Cooperative, verb: str, bank: CashPlace, now: datetime, **more: str | int
) -> None:
    facts = {"name": bank.name, **more}
    record(cooperative_id=place.id, actor=actor, act=f"treasury.match.{verb}", facts=facts, now=now)
