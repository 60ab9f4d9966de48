"""Addresses of journeys."""

from django.urls import path

from guyub.journeys.web.views import access, rules

app_name = "journeys"
urlpatterns = [
    path("undang/", access.invite_page, name="invite"),
    path("undang/<uuid:invitation_id>/", access.code_page, name="code"),
    path("orang/<uuid:person_id>/peran/", access.role_ask, name="role_ask"),
    path("orang/<uuid:person_id>/kode-baru/", access.reset_ask, name="reset_ask"),
    path("parameter/<str:key>/usul/", rules.value_propose, name="value_propose"),
]
