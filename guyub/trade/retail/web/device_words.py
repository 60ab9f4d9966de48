"""What tills tell in words, and what to do about each refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.devices.web.told import Advice, Words
from guyub.foundation.identity.domain.vault import masked
from guyub.foundation.kernel.formats import number
from guyub.trade.subsidised.domain.unmet import WITHOUT_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_WAYS = {"CASH": "Tunai", "QRIS": "QRIS", "TRANSFER": "Transfer", "CREDIT": "Bon"}
_PURPOSES = {"DUES": "Simpanan wajib", "INSTALMENT": "Angsuran pinjaman", "CREDIT": "Bayar bon"}
_THOUSANDTHS = 1000


def _sold(told: Any) -> Words:
    return Words(
        title=f"Penjualan {told['number']}",
        facts=[*_people(told), *_rationed(told)],
        lines=[(_goods(line), int(line["net_rp"])) for line in told["lines"]],
        sums=[
            *_when("Potongan", -(int(told["subtotal_rp"]) - int(told["total_rp"]))),
            *_when("Pembulatan", told.get("rounding_rp")),
            ("Dibayar", int(told["total_rp"]) + int(told.get("rounding_rp") or 0)),
            *_paid(told["tenders"]),
            *_when("Jaminan tabung, tunai", sum(int(one["deposit_rp"]) for one in told.get("rations") or [])),
        ],
    )


def _voided(told: Any) -> Words:
    return Words(
        title=f"Batal nota {told.get('sale_number') or ''}".strip(),
        facts=list(_people(told)),
        sums=_paid(told.get("tenders") or []),
    )


def _returned(told: Any) -> Words:
    return Words(
        title=f"Retur dari nota {told.get('sale_number') or ''}".strip(),
        facts=list(_people(told)),
        lines=[(f"Baris {row['line']}: {_goods(row)}", int(row["amount_rp"])) for row in told["lines"]],
        sums=_paid(told["tenders"]),
    )


def _repaid(told: Any) -> Words:
    before = [(f"Semula {_WAYS[one['kind']].lower()}", int(one["amount_rp"])) for one in told["before"]]
    return Words(
        title=f"Ganti cara bayar nota {told.get('sale_number') or ''}".strip(),
        facts=list(_people(told)),
        sums=[*before, *_paid(told["tenders"])],
    )


def _received(told: Any) -> Words:
    return Words(
        title=f"{_PURPOSES[told['purpose']]}, nota {told['number']}",
        facts=list(_people(told)),
        sums=_paid(told["tenders"]),
    )


def _unmet(told: Any) -> Words:
    why = WITHOUT_WORDS.get(str(told["reason"]), "")
    good = str(told.get("title") or told["programme"])
    return Words(title="Tidak kebagian", facts=[("Barang", good), ("Sebab", why)])


def _shift(title: str, *sums: tuple[str, str]) -> Callable[[Any], Words]:
    def said(told: Any) -> Words:
        shown = [(label, int(told[name])) for label, name in sums if told.get(name) is not None]
        return Words(title=title, facts=list(_people(told)), sums=shown)

    return said


def _people(told: Any) -> Iterator[tuple[str, str]]:
    for label, name in (
        ("Kasir", "cashier_name"),
        ("Anggota", "member_name"),
        ("Alasan", "reason"),
        ("Catatan", "note"),
    ):
        if told.get(name):
            yield label, str(told[name])


def _rationed(told: Any) -> Iterator[tuple[str, str]]:
    for one in told.get("rations") or []:
        yield "Pembeli barang bersubsidi", f"NIK {masked(str(one['last4']))}"


def _goods(line: Any) -> str:
    """Write how much of what: ``1,5 kg Beras medium``."""
    many, factor = int(line["base_qty"]), int(line.get("factor") or 1)
    whole, rest = divmod(many * _THOUSANDTHS // factor, _THOUSANDTHS)
    part = f",{rest:03}".rstrip("0") if rest else ""
    return f"{number(whole)}{part} {line.get('unit') or ''} {line.get('name') or ''}".replace(
        "  ", " "
    ).strip()


def _paid(tenders: Any) -> list[tuple[str, int]]:
    return [(_WAYS[one["kind"]], int(one["amount_rp"])) for one in tenders]


def _when(label: str, amount_rp: Any) -> Iterator[tuple[str, int]]:
    if amount_rp:
        yield label, int(amount_rp)


TOLD: Mapping[str, Callable[[Any], Words]] = {
    "sale.made": _sold,
    "sale.voided": _voided,
    "sale.returned": _returned,
    "sale.repaid": _repaid,
    "dues.received": _received,
    "cash.dropped": _shift("Setor ke brankas", ("Jumlah", "amount_rp")),
    "shift.opened": _shift("Buka kasir", ("Uang awal", "float_rp")),
    "shift.closed": _shift("Tutup kasir", ("Terhitung", "counted_rp"), ("Menurut kasir", "expected_rp")),
    "cashier.changed": _shift("Ganti kasir"),
    "unmet.noted": _unmet,
}
_REFUSED = "retail.till_event.refused"
_AGAIN = "Sesudah itu masukkan lagi."
ADVICE: Mapping[str, Advice] = {
    f"{_REFUSED}:product": Advice(
        "Barang yang dijual kasir tidak ada di daftar koperasi. Pilih barang yang benar di Betulkan.",
        "goods:goods",
        "Daftar barang",
    ),
    f"{_REFUSED}:unit": Advice(
        "Satuannya tidak ada pada barang itu. Pilih barangnya di Betulkan.", "goods:goods", "Daftar barang"
    ),
    f"{_REFUSED}:till": Advice(
        f"Perangkat ini belum diatur menjual dari mana dan ke laci mana. Atur kasirnya. {_AGAIN}",
        "till_desk:tills",
        "Kasir",
    ),
    f"{_REFUSED}:bank": Advice(f"Pilih rekening bank untuk kasir ini. {_AGAIN}", "till_desk:tills", "Kasir"),
    f"{_REFUSED}:safe": Advice(f"Pilih brankas untuk kasir ini. {_AGAIN}", "till_desk:tills", "Kasir"),
    f"{_REFUSED}:sale": Advice(
        "Nota asalnya sendiri belum masuk. Putuskan catatan nota itu dulu, lalu masukkan lagi."
    ),
    f"{_REFUSED}:member": Advice(
        f"Anggota di nota ini tidak ada di koperasi Anda. Periksa daftar anggota. {_AGAIN}"
    ),
    f"{_REFUSED}:cashier": Advice(
        f"Petugas ini belum punya tugas menjual pada hari itu. Periksa jabatannya. {_AGAIN}"
    ),
    "inventory.stock.refused:short": Advice(
        "Barang itu kurang menurut buku pada hari itu. Catat penerimaan atau hitung stoknya, atau pindahkan nota ini"
        " ke hari sesudah barangnya datang.",
    ),
    "inventory.container.refused:short": Advice(
        f"Tabung isi di tempat itu kurang menurut catatan. Catat tabung yang datang, atau hitung tabungnya. {_AGAIN}",
        "containers:kinds",
        "Wadah",
    ),
    "inventory.container.refused:rate": Advice(
        f"Besar jaminan tabung untuk hari itu belum dicatat. Catat jaminannya dulu. {_AGAIN}",
        "containers:kinds",
        "Wadah",
    ),
    "subsidised.ration.refused:deposit": Advice(
        f"Jaminan yang diterima kasir bukan jaminan hari itu. Betulkan besar jaminannya. {_AGAIN}",
        "containers:kinds",
        "Wadah",
    ),
    "credit.limit.refused": Advice(
        f"Bon ini melewati batas anggota. Terima pembayaran bonnya dulu, atau ubah batasnya lewat rapat. {_AGAIN}"
    ),
    "retail.sale.refused:no_ceiling": Advice(
        f"HET barang ini belum diketahui. Catat aturan harganya dulu. {_AGAIN}",
        "price_rules:rules",
        "Aturan harga",
    ),
    "treasury.event.refused": Advice(
        "Uang di laci menurut buku lebih sedikit dari yang disetor. Masukkan dulu nota yang tertahan dari perangkat"
        " ini, lalu masukkan lagi."
    ),
    "devices.event.failed": Advice(
        "Tunggu programnya diperbarui, lalu masukkan lagi. Tidak perlu ditulis dengan tangan."
    ),
}
