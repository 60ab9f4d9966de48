"""What acts of inventory are called in the trail."""

from guyub.trade.inventory.web.container_sentences import CONTAINER_SENTENCES
from guyub.trade.inventory.web.opening_sentences import OPENING_SENTENCES
from guyub.trade.inventory.web.stock_sentences import STOCK_SENTENCES

SENTENCES = {
    **CONTAINER_SENTENCES,
    **OPENING_SENTENCES,
    **STOCK_SENTENCES,
    "inventory.barcode.added": "memberi {name} ({unit}) nomor {number}",
    "inventory.barcode.removed": "menghapus nomor {number} dari {name}",
    "inventory.catalogue.begun": "memasukkan {count} barang dari daftar contoh",
    "inventory.price.withdrawn": "menarik harga {name} {amount} mulai {begins}",
    "inventory.prices.set": "menetapkan harga {what} {amount} mulai {begins}",
    "inventory.product.added": "menambah barang {name} ({code})",
    "inventory.product.changed": "mengubah barang {name}",
    "inventory.product.closed": "menutup barang {name} ({code})",
    "inventory.product.reopened": "membuka lagi barang {name} ({code})",
    "inventory.goods.issued": "mengeluarkan {count} barang yang terjual",
    "inventory.rule.set": "menetapkan {kind} {title} {value} mulai {valid_from}",
    "inventory.tags.down": "menurunkan {count} label rak",
    "inventory.tags.printed": "mencetak {count} label rak",
    "inventory.unit.added": "menambah satuan {unit} pada {name}: {qty} {base}",
    "inventory.unit.closed": "menutup satuan {unit} pada {name}",
}
