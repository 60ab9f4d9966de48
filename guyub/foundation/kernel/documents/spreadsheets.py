"""Tables out and in: XLSX and CSV that carry no formulas of others, and whatever tables people bring.

The only formulas are sums that the house writes itself (``Sum``), so that a statement's sheet goes on adding up.

A text that begins like a formula is harmless in our XLSX (it is stored as text) and gets an apostrophe in CSV, where
a spreadsheet would otherwise run it (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum
from xlsxwriter.utility import xl_rowcol_to_cell

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell that adds cells of its own column; in CSV, and beyond what a spreadsheet holds exactly, the amount alone.

    Args:
        amount: What they add up to.
        terms: Which rows, by their place among the sheet's rows from 0, each with its sign, 1 or -1.
    """

    amount: int
    terms: tuple[tuple[int, int], ...]


Cell = str | int | Decimal | date | Sum | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")  # full-width too
BOM = "\ufeff"
DELIMITERS = ",;\t|"

MOST_BYTES = 10_000_000
MOST_UNPACKED_BYTES = 200_000_000
MOST_ROWS = 50_000
MOST_SHEETS = 12
BLANK_LINES = 4  # a sheet with more lines than four times what is read is not read at all
MOST_COLUMNS = 200
LONGEST_CELL = 2_000


class Kind(StrEnum):
    """What a column holds; decides format and side."""

    TEXT = "text"
    RUPIAH = "rupiah"
    QUANTITY = "quantity"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """One column: its title, what it holds, its width in characters."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: rows hold a cell for each column; rupiah are whole numbers, percent are Decimal fractions."""

    name: str
    title: str
    source: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


class TableRefusedError(DomainError):
    """A table that was brought cannot be read. Facts: ``wrong`` (one of the words below), ``most`` where it is a limit.

    ``too_large``, ``too_many_rows``, ``too_many_columns``, ``cell_too_long``, ``not_a_table``, ``has_macros``,
    ``not_text``.
    """

    code: ClassVar[str] = "kernel.table.refused"


# -- out -----------------------------------------------------------------------------------------------------------

FORMATS = {
    Kind.TEXT: {},
    Kind.RUPIAH: {"num_format": "#,##0;(#,##0);0"},
    Kind.QUANTITY: {"num_format": "#,##0.###"},
    Kind.PERCENT: {"num_format": "0.0%"},
    Kind.DATE: {"num_format": "d mmm yyyy", "align": "left"},
}
# A spreadsheet's numbers have 15 digits; beyond, a number would change, so it goes as text.
LARGEST_EXACT = 10**15
FIRST_ROW = 4  # below title, source, a blank line and the header; from 0


def render_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Write sheets as a workbook: title and source on top, frozen header, filters, every text as text."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        # The same tables give the same bytes.
        book.set_properties({"title": sheets[0].title, "created": datetime(2025, 1, 1)})  # noqa: DTZ001  no moment
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})
        faint = book.add_format({"font_color": "#5b554d"})
        formats = {kind: book.add_format(properties) for kind, properties in FORMATS.items()}
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            page.write_string(0, 0, sheet.title, title)
            page.write_string(1, 0, f"Sumber: {sheet.source}", faint)
            last = FIRST_ROW - 1
            for place, column in enumerate(sheet.columns):
                page.set_column(place, place, column.width)
                page.write_string(3, place, column.title, bold)
            for last, row in enumerate(sheet.rows, FIRST_ROW):
                for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                    _write_cell(page, last, place, cell, formats[column.kind])
            page.autofilter(3, 0, last, len(sheet.columns) - 1)
            page.freeze_panes(4, 1)
    return buffer.getvalue()


def _write_cell(
    page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, style: object
) -> None:
    if isinstance(cell, Sum) and not (cell.terms and -LARGEST_EXACT < cell.amount < LARGEST_EXACT):
        cell = cell.amount
    if isinstance(cell, Sum):
        page.write_formula(row, column, _formula(column, cell.terms), style, cell.amount)
    elif cell is None:
        page.write_blank(row, column, None, style)
    elif isinstance(cell, str):
        page.write_string(row, column, cell, style)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, style)
    elif -LARGEST_EXACT < cell < LARGEST_EXACT:
        page.write_number(row, column, cell, style)
    else:
        page.write_string(row, column, str(cell), style)


def _formula(column: int, terms: Sequence[tuple[int, int]]) -> str:
    """Add cells of a column, neighbours of one sign as one range: ``=SUM(C6:C9)-C12``."""
    runs: list[list[int]] = []
    for place, sign in terms:
        if runs and runs[-1][1] + 1 == place and runs[-1][2] == sign:
            runs[-1][1] = place
        else:
            runs.append([place, place, sign])
    pieces = []
    for first, last, sign in runs:
        start, end = (xl_rowcol_to_cell(place + FIRST_ROW, column) for place in (first, last))
        pieces.append(("-" if sign < 0 else "+") + (start if start == end else f"SUM({start}:{end})"))
    return "=" + "".join(pieces).removeprefix("+")


