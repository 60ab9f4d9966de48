"""Addresses of buying: orders, receipts, bills, debts."""

from django.urls import path

from guyub.trade.procurement.web.views import bills, debts, orders, receipts

app_name = "buying"
urlpatterns = [
    path("belanja/", orders.orders, name="orders"),
    path("belanja/unduh/", orders.orders_export, name="orders_export"),
    path("belanja/pesanan/baru/", orders.order_new, name="order_new"),
    path("belanja/pesanan/<uuid:order_id>/", orders.order, name="order"),
    path("belanja/pesanan/<uuid:order_id>/ubah/", orders.order_change, name="order_change"),
    path("belanja/pesanan/<uuid:order_id>/ajukan/", orders.order_submit, name="order_submit"),
    path("belanja/pesanan/<uuid:order_id>/terkirim/", orders.order_sent, name="order_sent"),
    path("belanja/pesanan/<uuid:order_id>/batal/", orders.order_cancel, name="order_cancel"),
    path("belanja/pesanan/<uuid:order_id>/tutup/", orders.order_finish, name="order_finish"),
    path("belanja/pesanan/<uuid:order_id>/surat/", orders.order_letter, name="order_letter"),
    path("belanja/datang/", receipts.receipts, name="receipts"),
    path("belanja/datang/unduh/", receipts.receipts_export, name="receipts_export"),
    path("belanja/datang/baru/", receipts.receipt_new, name="receipt_new"),
    path("belanja/datang/<uuid:receipt_id>/", receipts.receipt, name="receipt"),
    path("belanja/datang/<uuid:receipt_id>/foto/", receipts.receipt_photo, name="receipt_photo"),
    path("belanja/datang/<uuid:receipt_id>/batal/", receipts.receipt_back, name="receipt_back"),
    path("belanja/tagihan/", bills.bills, name="bills"),
    path("belanja/tagihan/unduh/", bills.bills_export, name="bills_export"),
    path("belanja/tagihan/baru/", bills.bill_new, name="bill_new"),
    path("belanja/tagihan/menunggu/<uuid:approval_id>/foto/", bills.bill_waiting_photo, name="bill_waiting_photo"),
    path("belanja/tagihan/<uuid:bill_id>/", bills.bill, name="bill"),
    path("belanja/tagihan/<uuid:bill_id>/foto/", bills.bill_photo, name="bill_photo"),
    path("belanja/tagihan/<uuid:bill_id>/batal/", bills.bill_back, name="bill_back"),
    path("belanja/utang/", debts.debts, name="debts"),
    path("belanja/utang/unduh/", debts.debts_export, name="debts_export"),
    path("belanja/utang/<uuid:partner_id>/", debts.debtor, name="debtor"),
    path("belanja/utang/<uuid:partner_id>/unduh/", debts.statement_export, name="statement_export"),
    path("belanja/utang/<uuid:partner_id>/bayar/", debts.pay, name="pay"),
    path("belanja/utang/<uuid:partner_id>/bayaran/<uuid:payment_id>/batal/", debts.payment_back, name="payment_back"),
]  # fmt: skip
