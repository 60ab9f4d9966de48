"""How shops write goods in a spreadsheet: units, what they hold, quantities, costs, expiry. Nothing doubtful is taken.

Each reader gives what it read, or None for what it cannot.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from guyub.community.cooperatives.domain.cells import MONTH_NUMBERS
from guyub.community.members.domain.import_cells import LARGEST_RP, any_day, rupiah
from guyub.foundation.intake.domain.titles import title_key
from guyub.trade.inventory.domain.catalogue import BASE_UNITS, CATEGORIES, CATEGORY_OF
from guyub.trade.inventory.domain.costing import CostMethod
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.domain.units import SPELLINGS, UnitTold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from guyub.trade.inventory.domain.catalogue import Category

_PIECE = "buah"
FREE = frozenset(("gratis", "hadiah", "bonus", "cuma cuma", "tanpa harga"))
# As people shorten the names of units; what a product calls its unit itself comes first.
_SPELT: Mapping[str, str] = {
    **dict.fromkeys(
        ("pcs", "pc", "bh", "biji", "bj", "unit", "ea", "each", "pieces", "piece", "buah"), "buah"
    ),
    **dict.fromkeys(("bks", "bgks", "bkus", "bungkus"), "bungkus"),
    **dict.fromkeys(("pack", "pck", "pk", "paket", "pax"), "pak"),
    **dict.fromkeys(("btl", "bt", "botol"), "botol"),
    **dict.fromkeys(("klg", "kal"), "kaleng"),
    **dict.fromkeys(("sct", "saset", "sachet", "sachets", "scht"), "sachet"),
    **dict.fromkeys(("btr",), "butir"),
    **dict.fromkeys(("ikt",), "ikat"),
    **dict.fromkeys(("lbr", "lmbr"), "lembar"),
    **dict.fromkeys(("tbg", "tab"), "tabung"),
    **dict.fromkeys(("gln",), "galon"),
    **dict.fromkeys(("sak", "zak", "krg", "karung"), "karung"),
    **dict.fromkeys(("dos", "doos", "kardus", "box", "boks", "dus"), "dus"),
    **dict.fromkeys(("ctn", "krt", "crt", "carton", "kartun"), "karton"),
    **dict.fromkeys(("psg",), "pasang"),
    **dict.fromkeys(("btg",), "batang"),
    **dict.fromkeys(("roll", "gulung"), "rol"),
    **dict.fromkeys(("tbl", "tablet"), "tablet"),
    **dict.fromkeys(("prs",), "porsi"),
    **dict.fromkeys(("rtg", "rentang"), "renteng"),
    **dict.fromkeys(("lsn", "dozen", "dosin"), "lusin"),
}
# Of these a shelf is counted by the gram or millilitre, whatever the list calls its unit.
_MEASURED: Mapping[str, str] = {
    **dict.fromkeys(("gram", "ons", "kg", "kuintal", "ton"), "gram"),
    **dict.fromkeys(("ml", "liter"), "ml"),
}
_METHODS: Mapping[str, CostMethod] = {
    **dict.fromkeys(
        (
            "rata rata",
            "rata",
            "rata2",
            "average",
            "avg",
            "rata rata bergerak",
            "moving average",
            "rata rata tertimbang",
        ),
        CostMethod.AVERAGE,
    ),
    **dict.fromkeys(
        ("fifo", "mpkp", "masuk pertama keluar pertama", "pertama masuk pertama keluar"), CostMethod.FIFO
    ),
}
_CATEGORY_KEYS: Mapping[str, tuple[str, ...]] = {
    "SEMBAKO": ("bahan pokok", "sembilan bahan pokok", "beras", "minyak", "gula"),
    "SEGAR": ("sayur", "sayuran", "buah", "daging", "telur", "ikan", "segar", "bahan segar"),
    "BUMBU": ("bumbu", "bahan kue", "bumbu dapur", "kecap dan saus"),
    "MINUMAN": ("minuman", "kopi", "teh", "susu", "minuman kemasan"),
    "MAKANAN": ("makanan", "snack", "makanan ringan", "camilan", "mie instan", "jajanan", "makanan kemasan"),
    "RUMAH": ("sabun", "kebersihan", "rumah tangga", "deterjen", "perlengkapan rumah", "kosmetik"),
    "BAYI": ("bayi", "popok", "ibu dan anak", "ibu bayi"),
    "LPG": ("gas", "elpiji", "gas lpg", "lpg 3 kg"),
    "AIR": ("air", "galon", "air galon", "air minum", "amdk"),
    "OBAT": ("obat", "obat obatan", "kesehatan", "apotek", "farmasi"),
    "TANI": ("pupuk", "pertanian", "sarana tani", "saprotan", "tani"),
    "UMKM": ("umkm", "titipan", "produk warga", "produk umkm", "konsinyasi"),
    "LAIN": ("lain", "lain lain", "lainnya", "atk", "alat tulis", "umum", "rokok"),
}
CATEGORY_NAMES: Mapping[str, Category] = {
    title_key(key): CATEGORY_OF[one.code]
    for one in CATEGORIES
    for key in (one.code, one.name, *_CATEGORY_KEYS[one.code])
}
GOOD_NAMES: Mapping[str, str] = {
    title_key(written): key for key, good in REGULATED.items() for written in (key, good.title)
}
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"
_HOLDS = re.compile(
    rf"(?:1\s+|1\s*(?=[a-z]))?(?P<name>[a-z]+(?:[ -][a-z]+)*?)\s*(?:=|:|@|\bisi\b|\s)\s*"
    rf"(?P<count>{_NUMBER})\s*(?P<of>[a-z]+(?:[ -][a-z]+)*)?\.?"
)
_PARTS = re.compile(r"[;\n|+]|,(?!\d)")
_CODES = re.compile(r"[;,/\n|+]")
_BARCODE = re.compile(
    r"(?P<before>[^\W\d_]+)?[\s:=]*(?P<code>\d[\d\s-]*\d)(?:\s*\(?(?P<after>[^\W\d_]+)\)?)?"
)
_POINT = re.compile(r"(?<![\d.,])(\d+)\.(\d+)(?![\d.,])")
_DOUBTFUL = re.compile(r"[1-9]\d{0,2}\.\d{3}(?:\s*[a-z]+)?")
_COST = re.compile(
    r"(?:rp\.?\s*)?(?:(?P<whole>\d+)\.(?P<rest>\d{1,16})|(?P<dotted>\d{1,3}(?:\.\d{3})+|\d+),(?P<after>\d{1,16}))"
)
_MONTHS = {**MONTH_NUMBERS, "agt": 8, "agst": 8}
_MONTH = re.compile(r"(\d{1,2}|[a-z]+)\.?[\s/.\-]+(\d{4}|\d{2})")


class Base(NamedTuple):
    """In what a product is counted, and in what its list speaks: ``gram`` and ``kg``, or twice ``bungkus``."""

    base: str
    usual: str


class CodeWritten(NamedTuple):
    """A number for scanners as it was written, and the unit that it was written with; empty: none."""

    digits: str
    unit: str


def spelt(written: str, *, known: Collection[str] = (), piece: str = _PIECE) -> str:
    """Bring the names of units in a text to one spelling: ``2 ctn 3 pcs`` is ``2 karton 3 buah``.

    Args:
        written: A name, or a quantity with names.
        known: Names that stay, such as a product's own.
        piece: What one piece is called: of a packet of noodles ``pcs`` is a ``bungkus``.
    """

    def spell(match: re.Match[str]) -> str:
        word = match[0]
        if word in known:
            return word
        name = _SPELT.get(word, SPELLINGS.get(word, word))
        return piece if name == _PIECE and name not in known else name

    return _WORD.sub(spell, " ".join(written.casefold().split()))


def base_in(text: str) -> Base | None:
    """Read the unit that a list speaks in: loose goods are kept by the gram or millilitre."""
    usual = spelt(text).strip(" .")
    base = _MEASURED.get(usual, usual)
    return Base(base, usual) if base in BASE_UNITS else None


def units_in(text: str, *, usual: str, piece: str = _PIECE) -> list[UnitTold] | None:
    """Read what further units hold: ``1 karton = 24 bungkus; renteng isi 6``, ``dus 40``.

    Args:
        text: As written.
        usual: By which a unit is told where nothing is said.
        piece: What one piece is called.
    """
    told = []
    for part in _PARTS.split(spelt(text, piece=piece)):
        if not part.strip(" ."):
            continue
        match = _HOLDS.fullmatch(part.strip())
        if match is None:
            return None
        count = Fraction(match["count"].replace(".", "").replace(",", "."))
        told.append(UnitTold(match["name"], count, match["of"] or usual))
    return told


def codes_in(text: str) -> list[CodeWritten] | None:
    """Read numbers for scanners, each perhaps with its unit: ``8991234567895; karton 18991234567892``."""
    found = []
    for part in _CODES.split(text):
        if not part.strip("'’` "):
            continue
        match = _BARCODE.fullmatch(part.strip("'’` ").casefold())
        if match is None:
            return None
        unit = match["before"] or match["after"] or ""
        found.append(CodeWritten(re.sub(r"[\s-]", "", match["code"]), spelt(unit) if unit else ""))
    return found


def is_doubtful(text: str, *, base: str) -> bool:
    """Tell whether a dot may stand for a comma: ``1.250`` of loose goods is a thousand and more, or one and a bit."""
    return base in {"gram", "ml"} and _DOUBTFUL.fullmatch(text.strip().casefold()) is not None


def with_commas(text: str) -> str:
    """Give a quantity with the decimals that spreadsheets write with a point: ``12.5`` is ``12,5``, ``1.250`` stays."""

    def comma(match: re.Match[str]) -> str:
        whole, rest = match.groups()
        is_thousands = len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0")
        return match[0] if is_thousands else f"{whole},{rest}"

    return _POINT.sub(comma, text)


def unit_cost(text: str) -> Fraction | None:
    """Read what one unit cost, in rupiah and perhaps decimals: ``2.500``, ``2333,33``, ``2333.3333``."""
    whole_rp = rupiah(text)
    if whole_rp is not None:
        return Fraction(whole_rp)
    match = _COST.fullmatch(text.strip().casefold())
    if match is None:
        return None
    whole = (match["whole"] or match["dotted"]).replace(".", "")
    rest = match["rest"] or match["after"]
    return Fraction(int(whole + rest), 10 ** len(rest)) if int(whole) <= LARGEST_RP else None


def is_free(text: str) -> bool:
    """Tell whether a cell says that goods cost nothing."""
    return title_key(text) in FREE


def expiry_in(text: str, *, today: date) -> date | None:
    """Read when goods expire; of a month its last day: ``31/08/27``, ``31 Agustus 2027``, ``08/2027``, ``Agt 2027``."""
    said = " ".join(text.split()).casefold()
    if found := _MONTH.fullmatch(said):
        number = int(found[1]) if found[1].isdecimal() else _MONTHS.get(found[1], 0)
        year = int(found[2]) if len(found[2]) == 4 else 2000 + int(found[2])
        return date(year, number, monthrange(year, number)[1]) if 1 <= number <= 12 and year >= 1 else None
    # A year of two digits is one to come.
    return any_day(text, today=date(today.year + 20, 1, 1))


def method_in(text: str) -> CostMethod | None:
    """Read how the cost of goods is found: ``rata-rata``, ``FIFO``."""
    return _METHODS.get(title_key(text))


def category_in(text: str) -> Category | None:
    """Read a category by its code, its name, or as people call it."""
    return CATEGORY_NAMES.get(title_key(text))


def good_in(text: str) -> str | None:
    """Read as what price rules know a product: ``Minyakita``, ``LPG 3 kg``."""
    return GOOD_NAMES.get(title_key(text))
