"""Addresses of funds."""

from django.urls import path

from guyub.books.treasury.web.views import fund_acts, funds

app_name = "funds"
urlpatterns = [
    path("dana/<str:code>/", funds.funds, name="funds"),
    path("dana/<str:code>/mulai/", fund_acts.fund_begin, name="fund_begin"),
    path("dana/<str:code>/<uuid:fund_id>/", funds.fund, name="fund"),
    path("dana/<str:code>/<uuid:fund_id>/masuk/", fund_acts.fund_collect, name="fund_collect"),
    path("dana/<str:code>/<uuid:fund_id>/bayar/", fund_acts.fund_pay, name="fund_pay"),
    path("dana/<str:code>/<uuid:fund_id>/aturan/", fund_acts.fund_rule, name="fund_rule"),
    path("dana/<str:code>/<uuid:fund_id>/batal/<uuid:movement_id>/", fund_acts.fund_undo, name="fund_undo"),
    path("dana/<str:code>/bukti/<uuid:payout_id>/", funds.fund_proof, name="fund_proof"),
]
