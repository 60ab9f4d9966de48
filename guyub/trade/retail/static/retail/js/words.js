// What the till says to people: a sentence for each thing that may stand in the way, with what to do next.
import { rupiah } from "./format.js";

/** @type {Record<string, (facts: Record<string, any>) => string>} */
const SENTENCES = {
  unbound: () => "Gawai ini belum diikat ke gerai. Minta kode dari pengelola.",
  reader: () => "Kasir terbuka di tab lain. Di sini hanya bisa melihat.",
  trouble: () => "Kasir di gawai ini berhenti. Buka daftar nota untuk melihat sebabnya.",
  clock: () => "Jam gawai ini meleset terlalu jauh. Betulkan tanggal dan jam, lalu coba lagi.",
  alone: () => "Sudah 14 hari tanpa sambungan. Sambungkan gawai ini dulu, notanya tetap aman.",
  full: () => "Sudah 5.000 nota menunggu. Sambungkan gawai ini, atau simpan nota ke berkas.",
  unsaved: () => "Keranjang ini belum bisa disimpan di gawai. Periksa ruang penyimpanan sebelum melanjutkan.",
  closed: () => "Giliran ini sudah dihitung dan ditutup di kantor. Hitung laci, lalu tutup kasir di sini juga.",
  nobody: () => "Kasir belum dibuka. Buka kasir dulu.",
  asked: () => "Jawab dulu pertanyaan yang terbuka, lalu pindai lagi.",
  gone: () => "Nota ini sudah disimpan. Lihat di daftar nota.",
  busy: () => "Gawai sedang sibuk menyimpan. Coba sekali lagi.",
  long: () => "Nota ini terlalu panjang untuk sekali simpan. Bagi menjadi dua nota.",
  file: () => "Berkas ini bukan berkas nota kasir yang utuh.",
  other: () => "Berkas ini dari gawai lain. Serahkan ke pengelola untuk dimasukkan.",
  fork: () => "Berkas ini tidak cocok dengan nota di gawai ini. Serahkan ke pengelola.",
  lines: () => "Keranjang masih kosong.",
  qty: ({ line }) => `Baris ${line}: jumlahnya belum benar.`,
  price: ({ line }) => `Baris ${line}: harganya belum ada.`,
  discount: ({ most_rp: most }) => `Potongan paling banyak ${rupiah(most ?? 0)}.`,
  reason: () => "Tulis alasannya, 3 sampai 80 huruf.",
  charge: () => "Biaya tambahan belum benar.",
  ceiling: () => "Barang ber-HET tidak boleh kena biaya tambahan.",
  service: ({ name }) => `Barang ber-HET tidak boleh kena biaya tambahan. Keluarkan ${name} dari keranjang.`,
  tenders: () => "Paling banyak lima cara bayar.",
  tender: () => "Isi jumlah pembayarannya.",
  change: () => "Uang diterima jauh di atas total. Periksa angkanya.",
  credit: () => "Bon hanya untuk anggota. Pilih anggota dulu.",
  limit: ({ left_rp: left }) => `Bon tersisa ${rupiah(left)}. Kurangi barang atau bayar tunai.`,
  left: ({ name }) => `${name} bukan anggota aktif, jadi tidak bisa bon.`,
  over: ({ over_rp: over }) => `Pembayaran lebih ${rupiah(over)}. Kurangi.`,
  short: ({ missing_rp: missing }) => `Kurang ${rupiah(missing)}.`,
  above: ({ name, limit_rp: limit, ceiling }) => `${name}: harga di atas HET. Paling tinggi ${rupiah(limit)}${ceiling?.basis ? ` (${ceiling.basis})` : ""}. Turunkan dulu.`,
  stopped: ({ name }) => `HET ${name} belum diketahui. Minta pengelola mencatat aturan harganya dulu.`,
  most: ({ name, most }) => `${name}: batas ${most} per pembeli.`,
  stock: ({ name }) => `${name}: jumlahnya melebihi catatan stok. Hitung lagi raknya.`,
  unpriced: ({ name }) => `${name} belum punya harga hari ini.`,
  rationed: ({ name }) => `${name} dijual lewat NIK pembeli.`,
  ration_credit: () => "Barang bersubsidi dibayar tunai atau QRIS, tidak bisa bon.",
  ration_offline: () => "Tanpa sambungan, jatah pembeli ini belum bisa dilihat dan tidak disisihkan di gawai ini. Coba lagi saat ada sinyal.",
  ration_buyer: () => "Isi NIK pembeli dulu.",
  ration_reason: () => "Tulis alasannya, paling sedikit 3 huruf.",
  ration_empties: () => "Pilih tabungnya ditukar, dititip, atau dipinjam.",
  ration_rate: () => "Besar jaminan tabung belum dicatat. Minta pengelola mencatatnya di halaman Wadah.",
  ration_whole: ({ name }) => `${name} kembali seluruhnya, bersama tabungnya.`,
  no_category: () => "Pembeli ini belum punya golongan untuk barang ini. Daftarkan dulu dengan suratnya.",
  nik_length: () => "NIK terdiri dari 16 angka. Periksa lagi di KTP.",
  nik_same: () => "Angka ini bukan NIK. Periksa lagi di KTP.",
  nik_birth: () => "Tanggal lahir di dalam NIK ini tidak ada. Periksa angka ke-7 sampai ke-12.",
  nik_serial: () => "Empat angka terakhir NIK tidak mungkin 0000. Periksa lagi di KTP.",
  said: ({ words }) => words || "Belum bisa. Coba lagi.",
  form: () => "Kode ini bukan kode barang.",
  check: () => "Kode tidak terbaca utuh. Pindai lagi.",
  number: () => "Label ini tidak menyebut barang.",
  prefix: () => "Label timbangan ini belum dikenal.",
  amount: () => "Label ini menyebut berat nol. Timbang lagi.",
  unknown: ({ code }) => `Barang ${code} tidak ada di daftar. Cari menurut nama, atau beri tahu pengelola.`,
  voided: () => "Nota ini sudah dibatalkan.",
  returned: () => "Sebagian barang sudah dikembalikan. Pakai retur untuk sisanya.",
  shift: () => "Nota ini dari sif yang sudah ditutup. Pakai retur barang.",
  same: () => "Cara bayarnya sudah begitu.",
  sum: ({ difference_rp: difference }) => (difference > 0 ? `Lebih ${rupiah(difference)} dari nota.` : `Kurang ${rupiah(-difference)} dari nota.`),
  own: () => "Orang kedua harus orang lain.",
  line: ({ line }) => `Baris ${line} tidak ada di nota.`,
  pin: ({ left }) => (left ? `PIN belum cocok. Tersisa ${left} kali coba.` : "PIN belum cocok. Tunggu sebentar, lalu coba lagi."),
  waits: () => "Terlalu sering keliru. Tunggu sebentar, lalu coba lagi.",
  pages: () => "Sambungkan gawai ini sekali dulu, supaya daftar barang masuk.",
  nothing: () => "Tidak ada sambungan. Coba lagi saat ada sinyal.",
  qris: () => "Kode QRIS koperasi belum dicatat.",
  held: () => "Sudah 20 keranjang ditahan. Selesaikan satu dulu.",
  most_percent: ({ most }) => `Potongan di atas ${String(most / 100).replace(".", ",")}% perlu PIN orang kedua.`,
  printer: () => "Pencetak tidak menjawab. Periksa kabel atau dayanya, lalu cetak ulang dari daftar nota.",
};

