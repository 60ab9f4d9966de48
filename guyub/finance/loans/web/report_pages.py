"""What the pages of reports share: which days an address means, lines of figures, the same as tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from guyub.finance.loans.domain.kolektibilitas_schemes import KOLEKTIBILITAS_WORDS
from guyub.finance.loans.domain.reporting import Span, month_span, quarter_of
from guyub.finance.loans.domain.restructuring import percent_words
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.web.frame import framed
from guyub.finance.savings.web.dues_pages import month_in, month_written
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import MONTHS, day, number, rupiah
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from django.http import QueryDict

    from guyub.finance.loans.selectors.portfolios import PortfolioPart
    from guyub.finance.loans.selectors.reports import LoanReport, QuarterSheet

TAB = "loan_reports:reports"
MONTHS_BACK, QUARTERS_BACK = 24, 8
ORDINALS = ("I", "II", "III", "IV")
UNSEEN = "Bentuk formulir dinas belum dilihat; isinya menurut bacaan Guyub."

page = partial(framed, tab=TAB)


@dataclass(frozen=True, slots=True)
class Line(Row):
    """One figure of a report: what it is, and the number as text, or rupiah."""

    label: str
    rp: int | None = None
    text: str = ""


def share_words(share: Fraction) -> str:
    """Write a part of a whole as a percentage of at most two decimals."""
    return percent_words(round_rp(share * MILLION))


def span_in(asked: QueryDict, *, last: date) -> Span:
    """Read which days an address means: ``hari``, or else ``bulan``, or else the last month that is known.

    Args:
        asked: Its fields; what cannot be read, or is not known yet, means the last day that is known.
        last: That day.
    """
    on = _day(asked.get("hari", ""))
    if on is not None and on <= last:
        return Span(on.replace(day=1), on)
    month = month_in(asked.get("bulan", "")[:7])
    if month is None or month > last:
        month = last
    return month_span(month, last=last)


def quarter_in(asked: QueryDict, *, last: date) -> tuple[int, int]:
    """Read which quarter an address means, as ``2026-3``; else the one of the last day that is known."""
    year, _, quarter = asked.get("triwulan", "").partition("-")
    is_one = year.isascii() and year.isdigit() and len(year) == 4 and quarter in {"1", "2", "3", "4"}
    told = (int(year), int(quarter)) if is_one else quarter_of(last)
    return told if (2000, 1) <= told <= quarter_of(last) else quarter_of(last)


def quarter_words(year: int, quarter: int) -> str:
    """Name a quarter: ``triwulan III 2026``."""
    return f"triwulan {ORDINALS[quarter - 1]} {year}"


def month_choices(chosen: date, *, last: date) -> list[dict[str, object]]:
    """Give months to choose from, the newest first."""
    months = [add_months(last.replace(day=1), -back) for back in range(MONTHS_BACK)]
    return [
        {
            "value": month_written(one),
            "label": f"{MONTHS[one.month - 1]} {one.year}",
            "selected": one == chosen.replace(day=1),
        }
        for one in months
    ]


def quarter_choices(chosen: tuple[int, int], *, last: date) -> list[dict[str, object]]:
    """Give quarters to choose from, the newest first."""
    told = [quarter_of(add_months(last.replace(day=1), -3 * back)) for back in range(QUARTERS_BACK)]
    return [
        {
            "value": f"{year}-{quarter}",
            "label": quarter_words(year, quarter).replace("triwulan", "Triwulan"),
            "selected": (year, quarter) == chosen,
        }
        for year, quarter in told
    ]


def flow_lines(report: LoanReport | QuarterSheet) -> list[Line]:
    """Say what was lent and what came back."""
    flows = report.flows
    told = [
        Line(f"Dicairkan, {number(flows.loans)} pinjaman", flows.lent_rp),
        Line("Pokok diterima", flows.principal_rp),
        Line("Jasa diterima", flows.interest_rp),
        Line("Biaya diterima", flows.fee_rp),
        Line("Denda diterima", flows.penalty_rp),
        Line(f"Jumlah diterima, {number(flows.payments)} pembayaran", flows.collected_rp),
    ]
    if flows.written_off or flows.recovered_rp:
        told.append(Line(f"Dihapus buku, {number(flows.written_off)} pinjaman", flows.written_off_rp))
        told.append(Line("Diterima sesudah hapus buku", flows.recovered_rp))
    if flows.forgiven:
        told.append(Line(f"Dihapus tagih, {number(flows.forgiven)} pinjaman", flows.forgiven_rp))
    return told


def provision_lines(report: LoanReport | QuarterSheet) -> list[Line]:
    """Say how what is set aside moved."""
    moved = report.provision
    return [
        Line(f"Pada {day(report.span.before)}", moved.opening_rp),
        Line("Dibentuk", moved.added_rp),
        Line("Dilepas", -moved.released_rp),
        Line("Dipakai untuk hapus buku", -moved.used_rp),
        Line(f"Pada {day(report.span.until)}", moved.closing_rp),
    ]


def quarter_lines(sheet: QuarterSheet) -> list[tuple[str, list[Line]]]:
    """Lay the quarter's sheet out: parts with their figures."""
    classes = [
        Line(
            f"{KOLEKTIBILITAS_WORDS[one.kolektibilitas]}, {number(one.loans)} pinjaman",
            one.left_rp,
        )
        for one in sheet.book.classes
    ]
    risk, book, flows = sheet.risk, sheet.book, sheet.flows
    return [
        (
            "Pinjaman",
            [
                Line("Anggota yang meminjam", text=number(sheet.borrowers)),
                Line("Pinjaman berjalan", text=number(book.loans)),
                Line(f"Pinjaman diberikan, {number(flows.loans)} pinjaman", flows.lent_rp),
                Line("Angsuran pokok diterima", flows.principal_rp),
                Line("Sisa pokok pinjaman", book.left_rp),
            ],
        ),
        ("Kolektibilitas", classes),
        (
            "Risiko",
            [
                Line("Pinjaman bermasalah (KL, D, M)", risk.non_performing_rp),
                Line("Bermasalah dibanding sisa pokok (NPL)", text=share_words(risk.non_performing)),
                Line("RPM: 50% KL + 75% D + 100% M", risk.rpm_rp),
                Line("RPM dibanding sisa pokok", text=share_words(risk.rpm)),
            ],
        ),
        ("Penyisihan", provision_lines(sheet)),
        (
            "Pendapatan",
            [
                Line("Jasa pinjaman diterima", flows.interest_rp),
                Line("Biaya diterima", flows.fee_rp),
                Line("Denda diterima", flows.penalty_rp),
                Line("Diterima sesudah hapus buku", flows.recovered_rp),
            ],
        ),
    ]


