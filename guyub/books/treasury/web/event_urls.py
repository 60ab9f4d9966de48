"""Addresses of everyday events: each names the ward by its code."""

from django.urls import path

from guyub.books.treasury.web.views import daily, history, lists

app_name = "events"
_ROOT = "catat/<ward:code>"
urlpatterns = [
    path("catat/", daily.own, name="own"),
    path(f"{_ROOT}/", daily.record, name="record"),
    path(f"{_ROOT}/baru/<str:kind>/", daily.new, name="new"),
    path(f"{_ROOT}/baru/<str:kind>/jurnal/", daily.preview, name="preview"),
    path(f"{_ROOT}/baru/<str:kind>/favorit/", daily.favourite, name="favourite"),
    path(f"{_ROOT}/riwayat/", history.history, name="history"),
    path(f"{_ROOT}/riwayat/<uuid:event_id>/", history.event, name="event"),
    path(f"{_ROOT}/riwayat/<uuid:event_id>/batal/", history.event_undo, name="event_undo"),
    path(f"{_ROOT}/riwayat/<uuid:event_id>/rutin/", history.recurring_keep, name="recurring_keep"),
    path(f"{_ROOT}/menunggu/<uuid:approval_id>/bukti/", history.waiting_file, name="waiting_file"),
    path(f"{_ROOT}/jenis/", lists.kind_list, name="kinds"),
    path(f"{_ROOT}/rutin/", lists.recurring, name="recurring"),
    path(f"{_ROOT}/rutin/<uuid:recurring_id>/akhiri/", lists.recurring_end, name="recurring_end"),
]
