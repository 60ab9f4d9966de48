"""Addresses of joint liability: groups, their funds and covers, the sheets of their meetings."""

from django.urls import path

from guyub.finance.loans.web.views import group_meetings, group_papers, groups

app_name = "joint_groups"
_GROUP, _SHEET = "pinjaman/kelompok/<uuid:group_id>", "pinjaman/kelompok/pertemuan/<uuid:meeting_id>"
urlpatterns = [
    path("pinjaman/kelompok/", groups.groups, name="groups"),
    path(f"{_GROUP}/", groups.group, name="group"),
    path(f"{_GROUP}/pertemuan/", group_meetings.meet, name="meet"),
    path(f"{_GROUP}/dana/", groups.fund_in, name="fund_in"),
    path(f"{_GROUP}/dana/kembali/", groups.fund_out, name="fund_out"),
    path(f"{_GROUP}/talangan/", groups.cover_back, name="cover_back"),
    path(f"{_GROUP}/talangan/batal/", groups.cover_undo, name="cover_undo"),
    path(f"{_SHEET}/", group_meetings.sheet, name="sheet"),
    path(f"{_SHEET}/catat/", group_meetings.note, name="note"),
    path(f"{_SHEET}/talangan/<uuid:row_id>/", group_meetings.cover, name="cover"),
    path(f"{_SHEET}/bukukan/", group_meetings.book, name="book"),
    path(f"{_SHEET}/batal/", group_meetings.call_off, name="call_off"),
    path(f"{_SHEET}/lembar/", group_papers.paper, name="paper"),
    path(f"{_SHEET}/kwitansi/", group_papers.receipts, name="receipts"),
]
