"""Addresses of partners."""

from django.urls import path

from guyub.community.partners.web.views import accounts, partners

app_name = "partners"
urlpatterns = [
    path("mitra/", partners.partners, name="partners"),
    path("mitra/unduh/", partners.partners_export, name="partners_export"),
    path("mitra/baru/", partners.partner_new, name="partner_new"),
    path("mitra/<uuid:partner_id>/", partners.partner, name="partner"),
    path("mitra/<uuid:partner_id>/ubah/", partners.partner_change, name="partner_change"),
    path("mitra/<uuid:partner_id>/akhiri/", partners.partner_end, name="partner_end"),
    path("mitra/<uuid:partner_id>/mulai-lagi/", partners.partner_resume, name="partner_resume"),
    path("mitra/<uuid:partner_id>/hp/", partners.partner_phone, name="partner_phone"),
    path("mitra/<uuid:partner_id>/rekening/", accounts.account, name="account"),
    path("mitra/<uuid:partner_id>/rekening/hentikan/", accounts.account_stop, name="account_stop"),
]
