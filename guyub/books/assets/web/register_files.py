"""The list of assets as people take it away: PDF to sign, a sheet, and labels to stick on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from guyub.books.ledger.web.statement_files import ACCOUNT_ROW, TOTAL_ROW, book_pdf, paper_of, shape_of
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.qr import qr_svg
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.books.assets.selectors.register import AssetRow, LentRow
    from guyub.books.ledger.web.statement_files import Cover


def register_answer(
    request: HttpRequest, rows: Sequence[AssetRow], lent: Sequence[LentRow], cover: Cover, *, anchor: str
) -> HttpResponse:
    """Hand the list over in the shape that the address asks for."""
    if shape_of(request) == "pdf":
        return pdf_answer(_pdf(rows, lent, cover, paper=paper_of(request), anchor=anchor), stem=cover.stem)
    return table_answer(request, _sheet(rows, cover), _lent_sheet(lent, cover), stem=cover.stem)


def labels_pdf(labels: Sequence[tuple[str, str, str]], *, who: str, paper: str) -> bytes:
    """Set labels on paper: number, name and the address that the QR code leads to."""
    payload = {
        "who": who,
        "paper": paper,
        "is_example": settings.IS_DEMO,
        "labels": [
            {"number": number_, "name": name, "qr": qr_svg(address, title=number_)}
            for number_, name, address in labels
        ],
    }
    return render_pdf(template="assets/labels.typ", payload=payload, is_example=settings.IS_DEMO)


def _pdf(
    rows: Sequence[AssetRow], lent: Sequence[LentRow], cover: Cover, *, paper: str, anchor: str
) -> bytes:
    cells = [
        (
            ACCOUNT_ROW,
            [
                row.number,
                f"{row.name}{', ' if row.location else ''}{row.location}",
                row.class_words,
                day(row.acquired_on),
                number(row.cost_rp),
                number(row.lost_rp),
                number(row.value_rp),
            ],
        )
        for row in rows
    ]
    sums = [sum(getattr(row, field) for row in rows) for field in ("cost_rp", "lost_rp", "value_rp")]
    cells.append((TOTAL_ROW, ["", "Jumlah", "", "", *map(number, sums)]))
    if lent:
        cells.append(("section", ["Pinjam pakai, di luar neraca (nilai untuk asuransi)"]))
        cells += [
            (
                ACCOUNT_ROW,
                [row.number, f"{row.name} ({row.quantity})", row.lender, day(row.lent_on), "", "",
                 number(row.insured_rp)],
            )
            for row in lent
        ]  # fmt: skip
    return book_pdf(
        cover,
        title="Daftar aset",
        columns=[
            ("Nomor", "left", "auto"),
            ("Aset", "left", "wide"),
            ("Jenis", "left", "auto"),
            ("Diperoleh", "left", "auto"),
            ("Harga", "right", "auto"),
            ("Penyusutan", "right", "auto"),
            ("Nilai", "right", "auto"),
        ],
        rows=cells,
        amounts=3,
        anchor=anchor,
        paper=paper,
    )


def _sheet(rows: Sequence[AssetRow], cover: Cover) -> Sheet:
    return Sheet(
        name="Aset",
        title=f"Daftar aset {cover.who}",
        source=f"Guyub, {cover.period}",
        columns=(
            Column("Nomor", width=10),
            Column("Nama aset", width=30),
            Column("Jenis", width=20),
            Column("Tanggal perolehan", Kind.DATE, 14),
            Column("Harga", Kind.RUPIAH),
            Column("Nilai sisa", Kind.RUPIAH),
            Column("Sudah disusutkan", Kind.RUPIAH),
            Column("Nilai sekarang", Kind.RUPIAH),
            Column("Unit", width=18),
            Column("Gerai", width=20),
            Column("Tempat", width=20),
            Column("Nomor seri", width=16),
            Column("Asal", width=16),
        ),
        rows=[
            (row.number, row.name, row.class_words, row.acquired_on, row.cost_rp, row.residual_rp, row.lost_rp,
             row.value_rp, row.unit, row.outlet, row.location, row.serial, row.source_words)
            for row in rows
        ],
    )  # fmt: skip


def _lent_sheet(lent: Sequence[LentRow], cover: Cover) -> Sheet:
    return Sheet(
        name="Pinjam pakai",
        title=f"Barang pinjam pakai {cover.who}",
        source=f"Guyub, {cover.period}",
        columns=(
            Column("Nomor", width=10),
            Column("Nama", width=30),
            Column("Jumlah", Kind.QUANTITY, 10),
            Column("Pemilik", width=24),
            Column("Dokumen", width=20),
            Column("Sejak", Kind.DATE, 14),
            Column("Sampai", Kind.DATE, 14),
            Column("Keadaan", width=20),
            Column("Nilai asuransi", Kind.RUPIAH),
            Column("Tempat", width=20),
        ),
        rows=[
            (row.number, row.name, row.quantity, row.lender, row.document, row.lent_on, row.due_on, row.condition,
             row.insured_rp, row.outlet or row.location)
            for row in lent
        ],
    )  # fmt: skip
