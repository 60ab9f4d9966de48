"""Addresses of money places, shifts, vouchers and hand-overs: each names the ward by its code."""

from django.urls import path

from guyub.books.treasury.web.views import cash_counts, cash_handovers, cash_places, cash_shifts, vouchers

app_name = "cash"
urlpatterns = [
    path("kas/", cash_places.own, name="own"),
    path("kas/<ward:code>/", cash_places.places, name="places"),
    path("kas/<ward:code>/tempat/<uuid:place_id>/tutup/", cash_places.place_close, name="place_close"),
    path("kas/<ward:code>/giliran/", cash_shifts.shift, name="shift"),
    path("kas/<ward:code>/giliran/setor/", cash_shifts.shift_drop, name="shift_drop"),
    path("kas/<ward:code>/giliran/tambah/", cash_shifts.shift_top_up, name="shift_top_up"),
    path("kas/<ward:code>/laci/<uuid:place_id>/mulai/", cash_counts.shift_open, name="shift_open"),
    path("kas/<ward:code>/giliran/<uuid:shift_id>/tutup/", cash_counts.shift_close, name="shift_close"),
    path("kas/<ward:code>/giliran/<uuid:shift_id>/serah/", cash_counts.shift_offer, name="shift_offer"),
    path("kas/<ward:code>/giliran/<uuid:shift_id>/terima/", cash_counts.shift_take, name="shift_take"),
    path("kas/<ward:code>/giliran/<uuid:shift_id>/selesai/", cash_shifts.shift_finish, name="shift_finish"),
    path("kas/<ward:code>/riwayat/", cash_shifts.shifts, name="shifts"),
    path("kas/<ward:code>/selisih/", cash_shifts.cash_variances, name="cash_variances"),
    path("kas/<ward:code>/bukti/", vouchers.vouchers, name="vouchers"),
    path("kas/<ward:code>/bukti/<uuid:event_id>/", vouchers.voucher, name="voucher"),
    path("kas/<ward:code>/serah-terima/", cash_handovers.handovers, name="handovers"),
    path("kas/<ward:code>/serah-terima/<uuid:handover_id>/", cash_handovers.handover, name="handover"),
    path(
        "kas/<ward:code>/serah-terima/<uuid:handover_id>/setuju/",
        cash_handovers.handover_confirm,
        name="handover_confirm",
    ),
    path(
        "kas/<ward:code>/serah-terima/<uuid:handover_id>/tarik/",
        cash_handovers.handover_withdraw,
        name="handover_withdraw",
    ),
]
