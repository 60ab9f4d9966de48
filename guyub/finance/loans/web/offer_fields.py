"""The fields in which people tell an offer, the words they choose from, and the examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.offering_words import METHOD_WORDS, SHORT_METHODS
from guyub.finance.loans.domain.offers import Per
from guyub.finance.loans.domain.terms import Method, Unit
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS = {
    "pinjaman": "Koperasi atau bank",
    "titil": "Rentenir atau bank titil",
    "cicilan": "Paylater atau cicilan barang",
}
# How a method is called in the form, and after a rate.
METHODS = {
    name: (method, METHOD_WORDS[method], SHORT_METHODS[method])
    for name, method in {
        "flat": Method.FLAT,
        "menurun": Method.DECLINING,
        "anuitas": Method.ANNUITY,
        "jasa_dulu": Method.INTEREST_ONLY,
        "sekali": Method.BULLET,
    }.items()
}
PERS = {"bulan": Per.MONTH, "tahun": Per.YEAR}
UNITS = {"bulan": Unit.MONTH, "minggu": Unit.WEEK, "hari": Unit.DAY, "pasaran": Unit.PASARAN}
RHYTHM = {"bulan": "Bulan", "minggu": "Minggu", "hari": "Hari", "pasaran": "Pasaran (5 hari)"}
DAILY = {"hari": "Hari", "pasaran": "Pasaran (5 hari)", "minggu": "Minggu", "bulan": "Bulan"}


@dataclass(frozen=True, slots=True)
class Field(Row):
    """One field: its name in the address, its label, how it is typed (``kind`` as the component takes it)."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    choices: Mapping[str, str] | None = None


NAME = Field("nama", "Nama penawaran")
TIMES = Field("kali", "Berapa kali")
KEPT_HINT = "Rupiah atau persen: 25.000 atau 1%."
FORMS: Mapping[str, Sequence[Sequence[Field]]] = {
    "pinjaman": (
        (NAME,),
        (Field("pokok", "Pinjaman", "money"),),
        (Field("suku", "Jasa, persen"), Field("per", "Tiap", choices={"bulan": "Bulan", "tahun": "Tahun"})),
        (Field("cara", "Cara menghitung", choices={key: words for key, (_, words, _) in METHODS.items()}),),
        (TIMES, Field("tiap", "Diangsur tiap", choices=RHYTHM)),
        (Field("potong", "Dipotong saat cair (boleh kosong)", hint=KEPT_HINT),),
        (Field("iuran", "Biaya tiap angsuran (boleh kosong)", "money"),),
    ),
    "titil": (
        (NAME,),
        (Field("diterima", "Uang yang diterima", "money"),),
        (Field("angsur", "Bayar tiap kali", "money"),),
        (TIMES, Field("tiap", "Dibayar tiap", choices=DAILY)),
        (Field("disebut", "Disebut pinjam (boleh kosong)", "money", "Kalau lebih dari yang diterima."),),
    ),
    "cicilan": (
        (NAME,),
        (Field("harga", "Harga tunai barang", "money"),),
        (Field("angsur", "Bayar tiap kali", "money"),),
        (TIMES, Field("tiap", "Dibayar tiap", choices=RHYTHM)),
        (Field("muka", "Uang muka (boleh kosong)", "money"),),
        (Field("potong", "Biaya admin di muka (boleh kosong)", hint=KEPT_HINT),),
    ),
}
# Beside which field a refusal of the rules is said.
REFUSED_AT: Mapping[str, Mapping[str, str]] = {
    "pinjaman": {
        "rate": "suku",
        "instalments": "kali",
        "fees": "potong",
        "instalment_amount": "suku",
    },
    "titil": {"instalments": "kali", "instalment_amount": "angsur", "received": "disebut"},
    "cicilan": {
        "instalments": "kali",
        "instalment_amount": "angsur",
        "fees": "potong",
        "down_payment": "muka",
    },
}
# Invented, and marked so on the page.
EXAMPLES: Sequence[tuple[str, dict[str, str]]] = (
    (
        "pinjaman",
        {
            "nama": "Koperasi",
            "pokok": "1.000.000",
            "suku": "1",
            "per": "bulan",
            "cara": "flat",
            "kali": "12",
            "tiap": "bulan",
            "potong": "1%",
        },
    ),
    (
        "titil",
        {
            "nama": "Rentenir",
            "diterima": "900.000",
            "angsur": "30.000",
            "kali": "40",
            "tiap": "hari",
            "disebut": "1.000.000",
        },
    ),
    (
        "cicilan",
        {
            "nama": "Paylater",
            "harga": "1.200.000",
            "angsur": "130.000",
            "kali": "12",
            "tiap": "bulan",
            "potong": "1%",
        },
    ),
)
