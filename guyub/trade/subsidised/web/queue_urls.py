"""Addresses of queues for a good that is short."""

from django.urls import path

from guyub.trade.subsidised.web.views import queues

app_name = "queues"
_QUEUE = "jatah/antrean/<uuid:queue_id>"
urlpatterns = [
    path("jatah/antrean/", queues.queues, name="queues"),
    path("jatah/antrean/baru/", queues.queue_new, name="queue_new"),
    path(f"{_QUEUE}/", queues.queue, name="queue"),
    path(f"{_QUEUE}/masuk/", queues.queue_enter, name="queue_enter"),
    path(f"{_QUEUE}/urutkan/", queues.queue_draw, name="queue_draw"),
    path(f"{_QUEUE}/batal/", queues.queue_cancel, name="queue_cancel"),
    path(f"{_QUEUE}/unduh/", queues.queue_export, name="queue_export"),
    path(f"{_QUEUE}/nomor/<int:number>/", queues.ticket, name="ticket"),
]
