"""Which line of a bank's statement is which entry of the books. Found by amount, days and words; never by trying all.

Sure pairs are matched; likely ones are suggested, with their reason. docs/algorithms/bank_matching.md has numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from uuid import UUID

MOST_DAYS = 5  # apart: a weekend with a holiday, and the bank's own day
NEAREST = 12  # rows of the other side that are tried together
LONGEST_RUN = 40
COMMON_WORD = 20  # a word that so many rows of one amount share says nothing
_SHORTEST_WORD = 4
_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"\b([a-z]{2,4})[ \-./]?(\d{4})[ \-./]?0*(\d{1,9})\b")
_EVERYBODYS = frozenset(
    "transfer trsf dari kepada bank bayar pembayaran terima setor tunai untuk dengan ebanking".split()
)


class MatchHow(StrEnum):
    """How a match came about."""

    OTOMATIS = "OTOMATIS"  # the only pair that fits
    SARAN = "SARAN"  # suggested, and a person accepted it
    TANGAN = "TANGAN"  # a person chose the rows
    CATAT = "CATAT"  # the entry was made from the line
    BALIK = "BALIK"  # an entry and the one that takes it back: the bank never saw them


class Reason(StrEnum):
    """Why a suggestion is likely."""

    NUMBER = "NUMBER"  # the bank's text names the voucher's number
    WORDS = "WORDS"  # amount and words
    SAME_DAY = "SAME_DAY"
    NEAR_DAY = "NEAR_DAY"
    SEVERAL_ENTRIES = "SEVERAL_ENTRIES"
    SEVERAL_LINES = "SEVERAL_LINES"
    REVERSED = "REVERSED"


@dataclass(frozen=True, slots=True)
class BankSide(Row):
    """A row of either side: one line of the bank, or one entry with what it moved on the account.

    Args:
        id: Its id.
        on: Its day.
        amount_rp: Signed; the same sign on both sides when money came in.
        text: What it says, with its number or reference.
        reverses_id: The entry that this one takes back.
        name: The entry's number.
    """

    id: UUID
    on: date
    amount_rp: int
    text: str
    reverses_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Match(Row):
    """Lines and entries that are the same money: both sides have the same sum.

    ``days`` is how far the farthest two are apart.
    """

    lines: tuple[BankSide, ...]
    entries: tuple[BankSide, ...]
    reason: Reason
    days: int


@dataclass(frozen=True, slots=True)
class Matching:
    """What is sure, and what is likely; no row stands in two of them."""

    sure: tuple[Match, ...]
    likely: tuple[Match, ...]


def matching(lines: Sequence[BankSide], entries: Sequence[BankSide]) -> Matching:
    """Find which lines are which entries.

    Sure are: an entry and its reversal; a line that names an entry's number and has its amount; a line and an entry of
    the same amount at most five days apart, where neither has another such partner. Likely are, of the rest and in this
    order: the same amount and a word in common; the same amount, the nearest day first; one line for several entries of
    the same sum; one entry for several lines.

    Args:
        lines: Unmatched lines of one bank account.
        entries: Unmatched entries on its account of the ledger.
    """
    pool = _Pool(lines, entries)
    sure = _sure(pool)
    likely = [*_by_words(pool), *_by_day(pool)]
    likely += [
        Match((one,), several, Reason.SEVERAL_ENTRIES, _apart((one, *several)))
        for one, several in _several(pool, pool.lines, pool.entries)
    ]
    likely += [
        Match(several, (one,), Reason.SEVERAL_LINES, _apart((one, *several)))
        for one, several in _several(pool, pool.entries, pool.lines)
    ]
    return Matching(tuple(sure), tuple(sorted(likely, key=lambda one: (one.lines[0].on, one.lines[0].id))))


def sure_matches(lines: Sequence[BankSide], entries: Sequence[BankSide]) -> tuple[Match, ...]:
    """Find the sure matches alone, as ``matching`` does."""
    return tuple(_sure(_Pool(lines, entries)))


class _Pool:
    """The rows that are still free on both sides, in the order of days."""

    def __init__(self, lines: Iterable[BankSide], entries: Iterable[BankSide]) -> None:
        self.all_lines = sorted(lines, key=lambda row: (row.on, row.id))
        self.all_entries = sorted(entries, key=lambda row: (row.on, row.id))
        self.taken: set[UUID] = set()

    @property
    def lines(self) -> list[BankSide]:
        return [row for row in self.all_lines if row.id not in self.taken]

    @property
    def entries(self) -> list[BankSide]:
        return [row for row in self.all_entries if row.id not in self.taken]

    def is_free(self, row: BankSide) -> bool:
        return row.id not in self.taken

    def take(self, *rows: BankSide) -> None:
        self.taken.update(row.id for row in rows)

    def pair(self, line: BankSide, entry: BankSide, reason: Reason) -> Match:
        self.take(line, entry)
        return Match((line,), (entry,), reason, _apart((line, entry)))


def _sure(pool: _Pool) -> list[Match]:
    return [*_reversed_pairs(pool), *_by_number(pool), *_only_pairs(pool)]


def _apart(rows: Sequence[BankSide]) -> int:
    days = [row.on for row in rows]
    return (max(days) - min(days)).days


def _near(one: BankSide, other: BankSide) -> bool:
    return abs((one.on - other.on).days) <= MOST_DAYS


def _reversed_pairs(pool: _Pool) -> Iterator[Match]:
    by_id = {row.id: row for row in pool.entries}
    for row in pool.entries:
        first = by_id.get(row.reverses_id) if row.reverses_id else None
        if first and pool.is_free(first) and first.amount_rp + row.amount_rp == 0:
            pool.take(first, row)
            yield Match((), (first, row), Reason.REVERSED, _apart((first, row)))


def _by_number(pool: _Pool) -> Iterator[Match]:
    by_name = {(_numbers(row.name) or [""])[0]: row for row in pool.entries if row.name}
    for line in pool.lines:
        for number in _numbers(line.text):
            entry = by_name.get(number)
            if entry and pool.is_free(entry) and entry.amount_rp == line.amount_rp:
                yield pool.pair(line, entry, Reason.NUMBER)
                break


def _numbers(text: str) -> list[str]:
    """Find vouchers' numbers as a text may name them: ``BBK-2026-0012``, ``bbk 2026 12``."""
    return [f"{series}-{year}-{number}" for series, year, number in _NUMBER.findall(text.casefold())]


