"""Handing over files that the house makes: tables as XLSX or CSV, documents as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponse

from guyub.foundation.kernel.documents.spreadsheets import render_csv, render_xlsx
from guyub.foundation.kernel.services.file_contents import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

    from guyub.foundation.kernel.documents.spreadsheets import Cell, Sheet
    from guyub.foundation.kernel.models import StoredFile

A_YEAR_S = 31_536_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_answer(request: HttpRequest, sheet: Sheet, *more: Sheet, stem: str) -> HttpResponse:
    """Hand a table over: CSV where the address says ``?bentuk=csv``, XLSX otherwise.

    Args:
        request: Whose address names the form.
        sheet: What it holds; rows may be read once only.
        more: Further sheets of the XLSX; a CSV holds the first alone.
        stem: The file's name without its ending.
    """
    if request.GET.get("bentuk") == "csv":
        return csv_answer(titles=[column.title for column in sheet.columns], rows=sheet.rows, stem=stem)
    return _handed(render_xlsx([sheet, *more]), XLSX, f"{stem}.xlsx")


def csv_answer(*, titles: Sequence[str], rows: Iterable[Sequence[Cell]], stem: str) -> HttpResponse:
    """Hand rows over as CSV that carries no formulas."""
    return _handed(render_csv(titles=titles, rows=rows), "text/csv; charset=utf-8", f"{stem}.csv")


def pdf_answer(content: bytes, *, stem: str) -> HttpResponse:
    """Hand a PDF over, to be shown in the browser."""
    response = _handed(content, "application/pdf", f"{stem}.pdf")
    response["Content-Disposition"] = f'inline; filename="{stem}.pdf"'
    return response


def file_answer(file: StoredFile) -> HttpResponse:
    """Send a kept document to whom the caller has let in.

    Pictures are shown, the rest is handed over; nothing in it may run here or reach out. A public one may be kept by
    caches for a year, since its content never changes; a private one by none.

    Raises:
        ContentLostError: Its content is missing or was changed on disk.
    """
    content = content_of(file.sha256, is_public=file.is_public)
    response = HttpResponse(content, content_type=file.media_type)
    shown = "inline" if file.media_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(file.original_name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    kept = f"public, max-age={A_YEAR_S}, immutable" if file.is_public else "private, no-store"
    response["Cache-Control"] = kept
    return response


def _handed(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
