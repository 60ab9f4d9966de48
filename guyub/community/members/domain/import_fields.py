"""Members from a spreadsheet: what a column may hold, by which titles, where the header is, which sheet it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.cells import closest, title_key
from guyub.community.cooperatives.domain.imports import MOST_COLUMNS, Field, columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Lines = Sequence[tuple[int, Sequence[str]]]

HEADER_WITHIN_LINES = 15
SAVINGS = ("pokok", "wajib", "sukarela", "berjangka", "bertujuan")
# Cells merged over several people say the same of each of them; a merged amount would be counted again.
SHARED = ("kk", "address", "rt", "rw", "rt_rw")
_LONG_ENOUGH_TO_MISSPELL = 7
FIELDS: tuple[Field, ...] = (
    Field(
        "name",
        "Nama",
        "nama lengkap,nama anggota,nama ktp,nama sesuai ktp,nama penabung,nama warga,nama lengkap anggota",
        is_required=True,
        example="Nama Contoh",
    ),
    Field(
        "nik",
        "NIK",
        "no ktp,nomor ktp,no identitas,nomor identitas,no nik,nomor nik,nik ktp,ktp,no ktp nik,nik no ktp,"
        "nomor induk kependudukan,identitas,no id",
        example="3573034208900042 (contoh)",
    ),
    Field(
        "kk",
        "Nomor KK",
        "no kk,kk,kartu keluarga,no kartu keluarga,nomor kartu keluarga",
        example="3573030101100042 (contoh)",
    ),
    Field(
        "number",
        "Nomor anggota",
        "no anggota,no agt,no angg,nia,no induk,no induk anggota,nomor induk anggota,nomor induk,id anggota,"
        "kode anggota,no buku,no buku anggota",
        example="A-0042",
    ),
    Field("sex", "Jenis kelamin", "jk,l p,p l,kelamin,jns kelamin,sex,gender,lk pr", example="P"),
    Field(
        "birth",
        "Tempat, tanggal lahir",
        "ttl,tempat tgl lahir,tmp tgl lahir,tempat dan tanggal lahir,tpt tgl lahir,tempat tgl lhr",
    ),
    Field("birthplace", "Tempat lahir", "tmp lahir,tpt lahir,kota lahir", example="Malang"),
    Field("born_on", "Tanggal lahir", "tgl lahir,lahir,tgl lhr,tanggal lhr", example="2 Agustus 1990"),
    Field(
        "address",
        "Alamat",
        "alamat rumah,alamat lengkap,alamat ktp,alamat domisili,alamat tinggal,alamat sesuai ktp",
        example="Jl. Contoh 1 (contoh)",
    ),
    Field("rt", "RT", example="4"),
    Field("rw", "RW", example="2"),
    Field("rt_rw", "RT/RW", "rt rw,rtrw"),
    Field(
        "phone",
        "Nomor HP",
        "hp,no hp,wa,no wa,nomor wa,whatsapp,no whatsapp,telp,no telp,telepon,no telepon,nomor telepon,handphone,"
        "no handphone,hp wa,no hp wa,wa hp,telp hp,no telp hp,kontak,no kontak",
        example="081200000042 (contoh)",
    ),
    Field("work", "Pekerjaan", "profesi,kerja,mata pencaharian", example="Pedagang"),
    Field(
        "joined_on",
        "Tanggal masuk",
        "tgl masuk,tanggal daftar,tgl daftar,tanggal bergabung,tgl bergabung,tanggal gabung,tgl gabung,"
        "tanggal menjadi anggota,tgl menjadi anggota,tanggal masuk anggota,tgl masuk anggota,masuk,tmt,"
        "tanggal diterima,tgl diterima",
        example="12 Mei 2018",
    ),
    Field(
        "pokok",
        "Simpanan pokok",
        "simp pokok,pokok,sp,simpok,s pokok,simpanan simp pokok,simpanan sp,jumlah simpanan pokok",
        example="100000",
    ),
    Field(
        "wajib",
        "Simpanan wajib",
        "simp wajib,wajib,sw,simwa,s wajib,simpanan simp wajib,simpanan sw,jumlah simpanan wajib,"
        "total simpanan wajib",
        example="540000",
    ),
    Field(
        "sukarela",
        "Simpanan sukarela",
        "simp sukarela,sukarela,ss,tabungan,manasuka,simpanan manasuka,simsuka,s sukarela,simpanan ss,"
        "jumlah simpanan sukarela",
        example="0",
    ),
    Field(
        "berjangka",
        "Simpanan berjangka",
        "simp berjangka,berjangka,deposito,sijaka,simjaka,s berjangka",
        example="0",
    ),
    Field(
        "bertujuan", "Simpanan bertujuan", "simp bertujuan,bertujuan,tabungan hari raya,simpanan hari raya"
    ),
)
TITLES: Mapping[str, str] = {field.code: field.title for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table begins: its place among the lines, how many lines it takes, its columns, what they may hold."""

    at: int
    depth: int
    columns: list[str]
    mapping: dict[str, str]

    @property
    def below(self) -> int:
        """The place of the first line under it."""
        return self.at + self.depth


