"""How roles, acts and purposes are called on screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SecretKind

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTION_WORDS: Mapping[Action, str] = {
    Action.VIEW_OWN: "Melihat halaman sendiri",
    Action.VIEW_ROLES: "Melihat tabel peran",
    Action.VIEW_PEOPLE: "Melihat daftar orang dan peran",
    Action.INVITE: "Mengundang orang",
    Action.ASK_ROLE: "Mengusulkan peran",
    Action.APPROVE_ROLE: "Menyetujui peran",
    Action.END_ROLE: "Mengakhiri peran",
    Action.ASK_RESET: "Mengusulkan kode masuk baru",
    Action.APPROVE_RESET: "Menyetujui kode masuk baru",
    Action.KEEP_IDENTITY: "Mencatat NIK, KK, dan HP",
    Action.UNMASK_IDENTITY: "Membuka NIK, KK, atau HP utuh",
    Action.KEEP_CONSENT: "Mencatat persetujuan data",
    Action.ANSWER_SUBJECT: "Menjawab permintaan data pribadi",
    Action.HANDLE_BREACH: "Menangani kebocoran data",
    Action.VIEW_AUDIT: "Membaca jejak",
    Action.VIEW_PARAMETERS: "Melihat parameter",
    Action.ASK_PARAMETER: "Mengusulkan parameter",
    Action.APPROVE_PARAMETER: "Menyetujui parameter",
    Action.KEEP_DECISION: "Mencatat keputusan",
    Action.VIEW_APPROVALS: "Membuka kotak persetujuan",
    Action.MANAGE_TOKENS: "Mengelola kunci API",
    Action.VIEW_SYSTEM: "Melihat keadaan sistem",
    Action.VIEW_COOPERATIVE: "Melihat lembaga, jalur, dan kebutuhan koperasi",
    Action.KEEP_LEGAL: "Mencatat dokumen dan langkah",
    Action.KEEP_OFFICERS: "Mencatat pengurus dan pengawas",
    Action.KEEP_OUTLETS: "Mencatat gerai dan unit usaha",
    Action.HANDLE_LETTERS: "Mengurus permintaan bergabung, usul, dan keluhan",
    Action.ASK_HELP: "Meminta bantuan pendamping",
    Action.ANSWER_HELP: "Menjawab permintaan bantuan",
    Action.KEEP_VISIT: "Merencanakan dan mencatat kunjungan",
    Action.VIEW_MENTORED: "Melihat koperasi dampingan",
    Action.RAISE_NEED: "Mengajukan kebutuhan",
    Action.MOVE_NEED: "Memeriksa, mendanai, dan menyerahkan kebutuhan",
    Action.RECEIVE_NEED: "Menyatakan kebutuhan sudah dipakai",
    Action.VIEW_CITY: "Melihat keadaan kota",
    Action.KEEP_REPORT: "Mencatat angka laporan",
    Action.IMPORT_NETWORK: "Mengimpor daftar koperasi, pengurus, dan laporan",
    Action.OPEN_CONTACTS: "Membuka nomor HP ketua koperasi",
    Action.VIEW_STATEMENTS: "Melihat laporan keuangan",
    Action.VIEW_JOURNAL: "Melihat jurnal dan buku besar",
    Action.POST_JOURNAL: "Mencatat dan membalik jurnal",
    Action.APPROVE_JOURNAL: "Menyetujui jurnal dan catatan besar",
    Action.KEEP_ACCOUNTS: "Membuka pembukuan dan menambah akun",
    Action.CLOSE_BOOKS: "Menutup bulan dan tahun buku",
    Action.ASK_REOPEN: "Meminta bulan dibuka kembali",
    Action.APPROVE_REOPEN: "Menyetujui bulan dibuka kembali",
    Action.VERIFY_BOOKS: "Memeriksa keutuhan pembukuan",
    Action.RECORD_EVENT: "Mencatat kejadian sehari-hari dan membatalkannya",
    Action.HANDLE_CASH: "Memegang laci: buka, setor, hitung, serah terima",
    Action.KEEP_TREASURY: "Mengatur laci, bank, klaim, dan saldo awal",
    Action.CLAIM: "Mengajukan klaim nota",
    Action.APPROVE_CLAIM: "Menyetujui klaim nota orang lain",
    Action.KEEP_FUNDS: "Mengelola dana kesehatan, pendidikan, dan sosial",
    Action.KEEP_ASSETS: "Mencatat aset dan penyusutan",
    Action.KEEP_BUDGET: "Menyusun anggaran dan tenggat pajak",
    Action.REVIEW_BOOKS: "Memeriksa, bertanya, dan mengesahkan bulan",
    Action.ANSWER_REVIEW: "Menjawab pertanyaan pengawas",
    Action.VIEW_CONSOLIDATED: "Melihat laporan gabungan jaringan",
    Action.VIEW_MEMBERS: "Melihat daftar anggota",
    Action.VIEW_MEMBER_FILE: "Melihat berkas anggota",
    Action.KEEP_MEMBERS: "Mengelola anggota: pendaftaran, berkas, kelompok, keluar",
    Action.APPROVE_MEMBERS: "Menyetujui anggota masuk dan keluar",
    Action.IMPORT_MEMBERS: "Mengimpor daftar anggota",
    Action.REACH_MEMBERS: "Menghubungi anggota dan membuat surat massal",
    Action.KEEP_REGISTERS: "Mengisi buku tamu, anjuran, kejadian, agenda, dan karyawan",
    Action.RUN_KIOSK: "Membuka kios anggota di perangkat ini",
    Action.TAKE_SAVINGS: "Menerima setoran simpanan",
    Action.VIEW_SAVINGS: "Melihat simpanan anggota",
    Action.KEEP_SAVINGS: "Mengelola produk, tagihan, dan jasa simpanan",
    Action.APPROVE_SAVINGS: "Menyetujui pengambilan, keringanan, dan syarat simpanan",
    Action.COLLECT_SAVINGS: "Menagih simpanan ke rumah anggota",
    Action.OVERRIDE_UNIT_GATE: "Mengizinkan unit simpan pinjam sebelum syaratnya lengkap",
    Action.VIEW_LOANS: "Melihat pinjaman anggota",
    Action.TAKE_LOANS: "Menerima permohonan dan angsuran pinjaman",
    Action.KEEP_LOANS: "Mengelola produk, analisis, pencairan, dan penagihan pinjaman",
    Action.APPROVE_LOANS: "Memutus permohonan, keringanan, dan ketentuan pinjaman",
    Action.COLLECT_LOANS: "Menagih angsuran ke rumah anggota",
    Action.SETTLE_MEMBER: "Membayar hak anggota yang keluar",
    Action.VIEW_GOODS: "Melihat barang, harga, dan stok",
    Action.KEEP_GOODS: "Mengelola barang, satuan, dan harga",
    Action.MOVE_STOCK: "Menerima, memindah, mengemas, dan mencatat barang rusak",
    Action.COUNT_STOCK: "Menghitung stok",
    Action.APPROVE_STOCK: "Menyetujui selisih stok dan barang rusak",
    Action.BUY_GOODS: "Memesan barang dan mencatat tagihan pemasok",
    Action.APPROVE_BUYING: "Menyetujui pesanan dan tagihan pemasok",
    Action.VIEW_PARTNERS: "Melihat mitra dan rekeningnya",
    Action.KEEP_PARTNERS: "Mencatat mitra dan mengusulkan rekeningnya",
    Action.APPROVE_PARTNERS: "Menyetujui rekening mitra",
    Action.OWN_MEMBERSHIP: "Membuka simpanan, data, dan permintaan sendiri",
}
KIND_WORDS: Mapping[SecretKind, str] = {
    SecretKind.NIK: "NIK",
    SecretKind.KK: "Nomor KK",
    SecretKind.PHONE: "Nomor HP",
}
PURPOSE_WORDS: Mapping[str, str] = {
    "MEMBER_REGISTER": "Buku daftar anggota",
    "MESSAGES": "Pesan WhatsApp dan SMS",
    "SHARE_WITH_BANK": "Dibagikan kepada bank",
    "PHOTO": "Foto diri",
}
# What a person reads beside the button; a new text is a new version, and consents name the version they were given to.
PURPOSE_TEXTS: Mapping[str, str] = {
    "MEMBER_REGISTER": "Nama, alamat, tanggal masuk, dan simpanan Anda dicatat di Buku Daftar Anggota. Undang-undang"
    " Perkoperasian mewajibkannya selama Anda anggota, jadi tidak bisa ditarik.",
    "MESSAGES": "Pengurus boleh mengirim undangan rapat, pengingat, dan kabar koperasi ke nomor HP Anda.",
    "SHARE_WITH_BANK": "Koperasi boleh memberikan nama, NIK, dan riwayat simpanan serta pinjaman Anda kepada bank"
    " saat Anda meminta pembiayaan.",
    "PHOTO": "Foto Anda disimpan dan dicetak di kartu anggota.",
}
PURPOSE_VERSION = 1
SUBJECT_WORDS: Mapping[str, str] = {
    "ACCESS": "Melihat data",
    "CORRECTION": "Memperbaiki data",
    "COMPLETION": "Melengkapi data",
    "DELETION": "Menghapus data",
    "WITHDRAWAL": "Menarik persetujuan",
}
