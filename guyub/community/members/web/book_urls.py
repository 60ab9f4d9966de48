"""Addresses of the statutory books that live here."""

from django.urls import path

from guyub.community.members.web.views import books, people_books

app_name = "registers"
urlpatterns = [
    path("buku-koperasi/", books.books, name="books"),
    path("buku-koperasi/anggota/", people_books.members, name="members"),
    path("buku-koperasi/daftar/<str:body>/", people_books.officers, name="officers"),
    path("buku-koperasi/karyawan/", people_books.employees_book, name="employees"),
    path("buku-koperasi/karyawan/baru/", people_books.employee_new, name="employee_new"),
    path("buku-koperasi/karyawan/<uuid:employee_id>/akhiri/", people_books.employee_end, name="employee_end"),
    path("buku-koperasi/saran/", people_books.suggestions, name="suggestions"),
    path("buku-koperasi/catatan/<str:book>/", books.lines, name="lines"),
    path("buku-koperasi/catatan/<str:book>/tulis/", books.line_new, name="line_new"),
]
