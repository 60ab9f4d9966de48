"""What acts on tables of goods are called in the trail."""

OPENING_SENTENCES = {
    "inventory.opening.brought": "mengunggah tabel barang {name}: {rows} baris",
    "inventory.opening.dropped": "membuang tabel barang {name}",
    "inventory.opening.mapped": "memilih cara membaca tabel barang {name}",
    "inventory.opening.taken": "memasukkan tabel barang {name}: {goods} barang, {entry}",
    "inventory.opening.undone": "membatalkan tabel barang {name}: {goods} barang, {entry}",
}
