"""Addresses of the catalogue: products, their units, barcodes and prices, tags and the board of prices."""

from django.urls import path

from guyub.trade.inventory.web.views import barcodes, catalogue, prices, products, tags

app_name = "goods"
urlpatterns = [
    path("barang/", catalogue.goods, name="goods"),
    path("barang/unduh/", catalogue.goods_export, name="goods_export"),
    path("barang/baru/", catalogue.product_new, name="product_new"),
    path("barang/contoh/", catalogue.starter, name="starter"),
    path("barang/harga/", prices.prices, name="prices"),
    path("barang/label/", tags.tags, name="tags"),
    path("barang/label/cetak/", tags.tags_print, name="tags_print"),
    path("barang/label/turun/", tags.tags_down, name="tags_down"),
    path("barang/label/<uuid:sheet_id>/", tags.tags_sheet, name="tags_sheet"),
    path("barang/papan-harga/", tags.board, name="board"),
    path("barang/papan-harga/cetak/", tags.board_print, name="board_print"),
    path("barang/<uuid:product_id>/", products.product, name="product"),
    path("barang/<uuid:product_id>/ubah/", products.product_change, name="product_change"),
    path("barang/<uuid:product_id>/tutup/", products.product_close, name="product_close"),
    path("barang/<uuid:product_id>/buka/", products.product_reopen, name="product_reopen"),
    path("barang/<uuid:product_id>/foto/", products.product_photo, name="product_photo"),
    path("barang/<uuid:product_id>/satuan/", products.units, name="units"),
    path("barang/<uuid:product_id>/satuan/<uuid:unit_id>/tutup/", products.unit_close, name="unit_close"),
    path("barang/<uuid:product_id>/barcode/", barcodes.barcodes, name="barcodes"),
    path("barang/<uuid:product_id>/barcode/label/", barcodes.label_make, name="label_make"),
    path("barang/<uuid:product_id>/barcode/timbangan/", barcodes.weight_code, name="weight_code"),
    path(
        "barang/<uuid:product_id>/barcode/<uuid:barcode_id>/hapus/",
        barcodes.barcode_remove,
        name="barcode_remove",
    ),
    path(
        "barang/<uuid:product_id>/barcode/<uuid:barcode_id>/stiker/",
        barcodes.stickers,
        name="stickers",
    ),
    path("barang/<uuid:product_id>/harga/", prices.product_prices, name="product_prices"),
    path("barang/<uuid:product_id>/harga/tarik/", prices.price_withdraw, name="price_withdraw"),
]