def render_csv(*, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table as CSV for Indonesian spreadsheets: UTF-8 with BOM, semicolons, decimal comma, ISO dates."""
    text = io.StringIO(BOM)
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(title) for title in titles])
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return text.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Sum():
            return str(cell.amount)
        case str():
            return harmless(cell)
        case Decimal():
            return format(cell, "f").replace(".", ",")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


# -- in ------------------------------------------------------------------------------------------------------------


def read_table(content: bytes) -> list[list[str]]:
    """Read a table as ``read_lines`` does, without the numbers of its lines."""
    return [row for _, row in read_lines(content)]


def read_lines(content: bytes) -> list[tuple[int, list[str]]]:
    """Read the first sheet of an XLSX, XLS or ODS, or a CSV with any usual delimiter: line number and cells as text.

    Lines are counted from 1 as the spreadsheet shows them; blank ones are left out. Whole numbers lose the ``.0`` that
    spreadsheets add, dates become ISO dates. A number of more than 15 digits (a NIK typed as a number) was already
    rounded by the spreadsheet: a workbook's comes as ``3.57303410590000E+15``, a CSV's as it stands; whoever reads it
    must check.

    Raises:
        TableRefusedError: The file is no table, holds macros, or goes beyond a limit of this module.
    """
    return read_sheets(content, only_first=True)[0].lines


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet that was read.

    Args:
        name: As its tab says; "" for a CSV.
        lines: Numbered lines that are not blank, as of ``read_lines``.
        merged: Cells that are one on the screen: first line, first column, last line, last column; lines from 1 as
            in ``lines``, columns from 0. Only the first of them holds the text. Not known of ODS.
    """

    name: str
    lines: list[tuple[int, list[str]]]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_sheets(content: bytes, *, only_first: bool = False, most_rows: int = MOST_ROWS) -> list[SheetRead]:
    """Read the first twelve sheets of a workbook, or a CSV as one sheet; everything else as ``read_lines``.

    Args:
        content: The file.
        only_first: Leave the other sheets alone.
        most_rows: How many lines that are not blank a sheet may have.

    Raises:
        TableRefusedError: The file is no table, holds macros, or goes beyond a limit of this module.
    """
    if len(content) > MOST_BYTES:
        raise TableRefusedError(wrong="too_large", most=MOST_BYTES)
    is_workbook = content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    if is_workbook:
        return [
            SheetRead(name, _kept(rows, most_rows), merged)
            for name, rows, merged in _workbook(content, 1 if only_first else MOST_SHEETS, most_rows)
        ]
    return [SheetRead("", _kept(_csv_rows(content), most_rows))]


def _kept(rows: list[list[str]], most_rows: int) -> list[tuple[int, list[str]]]:
    kept = [(line, row) for line, row in enumerate(rows, 1) if any(row)]
    if len(kept) > most_rows:
        raise TableRefusedError(wrong="too_many_rows", most=most_rows)
    if any(len(row) > MOST_COLUMNS for _, row in kept):
        raise TableRefusedError(wrong="too_many_columns", most=MOST_COLUMNS)
    if any(len(cell) > LONGEST_CELL for _, row in kept for cell in row):
        raise TableRefusedError(wrong="cell_too_long", most=LONGEST_CELL)
    return kept


def _workbook(
    content: bytes, most_sheets: int, most_rows: int
) -> list[tuple[str, list[list[str]], tuple[tuple[int, int, int, int], ...]]]:
    if content.startswith(b"PK"):
        _check_archive(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        read = []
        tables = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        for name in tables[:most_sheets]:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > most_rows * BLANK_LINES:
                raise TableRefusedError(wrong="too_many_rows", most=most_rows)
            rows = sheet.to_python(skip_empty_area=False)
            merged = tuple(
                (top + 1, left, bottom + 1, right)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            read.append((name, [[_text(cell) for cell in row] for row in rows], merged))
    except (CalamineError, OSError, ValueError) as error:
        raise TableRefusedError(wrong="not_a_table") from error
    if not read:  # charts alone
        raise TableRefusedError(wrong="not_a_table")
    return read


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise TableRefusedError(wrong="not_a_table") from error
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        raise TableRefusedError(wrong="too_large", most=MOST_UNPACKED_BYTES)
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise TableRefusedError(wrong="has_macros")


def _text(cell: object) -> str:
    if isinstance(cell, float) and abs(cell) >= LARGEST_EXACT:
        return f"{cell:.14E}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def _csv_rows(content: bytes) -> list[list[str]]:
    # Some programs write "Unicode text": UTF-16, which its first two bytes tell.
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not is_utf16:
        raise TableRefusedError(wrong="not_text")
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        if is_utf16:
            raise TableRefusedError(wrong="not_text") from error
        text = content.decode("cp1252", errors="replace")
    delimiter = _delimiter(text)
    try:
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
        ]
    except csv.Error as error:
        raise TableRefusedError(wrong="not_a_table") from error


def _delimiter(text: str) -> str:
    """Find the delimiter on which most of the first lines agree: a title above the table must not decide."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:10]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = Counter(filter(None, (line.count(delimiter) for line in lines)))
        return max(((agreeing, count) for count, agreeing in counts.items()), default=(0, 0))

    return max(DELIMITERS, key=agreement)
