"""Verify a cooperative's books: everything stored is recomputed, and nothing is taken on trust.

Entries and lines are read in the order of the chain, some thousand at a time, and given to ``domain.verifying``. What
the database itself sums faster (running balances, counters, reversals) it is asked for in one statement each. Whoever
posts meanwhile does not disturb: the head is read first, and only what it covers is checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.books.ledger.domain.seal import facts_text
from guyub.books.ledger.domain.verifying import JournalCheck, SealedEntry
from guyub.books.ledger.models import Account, ClosingKind, PeriodClosing
from guyub.books.ledger.selectors.chart import chart
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from guyub.books.ledger.domain.seal import LineFacts
    from guyub.books.ledger.domain.verifying import Anchor, Finding
    from guyub.foundation.kernel.models import Cooperative

CHUNK_ENTRIES = 2_000
_MOST_OF_A_KIND = 20

_HEAD = """
SELECT h.chain_no, h.hash, h.last_dated_on::text, h.opened_on::text, h.common_unit_id::text, h.closed_through,
       (SELECT coalesce(max(e.chain_no), 0) FROM ledger_journalentry e WHERE e.cooperative_id = h.cooperative_id)
FROM ledger_journalhead h WHERE h.cooperative_id = %s AND h.book = 'jurnal'
"""
# A moment or day beyond all calendars is no fact: it is read as one that no seal fits.
_ENTRIES = """
SELECT e.chain_no, uuid_send(e.id), e.series, e.year, e.number, e.occurred_on::text, e.dated_on::text,
       CASE WHEN isfinite(e.dated_on) THEN e.dated_on - DATE '2000-01-01' ELSE 0 END,
       CASE WHEN isfinite(e.posted_at) THEN (extract(epoch FROM e.posted_at) * 1000000)::bigint ELSE 0 END,
       e.context, e.phase, e.line_count, e.total_rp, e.facts_hash, e.hash, e.memo, e.actor_id::text,
       e.request_id::text, e.part, e.reverses_id::text, e.corrects_id::text, e.source_kind, e.source_id::text,
       e.file_id::text
FROM ledger_journalentry e WHERE e.cooperative_id = %s AND e.chain_no > %s AND e.chain_no <= %s
ORDER BY e.chain_no LIMIT %s
"""
_LINES = """
SELECT e.chain_no, l.line_no, l.dated_on = e.dated_on, l.account_id::text, nullif(l.unit_id, %s::uuid)::text,
       l.amount_rp, l.flow, l.member_id::text, l.partner_id, l.note
FROM ledger_journalentry e
JOIN ledger_journalline l ON l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
WHERE e.cooperative_id = %s AND e.chain_no > %s AND e.chain_no <= %s
ORDER BY e.chain_no, l.line_no
"""
# One statement sees one moment: posting changes lines and balances together.
_RUNNING = """
SELECT coalesce(a.code, '?'), coalesce(b.month, j.month)::text, coalesce(b.debit_rp, 0), coalesce(b.credit_rp, 0),
       coalesce(j.debit_rp, 0), coalesce(j.credit_rp, 0)
FROM (SELECT l.account_id, l.unit_id, date_trunc('month', l.dated_on)::date AS month,
             coalesce(e.phase, -1) AS phase, l.flow,
             date_trunc('month', e.posted_at AT TIME ZONE 'UTC')::date AS posted_month,
             sum(greatest(l.amount_rp, 0)) AS debit_rp,
             sum(greatest(-l.amount_rp, 0)) AS credit_rp
      FROM ledger_journalline l
      LEFT JOIN ledger_journalentry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
      WHERE l.cooperative_id = %(place)s GROUP BY 1, 2, 3, 4, 5, 6) j
FULL JOIN (SELECT * FROM ledger_accountbalance s WHERE s.cooperative_id = %(place)s) b
    ON b.account_id = j.account_id AND b.unit_id = j.unit_id AND b.month = j.month AND b.phase = j.phase
    AND b.flow = j.flow AND b.posted_month = j.posted_month
