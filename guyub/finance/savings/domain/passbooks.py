"""The passbook of paper: which line stands where on which page, what a printer puts there, and the narrow slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.savings.domain.kinds import Cause
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

CODES: Mapping[Cause, str] = {
    Cause.SETOR: "STR",
    Cause.TARIK: "TRK",
    Cause.PINDAH: "PDH",
    Cause.JASA: "JSA",
    Cause.PAJAK: "PJK",
    Cause.BATAL: "BTL",
}
BROUGHT = "SLD"  # the first line of a book: what was on the account before it
CODE_WORDS: Mapping[str, str] = {
    "STR": "setoran",
    "TRK": "pengambilan",
    "PDH": "pindah antarsimpanan",
    "JSA": "jasa",
    "PJK": "pajak jasa",
    "BTL": "batal: mengembalikan baris lain",
    BROUGHT: "saldo pindahan",
}
LINES, PAGES = 24, 12  # of a book as printers sell it
LEAST_LINES, MOST_LINES, MOST_PAGES = 8, 40, 60
SLIP_WIDTH = 32  # letters on a roll of 58 mm


class PassbookRefusedError(DomainError):
    """The book of paper is not printed or changed; ``wrong`` says why.

    ``gone`` (no such account, book or printing), ``own``, ``none`` (nothing new to print), ``moved`` (somebody printed
    meanwhile: the place on the page is another), ``full``, ``line`` (that line was not printed yet), ``size`` (lines or
    pages out of bounds), ``reason`` (a new book before the old one is full says why).
    """

    code: ClassVar[str] = "savings.passbook.refused"


@dataclass(frozen=True, slots=True)
class BookLine(Row):
    """One line of a book, numbered from 1 through all pages; whole rupiah."""

    line: int
    on: date
    code: str
    in_rp: int
    out_rp: int
    balance_rp: int


@dataclass(frozen=True, slots=True)
class Span(Row):
    """Lines of a book on one page, both inside: ``first`` and ``last`` through all pages, ``at`` and ``to`` on this."""

    first: int
    last: int
    page: int
    at: int
    to: int

    @property
    def words(self) -> str:
        """What it is called: ``halaman 1, baris 13 sampai 17``."""
        lines = f"baris {self.at}" if self.at == self.to else f"baris {self.at} sampai {self.to}"
        return f"halaman {self.page}, {lines}"


def check_size(*, lines: int, pages: int) -> None:
    """Refuse a book that nobody sells.

    Raises:
        PassbookRefusedError: ``size``.
    """
    if not (LEAST_LINES <= lines <= MOST_LINES and 1 <= pages <= MOST_PAGES):
        raise PassbookRefusedError(wrong="size", least=LEAST_LINES, most=MOST_LINES, pages=MOST_PAGES)


def span_from(first: int, *, until: int, lines: int) -> Span:
    """Give the lines from one on, as far as its page and what there is go: one page is printed at a time.

    Args:
        first: From which line of the book, from 1.
        until: The last line that there is.
        lines: How many stand on a page.
    """
    page = (first - 1) // lines + 1
    last = min(until, page * lines)
    before = (page - 1) * lines
    return Span(first, last, page, first - before, last - before)


def next_span(*, printed: int, known: int, lines: int, pages: int) -> Span | None:
    """Give what is to be printed next; None where all is printed.

    Args:
        printed: So many lines of the book are printed.
        known: So many lines there are by now.
        lines: How many stand on a page.
        pages: Of the book.

    Raises:
        PassbookRefusedError: ``full``: there is more than the book has room for.
    """
    if printed >= known:
        return None
    if printed >= lines * pages:
        raise PassbookRefusedError(wrong="full")
    return span_from(printed + 1, until=known, lines=lines)


def again_span(first: int, *, printed: int, lines: int) -> Span:
    """Give what is printed again from a line on, at the same height.

    Raises:
        PassbookRefusedError: ``line``.
    """
    if not 1 <= first <= printed:
        raise PassbookRefusedError(wrong="line", printed=printed)
    return span_from(first, until=printed, lines=lines)


def page_text(rows: Sequence[BookLine], span: Span) -> list[str]:
    """Set one printing for a line printer: empty lines down to the right height, then the lines.

    Day, code, in, out, balance; 61 letters wide, 15 to the inch on a page of 105 mm.
    """
    return [""] * (span.at - 1) + [_line(row, span.at + nth) for nth, row in enumerate(rows)]


def _line(row: BookLine, at: int) -> str:
    came, went = (number(rp) if rp else "" for rp in (row.in_rp, row.out_rp))
    return f"{at:>2} {row.on:%d-%m-%y} {row.code} {came:>14} {went:>14} {number(row.balance_rp):>15}"


def slip_text(*, head: Sequence[str], rows: Sequence[BookLine], balance_rp: int, foot: str) -> list[str]:
    """Set the last movements for a roll of 58 mm, 32 letters wide.

    Args:
        head: Who and what, in the middle; what is longer goes on to the next line.
        rows: The movements, the oldest first.
        balance_rp: What is on the account; whole rupiah.
        foot: The last line.
    """
    rule = "-" * SLIP_WIDTH
    out = [part.center(SLIP_WIDTH).rstrip() for words in head for part in _wrapped(words)]
    out.append(rule)
    for row in rows:
        signed = f"{'-' if row.out_rp else '+'}{number(row.in_rp or row.out_rp)}"
        out.append(f"{row.on:%d-%m-%y} {row.code} {signed:>19}")
    said = number(balance_rp)
    return [*out, rule, f"SALDO{said:>27}", *(part.center(SLIP_WIDTH).rstrip() for part in _wrapped(foot))]


def _wrapped(words: str) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > SLIP_WIDTH and lines[-1]:
            lines.append(word[:SLIP_WIDTH])
        else:
            lines[-1] = longer[:SLIP_WIDTH]
    return lines