def _by_amount(rows: Iterable[BankSide]) -> dict[int, list[BankSide]]:
    found: dict[int, list[BankSide]] = defaultdict(list)
    for row in rows:
        found[row.amount_rp].append(row)
    return found


def _only_pairs(pool: _Pool) -> Iterator[Match]:
    entries_of = _by_amount(pool.entries)
    for amount_rp, lines in _by_amount(pool.lines).items():
        entries = entries_of.get(amount_rp, [])
        line_days, entry_days = [row.on for row in lines], [row.on for row in entries]
        for line in lines:
            partners = _window(entry_days, line.on)
            if len(partners) == 1 and len(_window(line_days, entry_days[partners[0]])) == 1:
                reason = Reason.SAME_DAY if entry_days[partners[0]] == line.on else Reason.NEAR_DAY
                yield pool.pair(line, entries[partners[0]], reason)


def _window(days: Sequence[date], on: date) -> range:
    """Give the places of the days that are near enough."""
    far = timedelta(days=MOST_DAYS)
    return range(bisect_left(days, on - far), bisect_right(days, on + far))


def _by_words(pool: _Pool) -> Iterator[Match]:
    saying: dict[tuple[int, str], list[BankSide]] = defaultdict(list)
    for entry in pool.entries:
        for word in _words(entry.text):
            saying[entry.amount_rp, word].append(entry)
    for line in pool.lines:
        shared: Counter[BankSide] = Counter()
        for word in _words(line.text):
            those = saying.get((line.amount_rp, word), [])
            if len(those) <= COMMON_WORD:
                shared.update(entry for entry in those if pool.is_free(entry) and _near(line, entry))
        if shared:
            best = min(shared, key=lambda entry: (-shared[entry], _apart((line, entry)), entry.on, entry.id))
            yield pool.pair(line, best, Reason.WORDS)


