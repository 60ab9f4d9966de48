"""Addresses that anybody may open."""

from django.urls import path

from guyub.city.public_site.web.views import cards, cooperative, home, letters, papers, rationed, tour

app_name = "public_site"
urlpatterns = [
    path("", home.home, name="home"),
    path("data/koperasi.csv", home.cooperatives_csv, name="cooperatives_csv"),
    path("koperasi/", home.cooperatives, name="cooperatives"),
    path("koperasi/<ward:code>/", cooperative.cooperative, name="cooperative"),
    path(
        "koperasi/<ward:code>/produk/<uuid:product_id>/foto/",
        cooperative.product_photo,
        name="product_photo",
    ),
    path("koperasi/<ward:code>/gabung/", letters.join, name="join"),
    path("koperasi/<ward:code>/saran/", letters.suggest, name="suggest"),
    path("koperasi/<ward:code>/saran/<uuid:letter_id>/", letters.suggestion, name="suggestion"),
    path("kartu/<int:cooperative_id>/<uuid:card_id>/", cards.card, name="card"),
    path("lpg/", rationed.lpg, name="lpg"),
    path("lpg/pembagian/<int:cooperative_id>/<uuid:round_id>/", rationed.shares, name="shares"),
    path(
        "lpg/pembagian/<int:cooperative_id>/<uuid:round_id>/masukan.json",
        rationed.shares_inputs,
        name="shares_inputs",
    ),
    path("lpg/antrean/<int:cooperative_id>/<uuid:queue_id>/", rationed.queue, name="queue"),
    path("tur/", tour.tour, name="tour"),
    path("tur/ke/", tour.tour_go, name="tour_go"),
    path("tur/akhiri/", tour.tour_end, name="tour_end"),
    path("tur/ulang/", tour.tour_again, name="tour_again"),
    path("periksa/", papers.verify_form, name="verify_form"),
    path("periksa/<int:cooperative_id>/<uuid:paper_id>/", papers.verify, name="verify"),
]
