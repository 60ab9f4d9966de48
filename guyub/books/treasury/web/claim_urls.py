"""Addresses of claims."""

from django.urls import path

from guyub.books.treasury.web.views import claims

app_name = "claims"
urlpatterns = [
    path("klaim/", claims.own, name="own"),
    path("klaim/<str:code>/", claims.claims, name="claims"),
    path("klaim/<str:code>/baru/", claims.claim_new, name="claim_new"),
    path("klaim/<str:code>/bayar/", claims.repay, name="repay"),
    path("klaim/<str:code>/<uuid:claim_id>/", claims.claim, name="claim"),
    path("klaim/<str:code>/<uuid:claim_id>/nota/", claims.claim_file, name="claim_file"),
    path("klaim/<str:code>/<uuid:claim_id>/tarik/", claims.claim_withdraw, name="claim_withdraw"),
    path("klaim/<str:code>/<uuid:claim_id>/batal/", claims.claim_back, name="claim_back"),
    path("klaim/<str:code>/<uuid:claim_id>/batal-bayar/", claims.repay_undo, name="repay_undo"),
]
