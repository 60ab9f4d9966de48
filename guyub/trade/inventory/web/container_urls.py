"""Addresses of containers: their kinds and places, who has them, handing out and taking back."""

from django.urls import path

from guyub.trade.inventory.web.views import (
    container_acts,
    container_holders,
    container_reminders,
    containers,
)

app_name = "containers"
_KIND, _HELD = "wadah/jenis/<uuid:kind_id>", "wadah/pemegang/<uuid:holding_id>"
urlpatterns = [
    path("wadah/", containers.kinds, name="kinds"),
    path("wadah/tabel/", containers.kinds_table, name="kinds_table"),
    path("wadah/jenis/", containers.kind_add, name="kind_add"),
    path(f"{_KIND}/", containers.kind, name="kind"),
    path(f"{_KIND}/tabel/", containers.moves_table, name="moves_table"),
    path(f"{_KIND}/jaminan/", containers.rate, name="rate"),
    path(f"{_KIND}/barang/", containers.product, name="product"),
    path(f"{_KIND}/gerak/", container_acts.move, name="move"),
    path(f"{_KIND}/hitung/", container_acts.count, name="count"),
    path(f"{_KIND}/gerak/<uuid:move_id>/batal/", container_acts.undo, name="undo"),
    path("wadah/pemegang/", container_holders.holders, name="holders"),
    path("wadah/pemegang/tabel/", container_holders.holders_table, name="holders_table"),
    path("wadah/pemegang/ingatkan/", container_reminders.reminders, name="reminders"),
    path(f"{_HELD}/", container_holders.holding, name="holding"),
    path(f"{_HELD}/kembali/", container_holders.bring, name="bring"),
    path(f"{_HELD}/jaminan/", container_holders.deposit, name="deposit"),
    path(f"{_HELD}/lepas/", container_holders.write_off, name="write_off"),
    path("wadah/serahkan/", container_holders.hand, name="hand"),
    path("wadah/daftarkan/", container_holders.list_old, name="list_old"),
]
