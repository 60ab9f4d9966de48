"""What the refusals of savings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "savings.movement.refused:amount": _("Jumlahnya harus lebih dari nol. Tulis jumlahnya, lalu kirim lagi."),
    "savings.movement.refused:short": _(
        "Isi simpanan ini kurang dari jumlah itu. Lihat saldonya, lalu tulis jumlah yang lebih kecil."
    ),
    "savings.movement.refused:closed": _(
        "Simpanan ini sudah ditutup. Pilih simpanan lain, atau buka yang baru."
    ),
    "savings.movement.refused:gone": _(
        "Setoran ini tidak ada di simpanan anggota ini. Muat ulang halaman untuk melihat yang ada."
    ),
    "savings.movement.refused:undone": _("Setoran ini sudah dibatalkan. Muat ulang halaman."),
    "savings.till.refused:place": _(
        "Masukkan uangnya ke laci giliran Anda sendiri. Brankas dan bank dicatat bendahara."
    ),
    "savings.collection.refused:nobody": _(
        "Tidak ada yang perlu ditagih di sini: semua lunas, atau {elsewhere} anggota sudah ada di daftar yang belum"
        " kembali. Pilih RT atau kelompok lain."
    ),
    "savings.collection.refused:collector": _("Pilih kolektor dari daftar, lalu kirim lagi."),
    "savings.collection.refused:aim": _("RT atau kelompok itu tidak ada. Pilih dari daftar."),
    "savings.collection.refused:gone": _(
        "Daftar ini tidak ada. Kembali ke daftar tagih untuk melihat yang ada."
    ),
    "savings.collection.refused:state": _(
        "Daftar ini sudah berubah sejak halaman dibuka. Muat ulang untuk melihat sampai di mana."
    ),
    "savings.collection.refused:money": _(
        "Kolektor sudah mencatat uang di daftar ini. Terima dulu uangnya, lalu bukukan."
    ),
    "savings.collection.refused:own": _(
        "Daftar Anda sendiri diterima orang lain. Minta kasir atau bendahara lain."
    ),
    "savings.collection.refused:own_line": _(
        "Daftar ini memuat tagihan Anda sendiri. Minta kasir atau bendahara lain menerimanya."
    ),
    "savings.collection.refused:waiting": _(
        "Selisih daftar ini menunggu orang kedua. Tunggu keputusannya, atau tarik dulu permintaannya."
    ),
    "savings.collection.refused:reason": _(
        "Uangnya tidak sama dengan daftar. Tulis sebabnya, paling banyak 120 huruf."
    ),
    "savings.collection.refused:void": _("Tulis alasannya, paling banyak 120 huruf."),
    "savings.collection.refused:unreached": _(
        "Tidak ada lagi yang bisa dikirimi pesan. Cetak slip untuk yang tidak punya nomor."
    ),
    "savings.collection.refused:uncounted": _(
        "Hitung dulu uang yang dibawa kolektor, lalu cocokkan daftarnya."
    ),
    "savings.collection.refused:pieces": _(
        "Isi banyaknya tiap pecahan, atau ketik jumlahnya saja, tidak keduanya. Bila tanpa uang, tandai itu."
    ),
    "savings.collection.refused:count": _(
        "Uangnya baru dihitung lagi. Muat ulang halaman untuk melihat hitungan itu."
    ),
    "savings.collection.refused:place": _(
        "Pilih laci giliran Anda sendiri. Brankas dipilih oleh bendahara; uang tunai tidak masuk ke rekening bank."
    ),
    "savings.collection.refused:amount": _(
        "Jumlah di baris {slip}, {name}, harus lebih dari nol dan masuk akal. Tulis ulang, lalu kirim lagi."
    ),
    "savings.collection.refused:why": _("Pilih sebabnya di baris {slip}, {name}, lalu kirim lagi."),
    "savings.collection.refused:paid": _(
        "Baris {slip}, {name}: {months} sudah dibayar lewat jalan lain. Pilih uangnya dibukukan untuk bulan berikutnya"
        " atau dikembalikan. Belum ada yang dibukukan."
    ),
    "savings.collection.refused:ahead": _(
        "Baris {slip}, {name}: uangnya lebih dari yang boleh dibayar di muka. Kembalikan sisanya ke kolektor, kecilkan"
        " jumlahnya, lalu hitung lagi. Belum ada yang dibukukan."
    ),
    "savings.collection.refused:left": _(
        "Baris {slip}, {name}: keanggotaannya sudah berakhir. Kembalikan uangnya ke kolektor, tandai tidak bayar, lalu"
        " hitung lagi. Belum ada yang dibukukan."
    ),
    "savings.dues.refused:member": _(
        "Orang ini bukan anggota lagi, atau belum bernomor. Simpanan wajib hanya dari anggota."
    ),
    "savings.dues.refused:own": _(
        "Simpanan wajib Anda sendiri diurus orang lain. Minta rekan yang bertugas."
    ),
    "savings.dues.refused:none": _("Centang bulan yang dibayar, atau ketik jumlah uangnya, lalu kirim lagi."),
    "savings.dues.refused:paid": _(
        "Bulan {month} sudah dibayar. Hapus centangnya, atau muat ulang halaman untuk melihat yang belum."
    ),
    "savings.dues.refused:above": _(
        "Jumlahnya lebih dari yang kurang, {missing_rp}. Tulis jumlah itu, atau pilih bulan berikutnya juga."
    ),
    "savings.dues.refused:amount": _("Jumlahnya harus lebih dari nol. Tulis jumlahnya, lalu kirim lagi."),
    "savings.dues.refused:ahead": _("Pembayaran di muka paling jauh sampai {last}. Kurangi bulannya."),
    "savings.dues.refused:before": _(
        "Bulan {month} tidak ditagih: tagihan mulai sesudahnya, atau orang ini belum anggota. Pilih bulan lain."
    ),
    "savings.dues.refused:future": _(
        "Tagihan dibuat untuk bulan yang sudah mulai. Pilih bulan ini atau yang sebelumnya."
    ),
    "savings.dues.refused:account": _(
        "Pilih simpanan sukarela milik anggota ini yang masih buka, lalu kirim lagi."
    ),
    "savings.dues.refused:decision": _(
        "Keputusan itu tidak ada di koperasi ini. Pilih dari daftar, atau kosongkan."
    ),
    "savings.dues.refused:reason": _("Tulis sebabnya, paling banyak 200 huruf, lalu kirim lagi."),
    "savings.dues.refused:waived": _(
        "Bulan {month} belum ditagih, atau sudah dibayar atau dibebaskan. Pilih bulan yang belum dibayar sama sekali."
    ),
    "savings.dues.refused:date": _(
        "Tanggalnya belum tiba atau tidak terbaca. Pilih hari ini atau hari sebelumnya."
    ),
    "savings.jasa.refused:running": _(
        "Bulan ini belum berakhir. Bukukan jasanya setelah hari terakhir lewat."
    ),
    "savings.jasa.refused:order": _(
        "Jasa bulan sebelumnya belum dibukukan. Bukukan dulu bulan yang paling lama."
    ),
    "savings.jasa.refused:done": _("Jasa bulan ini sudah dibukukan. Muat ulang halaman untuk melihatnya."),
    "savings.jasa.refused:nothing": _(
        "Belum ada produk simpanan yang memberi jasa pada bulan ini. Tetapkan dulu jasanya di halaman produk."
    ),
    "savings.jasa.refused:unopened": _("Buku belum dibuka. Bendahara membukanya di halaman buku besar."),
    "savings.jasa_tax.refused:unposted": _(
        "Jasa bulan ini belum dibukukan. Bukukan dulu jasanya di halaman jasa."
    ),
    "savings.jasa_tax.refused:nothing": _("Semua bukti potong bulan ini sudah terbit. Muat ulang halaman."),
    "savings.jasa_tax.refused:changed": _(
        "Pajak bulan ini baru saja dihitung ulang, yang harus dibayar {missing_rp}. Periksa jumlahnya, lalu kirim lagi."
    ),
    "savings.jasa_tax.refused:paid": _("Pajak bulan ini sudah dibayar. Muat ulang halaman."),
    "savings.jasa_tax.refused:day": _(
        "Tanggal bayar harus sesudah bulannya berakhir dan tidak lewat hari ini. Periksa tanggalnya."
    ),
    "savings.jasa_tax.refused:ntpn": _(
        "NTPN terdiri dari 16 huruf dan angka. Salin dari bukti penerimaan negara."
    ),
    "savings.jasa_tax.refused:again": _(
        "NTPN ini sudah dicatat untuk pembayaran lain. Periksa bukti penerimaan negara."
    ),
    "savings.jasa_tax.refused:gone": _(
        "Pembayaran ini tidak ada, atau sudah dibatalkan. Muat ulang halaman."
    ),
    "savings.jasa_tax.refused:reason": _("Tulis alasannya dengan singkat, paling panjang 60 huruf."),
    "savings.interest.refused:rates": _("Beri tepat satu: annual_rate, rates, atau tiers."),
    "savings.interest.refused:order": _("Urutkan suku dan jenjang dari yang paling awal, tanpa yang kembar."),
    "savings.interest.refused:start": _(
        "Beri suku yang berlaku pada hari pertama, atau mulai jenjang dari 0."
    ),
    "savings.interest.refused:daily": _("Suku yang berganti hanya untuk saldo harian. Pakai method daily."),
    "savings.interest.refused:span": _("Hari terakhir mendahului hari pertama. Tukar tanggalnya."),
    "savings.interest.refused:months": _("month/12 hanya untuk bulan yang utuh. Pakai actual/365."),
    "savings.interest.refused:outside": _("Ada gerak di luar jangka waktu. Periksa tanggalnya."),
    "savings.interest.refused:rate": _("Tulis suku sebagai pecahan desimal, misalnya 0.06."),
    "savings.interest.refused:digits": _("Isi minor_unit_digits dengan 0 sampai 6."),
    "savings.interest.refused:negative": _(
        "Jumlah atau saldo menjadi kurang dari nol. Periksa gerak dan saldo awalnya."
    ),
    "savings.passbook.refused:gone": _(
        "Buku atau simpanan itu tidak ada di sini. Buka lagi dari halaman anggota."
    ),
    "savings.passbook.refused:own": _("Buku Anda sendiri dicetak petugas lain. Minta tolong kepadanya."),
    "savings.passbook.refused:none": _(
        "Semua baris sudah tercetak. Tunggu setoran atau pengambilan berikutnya."
    ),
    "savings.passbook.refused:moved": _(
        "Buku ini baru saja dicetak atau diganti dari layar lain. Muat ulang, lalu lihat sampai baris mana."
    ),
    "savings.passbook.refused:full": _(
        "Buku ini penuh. Mulai buku baru; saldonya dipindahkan ke baris pertama."
    ),
    "savings.passbook.refused:line": _("Baris itu belum tercetak. Pilih baris antara 1 dan {printed}."),
    "savings.passbook.refused:size": _(
        "Ukuran buku itu tidak ada. Isi {least} sampai {most} baris sehalaman, paling banyak {pages} halaman."
    ),
    "savings.passbook.refused:reason": _(
        "Buku lama masih punya tempat. Tulis alasan menggantinya, misalnya hilang atau basah."
    ),
    "savings.withdrawal_request.refused:account": _(
        "Simpanan itu tidak bisa diambil setiap hari. Pilih simpanan sukarela Anda."
    ),
    "savings.withdrawal_request.refused:amount": _("Tulis jumlah yang ingin diambil, lebih dari nol."),
    "savings.withdrawal_request.refused:short": _(
        "Yang bisa diambil {free_rp}. Tulis jumlah yang lebih kecil, lalu kirim lagi."
    ),
    "savings.withdrawal_request.refused:open": _(
        "Sudah ada satu permintaan untuk simpanan ini. Batalkan dulu yang lama, atau tunggu jawabannya."
    ),
    "savings.withdrawal_request.refused:day": _("Pilih hari antara hari ini dan {last}."),
    "savings.withdrawal_request.refused:when": _("Tulis hari pengambilannya, misalnya 31-12-2026."),
    "savings.withdrawal_request.refused:gone": _("Permintaan itu tidak ada. Muat ulang halaman."),
    "savings.withdrawal_request.refused:state": _("Permintaan ini sudah dijawab. Muat ulang halaman."),
    "savings.withdrawal_request.refused:own": _("Permintaan Anda sendiri dijawab petugas lain."),
    "savings.withdrawal_request.refused:reason": _(
        "Tulis alasannya, supaya anggota tahu apa yang bisa dilakukan."
    ),
    # The counter.
    "savings.counter.refused:member": _(
        "Orang ini bukan anggota sekarang. Haknya dibayar lewat keluar dari keanggotaan."
    ),
    "savings.counter.refused:own": _(
        "Simpanan Anda sendiri dilayani orang lain. Minta kasir atau bendahara."
    ),
    "savings.counter.refused:kind": _(
        "Simpanan pokok dan wajib punya halaman sendiri, dan tetap tersimpan selama menjadi anggota."
        " Pilih simpanan lain."
    ),
    "savings.counter.refused:term": _(
        "Simpanan berjangka dibuka dan dicairkan di bagian Berjangka. Buka bagian itu."
    ),
    "savings.counter.refused:product": _("Pilih simpanan yang masih dibuka, lalu kirim lagi."),
    "savings.counter.refused:gate": _(
        "Unit simpan pinjam belum boleh menerima simpanan: {why} Pengambilan tetap dilayani."
    ),
    "savings.counter.refused:least": _("Setoran paling sedikit {least_rp}. Tulis jumlah itu atau lebih."),
    "savings.counter.refused:amount": _("Tulis jumlah yang lebih dari nol, lalu kirim lagi."),
    "savings.counter.refused:date": _(
        "Tanggal setoran paling lambat hari ini, dan tidak sebelum ia menjadi anggota. Ganti tanggalnya."
    ),
    "savings.counter.refused:short": _(
        "Yang bisa diambil {free_rp}: sisanya saldo yang harus tinggal atau ditahan. Tulis jumlah yang lebih kecil."
    ),
    "savings.counter.refused:large": _(
        "Isinya di atas batas satu orang. Ambil dulu dengan persetujuan orang kedua, lalu tutup sisanya."
    ),
    "savings.counter.refused:held": _("Sebagian simpanan ini ditahan. Lepas dulu yang ditahan."),
    "savings.counter.refused:till": _(
        "Peminta sudah menyerahkan lacinya. Tolak permintaan ini, lalu ajukan lagi dari laci yang sekarang."
    ),
    "savings.counter.refused:late": _("Gerak hari lain dibatalkan oleh bendahara. Minta bendahara."),
    "savings.counter.refused:reason": _("Tulis alasannya, paling banyak 60 huruf, lalu kirim lagi."),
    "savings.counter.refused:linked": _(
        "Jasa dan simpanan berjangka tidak dibatalkan di loket. Buka bilyetnya, atau minta bendahara menghitung"
        " ulang jasanya."
    ),
    "savings.counter.refused:gone": _(
        "Simpanan atau gerak ini tidak ada, atau sudah ditutup. Muat ulang halaman untuk melihat yang ada."
    ),
    "savings.hold.refused:amount": _("Tulis jumlah yang lebih dari nol, lalu kirim lagi."),
    "savings.hold.refused:short": _(
        "Yang belum ditahan kurang dari jumlah itu. Tulis jumlah yang lebih kecil."
    ),
    "savings.hold.refused:reason": _("Tulis sebabnya, paling banyak 120 huruf, lalu kirim lagi."),
    "savings.hold.refused:gone": _("Yang ditahan ini tidak ada, atau sudah dilepas. Muat ulang halaman."),
    "savings.hold.refused:own": _(
        "Simpanan Anda sendiri diurus orang lain. Minta bendahara lain atau ketua."
    ),
    # Products, their terms, and the gate of the savings-and-loan unit.
    "savings.cap.refused:member": _(
        "Modal satu anggota paling banyak {most_rp}. Anggota ini masih bisa menyetor {left_rp},"
        " tulis jumlah itu atau kurang."
    ),
    "savings.cap.refused:together": _(
        "Seluruh penyertaan akan melewati {most_rp}. Yang masih bisa diterima {left_rp}, tulis jumlah itu atau kurang."
    ),
    "savings.gate.refused:reason": _(
        "Tulis alasannya, 20 sampai 300 huruf, supaya pengurus dan anggota mengerti."
    ),
    "savings.gate.refused:until": _(
        "Pilih hari terakhir izin ini: sesudah hari ini, paling lama setahun lagi."
    ),
    "savings.gate.refused:open": _(
        "Izin khusus sudah berlaku sampai {until}. Cabut dulu yang itu bila ingin memberi yang lain."
    ),
    "savings.gate.refused:unit": _(
        "Koperasi ini belum membuka unit simpan pinjam. Minta pengurus membukanya di halaman unit usaha."
    ),
    "savings.gate.refused:none": _("Tidak ada izin khusus yang berlaku hari ini. Muat ulang halaman."),
    "savings.gate.refused:amount": _("Modal tetap tidak boleh kurang dari nol. Tulis jumlah seluruhnya."),
    "savings.gate.refused:decision": _(
        "Pilih keputusan yang memisahkan modal ini. Bila belum ada, catat dulu di halaman keputusan."
    ),
    "savings.gate.refused:day": _("Pilih hari sejak kapan modal dipisahkan, paling lambat hari ini."),
    "savings.product.refused:kind": _("Pilih jenis simpanan dari daftar, lalu kirim lagi."),
    "savings.product.refused:name": _("Tulis nama produk dengan 3 sampai 60 huruf, lalu kirim lagi."),
    "savings.product.refused:term": _(
        "Jangka waktu 1 sampai 60 bulan, dan hanya untuk simpanan berjangka. Perbaiki, lalu kirim lagi."
    ),
    "savings.product.refused:unit": _("Unit itu bukan unit simpan pinjam yang buka. Pilih unit yang lain."),
    "savings.product.refused:taken": _("Nama itu sudah dipakai produk lain. Pilih nama yang berbeda."),
    "savings.product.refused:gone": _("Produk ini tidak ada. Kembali ke daftar produk."),
    "savings.product.refused:standing": _(
        "Simpanan pokok dan wajib ada di setiap koperasi, jadi tidak bisa ditutup."
        " Untuk mengubah besarnya, buka parameternya."
    ),
    "savings.product.refused:closed": _("Produk ini sudah ditutup. Pilih produk lain dari daftar."),
    "savings.product.refused:rate": _(
        "Tulis jasa sebagai persen setahun dengan paling banyak empat angka di belakang koma, misalnya 4,5."
    ),
    "savings.product.refused:cap": _(
        "Jasa simpanan paling tinggi {most} setahun ({basis}). Tulis angka itu atau yang lebih rendah."
    ),
    "savings.product.refused:tiers": _(
        "Isi saldo dan jasa tiap tingkat, dari saldo kecil ke besar, paling banyak empat tingkat."
    ),
    "savings.product.refused:method": _(
        "Cara menghitung dan besar jasanya tidak cocok. Pilih tanpa jasa dengan jasa nol,"
        " atau cara lain dengan jasa di atas nol."
    ),
    "savings.product.refused:every": _(
        "Pilih kapan jasa masuk rekening. Di akhir jangka waktu hanya untuk simpanan berjangka."
    ),
    "savings.product.refused:amount": _(
        "Jumlah itu terlalu besar atau kurang dari nol. Periksa saldo dan setoran."
    ),
    "savings.product.refused:day": _(
        "Pilih hari mulai berlaku: sesudah produknya dibuka, paling jauh sepuluh tahun lalu atau dua tahun lagi."
    ),
    "savings.product.refused:decision": _(
        "Pilih keputusan yang menetapkan ketentuan ini. Bila belum ada, catat dulu di halaman keputusan."
    ),
    "savings.deposit.refused:product": _("Pilih simpanan berjangka yang masih dibuka, lalu kirim lagi."),
    "savings.deposit.refused:terms": _(
        "Jasa simpanan ini belum ditetapkan. Minta bendahara menetapkan ketentuannya di halaman produk."
    ),
    "savings.deposit.refused:gate": _("{why} Uang yang sudah ada tetap bisa dicairkan."),
    "savings.deposit.refused:amount": _("Jumlahnya harus lebih dari nol. Tulis jumlahnya, lalu kirim lagi."),
    "savings.deposit.refused:least": _(
        "Penempatan paling kecil {least_rp}. Tulis jumlah itu atau lebih, lalu kirim lagi."
    ),
    "savings.deposit.refused:roll": _(
        "Pilih apa yang terjadi saat jatuh tempo. Bila jasanya masuk tiap bulan, yang diperpanjang pokoknya saja."
    ),
    "savings.deposit.refused:place": _(
        "Pilih uangnya dari mana, atau dibayar ke mana: laci giliran Anda sendiri, atau simpanan sukarela anggota."
    ),
    "savings.deposit.refused:short": _(
        "Simpanan sukarela anggota bisa dipakai {free_rp}. Tulis jumlah itu atau kurang, atau terima uang tunai."
    ),
    "savings.deposit.refused:savings": _(
        "Simpanan sukarela anggota ini sudah ditutup. Pilih perpanjangan atau pembayaran yang tidak memakainya."
    ),
    "savings.deposit.refused:gone": _("Bilyet ini tidak ada. Kembali ke daftar simpanan berjangka."),
    "savings.deposit.refused:ended": _("Bilyet ini sudah selesai. Muat ulang untuk melihat keadaannya."),
    "savings.deposit.refused:held": _(
        "Simpanan ini sedang ditahan, atau pencairannya menunggu orang kedua. Tunggu keputusannya dulu."
    ),
    "savings.deposit.refused:reason": _("Tulis alasannya, 3 sampai 60 huruf, lalu kirim lagi."),
    "savings.deposit.refused:late": _(
        "Penempatan hanya bisa dibatalkan pada harinya. Sesudah itu, ambil sebelum jatuh tempo."
    ),
    "savings.deposit.refused:own": _("Bilyet Anda sendiri dicetak orang lain. Minta petugas lain."),
    "savings.deposit.refused:changed": _(
        "Bilyet ini sudah diperpanjang atau selesai sejak diminta. Tolak permintaan ini, lalu minta lagi."
    ),
    "savings.deposit.refused:till": _(
        "Yang meminta sudah menyerahkan lacinya. Tolak permintaan ini, lalu minta lagi dari laci yang buka."
    ),
}