def report_sheet(report: LoanReport, *, place_name: str) -> Sheet:
    """Set a month's report as one table: a row for each line of each part."""
    return Sheet(
        name="Laporan pinjaman",
        title=f"Laporan pinjaman, {place_name}",
        source=f"{day(report.span.since)} sampai {day(report.span.until)}, menurut Guyub",
        columns=(
            Column("Bagian", width=20),
            Column("Uraian", width=34),
            Column("Pinjaman", Kind.QUANTITY, width=10),
            Column("Sisa pokok", Kind.RUPIAH),
            Column("Menunggak", Kind.RUPIAH),
            Column("Terlambat > 30 hari", Kind.RUPIAH),
            Column("Penyisihan", Kind.RUPIAH),
            Column("Jumlah", Kind.RUPIAH),
        ),
        rows=list(_report_rows(report)),
    )


def quarter_table(sheet: QuarterSheet, *, place_name: str, words: str) -> Sheet:
    """Set the quarter's sheet as a table."""
    rows: list[tuple[Any, ...]] = [
        (part, line.label, line.rp, line.text) for part, lines in quarter_lines(sheet) for line in lines
    ]
    return Sheet(
        name="Triwulan",
        title=f"Laporan pinjaman {words}, {place_name}",
        source=f"sampai {day(sheet.span.until)}. {UNSEEN}",
        columns=(
            Column("Bagian", width=18),
            Column("Uraian", width=42),
            Column("Rupiah", Kind.RUPIAH),
            Column("Angka", width=14),
        ),
        rows=rows,
    )


def _report_rows(report: LoanReport) -> Iterator[tuple[Any, ...]]:
    for one in report.book.classes:
        words = KOLEKTIBILITAS_WORDS[one.kolektibilitas]
        yield "Kolektibilitas", words, one.loans, one.left_rp, one.overdue_rp, None, one.provision_rp, None
    for row in report.portfolio.ageing.rows:
        yield "Umur", row.bucket.name, row.count, row.outstanding_rp, row.arrears_rp, None, None, None
    for part, rows in _cut(report):
        for cut in rows:
            yield part, cut.name, cut.loans, cut.left_rp, cut.overdue_rp, cut.risky_rp, None, None
    for line in flow_lines(report):
        yield "Arus", line.label, None, None, None, None, None, line.rp
    for line in provision_lines(report):
        yield "Penyisihan", line.label, None, None, None, None, None, line.rp


def _cut(report: LoanReport) -> tuple[tuple[str, list[PortfolioPart]], ...]:
    told = report.portfolio
    return (("Produk", told.products), ("RT", told.neighbourhoods), ("Petugas", told.officers))


def parts_shown(report: LoanReport) -> list[dict[str, Any]]:
    """Give the cuts of the book as tables of a page: the parts, and what of each is late for more than 30 days."""
    titles = {
        "Produk": ("h-produk", "Menurut produk"),
        "RT": ("h-rt", "Menurut RT"),
        "Petugas": ("h-petugas", "Menurut petugas"),
    }
    return [
        {
            "id": titles[part][0],
            "title": titles[part][1],
            "first": part,
            "rows": [(row, _risky(row)) for row in rows],
        }
        for part, rows in _cut(report)
    ]


def title_of(report: LoanReport) -> str:
    """Say the finding: how many loans, and how much is left."""
    book = report.book
    if not book.loans:
        return "Tidak ada pinjaman berjalan"
    return f"{number(book.loans)} pinjaman, sisa {rupiah(book.left_rp)}"


def _risky(row: PortfolioPart) -> str:
    return percent_words(row.risky_rp * MILLION // row.left_rp) if row.left_rp else "0%"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
