"""What the refusals of members say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "members.book.refused:kind": _("Buku ini tidak ada. Pilih bukunya dari daftar buku koperasi."),
    "members.book.refused:on": _(
        "Tanggalnya belum terbaca, atau di masa depan. Pilih tanggal sampai hari ini."
    ),
    "members.book.refused:who": _("Namanya masih kosong. Tulis siapa, lalu simpan lagi."),
    "members.book.refused:text": _("Isinya masih kosong. Tulis apa yang dicatat, lalu simpan lagi."),
    "members.book.refused:too_long": _(
        "Ada isian yang lebih dari {most} huruf. Pendekkan, lalu simpan lagi."
    ),
    "members.book.refused:gone": _(
        "Baris yang dikoreksi tidak ada di buku ini. Kembali ke buku, lalu pilih barisnya."
    ),
    "members.book.refused:corrected": _(
        "Baris ini sudah dikoreksi. Kembali ke buku; yang bisa dikoreksi adalah baris terbarunya."
    ),
    "members.employee.refused:name": _("Namanya masih kosong. Tulis nama karyawan, lalu simpan lagi."),
    "members.employee.refused:position": _("Jabatannya masih kosong. Tulis pekerjaannya, lalu simpan lagi."),
    "members.employee.refused:from": _(
        "Tanggal mulai belum terbaca, atau terlalu jauh. Pilih tanggal paling lambat setahun dari sekarang."
    ),
    "members.employee.refused:too_long": _(
        "Ada isian yang lebih dari {most} huruf. Pendekkan, lalu simpan lagi."
    ),
    "members.employee.refused:gone": _(
        "Karyawan ini tidak ada di koperasi Anda. Kembali ke daftar karyawan."
    ),
    "members.employee.refused:ended": _("Karyawan ini sudah berhenti. Muat ulang daftar karyawan."),
    "members.employee.refused:until": _(
        "Hari terakhir harus di antara hari mulai bekerja dan hari ini. Pilih tanggal lain."
    ),
    "members.employee.refused:why": _("Sebabnya masih kosong. Tulis mengapa berhenti, lalu simpan lagi."),
    "members.reach.refused:way": _("Pilih dulu: pesan WhatsApp atau surat."),
    "members.reach.refused:title": _("Keperluannya terlalu pendek. Tulis paling sedikit {least} huruf."),
    "members.reach.refused:text": _("Isinya masih kosong. Pilih teks siap pakai atau tulis sendiri."),
    "members.reach.refused:too_long": _(
        "Ada isian yang lebih dari {most} huruf. Pendekkan, lalu kirim lagi."
    ),
    "members.reach.refused:field": _(
        "Ada isian dalam kurung kurawal yang tidak dikenal: “{field}”. Pakai hanya nama, nomor, dan koperasi."
    ),
    "members.reach.refused:gap": _(
        "Masih ada titik-titik (…) di isinya. Ganti dengan hari, tempat, atau acaranya, lalu kirim lagi."
    ),
    "members.reach.refused:nobody": _(
        "Tidak ada anggota yang bisa dihubungi dengan pilihan ini. Pilih anggota lain, atau catat persetujuan dan"
        " nomor HP di berkasnya."
    ),
    "members.reach.refused:many": _(
        "Pilihan ini lebih dari {most} anggota. Persempit dengan RT atau kelompok, lalu buat beberapa kiriman."
    ),
    "members.reach.refused:gone": _("Kiriman ini tidak ada di koperasi Anda. Kembali ke daftar kiriman."),
    "members.reach.refused:letters": _(
        "Kiriman ini berupa surat. Cetak suratnya; tidak ada nomor yang dibuka."
    ),
    "members.card.refused:none": _("Belum ada yang dipilih. Beri tanda pada anggota yang kartunya dicetak."),
    "members.card.refused:many": _("Sekaligus paling banyak {most} kartu. Cetak sebagian dulu."),
    "members.card.refused:gone": _("Ada yang tidak terdaftar di koperasi Anda. Muat ulang halaman."),
    "members.card.refused:standing": _(
        "Kartu hanya untuk anggota yang sudah punya nomor dan belum keluar. Muat ulang halaman untuk melihat"
        " keadaannya."
    ),
    "members.card.refused:reason": _(
        "Tulis alasannya, {least} sampai {most} huruf, supaya jelas bagi pengawas."
    ),
    "members.card.refused:unused": _(
        "Tidak ada kartu yang berlaku. Beri kartu baru lewat tombol Beri kartu."
    ),
    "members.letter.refused:consent": _(
        "Beri tanda bahwa pengurus boleh menghubungi Anda. Tanpa itu nomor Anda tidak disimpan."
    ),
    "members.letter.refused:kind": _("Pilih dulu: usul atau keluhan."),
    "members.letter.refused:text": _("Suratnya masih kosong. Tulis usul atau keluhan Anda, lalu kirim lagi."),
    "members.letter.refused:too_long": _(
        "Ada isian yang lebih dari {most} huruf. Pendekkan, lalu kirim lagi."
    ),
    "members.letter.refused:trap": _(
        "Kolom tersembunyi ikut terisi, mungkin oleh isian otomatis. Muat ulang halaman, isi sendiri, lalu kirim"
        " lagi."
    ),
    "members.letter.refused:gone": _("Surat ini tidak ada di koperasi Anda. Kembali ke daftar surat."),
    "members.letter.refused:closed": _(
        "Permintaan ini sudah ditutup dan nomor HP-nya dihapus. Minta orangnya mengirim yang baru."
    ),
    "members.letter.refused:state": _(
        "Langkah itu tidak bisa dipilih dari keadaan sekarang. Muat ulang halaman."
    ),
    "members.own_request.refused:field": _("Pilih isian yang ingin dikoreksi dari daftar."),
    "members.own_request.refused:value": _(
        "Isian yang seharusnya belum terbaca. Tulis tanggal seperti 12-5-1984, jenis kelamin Laki-laki atau Perempuan,"
        " lalu kirim lagi."
    ),
    "members.own_request.refused:same": _(
        "Berkas sudah berisi seperti itu. Periksa lagi di halaman Data saya."
    ),
    "members.own_request.refused:about": _("Pilih dulu baris yang disanggah dari halaman Simpanan."),
    "members.own_request.refused:text": _(
        "Penjelasannya masih kosong. Tulis apa yang keliru, lalu kirim lagi."
    ),
    "members.own_request.refused:answer": _("Jawabannya masih kosong. Tulis jawaban, lalu kirim lagi."),
    "members.own_request.refused:too_long": _(
        "Ada isian yang lebih dari {most} huruf. Pendekkan, lalu kirim lagi."
    ),
    "members.own_request.refused:many": _(
        "Sudah ada {most} permintaan yang menunggu. Tunggu jawabannya, atau tarik satu permintaan dulu."
    ),
    "members.own_request.refused:file": _(
        "Berkas Anda belum ada di koperasi ini. Minta sekretaris mencatat keanggotaan Anda."
    ),
    "members.own_request.refused:gone": _("Permintaan ini tidak ada. Kembali ke daftar permintaan."),
    "members.own_request.refused:answered": _(
        "Permintaan ini sudah dijawab atau ditarik. Muat ulang halaman untuk membacanya."
    ),
    "members.own_request.refused:own": _(
        "Permintaan Anda sendiri dijawab pengurus lain. Minta sekretaris atau ketua membukanya."
    ),
    "members.kiosk.refused:who": _(
        "Kartu atau nomor ini tidak dikenal di koperasi ini. Pindai lagi, atau ketik nomor seperti A-0042."
    ),
    "members.kiosk.refused:revoked": _(
        "Kartu ini sudah dicabut. Pakai kartu yang baru, atau ketik nomor anggota."
    ),
    "members.kiosk.refused:left": _("Keanggotaan ini sudah berakhir. Tanyakan kepada petugas."),
    "members.kiosk.refused:no_pin": _(
        "Belum ada PIN untuk anggota ini. Minta petugas memasangnya, bawa KTP."
    ),
    "members.kiosk.refused:pin": _("Ketik PIN enam angka; saat memasang, dua kali yang sama."),
    "members.kiosk.refused:ktp": _("Cocokkan KTP asli dengan orangnya dulu, lalu beri tanda."),
    "members.kiosk.refused:login": _(
        "Anggota ini punya kata sandi, jadi PIN-nya dipasang sendiri di halaman Akun saya."
    ),
    "members.letter.refused:answer": _("Jawabannya masih kosong. Tulis jawaban, lalu kirim lagi."),
    "members.letter.refused:answered": _(
        "Surat ini sudah dijawab. Muat ulang halaman untuk membaca jawabannya."
    ),
    # Applications for membership.
    "members.application.refused:missing": _("{what} masih kosong. Isi seperti di KTP, lalu kirim lagi."),
    "members.application.refused:long": _("Catatan lebih dari {most} huruf. Pendekkan, lalu kirim lagi."),
    "members.application.refused:nik_born": _(
        "Tanggal lahir ini tidak cocok dengan NIK. Cocokkan keduanya dengan KTP; bila kartunya sendiri berbeda,"
        " perbaiki dulu di Dukcapil."
    ),
    "members.application.refused:nik_sex": _(
        "Jenis kelamin ini tidak cocok dengan NIK. Cocokkan keduanya dengan KTP; bila kartunya sendiri berbeda,"
        " perbaiki dulu di Dukcapil."
    ),
    "members.application.refused:young": _(
        "Calon anggota paling muda {least} tahun. Catat lagi setelah umurnya cukup."
    ),
    "members.application.refused:instalments": _(
        "Simpanan pokok dibayar sekaligus atau paling banyak {most} kali. Pilih dari daftar."
    ),
    "members.application.refused:consent": _(
        "Beri tanda setuju dicatat di buku daftar anggota. Tanpa itu pendaftaran tidak bisa disimpan."
    ),
    "members.application.refused:photo": _(
        "Foto diri hanya disimpan bila orangnya setuju. Beri tanda setuju, atau kosongkan fotonya."
    ),
    "members.application.refused:reason": _(
        "Tulis alasan yang jelas, {least} sampai {most} huruf, lalu simpan lagi."
    ),
    "members.application.refused:ktp": _(
        "Lihat dulu KTP aslinya, lalu beri tanda. Foto KTP tidak perlu disimpan."
    ),
    "members.application.refused:outside": _(
        "Menurut KTP rumahnya di kelurahan lain. Anggota KKMP adalah warga kelurahan ini; arahkan ke KKMP"
        " kelurahannya, lalu tutup pendaftaran ini."
    ),
    "members.application.refused:own": _(
        "KTP Anda sendiri dicocokkan petugas lain. Minta sekretaris atau wakil ketua yang lain."
    ),
    "members.application.refused:differs": _(
        "NIK ini lain dari yang dikirim warga. Baca lagi KTP-nya; bila yang Anda ketik sudah sama dengan kartu, beri"
        " tanda bahwa kiriman warga keliru."
    ),
    "members.application.refused:gone": _(
        "Pendaftaran ini tidak ada di koperasi Anda. Kembali ke daftar pendaftaran."
    ),
    "members.application.refused:state": _(
        "Pendaftaran ini sudah melewati langkah itu. Muat ulang halaman untuk melihat keadaannya."
    ),
    "members.application.refused:link": _(
        "Tautan ini sudah dipakai atau lewat masanya. Minta tautan baru kepada pengurus."
    ),
    "members.application.refused:open": _(
        "Orang ini masih punya pendaftaran {number} yang terbuka. Lanjutkan yang itu."
    ),
    "members.application.refused:member": _(
        "Orang ini sudah anggota atau calon anggota di sini. Cari namanya di daftar anggota."
    ),
    "members.application.refused:person": _(
        "NIK ini bukan milik orang yang dipilih. Periksa NIK-nya, atau pilih “orang baru”."
    ),
    "members.application.refused:asked": _(
        "Pengurus sudah diminta memutus pendaftaran ini. Tunggu putusannya di kotak persetujuan."
    ),
    "members.application.refused:again": _(
        "Orang ini sedang didaftarkan orang lain pada saat yang sama. Lihat daftar pendaftaran, lalu kirim lagi bila"
        " perlu."
    ),
    # The person's file.
    "members.file.refused:sex": _("Pilih laki-laki atau perempuan, sesuai KTP."),
    "members.file.refused:born": _("Tanggal lahir ada di masa depan. Tulis tanggal seperti di KTP."),
    "members.file.refused:birthplace": _("Tempat lahir lebih dari 60 huruf. Pendekkan, lalu simpan lagi."),
    "members.file.refused:address": _("Alamat lebih dari 200 huruf. Pendekkan, lalu simpan lagi."),
    "members.file.refused:rt": _("RT ditulis dengan angka, paling banyak tiga. Misalnya 3 atau 003."),
    "members.file.refused:rw": _("RW ditulis dengan angka, paling banyak tiga. Misalnya 5 atau 005."),
    "members.file.refused:ward": _("Pilih kelurahan yang tertulis di KTP dari daftar."),
    "members.file.refused:relation": _("Pilih hubungan di kartu keluarga dari daftar."),
    "members.file.refused:work": _("Pekerjaan lebih dari 80 huruf. Pendekkan, lalu simpan lagi."),
    "members.file.refused:young": _(
        "Umurnya belum cukup untuk menjadi anggota. Tunggu sampai umur yang ditetapkan."
    ),
    "members.file.refused:gone": _("Anggota ini tidak ada di koperasi Anda. Kembali ke daftar anggota."),
    "members.file.refused:why": _(
        "Tulis alasan perubahan, paling banyak 200 huruf. Alasan itu ikut di riwayat."
    ),
    "members.file.refused:same": _("Belum ada yang diubah. Ganti isian yang perlu, lalu simpan."),
    "members.file.refused:stale": _(
        "Orang lain mengubah berkas ini sejak Anda membukanya: {what}. Periksa isian di bawah, lalu simpan lagi."
    ),
    "members.file.refused:photo": _("Pilih dulu fotonya. Yang diterima foto JPEG, PNG, atau WebP."),
    "members.file.refused:consent": _(
        "Anggota belum setuju fotonya disimpan. Tanyakan dulu, beri tanda persetujuan, lalu simpan lagi."
    ),
    "members.file.refused:no_photo": _("Di berkas ini tidak ada foto. Muat ulang halaman."),
    "members.heirs.refused:many": _("Ahli waris paling banyak {number} orang. Kurangi, lalu simpan lagi."),
    "members.heirs.refused:relation": _(
        "Tulis hubungan ahli waris ke-{number} dengan anggota, paling banyak 40 huruf. Misalnya istri atau anak."
    ),
    "members.heirs.refused:share": _("Bagian ahli waris ke-{number} ditulis sebagai angka 1 sampai 100."),
    "members.heirs.refused:note": _("Catatan ahli waris ke-{number} lebih dari 200 huruf. Pendekkan."),
    "members.heirs.refused:twice": _(
        "Nama ahli waris ke-{number} sudah ada di atasnya. Gabungkan bagiannya."
    ),
    "members.heirs.refused:sum": _(
        "Semua bagian bersama harus tepat 100 persen, sekarang {number}. Perbaiki, lalu simpan lagi."
    ),
    "members.heirs.refused:same": _(
        "Ahli warisnya masih sama seperti yang tercatat. Ubah dulu, lalu simpan."
    ),
    "members.business.refused:name": _("Tulis nama usahanya, paling banyak 80 huruf."),
    "members.business.refused:makes": _("Tulis apa yang dibuat atau dijual, paling banyak 200 huruf."),
    "members.business.refused:a_month": _(
        "Hasil sebulan lebih dari 80 huruf. Tulis pendek, misalnya 200 bungkus."
    ),
    "members.business.refused:place": _("Tempat usaha lebih dari 120 huruf. Pendekkan, lalu simpan lagi."),
    "members.business.refused:turnover": _("Omzet sebulan terlalu besar. Tulis dalam rupiah, tanpa sen."),
    "members.business.refused:workers": _("Jumlah orang yang bekerja ditulis 1 sampai 1.000."),
    "members.business.refused:since": _("Tahun mulai usaha ditulis empat angka, dan tidak di masa depan."),
    "members.business.refused:many": _(
        "Sudah ada {most}. Akhiri atau hapus yang lama, lalu tambah yang baru."
    ),
    "members.business.refused:same": _("Belum ada yang diubah. Ganti isian yang perlu, lalu simpan."),
    "members.business.refused:gone": _("Usaha atau surat ini sudah tidak ada. Kembali ke halaman anggota."),
    "members.business.refused:kind": _("Pilih jenis foto atau surat dari daftar."),
    "members.business.refused:number": _("Nomor surat lebih dari 60 huruf. Tulis nomornya saja."),
    "members.business.refused:shows": _("Beri fotonya, atau untuk sertifikat tulis nomornya."),
    "members.business.refused:until": _("Tanggal berlaku ditulis seperti 31-12-2027, atau kosongkan."),
    "members.group.refused:kind": _("Pilih dulu jenis kelompoknya."),
    "members.group.refused:name": _("Tulis nama kelompok, paling banyak 60 huruf."),
    "members.group.refused:taken": _("Nama itu sudah dipakai kelompok lain yang sejenis. Pilih nama lain."),
    "members.group.refused:gone": _("Kelompok ini sudah ditutup atau tidak ada. Kembali ke daftar kelompok."),
    "members.group.refused:member": _("Pilih anggota yang sudah bernomor dan masih aktif atau pasif."),
    "members.group.refused:seated": _("Anggota ini sudah ada di kelompok ini. Muat ulang halaman."),
    "members.group.refused:not_seated": _("Anggota ini tidak ada di kelompok ini. Muat ulang halaman."),
    "members.group.refused:renteng": _(
        "Anggota ini sudah menanggung bersama di {group}. Keluarkan dulu dari sana, karena satu orang hanya di satu"
        " kelompok tanggung renteng."
    ),
    "members.group.refused:led": _("Anggota ini sudah menjadi ketua kelompok. Muat ulang halaman."),
    "members.group.refused:kept": _(
        "Belum bisa keluar atau ditutup: {what}. Selesaikan dulu di Pinjaman, bagian Kelompok, lalu coba lagi."
    ),
    "members.group.refused:nothing": _(
        "Semua kelompok RT sudah sesuai alamat anggota. Tidak ada yang perlu disusun."
    ),
    # Tables of members.
    "members.import.refused:open": _(
        "Masih ada tabel yang belum selesai. Masukkan atau buang dulu yang itu."
    ),
    "members.import.refused:empty": _(
        "Berkas ini belum berisi daftar. Pilih tabel yang di bawah judul kolomnya ada orangnya."
    ),
    "members.import.refused:sheet": _("Lembar itu tidak ada di berkas ini. Pilih dari daftar lembar."),
    "members.import.refused:header": _(
        "Baris judul itu tidak ada. Tulis nomor baris tempat judul kolom berada."
    ),
    "members.import.refused:field": _(
        "Satu kolom dipilih untuk dua isian, atau kolomnya tidak ada. Pilih kolom yang berbeda."
    ),
    "members.import.refused:choice": _("Pilihan itu tidak dikenal. Muat ulang halaman, lalu pilih lagi."),
    "members.import.refused:closed": _(
        "Tabel ini sudah selesai. Muat ulang halaman untuk melihat keadaannya."
    ),
    "members.import.refused:waiting": _("Tabel ini sedang dikerjakan. Tunggu sampai selesai."),
    "members.import.refused:lacking": _("Kolom nama belum dipilih. Pilih kolomnya, lalu simpan."),
    "members.import.refused:faults": _(
        "Ada {count} hal yang harus beres. Perbaiki tabelnya lalu unggah lagi, atau pilih cara membaca yang lain."
    ),
    "members.import.refused:nothing": _(
        "Tidak ada orang baru atau isian baru di tabel ini. Buang saja tabelnya."
    ),
    "members.import.refused:unopened": _(
        "Buku belum dimulai, jadi {kind} belum bisa masuk. Catat saldo awal dulu, atau kosongkan kolom simpanan."
    ),
    "members.import.refused:more": _(
        "{kind} di tabel lebih {difference_rp} dari saldo awal yang belum dirinci. Samakan dulu tabel atau saldo"
        " awalnya."
    ),
    "members.import.refused:less": _(
        "{kind} di tabel kurang {difference_rp} dari saldo awal yang belum dirinci. Samakan dulu, atau tandai"
        " bahwa tabel ini baru sebagian anggota."
    ),
    "members.import.refused:moved": _(
        "Daftar anggota atau buku berubah saat tabel dimasukkan; belum ada yang masuk. Muat ulang, lalu coba lagi."
    ),
    "members.import.refused:used": _(
        "Sudah ada yang memakai data dari tabel ini, seperti kartu, setoran, atau perubahan data. Tabelnya tidak bisa"
        " dibatalkan lagi; perbaiki anggotanya satu per satu."
    ),
    "members.import.refused:gone": _(
        "Peran orang yang memulai pekerjaan ini sudah berakhir. Minta yang berwenang memulainya lagi."
    ),
    "members.standing.refused:gone": _("Anggota ini tidak ada di koperasi Anda. Kembali ke daftar anggota."),
    "members.standing.refused:member": _("Orang ini sudah anggota atau calon anggota. Buka halamannya."),
    "members.standing.refused:step": _(
        "Keadaan anggota ini sudah berubah, jadi langkah itu tidak bisa lagi. Muat ulang halaman."
    ),
    "members.standing.refused:date": _(
        "Tanggalnya sebelum perubahan terakhir atau sesudah hari ini. Pilih tanggal lain."
    ),
    # Missed dues and leaving.
    "members.passive.refused:gone": _(
        "Pemberitahuan ini tidak ada atau sudah selesai. Muat ulang daftar anggota pasif."
    ),
    "members.passive.refused:nobody": _(
        "Tidak ada lagi anggota yang cocok untuk itu. Muat ulang daftar untuk melihat keadaan sekarang."
    ),
    "members.passive.refused:early": _(
        "Anggota masih boleh membayar atau banding sampai {due}. Putuskan sesudah tanggal itu."
    ),
    "members.passive.refused:late": _(
        "Banding ditutup {due}. Sampaikan keberatan ini langsung kepada pengurus yang memutuskan."
    ),
    "members.passive.refused:own": _(
        "Yang memutuskan harus orang lain, bukan anggotanya sendiri atau pembuat pemberitahuan."
    ),
    "members.passive.refused:appeal": _("Tulis keberatannya, paling banyak {most} huruf, lalu kirim lagi."),
    "members.passive.refused:appealed": _("Banding sudah dicatat. Tunggu putusan pengurus."),
    "members.passive.refused:reason": _(
        "Tulis alasan antara {least} dan {most} huruf. Alasan ini masuk daftar anggota."
    ),
    "members.passive.refused:unpaid": _(
        "Belum ada simpanan wajib yang dibayar sejak anggota ini pasif. Terima dulu setorannya, lalu ulangi."
    ),
    "members.passive.refused:member": _("Anggota ini tidak sedang pasif. Muat ulang halaman."),
    "members.exit.refused:gone": _("Perkara keluar ini tidak ada di koperasi Anda. Kembali ke daftar."),
    "members.exit.refused:kind": _(
        "Cara keluar itu tidak bisa dipilih dari keadaan anggota sekarang. Pilih yang lain."
    ),
    "members.exit.refused:open": _(
        "Perkara keluar anggota ini sedang berjalan ({number}). Buka dan selesaikan yang itu."
    ),
    "members.exit.refused:day": _(
        "Tanggalnya sebelum anggota ini diterima atau sesudah hari ini. Pilih tanggal lain."
    ),
    "members.exit.refused:reason": _(
        "Tulis alasan antara {least} dan {most} huruf. Orang kedua membacanya sebelum memutus."
    ),
    "members.exit.refused:hearing": _(
        "Tulis apa kata anggota itu, antara {least} dan {most} huruf. Bila tidak datang, tulis kapan dipanggil."
    ),
    "members.exit.refused:paper": _("Foto {what} belum ada. Ambil fotonya, lalu kirim lagi."),
    "members.exit.refused:state": _("Perkara ini sudah di langkah lain. Muat ulang halaman."),
    "members.exit.refused:signed": _("Lembar bertanda tangan sudah tersimpan. Muat ulang halaman."),
}
