"""Addresses of what members ask about the own file, for officers."""

from __future__ import annotations

from django.urls import path

from guyub.community.members.web.views import own_requests

app_name = "own_requests"
urlpatterns = [
    path("permintaan-anggota/", own_requests.own_requests, name="own_requests"),
    path("permintaan-anggota/<uuid:own_request_id>/", own_requests.own_request, name="own_request"),
]