/**
 * The sentence of what stands in the way.
 * @param {string} wrong
 * @param {Record<string, any>} [facts]
 */
export function sentence(wrong, facts = {}) {
  return SENTENCES[wrong]?.(facts) ?? "Ada gangguan di kasir. Catatan Anda aman di gawai ini. Muat ulang halaman ini.";
}

/** @param {unknown} error What was thrown: a refusal of ours says why, anything else is our own mistake. */
export function saidOf(error) {
  const { wrong, facts } = /** @type {{ wrong?: string, facts?: Record<string, any> }} */ (error ?? {});
  return sentence(wrong ?? "", facts);
}

/** @type {Record<string, string>} */
export const TENDER_WORDS = { CASH: "Tunai", QRIS: "QRIS", TRANSFER: "Transfer", CREDIT: "Bon" };

/** @type {Record<string, string>} */
export const STATE_WORDS = { WAITING: "Menunggu", ACCEPTED: "Terkirim", DUPLICATE: "Terkirim", CONFLICT: "Perlu dilihat", REJECTED: "Ditolak" };

/** How far the official site knows of a sale, as the list beside it says: tone and word. @type {Record<string, [string, string]>} */
export const SITE_WORDS = {
  WAITING: ["warn", "Belum resmi"], DONE: ["ok", "Resmi"], REFUSED: ["bad", "Ditolak situs"], KEPT: ["warn", "Ditolak situs"], CANCEL: ["bad", "Batalkan di situs"], CANCELLED: ["plain", "Batal di situs"],
};

/** @type {Record<string, string>} */
export const CATEGORY_WORDS = {
  SEMBAKO: "Sembako", AIR: "Air", UMKM: "UMKM", SEGAR: "Segar", BUMBU: "Bumbu", MINUMAN: "Minuman", MAKANAN: "Makanan", RUMAH: "Rumah", LPG: "LPG",
  BAYI: "Bayi", OBAT: "Obat", TANI: "Tani", LAIN: "Lain",
};

/** @type {Record<string, string>} */
export const KIND_WORDS = {
  "sale.made": "Nota", "sale.voided": "Batal", "sale.returned": "Retur", "sale.repaid": "Ganti cara bayar", "shift.opened": "Buka kasir", "shift.closed": "Tutup kasir",
  "cash.dropped": "Setor ke brankas", "cashier.changed": "Ganti kasir", "dues.received": "Terima iuran", "unmet.noted": "Tidak kebagian",
};

/** @type {Record<string, string>} */
export const TROUBLE_WORDS = {
  REVOKED: "Gawai ini sudah dicabut. Berhenti berjualan, simpan catatan ke berkas, lalu serahkan ke pengelola.",
  FORKED: "Catatan gawai ini tidak sejalan dengan catatan server. Simpan ke berkas, lalu hubungi pengelola.",
  LOST: "Server menunggu catatan yang tidak ada lagi di gawai ini. Hubungi pengelola.",
  EVICTED: "Sebagian catatan di gawai ini hilang. Kembalikan dari berkas, atau hubungi pengelola.",
  REFUSED: "Server belum menerima kiriman ini. Catatan tetap aman, dicoba lagi sendiri.",
};
