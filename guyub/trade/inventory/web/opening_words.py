"""What is said of a brought table of goods: notes on its lines, what lies there, what columns mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.intake.web import words
from guyub.foundation.kernel.documents.spreadsheets import Column, Sheet
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.catalogue import CATEGORIES, CATEGORY_OF
from guyub.trade.inventory.domain.opening_fields import HELD_BY, TITLES
from guyub.trade.inventory.domain.opening_shapes import NewProduct
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.domain.units import quantity_words
from guyub.trade.inventory.web.goods_pages import METHOD_WORDS
from guyub.trade.inventory.web.opening_notes import NOTE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from guyub.foundation.intake.domain.notes import Note
    from guyub.foundation.intake.services.tables import Opened
    from guyub.foundation.intake.web.words import NoteLine
    from guyub.trade.inventory.domain.opening_shapes import BroughtGoods, GoodsReading

MOST_OF_A_KIND = 5


def _line(number: str) -> str:
    return f"Baris {number}"


def _perhaps(name: str) -> str:
    return f"Mungkin {name}"


def _most(letters: str) -> str:
    return f"Paling panjang {letters} huruf"


_SUGGESTIONS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("code_twice", "name_twice", "barcode_twice", "product_twice"), _line),
    **dict.fromkeys(("category_unknown", "unit_unknown", "good_unknown"), _perhaps),
    "too_long": _most,
    "barcode_check": lambda gtin: f"Seharusnya {gtin}",
    **dict.fromkeys(("barcode_other", "code_other"), lambda name: f"Punya {name}"),
    "barcode_unit": lambda unit: f"Satuan {unit}",
    "qty_unit": lambda unit: f"Satuan {unit}",
    "qty_doubtful": lambda unit: f"Dalam {unit}",
    "unit_other": lambda units: f"Satuannya {units}",
    "unit_needed": lambda units: f"Satuannya {units}",
    "other_name": lambda name: f"Di daftar barang: {name}",
    "other_code": lambda code: f"Di daftar barang: {code}",
    "value_other": lambda rp: f"Menurut harga beli {rupiah(int(rp))}",
    "above_ceiling": lambda rp: f"Paling tinggi {rupiah(int(rp))}",
    "above_reference": lambda rp: f"Acuannya {rupiah(int(rp))}",
    "content_needed": lambda good: f"Barang aturan {good}",
    "units_many": lambda most: f"Paling banyak {most} satuan",
    **dict.fromkeys(
        (
            *("units_name", "units_twice", "units_unknown", "units_loop", "units_count", "units_fraction"),
            *("units_large", "units_base"),
        ),
        lambda unit: f"Satuan {unit}",
    ),
}
# What each column means, for the sheet of explanations.
FIELD_HELP: Mapping[str, str] = {
    "code": "Kode barang di toko Anda, huruf dan angka, paling panjang 20. Kosong: diberi nomor berikutnya.",
    "name": "Nama barang, 3 sampai 80 huruf. Yang sudah ada di daftar barang hanya mendapat stok.",
    "category": f"Salah satu dari: {'; '.join(one.name for one in CATEGORIES)}. Kosong: Barang lain.",
    "unit": "Satuan terkecil yang dijual: bungkus, botol, kg, liter. Barang curah ditulis kg atau liter. Kosong: buah.",
    "others": "Satuan lain dan isinya: 1 karton = 24 bungkus; 1 renteng = 6 bungkus.",
    **{code: f"Isi satu {name} dalam satuan di kolom Satuan, misalnya 24." for code, name in HELD_BY.items()},
    "barcode": "Nomor di bawah garis-garis. Beberapa nomor dipisah titik koma; milik satuan lain disebut satuannya.",
    "qty": "Yang ada pada hari saldo awal: 27, atau 2 karton 3 bungkus, atau 12,5. Habis: 0.",
    "cost": "Harga beli satu satuan di kolom Satuan, rupiah. Barang cuma-cuma: tulis gratis.",
    "value": "Nilai stok seluruhnya, rupiah. Bila diisi, ini yang dipakai.",
    "price": "Harga jual untuk semua pembeli per satuan di kolom Satuan, rupiah bulat. Kosong: belum ada harga.",
    "member_price": "Harga untuk anggota. Kosong: sama dengan harga jual.",
    "least": "Pesan lagi bila stok kurang dari ini.",
    "batch": "Nomor kemasan yang tercetak, untuk barang yang kedaluwarsa.",
    "expires": "Tanggal kedaluwarsa: 31/08/2027, 31 Agustus 2027, atau 08/2027.",
    "method": "Cara menghitung harga pokok: rata-rata atau FIFO. Kosong: rata-rata.",
    "good": f"Bila harganya diatur: {'; '.join(one.title for one in REGULATED.values())}.",
    "content": "Isi satu kemasan: 900 ml, 5 kg. Wajib untuk barang aturan yang dijual per kemasan.",
}


@dataclass(frozen=True, slots=True)
class KindLine(Row):
    """How often one thing is not right."""

    what: str
    count: int
    is_error: bool


@dataclass(frozen=True, slots=True)
class GoodsLine(Row):
    """One product as taking it in would keep it; whole rupiah."""

    line: int
    name: str
    is_new: bool
    about: str
    quantity: str
    value_rp: int
    price_rp: int
    member_price_rp: int
    unit: str
    batch: str


# The title of the page of a table that cannot be taken in yet.
HEADS: Mapping[str, str] = {
    "lacking": "Kolom nama belum ketemu",
    "nothing": "Tidak ada barang di tabel ini",
    "location": "Di mana barangnya?",
    "unopened": "Buku belum dimulai",
    "": "Nilainya lebih daripada saldo awal",
}


def note_line(note: Note) -> NoteLine:
    """Put a note into words."""
    return words.note_line(note, words=NOTE_WORDS, titles=TITLES, suggestions=_SUGGESTIONS)


def kind_lines(reading: GoodsReading) -> list[KindLine]:
    """Say how often each thing is not right: what keeps lines out first, the most frequent first."""
    found = [
        KindLine(NOTE_WORDS[wrong][0], count, is_error) for (wrong, is_error), count in reading.kinds.items()
    ]
    return sorted(found, key=lambda one: (not one.is_error, -one.count, one.what))


def goods_line(row: BroughtGoods) -> GoodsLine:
    """Say how a product will stand: what it is, how much of it lies there, what it costs."""
    product, stock = row.product, row.stock
    batch = stock.batch
    if stock.expires_on:
        mark = "" if batch == stock.expires_on.isoformat() else f"{batch}, "
        batch = f"{mark}kedaluwarsa {day(stock.expires_on)}"
    new = product if isinstance(product, NewProduct) else None
    return GoodsLine(
        row.line,
        product.name,
        new is not None,
        _about(new) if new else f"kode {product.code}, sudah ada",
        quantity_words(stock.qty, units=product.units) if stock.qty else "",
        stock.value_rp,
        new.price_rp if new else 0,
        new.member_price_rp if new else 0,
        new.usual if new else product.base_unit,
        batch,
    )


def _about(product: NewProduct) -> str:
    """Say what a new product is: ``Makanan ringan dan siap saji; karton isi 40 bungkus; rata-rata``."""
    held = [
        f"{name} isi {quantity_words(size, units=_without(product.units, name))}"
        for name, size in product.units.items()
        if name not in {product.base_unit, product.usual}
    ]
    parts = [
        f"kode {product.code}" if product.code else "",
        CATEGORY_OF[product.category].name,
        *held,
        METHOD_WORDS[product.method.value],
        REGULATED[product.good].title if product.good else "",
    ]
    return "; ".join(part for part in parts if part)


def _without(units: Mapping[str, int], name: str) -> dict[str, int]:
    return {other: size for other, size in units.items() if other != name}


def few_of_each(notes: Iterable[Note]) -> list[Note]:
    """Give the first notes of each kind, in their order: a page of one sentence helps nobody."""
    seen: Counter[tuple[str, str]] = Counter()
    shown = []
    for note in notes:
        seen[note.field, note.wrong] += 1
        if seen[note.field, note.wrong] <= MOST_OF_A_KIND:
            shown.append(note)
    return shown


def beside_sheet(opened: Opened, lines: Sequence[NoteLine]) -> list[Sheet]:
    """Give the lines that are not right as they stand in the table, with the reason beside each."""
    reasons: dict[int | str, list[str]] = {}
    for line in lines:
        said = f"{line.field}: {line.what}" if line.field else line.what
        reasons.setdefault(line.line, []).append(f"{said} ({line.suggestion})" if line.suggestion else said)
    titles = opened.header.columns
    sheet = Sheet(
        name="Baris dan alasannya",
        title="Baris yang belum benar, seperti di tabel",
        source="pemeriksaan Guyub, tanpa memasukkan apa pun",
        columns=[
            Column("Baris", width=8),
            Column("Alasan", width=60),
            *(Column(title or f"Kolom {at}", width=18) for at, title in enumerate(titles, 1)),
        ],
        rows=[
            (number, "; ".join(reasons[number]), *[*cells, *[""] * len(titles)][: len(titles)])
            for number, cells in opened.lines
            if number in reasons
        ],
    )
    return [sheet]
