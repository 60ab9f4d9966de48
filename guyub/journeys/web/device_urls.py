"""Addresses of what several contexts do about devices: a code for an outlet, applying again, files, two people."""

from django.urls import path

from guyub.journeys.web.views import devices

app_name = "device_work"
urlpatterns = [
    path("perangkat/ikat/", devices.code_give, name="code"),
    path("gerai/kasir/coba/", devices.till_try, name="till_try"),
    path("perangkat/catatan/<uuid:row_id>/masukkan/", devices.event_apply, name="event_apply"),
    path("perangkat/catatan/serupa/", devices.events_alike, name="events_alike"),
    path("perangkat/catatan/<uuid:row_id>/betulkan/", devices.event_correct, name="event_correct"),
    path("perangkat/catatan/<uuid:row_id>/rugi/", devices.event_loss, name="event_loss"),
    path("perangkat/<uuid:device_id>/celah/<uuid:gap_id>/", devices.gap_give_up, name="gap_give_up"),
    path("perangkat/<uuid:device_id>/berkas/", devices.outbox_bring, name="outbox_bring"),
    path("perangkat/<uuid:device_id>/berkas/<uuid:outbox_id>/", devices.outbox_admit, name="outbox_admit"),
]
