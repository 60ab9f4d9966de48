"""Addresses that anybody may open."""

from django.urls import path

from guyub.finance.loans.web.views import simulator

app_name = "loans"
urlpatterns = [path("simulasi-pinjaman/", simulator.simulator, name="simulator")]
