"""Whether a journal is what it says: recomputed entry by entry, in the order of its chain.

The same check for the stored journal (``selectors/verify.py``) and for an exported file, which needs no database. What
only the database can tell (running balances, counters, reversals) stands in the selector. An anchor is what a month-end
sheet prints: place in the chain and the beginning of the hash there. Whoever cuts the journal or writes its end anew,
hashes and balances included, cannot change the paper.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.domain.seal import START, link_hash
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import number as written
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from guyub.books.ledger.domain.seal import LineFacts

MOST_FINDINGS = 200  # more of them say nothing new
SHOWN_DIGITS = 16
ANCHOR_DIGITS = 32
_ANCHOR = re.compile(r"([\d.]+):(\d{1,18}):([0-9a-f]{16,64})", re.ASCII)

# One plain sentence for each rule, without its full stop: what is expected and what was found follow.
RULE_WORDS = {
    "place": "Nomor urut di rantai tidak bersambung",
    "facts": "Isi jurnal tidak cocok dengan segelnya",
    "link": "Jurnal ini tidak bersambung dengan jurnal sebelumnya",
    "number": "Nomor jurnal tidak urut",
    "year": "Tahun pada nomor bukan tahun tanggal bukunya",
    "day": "Tanggal buku mendahului tanggal kejadian",
    "balance": "Debit tidak sama dengan kredit",
    "unit": "Ada unit usaha yang tidak seimbang",
    "lines": "Jumlah baris berbeda dari yang tertulis",
    "total": "Jumlah rupiah berbeda dari yang tertulis",
    "line_no": "Nomor atau tanggal baris tidak urut",
    "account": "Ada baris pada akun yang tidak dikenal",
    "control": "Akun ini terisi oleh bagian lain",
    "flow": "Golongan arus kas tidak cocok dengan akunnya",
    "anchor": "Jurnal tidak cocok dengan segel di kertas",
    "closing": "Jurnal tidak cocok dengan segel saat buku ditutup",
    "head": "Ujung rantai bukan jurnal yang terakhir",
    "last_day": "Tanggal buku terakhir berbeda",
    "counter": "Penghitung nomor berbeda dari nomor jurnal terakhir",
    "running": "Saldo berjalan berbeda dari jumlah jurnalnya",
    "reversal": "Jurnal pembalik bukan cermin dari jurnal yang dibalik",
    "periods": "Bulan yang tertutup berbeda dari riwayat tutup bukunya",
    "koperasi": "Jurnal ini milik koperasi lain",
    "file": "Baris berkas ini bukan baris ekspor yang utuh",
}


class AnchorRefusedError(DomainError):
    """An anchor is not understood; ``wrong``: ``form`` (not CODE:N:HASH) or ``place`` (of another cooperative)."""

    code: ClassVar[str] = "ledger.anchor.refused"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Place in a chain and the first hex digits of the hash there, as printed on paper."""

    place: str
    chain_no: int
    digits: str

    def holds(self, stored: bytes) -> bool:
        """Tell whether an entry's hash begins as the paper says."""
        return stored.hex().startswith(self.digits)


def anchor_text(place: str, chain_no: int, stored: bytes) -> str:
    """Write an anchor for paper: ``35.73.03.1003:412:9f2c…``, 32 hex digits."""
    return f"{place}:{chain_no}:{stored.hex()[:ANCHOR_DIGITS]}"


def spaced(anchor: str) -> str:
    """Write an anchor for people who will type it: its digits in groups of four."""
    place, _, digits = anchor.rpartition(":")
    return f"{place}: {' '.join(digits[at : at + 4] for at in range(0, len(digits), 4))}"


def read_anchor(typed: str, *, place: str) -> Anchor:
    """Read an anchor as somebody typed it from paper: blanks and dashes do not matter.

    Raises:
        AnchorRefusedError: It has another form, or is of another cooperative than the one with this code.
    """
    match = _ANCHOR.fullmatch(re.sub(r"[\s-]", "", typed).lower())
    if match is None:
        raise AnchorRefusedError(wrong="form")
    if match[1] != place:
        raise AnchorRefusedError(wrong="place", place=match[1])
    return Anchor(match[1], int(match[2]), match[3])


