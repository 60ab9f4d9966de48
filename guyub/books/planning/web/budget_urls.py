"""Addresses of the budget."""

from django.urls import path

from guyub.books.planning.web.views import budgets, drafts, own

app_name = "budgets"
urlpatterns = [
    path("anggaran/", own.own_budget, name="own"),
    path("anggaran/<str:code>/", budgets.budget, name="budget"),
    path("anggaran/<str:code>/mulai/", drafts.budget_start, name="budget_start"),
    path("anggaran/<str:code>/contoh/", drafts.budget_example, name="budget_example"),
    path("anggaran/<str:code>/<uuid:budget_id>/", drafts.budget_draft, name="budget_draft"),
    path("anggaran/<str:code>/<uuid:budget_id>/tabel/", drafts.budget_table, name="budget_table"),
    path("anggaran/<str:code>/<uuid:budget_id>/tetapkan/", drafts.budget_set, name="budget_set"),
    path("anggaran/<str:code>/<uuid:budget_id>/buang/", drafts.budget_drop, name="budget_drop"),
]
