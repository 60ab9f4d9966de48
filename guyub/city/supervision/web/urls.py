"""Addresses of the city's pages."""

from django.urls import path

from guyub.city.supervision.web.views import books, city, contacts, members, places, regions, shops, staples

app_name = "supervision"
urlpatterns = [
    path("kota/", city.city_page, name="city"),
    path("kota/koperasi/<str:code>/", places.place, name="place"),
    path("kota/koperasi/<str:code>/unduh/", places.place_export, name="place_export"),
    path("kota/unduh/", city.city_export, name="city_export"),
    path("kota/laporan/", city.mayor_report, name="mayor_report"),
    path("kota/kalender/", city.calendar, name="calendar"),
    path("kota/kalender/unduh/", city.calendar_export, name="calendar_export"),
    path("kota/kontak/", contacts.contacts, name="contacts"),
    path("kota/anggota/", members.city_members_page, name="members"),
    path("kota/anggota/unduh/", members.city_members_export, name="members_export"),
    path("kota/pinjaman/unduh/", members.city_loans_export, name="loans_export"),
    path("kota/bahan-pokok/", staples.city_staples_page, name="staples"),
    path("kota/bahan-pokok/unduh/", staples.city_staples_export, name="staples_export"),
    path("kota/gerai/", shops.city_shops_page, name="shops"),
    path("kota/gerai/unduh/", shops.city_shops_export, name="shops_export"),
    path("kota/laporan-gabungan/", books.consolidated, name="consolidated"),
    path("kota/laporan-gabungan/unduh/", books.consolidated_export, name="consolidated_export"),
    path("wilayah/", regions.nation, name="nation"),
    path("wilayah/<str:code>/", regions.region, name="region"),
    path("wilayah/<str:code>/unduh/", regions.region_export, name="region_export"),
]
