"""Addresses of the pengawas: each names the ward by its code."""

from django.urls import path

from guyub.books.oversight.web.views import desk, months, questions, reports, samples

app_name = "oversight"
urlpatterns = [
    path("pengawas/", desk.own, name="own"),
    path("pengawas/<ward:code>/", desk.desk, name="desk"),
    path("pengawas/<ward:code>/kejanggalan/", desk.exceptions, name="exceptions"),
    path("pengawas/<ward:code>/tanya/", questions.questions, name="questions"),
    path("pengawas/<ward:code>/tanya/<uuid:question_id>/", questions.question, name="question"),
    path(
        "pengawas/<ward:code>/tanya/<uuid:question_id>/selesai/",
        questions.question_settle,
        name="question_settle",
    ),
    path("pengawas/<ward:code>/tanya/lampiran/<uuid:reply_id>/", questions.reply_attached, name="reply_file"),
    path("pengawas/<ward:code>/jurnal/<uuid:entry_id>/", questions.entry, name="entry"),
    path("pengawas/<ward:code>/bulan/<int:year>/<int:month>/", months.month, name="month"),
    path("pengawas/<ward:code>/sampel/<int:year>/<int:month>/", samples.sample, name="sample"),
    path(
        "pengawas/<ward:code>/sampel/<int:year>/<int:month>/<uuid:sampled_id>/",
        samples.sample_judge,
        name="sample_judge",
    ),
    path("pengawas/<ward:code>/laporan/", reports.report, name="report"),
    path("pengawas/<ward:code>/catatan/", reports.notes, name="notes"),
]
