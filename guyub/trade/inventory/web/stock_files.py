"""Stock as people take it away: tables, and sheets of paper that are signed or written on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number
from guyub.trade.inventory.web.stock_words import CAUSE_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.trade.inventory.selectors.cards import Card
    from guyub.trade.inventory.selectors.counts import CountSeen
    from guyub.trade.inventory.selectors.moves_book import MoveRow
    from guyub.trade.inventory.selectors.transfers import TransferLineRow, TransferRow
    from guyub.trade.inventory.selectors.unit_words import ProductWords
    from guyub.trade.inventory.selectors.valuation import Valuation

_T = "left"


def sheet_pdf(
    head: Mapping[str, Any],
    *,
    title: str,
    facts: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str, str]],
    rows: Sequence[Sequence[str]],
    paper: str,
    sums: Sequence[Sequence[str]] = (),
    notes: Sequence[str] = (),
    signers: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Set a sheet of stock on paper: facts, one table, notes, who signs.

    Args:
        head: Of ``letterhead_of``.
        title: Its title.
        facts: Label and value.
        columns: Label, side (``left``, ``right``), width (``wide``, ``auto``).
        rows: Their cells.
        paper: ``a4`` or ``f4``.
        sums: Rows that stand below.
        notes: Sentences below the table.
        signers: Role and name; an empty name is a line to write on.
    """
    payload = {
        "who": head["who"],
        "where": head["where"],
        "printed": head["printed"],
        "title": title,
        "paper": paper,
        "facts": [list(fact) for fact in facts],
        "columns": [{"label": label, "align": side, "width": width} for label, side, width in columns],
        "rows": [list(row) for row in rows],
        "sums": [list(row) for row in sums],
        "notes": list(notes),
        "signers": [{"role": role, "name": name} for role, name in signers],
    }
    return render_pdf(template="inventory/stock_sheet.typ", payload=payload, is_example=settings.IS_DEMO)


def card_pdf(
    head: Mapping[str, Any],
    product: ProductWords,
    card: Card,
    *,
    facts: Sequence[tuple[str, str]],
    paper: str,
) -> bytes:
    """Set a stock card on paper, the oldest move first."""
    rows = [["", "Sisa sebelumnya", "", "", product.words(card.before_qty), number(card.before_rp)]]
    rows += [
        [
            day(move.on),
            CAUSE_WORDS[move.cause] + (f", {move.note}" if move.note else ""),
            product.words(move.qty) if move.qty > 0 else "",
            product.words(-move.qty) if move.qty < 0 else "",
            product.words(move.left_qty),
            number(move.left_rp),
        ]
        for move in reversed(card.moves)
    ]
    columns = (
        ("Tanggal", _T, "auto"),
        ("Kejadian", _T, "wide"),
        ("Masuk", "right", "auto"),
        ("Keluar", "right", "auto"),
        ("Sisa", "right", "auto"),
        ("Nilai", "right", "auto"),
    )
    title = f"Kartu stok {product.name}"
    return sheet_pdf(head, title=title, facts=facts, columns=columns, rows=rows, paper=paper)


def card_sheet(product: ProductWords, card: Card, *, source: str) -> Sheet:
    """Give a stock card as a table, the oldest move first."""
    unit = next(name for name, size in product.units.items() if size == 1)
    return Sheet(
        name="Kartu stok",
        title=f"Kartu stok {product.name}",
        source=source,
        columns=(
            Column("Tanggal", Kind.DATE),
            Column("Tanggal buku", Kind.DATE),
            Column("Kejadian"),
            Column("Tempat"),
            Column("Catatan"),
            Column(f"Banyaknya ({unit})", Kind.QUANTITY),
            Column("Nilai", Kind.RUPIAH),
            Column(f"Sisa ({unit})", Kind.QUANTITY),
            Column("Nilai sisa", Kind.RUPIAH),
            Column("Dicatat oleh"),
        ),
        rows=[
            [
                move.on, move.booked_on, CAUSE_WORDS[move.cause], move.location, move.note, move.qty, move.value_rp,
                move.left_qty, move.left_rp, move.person,
            ]
            for move in reversed(card.moves)
        ],
    )  # fmt: skip


def valuation_sheet(told: Valuation, words: Mapping[Any, ProductWords], *, source: str) -> Sheet:
    """Give the worth of stock on a day as a table, product by product."""
    return Sheet(
        name="Nilai stok",
        title=f"Nilai stok per {day(told.on)}",
        source=source,
        columns=(Column("Kode"), Column("Barang"), Column("Banyaknya"), Column("Nilai", Kind.RUPIAH)),
        rows=[
            [
                one.code,
                one.name,
                words[one.id].words(one.qty) if one.id in words else number(one.qty),
                one.value_rp,
            ]
            for one in told.products
        ],
    )