@lru_cache(maxsize=8)
def _keys(fields: tuple[Field, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((field.code, frozenset(map(str, field.keys))) for field in fields)


def mapped(columns: Sequence[str], *, fields: tuple[Field, ...] = FIELDS) -> dict[str, str]:
    """Read from the titles which column holds what: field → column. Each column is used once.

    Exact titles first; then long ones with a slip of the pen, such as ``Simpnan Wajib``.
    """
    left = {column: _key(column) for column in columns}
    found: dict[str, str] = {}
    for code, keys in _keys(fields):
        if column := next((column for column, key in left.items() if key in keys), None):
            found[code] = column
            del left[column]
    for code, keys in _keys(fields):
        if code in found:
            continue
        long = [key for key in keys if len(key) >= _LONG_ENOUGH_TO_MISSPELL]
        for column, key in left.items():
            if len(key) >= _LONG_ENOUGH_TO_MISSPELL and closest(key, long, at_least=0.9):
                found[code] = column
                del left[column]
                break
    return found


def header_of(lines: Lines, *, line: int = 0, fields: tuple[Field, ...] = FIELDS) -> Header | None:
    """Find the header among the first fifteen lines: the one, or the two together, that name most fields.

    Of a header in two lines the upper title goes with each lower one: ``Simpanan`` over ``Pokok`` and ``Wajib``.

    Args:
        lines: The numbered lines of the sheet.
        line: The number of the line where somebody said it is; 0: find it.
        fields: What columns may hold; of members, or of another list.

    Returns:
        None where there is no line at all.
    """
    best: Header | None = None
    for at, (number, cells) in enumerate(lines[: HEADER_WITHIN_LINES if not line else None]):
        if line and number != line:
            continue
        one = _header(at, 1, cells, fields)
        if best is None or len(one.mapping) > len(best.mapping):
            best = one
        if at + 1 < len(lines):
            two = _header(at, 2, _joined(cells, lines[at + 1][1]), fields)
            below = mapped(columns_of(lines[at + 1][1]), fields=fields)
            if len(two.mapping) > max(len(best.mapping), len(below)):
                best = two
    return best


def likely_sheet(
    headers: Sequence[Header | None], sizes: Sequence[int], *, needs: tuple[str, ...] = ("name",)
) -> int:
    """Guess the sheet that is meant: what it needs, most other fields, most lines; the first of equals."""

    def weight(at: int) -> tuple[bool, int, int]:
        header = headers[at]
        return (
            header is not None and set(needs) <= header.mapping.keys(),
            len(header.mapping) if header else 0,
            sizes[at],
        )

    return max(range(len(headers)), key=lambda at: (weight(at), -at))


def _header(at: int, depth: int, cells: Sequence[str], fields: tuple[Field, ...]) -> Header:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    columns = columns_of(kept[:MOST_COLUMNS])
    # A title above the table stands alone in its line.
    return Header(at, depth, columns, mapped(columns, fields=fields) if sum(map(bool, kept)) > 1 else {})


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    titles, last = [], ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        last = above or (last if below else "")
        titles.append(f"{last} {below}".strip())
    return titles


def _key(title: str) -> str:
    return title_key(title).removesuffix(" rupiah").removesuffix(" rp")