LEFT JOIN ledger_account a ON a.cooperative_id = %(place)s AND a.id = coalesce(b.account_id, j.account_id)
WHERE (coalesce(b.debit_rp, 0), coalesce(b.credit_rp, 0)) <> (coalesce(j.debit_rp, 0), coalesce(j.credit_rp, 0))
ORDER BY 1, 2 LIMIT %(most)s
"""
_COUNTERS = """
SELECT coalesce(c.name, e.series || '-' || e.year), coalesce(c.last, 0), coalesce(e.last, 0)
FROM (SELECT substr(n.series, 8) || '-' || n.year AS name, n.last FROM kernel_numbercounter n
      WHERE n.cooperative_id = %(place)s AND n.series LIKE 'ledger.%%') c
FULL JOIN (SELECT j.series, j.year, max(j.number) AS last FROM ledger_journalentry j
           WHERE j.cooperative_id = %(place)s GROUP BY 1, 2) e ON e.series || '-' || e.year = c.name
WHERE c.last IS DISTINCT FROM e.last ORDER BY 1 LIMIT %(most)s
"""
_REVERSALS = """
SELECT r.series || '-' || r.year || '-' || lpad(r.number::text, 4, '0')
FROM ledger_journalentry r
LEFT JOIN ledger_journalentry o ON o.cooperative_id = r.cooperative_id AND o.id = r.reverses_id
WHERE r.cooperative_id = %(place)s AND r.reverses_id IS NOT NULL
  AND (o.id IS NULL OR o.chain_no >= r.chain_no OR o.line_count <> r.line_count OR EXISTS (
      SELECT FROM ledger_journalline a
      LEFT JOIN ledger_journalline b
          ON b.cooperative_id = a.cooperative_id AND b.entry_id = o.id AND b.line_no = a.line_no
      WHERE a.cooperative_id = r.cooperative_id AND a.entry_id = r.id
        AND (a.account_id, a.unit_id, a.amount_rp, a.flow) IS DISTINCT FROM
            (b.account_id, b.unit_id, -b.amount_rp, b.flow)))
ORDER BY r.chain_no LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Verification(Row):
    """What came of verifying one cooperative's books.

    ``entries`` and ``lines`` count what was checked; ``chain_no`` and ``hash`` are the head: the anchor for paper.
    """

    place: str
    name: str
    entries: int
    lines: int
    chain_no: int
    hash: bytes
    findings: Sequence[Finding]


def verify_books(*, place: Cooperative, anchors: Sequence[Anchor] = ()) -> Verification | None:
    """Verify the books of a cooperative. Needs its scope; writes nothing.

    Args:
        place: Whose books.
        anchors: What month-end sheets say of them.

    Returns:
        What was checked and found; None where the cooperative keeps no books.
    """
    head = _rows(_HEAD, [place.id])
    if not head:
        return None
    chain_no, stored, last_dated_on, opened_on, common_unit, closed_through, last = head[0]
    codes = _accounts(place.id)
    check = JournalCheck(
        account_of={code: (owner, is_cash) for code, owner, is_cash in codes.values()}.get,
        flows=chart().flows,
        anchors=anchors,
        closings=_closings(place.id),
    )
    for entry in _entries(place, common_unit, codes, through=chain_no):
        check.take(entry)
    check.finish()
    if (chain_no, bytes(stored)) != (check.chain_no, check.hash) or last != chain_no:
        check.find("head", "Akhir jurnal", f"jurnal ke-{number(max(check.chain_no, last))}", f"ke-{chain_no}")
    elif check.entries and check.last_dated_on != last_dated_on:
        check.find("last_day", "Akhir jurnal", check.last_dated_on, last_dated_on)
    elif not check.entries and last_dated_on >= opened_on:
        check.find("last_day", "Akhir jurnal", "sebelum pembukuan dimulai", last_dated_on)
    _sums(place.id, check)
    _periods(place.id, closed_through, check)
    return Verification(
        place.code, place.name, check.entries, check.lines, chain_no, bytes(stored), tuple(check.findings)
    )


def journal_entries(*, place: Cooperative) -> Iterator[SealedEntry]:
    """Give all entries of a cooperative in the order of the chain, a few thousand in memory. Needs its scope."""
    head = _rows(_HEAD, [place.id])
    if head:
        yield from _entries(place, head[0][4], _accounts(place.id), through=head[0][0])


