"""Addresses of journeys."""

from django.urls import path

from guyub.journeys.web.views import access, privacy, rules

app_name = "journeys"
urlpatterns = [
    path("undang/", access.invite_page, name="invite"),
    path("undang/<uuid:invitation_id>/", access.code_page, name="code"),
    path("orang/<uuid:person_id>/peran/", access.role_ask, name="role_ask"),
    path("orang/<uuid:person_id>/kode-baru/", access.reset_ask, name="reset_ask"),
    path("privasi/permintaan/", privacy.request_receive, name="request_receive"),
    path("privasi/kebocoran/", privacy.breach_report, name="breach_report"),
    path("parameter/<str:key>/usul/", rules.value_propose, name="value_propose"),
]
