"""Addresses of the opening position."""

from django.urls import path

from guyub.books.treasury.web.views import opening

app_name = "opening"
urlpatterns = [
    path("saldo-awal/<ward:code>/", opening.opening, name="opening"),
    path("saldo-awal/<ward:code>/contoh/", opening.template, name="template"),
    path("saldo-awal/<ward:code>/batal/", opening.undo, name="undo"),
]