@dataclass(frozen=True, slots=True)
class Finding(Row):
    """One thing that does not hold: which rule, where, what is expected, what was found."""

    rule: str
    where: str
    expected: str = ""
    found: str = ""

    @property
    def said(self) -> str:
        """The whole in a plain Indonesian sentence."""
        differs = f": seharusnya {self.expected}, tertulis {self.found}" if self.expected else ""
        return f"{self.where}. {RULE_WORDS[self.rule]}{differs}."


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry as it stands: what is stored of it, and its facts written anew from that.

    Days are ISO text; ``days`` is the day in the books as days since 2000-01-01 and ``posted_us`` the moment as
    microseconds since 1970 UTC, as the link takes them. Hashes have 32 bytes, the id 16.
    """

    chain_no: int
    entry_id: bytes
    series: str
    year: int
    number: int
    occurred_on: str
    dated_on: str
    days: int
    posted_us: int
    context: str
    phase: int
    line_count: int
    total_rp: int
    lines_in_order: bool
    lines: Sequence[LineFacts]
    text: str
    facts_hash: bytes
    hash: bytes

    @property
    def name(self) -> str:
        """The number that people see."""
        return f"{self.series}-{self.year}-{self.number:04}"


@dataclass
class JournalCheck:
    """Takes a journal entry by entry and keeps what does not hold.

    Args:
        account_of: Code → the context that alone posts to the account ("" for all) and whether it is cash; None where
            there is no such account.
        flows: Known lines of the cash flow statement.
        anchors: What paper says.
        closings: What stood there when the books were closed: place in the chain and hash.
    """

    account_of: Callable[[str], tuple[str, bool] | None]
    flows: Collection[str]
    anchors: Sequence[Anchor] = ()
    closings: dict[int, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    lines: int = 0
    chain_no: int = 0
    hash: bytes = START
    last_dated_on: str = ""
    place: str = ""
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def find(self, rule: str, where: str, expected: object = "", found: object = "") -> None:
        """Keep one finding, unless there are plenty."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(rule, where, _said(expected), _said(found)))

    def take(self, entry: SealedEntry) -> None:
        """Check the next entry of the chain."""
        self._link(entry)
        self._numbered(entry)
        self._sums(entry)
        self._accounts(entry)
        self.entries += 1
        self.lines += len(entry.lines)
        self.last_dated_on = max(self.last_dated_on, entry.dated_on)

    def finish(self) -> None:
        """Say which anchors lie beyond the end: the tail was cut."""
        for anchor in self.anchors:
            if anchor.chain_no > self.chain_no:
                self.find("anchor", "Akhir jurnal", f"{anchor.chain_no} jurnal", f"{self.chain_no} jurnal")
        for chain_no in self.closings:
            if chain_no > self.chain_no:
                self.find("closing", "Akhir jurnal", f"{chain_no} jurnal", f"{self.chain_no} jurnal")

    def _link(self, entry: SealedEntry) -> None:
        if entry.chain_no != self.chain_no + 1:
            self.find("place", entry.name, self.chain_no + 1, entry.chain_no)
        facts = hashlib.sha256(entry.text.encode()).digest()
        linked = link_hash(
            self.hash, entry.chain_no, entry.entry_id, entry.number, entry.days, entry.posted_us, facts
        )
        if facts != entry.facts_hash:
            self.find("facts", entry.name, entry.facts_hash, facts)
        elif linked != entry.hash:
            self.find("link", entry.name, linked, entry.hash)
        self.chain_no, self.hash = entry.chain_no, entry.hash
        for anchor in self.anchors:
            if anchor.chain_no == entry.chain_no and not anchor.holds(entry.hash):
                self.find("anchor", entry.name, anchor.digits[:SHOWN_DIGITS], entry.hash)
        closed = self.closings.get(entry.chain_no)
        if closed is not None and closed != entry.hash:
            self.find("closing", entry.name, closed, entry.hash)

    def _numbered(self, entry: SealedEntry) -> None:
        key = entry.series, entry.year
        expected = self.numbers.get(key, 0) + 1
        if entry.number != expected:
            self.find("number", entry.name, expected, entry.number)
        self.numbers[key] = entry.number
        if f"{entry.year:04}-" != entry.dated_on[:5]:
            self.find("year", entry.name, entry.dated_on, entry.year)
        if entry.dated_on < entry.occurred_on:
            self.find("day", entry.name, entry.occurred_on, entry.dated_on)

    def _sums(self, entry: SealedEntry) -> None:
        units: dict[str | None, int] = {}
        debit = 0
        for line in entry.lines:
            units[line[1]] = units.get(line[1], 0) + line[2]
            if line[2] > 0:
                debit += line[2]
        if sum(units.values()):
            self.find("balance", entry.name, written(debit), written(debit - sum(units.values())))
        elif any(units.values()):
            self.find("unit", entry.name)
        if entry.line_count != len(entry.lines):
            self.find("lines", entry.name, entry.line_count, len(entry.lines))
        if entry.total_rp != debit:
            self.find("total", entry.name, written(debit), written(entry.total_rp))
        if not entry.lines_in_order:
            self.find("line_no", entry.name)

    def _accounts(self, entry: SealedEntry) -> None:
        for line in entry.lines:
            account = self.account_of(line[0])
            if account is None:
                self.find("account", entry.name)
                continue
            owner, is_cash = account
            if owner and owner not in entry.context.split("+") and entry.phase != Phase.CLOSING:
                self.find("control", f"{entry.name}, akun {line[0]}", owner, entry.context)
            if (line[3] in self.flows) is not is_cash or (line[3] and not is_cash):
                self.find("flow", f"{entry.name}, akun {line[0]}")


def _said(value: object) -> str:
    return value.hex()[:SHOWN_DIGITS] if isinstance(value, bytes) else str(value)
