"""Addresses of the statutory book of members' savings."""

from django.urls import path

from guyub.finance.savings.web.views import book

app_name = "savings_book"
urlpatterns = [path("buku-koperasi/simpanan/", book.book, name="book")]
