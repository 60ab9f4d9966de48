"""Addresses of the path, help, visits, needs."""

from django.urls import path

from guyub.city.development.web.views import desk, help_requests, needs, visits
from guyub.city.development.web.views import path as path_views

app_name = "development"
urlpatterns = [
    path("jalur/", path_views.own_path, name="own_path"),
    path("jalur/<str:code>/", path_views.path_of, name="path"),
    path("jalur/<str:code>/<str:step>/", path_views.guide, name="guide"),
    path("kebutuhan/", needs.needs, name="needs"),
    path("kebutuhan/unduh/", needs.needs_export, name="needs_export"),
    path("kebutuhan/<str:code>/ajukan/", needs.need_raise, name="need_raise"),
    path("kebutuhan/<str:code>/berkas/<uuid:file_id>/", needs.need_file, name="need_file"),
    path("kebutuhan/<str:code>/<uuid:need_id>/", needs.need, name="need"),
    path("kebutuhan/<str:code>/<uuid:need_id>/langkah/", needs.need_move, name="need_move"),
    path("bantuan/", help_requests.help_calls, name="help"),
    path("bantuan/<str:code>/minta/", help_requests.help_ask, name="help_ask"),
    path("bantuan/<str:code>/<uuid:help_id>/jawab/", help_requests.help_answer, name="help_answer"),
    path("kunjungan/", visits.visits, name="visits"),
    path("kunjungan/<str:code>/rencana/", visits.visit_plan, name="visit_plan"),
    path("kunjungan/<str:code>/<uuid:visit_id>/", visits.visit, name="visit"),
    path("kunjungan/<str:code>/<uuid:visit_id>/batal/", visits.visit_cancel, name="visit_cancel"),
    path("kunjungan/<str:code>/tindak/<uuid:action_id>/", visits.visit_action_done, name="visit_action_done"),
    path("pembinaan/", desk.mentor_desk, name="mentor_desk"),
    path("pembinaan/laporan/", desk.monthly_report, name="monthly_report"),
]
