"""Addresses of the cooperative's desk."""

from django.urls import path

from guyub.desks.cooperative.web.views import home

app_name = "cooperative_desk"
urlpatterns = [
    path("beranda/", home.home, name="home"),
]
