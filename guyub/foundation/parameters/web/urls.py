"""Addresses of parameters."""

from django.urls import path

from guyub.foundation.parameters.web.views import decisions, values

app_name = "parameters"
urlpatterns = [
    path("parameter/", values.parameters, name="list"),
    path("parameter/unduh/", values.parameters_export, name="list_export"),
    path("parameter/<str:key>/", values.parameter, name="one"),
    path("keputusan/", decisions.decisions, name="decisions"),
    path("keputusan/unduh/", decisions.decisions_export, name="decisions_export"),
]
