"""Addresses of approvals."""

from django.urls import path

from guyub.foundation.approvals.web.views import inbox

app_name = "approvals"
urlpatterns = [
    path("persetujuan/", inbox.inbox_page, name="inbox"),
    path("persetujuan/<uuid:approval_id>/", inbox.request_page, name="request"),
    path("persetujuan/<uuid:approval_id>/putus/", inbox.request_decide, name="decide"),
    path("persetujuan/<uuid:approval_id>/tarik/", inbox.request_withdraw, name="withdraw"),
]
