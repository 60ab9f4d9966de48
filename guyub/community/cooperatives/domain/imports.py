"""Tables that a city brings: which columns each kind has, what they may be called, where the header is.

Column names of SIMKOPDES exports are among the synonyms. What is not named here is left alone: NIK and phones of an
export are never read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.indicators import INDICATORS
from guyub.community.cooperatives.domain.legal_life import RecordKind
from guyub.foundation.intake.domain.titles import Field, columns_of, title_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADER_WITHIN_LINES = 10


class ImportKind(StrEnum):
    """What a table lists."""

    COOPERATIVES = "COOPERATIVES"
    OFFICERS = "OFFICERS"
    REPORTS = "REPORTS"


@dataclass(frozen=True)
class PaperFields:
    """The two columns of one paper: its number and its day."""

    kind: RecordKind
    number: str
    issued_on: str


# The deed comes first: no other paper is older.
PAPERS = (
    PaperFields(RecordKind.AKTA, "akta_number", "akta_on"),
    PaperFields(RecordKind.AHU, "ahu_number", "ahu_on"),
    PaperFields(RecordKind.NPWP, "npwp", "npwp_on"),
    PaperFields(RecordKind.NIB, "nib", "nib_on"),
    PaperFields(RecordKind.NIK_KOPERASI, "nik_koperasi", "nik_koperasi_on"),
)
_CODE = Field(
    "code",
    "Kode wilayah",
    "kode,kode kelurahan,kode desa,kode kemendagri,region code",
    is_required=True,
    example="35.73.03.1003",
)
_WARD = Field(
    "ward", "Kelurahan", "nama kelurahan,desa,kelurahan desa,desa kelurahan,nama wilayah", example="Bumiayu"
)
_INDICATOR_SYNONYMS: Mapping[str, str] = {
    "legal_entity_decree": "badan hukum,sk ahu,ahu",
    "simkopdes_account": "simkopdes,account status",
    "bank_account": "rekening",
    "trained": "pelatihan,dilatih",
    "operating": "operasional,status operasional",
    "outlet_building": "gerai",
    "business_lines": "jenis usaha,business category",
    "rat_recorded": "rat,jumlah rat",
    "members": "jumlah anggota",
    "members_paid_simpanan_pokok": "pembayar simpanan pokok",
    "sales_value": "nilai penjualan,omzet,omset",
    "sales_units": "unit terjual",
    "savings_value": "nilai simpanan,jumlah simpanan",
    "total_assets": "aset,total aset",
    "opening_capital": "capital",
    "simpanan_pokok_rate": "simpanan pokok",
    "simpanan_wajib_rate": "simpanan wajib",
}
FIELDS: Mapping[ImportKind, tuple[Field, ...]] = {
    ImportKind.COOPERATIVES: (
        _CODE,
        _WARD,
        Field(
            "official_name",
            "Nama resmi",
            "nama koperasi,nama,name,nama kkmp",
            example="Koperasi Kelurahan Merah Putih Bumiayu",
        ),
        Field(
            "address",
            "Alamat",
            "alamat koperasi,alamat kantor,alamat lengkap",
            example="Jl. Contoh 1 (contoh)",
        ),
        Field("postal_code", "Kode pos", "kodepos", example="65135"),
        Field("akta_number", "Nomor akta", "akta,no akta,nomor akta pendirian", example="12 (contoh)"),
        Field("akta_on", "Tanggal akta", "tgl akta,tanggal akta pendirian", example="2025-06-02"),
        Field("notary", "Notaris", "nama notaris", example="Notaris contoh"),
        Field(
            "ahu_number",
            "Nomor SK AHU",
            "ahu,sk ahu,no ahu,nomor ahu,no badan hukum,nomor badan hukum",
            example="AHU-0000000.AH.01.29 (contoh)",
        ),
        Field("ahu_on", "Tanggal SK AHU", "tanggal ahu,tgl ahu,tanggal badan hukum", example="2025-06-20"),
        Field("npwp", "NPWP", "no npwp,nomor npwp", example="0000000000000000"),
        Field("npwp_on", "Tanggal NPWP", "tgl npwp,tanggal terdaftar npwp", example="2025-07-01"),
        Field("nib", "NIB", "no nib,nomor nib,nomor induk berusaha", example="0000000000000"),
        Field("nib_on", "Tanggal NIB", "tgl nib,tanggal terbit nib", example="2025-08-04"),
        Field(
            "nik_koperasi", "NIK koperasi", "no nik koperasi,nomor induk koperasi", example="0000000000000"
        ),
        Field(
            "nik_koperasi_on",
            "Tanggal NIK koperasi",
            "tgl nik koperasi,tanggal nik",
            example="2025-09-01",
        ),
    ),
    ImportKind.OFFICERS: (
        _CODE,
        _WARD,
        Field(
            "name",
            "Nama",
            "nama pengurus,nama lengkap,nama pengawas",
            is_required=True,
            example="Nama Contoh",
        ),
        Field("post", "Jabatan", "position,jabatan pengurus", is_required=True, example="Sekretaris"),
        Field("sex", "Jenis kelamin", "gender,jk,l p", example="P"),
        Field(
            "term_from",
            "Mulai menjabat",
            "period start,periode mulai,mulai,awal masa jabatan,tmt",
            is_required=True,
            example="2025-06-02",
        ),
        Field(
            "term_to",
            "Akhir masa jabatan",
            "period end,periode akhir,periode selesai,selesai,sampai",
            is_required=True,
            example="2030-06-01",
        ),
        Field("appointed_by", "Diangkat oleh", "dasar,dasar pengangkatan,sk", example="Musyawarah (contoh)"),
        Field("is_ex_officio", "Karena jabatan", "ex officio", example="tidak"),
    ),
    ImportKind.REPORTS: (
        _CODE,
        _WARD,
        Field("indicator", "Angka", "indikator,data", example="members"),
        Field("value", "Nilai", "isi", example="130"),
        Field("unit", "Satuan", example="orang"),
        Field("as_of", "Per tanggal", "tanggal,tanggal data,date,tgl", example="2026-08-05"),
        Field("source", "Sumber", "sumber data", example="Laporan contoh"),
        *(
            Field(code, indicator.title, _INDICATOR_SYNONYMS.get(code, ""))
            for code, indicator in INDICATORS.items()
        ),
    ),
}
FIELD_TITLES: Mapping[ImportKind, Mapping[str, str]] = {
    kind: {field.code: field.title for field in fields} for kind, fields in FIELDS.items()
}


def header_at(kind: ImportKind, rows: Sequence[Sequence[str]]) -> int:
    """Find the header among the first ten rows: the one whose cells name most columns of the kind.

    Decorative rows above it are passed over. Where no row names any, the first row is the header, for people to map.
    """
    names = [
        len(mapped(kind, columns_of(row))) if sum(map(bool, row)) > 1 else -1
        for row in rows[:HEADER_WITHIN_LINES]
    ]
    return names.index(max(names))


def mapped(kind: ImportKind, columns: Sequence[str]) -> dict[str, str]:
    """Read from the titles which column holds what: field → column. Each column is used once, by the first field."""
    left = {column: title_key(column) for column in columns}
    found = {}
    for field in FIELDS[kind]:
        keys = field.keys
        column = next((column for column, key in left.items() if key in keys), None)
        if column is not None:
            found[field.code] = column
            del left[column]
    return found


def is_long(mapping: Mapping[str, str]) -> bool:
    """Tell the two shapes of reports apart: one figure in a row, or one cooperative with a column for each figure."""
    return "indicator" in mapping and "value" in mapping


def lacking(
    kind: ImportKind, mapping: Mapping[str, str], *, has_day: bool = False, has_source: bool = False
) -> list[str]:
    """List the fields without which a table of the kind cannot be read, in their order.

    Args:
        kind: What the table lists.
        mapping: Field → column.
        has_day: Reports: the day was given once for the whole table.
        has_source: Reports: so was the source.
    """
    needed = [field.code for field in FIELDS[kind] if field.is_required]
    if kind is ImportKind.REPORTS:
        if not is_long(mapping) and not set(mapping) & set(INDICATORS):
            needed += ["indicator", "value"]
        needed += ["as_of"] * (not has_day) + ["source"] * (not has_source)
    return [code for code in needed if code not in mapping]
