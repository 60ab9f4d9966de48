// An invented shop for the tests of the till.
const WORDS = ["Beras", "Minyak", "Gula", "Kopi", "Teh", "Sabun", "Mi", "Kecap", "Garam", "Telur", "Susu", "Keripik", "Tepung", "Sarden", "Air"];
const KINDS = ["contoh", "pilihan", "desa", "harum", "asli", "segar", "manis", "pedas", "merah", "putih"];

export function product(number, changes = {}) {
  const id = `0193a1b2-0000-7000-8000-${String(number).padStart(12, "0")}`;
  const unit = `u-${number}`;
  return {
    id, code: `B${String(number).padStart(5, "0")}`, name: `${WORDS[number % 15]} ${KINDS[Math.floor(number / 15) % 10]} ${number}`,
    category: ["SEMBAKO", "AIR", "UMKM", "LAIN"][number % 4], base_unit: "PIECE", content: 1, content_unit: "BUAH",
    units: [{ id: unit, name: "bungkus", factor: 1 }], barcodes: [{ code: ean13(`899${String(number).padStart(9, "0")}`), unit }],
    prices: [{ unit, audience: "ALL", amount_rp: 1000 + (number % 500) * 100, from: "2026-01-01", to: null }],
    ceiling: null, stock_qty: 40, allows_negative: true, picture: null, changed: "2026-11-01T00:00:00Z", ...changes,
  };
}

export function ean13(digits) {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 1 : 3), 0);
  return digits + String((10 - sum % 10) % 10);
}

export function answer(products, changes = {}) {
  return { cursor: "1", server_time: "2026-11-27T03:00:00Z", is_whole: true, products, gone: [], members: [], cashiers: [], settings: { rounding_rp: 100, discount_most_rate: 1000 }, qris: null, ...changes };
}
