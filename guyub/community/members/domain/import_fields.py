"""Members from a spreadsheet: what a column may hold, by which titles, where the header is, which sheet it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.titles import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Lines = Sequence[tuple[int, Sequence[str]]]

SAVINGS = ("pokok", "wajib", "sukarela", "berjangka", "bertujuan")
# Cells merged over several people say the same of each of them; a merged amount would be counted again.
SHARED = ("kk", "address", "rt", "rw", "rt_rw")
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