def _words(text: str) -> set[str]:
    found = {word for word in _WORD.findall(text.casefold()) if len(word) >= _SHORTEST_WORD}
    return found - _EVERYBODYS


def _by_day(pool: _Pool) -> Iterator[Match]:
    """Pair rows of one amount, those of the same day first, then those a day apart, and so on."""
    for gap in sorted(range(-MOST_DAYS, MOST_DAYS + 1), key=abs):
        waiting: dict[tuple[int, date], deque[BankSide]] = defaultdict(deque)
        for entry in pool.entries:
            waiting[entry.amount_rp, entry.on].append(entry)
        for line in pool.lines:
            those = waiting.get((line.amount_rp, line.on - timedelta(days=gap)))
            if those:
                yield pool.pair(line, those.popleft(), Reason.NEAR_DAY if gap else Reason.SAME_DAY)


def _several(
    pool: _Pool, ones: Sequence[BankSide], others: Sequence[BankSide]
) -> Iterator[tuple[BankSide, tuple[BankSide, ...]]]:
    """Find for one row several of the other side of its sum: a run of neighbours, or two or three of the nearest."""
    by_sign = {sign: [row for row in others if row.amount_rp * sign > 0] for sign in (1, -1)}
    days_of = {sign: [row.on for row in rows] for sign, rows in by_sign.items()}
    for one in ones:
        sign = 1 if one.amount_rp > 0 else -1
        near = [by_sign[sign][place] for place in _window(days_of[sign], one.on)[: 2 * LONGEST_RUN]]
        free = [row for row in near if pool.is_free(row) and abs(row.amount_rp) < abs(one.amount_rp)]
        found = _run(free[:LONGEST_RUN], one.amount_rp) or _few(one, free)
        if found:
            pool.take(one, *found)
            yield one, found


def _run(rows: Sequence[BankSide], whole_rp: int) -> tuple[BankSide, ...]:
    """Find neighbours that add up; all have one sign, so one walk with two ends is enough."""
    first, sum_rp = 0, 0
    for last, row in enumerate(rows):
        sum_rp += row.amount_rp
        while abs(sum_rp) > abs(whole_rp):
            sum_rp -= rows[first].amount_rp
            first += 1
        if sum_rp == whole_rp:
            return tuple(rows[first : last + 1])
    return ()


def _few(one: BankSide, rows: Sequence[BankSide]) -> tuple[BankSide, ...]:
    """Find two or three of the nearest that add up: what is still missing is looked up, not tried."""
    nearest = sorted(rows, key=lambda row: abs((row.on - one.on).days))[:NEAREST]
    amounts = [row.amount_rp for row in nearest]
    last_place = {amount_rp: place for place, amount_rp in enumerate(amounts)}
    for first, first_rp in enumerate(amounts):
        rest_rp = one.amount_rp - first_rp
        if last_place.get(rest_rp, 0) > first:
            return nearest[first], nearest[last_place[rest_rp]]
    for first, first_rp in enumerate(amounts):
        rest_rp = one.amount_rp - first_rp
        for second in range(first + 1, len(amounts)):
            third = last_place.get(rest_rp - amounts[second], 0)
            if third > second:
                return nearest[first], nearest[second], nearest[third]
    return ()


@dataclass(frozen=True, slots=True)
class Tie(Row):
    """How a month of a bank account ties: what the bank says, what only one side knows yet, what the books say.

    Args:
        statement_rp: What the bank says stands there.
        only_books_rp: Entries that the bank has not seen yet; above zero is on its way in.
        only_bank_rp: Lines of the bank that no entry tells of yet.
        books_rp: What the books say stands there.
    """

    statement_rp: int
    only_books_rp: int
    only_bank_rp: int
    books_rp: int

    @property
    def adjusted_rp(self) -> int:
        """What the books should say."""
        return self.statement_rp + self.only_books_rp - self.only_bank_rp

    @property
    def gap_rp(self) -> int:
        """By how much the books say more than they should; 0: it ties."""
        return self.books_rp - self.adjusted_rp
