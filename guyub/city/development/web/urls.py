"""Addresses of the path, help, visits, needs."""

from django.urls import path

from guyub.city.development.web.views import path as path_views

app_name = "development"
urlpatterns = [
    path("jalur/", path_views.own_path, name="own_path"),
    path("jalur/<str:code>/", path_views.path_of, name="path"),
    path("jalur/<str:code>/<str:step>/", path_views.guide, name="guide"),
]
