"""Addresses that anybody may open."""

from django.urls import path

from guyub.city.public_site.web.views import home

app_name = "public_site"
urlpatterns = [
    path("", home.home, name="home"),
]
