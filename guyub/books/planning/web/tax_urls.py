"""Addresses of taxes and their calendar."""

from django.urls import path

from guyub.books.planning.web.views import own, taxes

app_name = "taxes"
urlpatterns = [
    path("pajak/", own.own_taxes, name="own"),
    path("pajak/<str:code>/", taxes.taxes, name="taxes"),
    path("pajak/<str:code>/catat/", taxes.duty_note, name="duty_note"),
    path("pajak/<str:code>/kalender.ics", taxes.calendar_file, name="calendar_file"),
    path("pajak/<str:code>/<uuid:done_id>/batal/", taxes.duty_take_back, name="duty_take_back"),
    path("pajak/<str:code>/<uuid:done_id>/bukti/", taxes.duty_file, name="duty_file"),
]
