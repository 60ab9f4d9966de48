"""Addresses of cooperatives' own pages: each names the ward by its code."""

from django.urls import path

from guyub.community.cooperatives.web.import_urls import IMPORT_PATTERNS
from guyub.community.cooperatives.web.views import (
    downloads,
    officers,
    outlets,
    overview,
    own,
    papers,
    reports,
)

app_name = "cooperatives"
urlpatterns = [
    path("lembaga/", own.own, name="own"),
    path("pengurus/", own.own_officers, name="own_officers"),
    path("gerai/", own.own_outlets, name="own_outlets"),
    path("lembaga/<ward:code>/", overview.profile, name="profile"),
    path("lembaga/<ward:code>/ubah/", overview.profile_change, name="profile_change"),
    path("lembaga/<ward:code>/kbli/", overview.kbli, name="kbli"),
    path("lembaga/<ward:code>/langkah/", overview.step_note, name="step_note"),
    path("lembaga/<ward:code>/dokumen/", papers.papers, name="papers"),
    path("lembaga/<ward:code>/dokumen/<uuid:record_id>/batal/", papers.paper_void, name="paper_void"),
    path("lembaga/<ward:code>/berkas/<uuid:file_id>/", papers.paper_file, name="paper_file"),
    path("lembaga/<ward:code>/pengurus/", officers.officers, name="officers"),
    path("lembaga/<ward:code>/pengurus/kerabat/", officers.kin, name="kin"),
    path("lembaga/<ward:code>/pengurus/<uuid:officer_id>/akhiri/", officers.officer_end, name="officer_end"),
    path("lembaga/<ward:code>/pengurus/<uuid:officer_id>/serah/", officers.handover, name="handover"),
    path("lembaga/<ward:code>/gerai/", outlets.outlets, name="outlets"),
    path("lembaga/<ward:code>/gerai/unit/", outlets.unit_open, name="unit_open"),
    path("lembaga/<ward:code>/gerai/unit/<uuid:unit_id>/tutup/", outlets.unit_close, name="unit_close"),
    path("lembaga/<ward:code>/gerai/<uuid:outlet_id>/", outlets.outlet_change, name="outlet_change"),
    path("lembaga/<ward:code>/gerai/<uuid:outlet_id>/keadaan/", outlets.outlet_status, name="outlet_status"),
    path("lembaga/<ward:code>/laporan/", reports.reports, name="reports"),
    *IMPORT_PATTERNS,
    path("lembaga/<ward:code>/unduh/<str:what>/", downloads.download, name="download"),
]