def moves_sheet(rows: Sequence[MoveRow], *, source: str) -> Sheet:
    """Give moves of goods as a table."""
    return Sheet(
        name="Gerak barang",
        title="Gerak barang",
        source=source,
        columns=(
            Column("Nomor", Kind.QUANTITY),
            Column("Tanggal", Kind.DATE),
            Column("Kejadian"),
            Column("Barang"),
            Column("Tempat"),
            Column("Banyaknya"),
            Column("Nilai", Kind.RUPIAH),
            Column("Catatan"),
        ),
        rows=[
            [
                row.seq,
                row.on,
                CAUSE_WORDS[row.cause],
                row.product,
                row.location,
                row.words,
                row.value_rp,
                row.note,
            ]
            for row in rows
        ],
    )


def transfer_pdf(
    head: Mapping[str, Any], row: TransferRow, lines: Sequence[TransferLineRow], *, paper: str
) -> bytes:
    """Set the letter on paper that goes along with goods, ready to sign on both ends."""
    columns = (
        ("No.", "right", "auto"),
        ("Barang", _T, "wide"),
        ("Dikirim", "right", "auto"),
        ("Diterima", "right", "auto"),
        ("Keterangan", _T, "wide"),
    )
    rows = [
        [
            str(at),
            line.name,
            line.sent,
            "" if row.is_open else line.received,
            f"hilang {line.lost}" if line.lost else "",
        ]
        for at, line in enumerate(lines, start=1)
    ]
    facts = [
        ("Nomor", row.number),
        ("Dari", row.giver),
        ("Ke", row.taker),
        ("Dikirim", f"{day(row.sent_on)}, {row.sent_by}"),
    ]
    if row.note:
        facts.append(("Catatan", row.note))
    return sheet_pdf(
        head,
        title="Surat pindah barang",
        facts=facts,
        columns=columns,
        rows=rows,
        paper=paper,
        notes=["Penerima menghitung barang dan menulis yang kurang atau rusak di kolom keterangan."],
        signers=[("Yang mengirim", row.sent_by), ("Yang membawa", ""), ("Yang menerima", row.ended_by)],
    )


def count_blank_pdf(head: Mapping[str, Any], seen: CountSeen, *, paper: str) -> bytes:
    """Set the sheet on paper on which somebody counts: products without what the books say."""
    columns = (
        ("No.", "right", "auto"),
        ("Kode", _T, "auto"),
        ("Barang", _T, "wide"),
        ("Satuan", _T, "auto"),
        ("Hasil hitung", _T, "wide"),
    )
    rows = [
        [str(at), line.code, line.name, ", ".join(line.words.unit_names[:3]), ""]
        for at, line in enumerate(seen.lines, start=1)
    ]
    return sheet_pdf(
        head,
        title=f"Lembar hitung stok {seen.count.number}",
        facts=[
            ("Tempat", seen.count.location),
            ("Yang dihitung", seen.count.what),
            ("Hitungan ke", "1 / 2 / 3"),
        ],
        columns=columns,
        rows=rows,
        paper=paper,
        notes=[
            "Hitung sendiri tanpa melihat hitungan orang lain. Tulis jam pada barang yang dihitung saat gerai buka."
        ],
        signers=[("Yang menghitung", "")],
    )


def count_result_pdf(head: Mapping[str, Any], seen: CountSeen, *, paper: str) -> bytes:
    """Set the result of a count on paper: what differed from the books, ready to sign."""
    columns = (
        ("Barang", _T, "wide"),
        ("Hitungan 1", "right", "auto"),
        ("Hitungan 2", "right", "auto"),
        ("Hitungan 3", "right", "auto"),
        ("Selisih", "right", "auto"),
        ("Nilai", "right", "auto"),
    )
    rows = []
    for line in seen.differing:
        counted = {turn: qty for turn, qty, _, _ in line.turns}
        value = number(line.value_rp) if line.value_rp is not None else ""
        rows.append([line.name, *(counted.get(turn, "") for turn in (1, 2, 3)), line.difference_words, value])
    facts = [
        ("Nomor", seen.count.number),
        ("Tempat", seen.count.location),
        ("Yang dihitung", f"{seen.count.what}, {number(len(seen.lines))} barang"),
        ("Dimulai", f"{day(seen.count.begun_on)}, {seen.count.begun_by}"),
    ]
    if seen.count.ended_on:
        facts.append(("Diputus", f"{day(seen.count.ended_on)}, {seen.count.ended_by}"))
    if seen.count.reason:
        facts.append(("Sebab", seen.count.reason))
    return sheet_pdf(
        head,
        title="Berita acara hitung stok",
        facts=facts,
        columns=columns,
        rows=rows or [["Semua barang cocok dengan buku", "", "", "", "", ""]],
        paper=paper,
        signers=[("Yang menghitung", ""), ("Yang menghitung", ""), ("Mengetahui, ketua", "")],
    )