def _entries(
    place: Cooperative, common_unit: str, codes: dict[str, tuple[str, str, bool]], *, through: int
) -> Iterator[SealedEntry]:
    last = 0
    known = {account_id: code for account_id, (code, _, _) in codes.items()}
    while True:
        rows = _rows(_ENTRIES, [place.id, last, through, CHUNK_ENTRIES])
        if not rows:
            return
        lines: dict[int, list[LineFacts]] = {row[0]: [] for row in rows}
        disordered: set[int] = set()
        for chain_no, line_no, is_its_day, account, *rest in _rows(
            _LINES, [common_unit, place.id, last, rows[-1][0]]
        ):
            of_entry = lines[chain_no]
            of_entry.append((known.get(account, "?"), *rest))
            if line_no != len(of_entry) or not is_its_day:
                disordered.add(chain_no)
        for row in rows:
            yield _sealed(place.code, row, lines[row[0]], in_order=row[0] not in disordered)
        last = rows[-1][0]


def _sealed(code: str, row: tuple[Any, ...], lines: list[LineFacts], *, in_order: bool) -> SealedEntry:
    (chain_no, entry_id, series, year, entry_number, occurred_on, dated_on, days, posted_us, *more) = row
    (context, phase, line_count, total_rp, facts_hash, stored, memo, actor, request, part, *more) = more
    (reverses, corrects, source_kind, source, file) = more
    text = facts_text(
        place=code,
        context=context,
        series=series,
        occurred_on=occurred_on,
        phase=phase,
        memo=memo,
        actor=actor,
        request=request,
        part=part,
        reverses=reverses,
        corrects=corrects,
        source_kind=source_kind,
        source=source,
        file=file,
        lines=lines,
    )
    return SealedEntry(
        chain_no=chain_no,
        entry_id=bytes(entry_id),
        series=series,
        year=year,
        number=entry_number,
        occurred_on=occurred_on,
        dated_on=dated_on,
        days=days,
        posted_us=posted_us,
        context=context,
        phase=phase,
        line_count=line_count,
        total_rp=total_rp,
        lines_in_order=in_order,
        lines=lines,
        text=text,
        facts_hash=bytes(facts_hash),
        hash=bytes(stored),
    )


def _sums(place_id: int, check: JournalCheck) -> None:
    """Ask the database for what it sums itself."""
    asked = {"place": place_id, "most": _MOST_OF_A_KIND}
    for code, month, debit, credit, debit_found, credit_found in _rows(_RUNNING, asked):
        where = f"Akun {code}, bulan {month[:7]}"
        expected = f"{number(int(debit_found))} / {number(int(credit_found))}"
        check.find("running", where, expected, f"{number(debit)} / {number(credit)}")
    for name, counted, last in _rows(_COUNTERS, asked):
        check.find("counter", f"Seri {name}", last, counted)
    for (name,) in _rows(_REVERSALS, asked):
        check.find("reversal", name)


def _periods(place_id: int, closed_through: date, check: JournalCheck) -> None:
    """The books are closed as far as their last closing or reopening says."""
    months = PeriodClosing.objects.filter(cooperative_id=place_id).exclude(kind=ClosingKind.YEAR.value)
    last = months.order_by("-at", "-id").first()
    if last and last.through != closed_through:
        check.find("periods", "Tutup buku", day(last.through), day(closed_through))


def _accounts(place_id: int) -> dict[str, tuple[str, str, bool]]:
    """Map the id of each account (as text) to its code, the context that alone posts to it, and whether it is cash."""
    rows = Account.objects.filter(cooperative_id=place_id).values_list("id", "code", "owner", "is_cash")
    return {str(row[0]): row[1:] for row in rows}


def _closings(place_id: int) -> dict[int, bytes]:
    """Give what stood at the end of the chain when a period was closed or opened again."""
    rows = PeriodClosing.objects.filter(cooperative_id=place_id, chain_no__gt=0)
    return {chain_no: bytes(stored) for chain_no, stored in rows.values_list("chain_no", "hash")}


def _rows(statement: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
