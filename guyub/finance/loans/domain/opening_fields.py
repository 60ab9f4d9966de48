"""Running loans from a spreadsheet: what a column may hold, by which titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.titles import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

# Without one of them nobody knows whose loan it is, and what it costs.
ONE_OF = (("number", "name"), ("rate_month", "rate_year"))
FIELDS: tuple[Field, ...] = (
    Field(
        "number",
        "Nomor anggota",
        "no anggota,no agt,no angg,nia,no induk,no induk anggota,nomor induk anggota,nomor induk,id anggota,"
        "kode anggota,no buku,no buku anggota",
        example="A-0042 (contoh)",
    ),
    Field(
        "name",
        "Nama",
        "nama lengkap,nama anggota,nama peminjam,peminjam,nama nasabah,debitur,nama lengkap anggota",
        example="Nama Contoh",
    ),
    Field(
        "product",
        "Produk",
        "jenis pinjaman,produk pinjaman,jenis,nama produk,kode produk",
        example="Pinjaman usaha",
    ),
    Field(
        "disbursed_on",
        "Tanggal cair",
        "tgl cair,tanggal pencairan,tgl pencairan,tanggal pinjam,tgl pinjam,tanggal pinjaman,tgl pinjaman,"
        "tanggal realisasi,tgl realisasi,realisasi,tanggal akad,tgl akad,cair,dicairkan",
        is_required=True,
        example="12 Mei 2025",
    ),
    Field(
        "principal",
        "Plafon",
        "plafond,jumlah pinjaman,pokok pinjaman,pinjaman,pinjaman awal,pokok awal,besar pinjaman,"
        "nilai pinjaman,pinjaman pokok,jumlah cair",
        is_required=True,
        example="12000000",
    ),
    Field(
        "instalments",
        "Jangka (angsuran)",
        "jangka,jangka waktu,jk waktu,tenor,lama,kali angsuran,banyak angsuran,jumlah angsuran,jangka bulan,"
        "lama angsuran,jangka waktu bulan,tenor bulan,jw",
        is_required=True,
        example="12",
    ),
    Field(
        "every",
        "Jarak angsuran",
        "tiap,periode angsuran,periode,angsuran tiap,cara bayar,frekuensi angsuran",
        example="bulanan",
    ),
    Field(
        "rate_month",
        "Jasa sebulan (%)",
        "jasa sebulan,suku sebulan,jasa per bulan,jasa bulan,bunga sebulan,bunga per bulan,bunga bulan,"
        "suku jasa sebulan,suku bunga sebulan,jasa perbulan,bunga perbulan,suku jasa per bulan,suku per bulan",
        example="1,5",
    ),
    Field(
        "rate_year",
        "Jasa setahun (%)",
        "jasa setahun,suku setahun,jasa per tahun,jasa tahun,bunga setahun,bunga per tahun,bunga tahun,"
        "suku jasa setahun,suku bunga setahun,jasa pertahun,bunga pertahun,suku jasa per tahun,suku per tahun",
    ),
    Field(
        "method",
        "Cara",
        "cara hitung,cara jasa,metode,metode jasa,metode bunga,sistem jasa,sistem bunga,jenis jasa,"
        "jenis bunga,perhitungan jasa,sifat jasa",
        example="flat",
    ),
    Field(
        "first_due_on",
        "Angsuran pertama",
        "tanggal angsuran pertama,tgl angsuran pertama,jatuh tempo pertama,tgl jatuh tempo pertama,mulai angsur,"
        "mulai angsuran,tanggal mulai angsuran",
        example="12 Juni 2025",
    ),
    Field(
        "left",
        "Sisa pokok",
        "sisa pinjaman,saldo pinjaman,saldo pokok,baki debet,bakidebet,sisa,outstanding,os,sisa pokok pinjaman,"
        "saldo,pokok belum kembali",
        is_required=True,
        example="6000000",
    ),
    Field(
        "jasa",
        "Jasa tertunggak",
        "piutang jasa,tunggakan jasa,jasa belum dibayar,bunga tertunggak,tunggakan bunga,piutang bunga,"
        "jasa yang belum diterima",
        example="0",
    ),
    Field(
        "provision",
        "Penyisihan",
        "cadangan,cadangan risiko,penyisihan pinjaman,penyisihan piutang,ckpn,ppap,cadangan piutang",
        example="0",
    ),
    Field("purpose", "Keperluan", "tujuan,kegunaan,tujuan pinjaman,untuk,penggunaan", example="Modal warung"),
    Field("anew", "Susun ulang jadwal", "jadwal ulang,susun ulang,jadwal baru", example="tidak"),
)
TITLES: Mapping[str, str] = {field.code: field.title for field in FIELDS}
