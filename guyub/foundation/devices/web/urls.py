"""Addresses of devices. Giving a code, applying again and files are journeys' (``device_work``)."""

from django.urls import path

from guyub.foundation.devices.web.views import devices, events

app_name = "devices"
urlpatterns = [
    path("perangkat/", devices.devices, name="devices"),
    path("perangkat/catatan/", events.events, name="events"),
    path("perangkat/catatan/<uuid:row_id>/", events.event, name="event"),
    path("perangkat/catatan/<uuid:row_id>/tolak/", events.event_refuse, name="event_refuse"),
    path("perangkat/<uuid:device_id>/", devices.device, name="device"),
    path("perangkat/<uuid:device_id>/cabut/", devices.device_revoke, name="device_revoke"),
]
