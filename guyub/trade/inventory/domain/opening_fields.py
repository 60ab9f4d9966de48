"""Products and stock from a spreadsheet: what a column may hold, by which titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.titles import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

# Units that lists give a column of their own for, instead of saying "1 karton = 24 bungkus".
HELD_BY: Mapping[str, str] = {
    f"in_{name}": name for name in ("karton", "dus", "pak", "renteng", "lusin", "bal", "karung")
}
FIELDS: tuple[Field, ...] = (
    Field(
        "code",
        "Kode",
        "kode barang,kode produk,kd barang,kd brg,kode brg,sku,plu,id barang,no barang,nomor barang,kode item",
        example="B-0042 (contoh)",
    ),
    Field(
        "name",
        "Nama barang",
        "nama,barang,nama produk,produk,nama item,item,uraian,nama brg,deskripsi,jenis dan nama barang,uraian barang",
        is_required=True,
        example="Barang Contoh",
    ),
    Field(
        "category",
        "Kategori",
        "kelompok,jenis,golongan,jenis barang,kelompok barang,kategori barang,departemen,grup",
        example="Makanan ringan",
    ),
    Field(
        "unit",
        "Satuan",
        "satuan dasar,satuan terkecil,sat,satuan jual,uom,unit,satuan kecil",
        example="bungkus",
    ),
    Field(
        "others",
        "Satuan lain",
        "konversi,isi satuan,satuan besar,konversi satuan,satuan konversi,isi,isi per satuan",
        example="1 karton = 24 bungkus; 1 renteng = 6 bungkus",
    ),
    *(
        Field(code, f"Isi {name}", f"isi 1 {name},isi per {name},isi tiap {name},{name} isi,konversi {name}")
        for code, name in HELD_BY.items()
    ),
    Field(
        "barcode",
        "Barcode",
        "kode batang,barkod,bar code,no barcode,nomor barcode,ean,ean 13,ean13,gtin,upc,kode barcode",
        example="8990000000001; karton 18990000000008",
    ),
    Field(
        "qty",
        "Stok",
        "jumlah,qty,sisa,sisa stok,stok akhir,saldo,saldo akhir,jml,jumlah stok,stok fisik,persediaan,banyak,banyaknya,"
        "stock,stok awal,sisa barang,kuantitas",
        example="2 karton 3 bungkus",
    ),
    Field(
        "cost",
        "Harga beli",
        "harga pokok,hpp,harga modal,modal,harga beli satuan,harga beli per satuan,hrg beli,h beli,hb,harga perolehan,"
        "harga pokok satuan,harga kulak",
        example="2.500",
    ),
    Field(
        "value",
        "Nilai stok",
        "nilai,nilai persediaan,total nilai,jumlah nilai,jumlah harga,total harga,nilai rupiah,nilai barang,total,"
        "jumlah rupiah,nilai rp,jumlah rp",
    ),
    Field(
        "price",
        "Harga jual",
        "harga jual umum,harga umum,harga,harga eceran,harga jual satuan,hrg jual,h jual,hj,harga non anggota",
        example="3.000",
    ),
    Field(
        "member_price",
        "Harga anggota",
        "harga jual anggota,harga untuk anggota,hrg anggota,harga khusus anggota",
        example="2.900",
    ),
    Field(
        "least",
        "Stok minimum",
        "stok minimal,stok min,min stok,minimum,minimum stok,minimal stok,batas stok,stok paling sedikit",
        example="1 karton",
    ),
    Field("batch", "Nomor batch", "batch,no batch,kode produksi,no lot,lot,nomor lot,kode batch"),
    Field(
        "expires",
        "Kedaluwarsa",
        "tanggal kedaluwarsa,tgl kedaluwarsa,kadaluarsa,kadaluwarsa,kedaluarsa,tanggal kadaluarsa,tgl kadaluarsa,"
        "tgl kadaluwarsa,tanggal kadaluwarsa,exp,expired,exp date,tgl exp,ed,tanggal exp,tgl expired",
        example="31 Agustus 2027",
    ),
    Field(
        "method", "Metode", "metode harga pokok,metode persediaan,cara hitung,metode hpp", example="rata-rata"
    ),
    Field("good", "Barang aturan", "aturan harga,barang diatur,barang het,het,barang beraturan"),
    Field(
        "content",
        "Isi kemasan",
        "isi bersih,netto,berat bersih,ukuran,berat,kemasan,volume",
        example="85 gram",
    ),
)
TITLES: Mapping[str, str] = {field.code: field.title for field in FIELDS}
