"""Addresses of the path, help, visits, needs."""

from django.urls import path

from guyub.city.development.web.views import desk, downloads, help_requests, needs, visits
from guyub.city.development.web.views import path as path_views

app_name = "development"
urlpatterns = [
    path("jalur/", path_views.own_path, name="own_path"),
    path("jalur/<ward:code>/", path_views.path_of, name="path"),
    path("jalur/<ward:code>/<str:step>/", path_views.guide, name="guide"),
    path("kebutuhan/", needs.needs, name="needs"),
    path("kebutuhan/unduh/", needs.needs_export, name="needs_export"),
    path("kebutuhan/<ward:code>/ajukan/", needs.need_raise, name="need_raise"),
    path("kebutuhan/<ward:code>/berkas/<uuid:file_id>/", needs.need_file, name="need_file"),
    path("kebutuhan/<ward:code>/<uuid:need_id>/", needs.need, name="need"),
    path("kebutuhan/<ward:code>/<uuid:need_id>/langkah/", needs.need_move, name="need_move"),
    path("bantuan/", help_requests.help_calls, name="help"),
    path("bantuan/unduh/", downloads.help_export, name="help_export"),
    path("bantuan/<ward:code>/minta/", help_requests.help_ask, name="help_ask"),
    path("bantuan/<ward:code>/<uuid:help_id>/jawab/", help_requests.help_answer, name="help_answer"),
    path("kunjungan/", visits.visits, name="visits"),
    path("kunjungan/unduh/<str:what>/", downloads.visits_export, name="visits_export"),
    path("kunjungan/<ward:code>/rencana/", visits.visit_plan, name="visit_plan"),
    path("kunjungan/<ward:code>/<uuid:visit_id>/", visits.visit, name="visit"),
    path("kunjungan/<ward:code>/<uuid:visit_id>/batal/", visits.visit_cancel, name="visit_cancel"),
    path(
        "kunjungan/<ward:code>/tindak/<uuid:action_id>/", visits.visit_action_done, name="visit_action_done"
    ),
    path("pembinaan/", desk.mentor_desk, name="mentor_desk"),
    path("pembinaan/laporan/", desk.monthly_report, name="monthly_report"),
]
