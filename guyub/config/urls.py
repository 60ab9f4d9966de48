"""The root of every address."""

from django.urls import include, path

from guyub.config.api import api

urlpatterns = [
    path("api/", api.urls),
    path("", include("guyub.desks.cooperative.web.urls")),
    path("", include("guyub.desks.member.web.urls")),
    path("", include("guyub.city.public_site.web.urls")),
    path("", include("guyub.city.supervision.web.urls")),
    path("", include("guyub.city.development.web.urls")),
    path("", include("guyub.journeys.web.urls")),
    path("", include("guyub.journeys.web.closing_urls")),
    path("", include("guyub.journeys.web.joining_urls")),
    path("", include("guyub.journeys.web.leaving_urls")),
    path("", include("guyub.journeys.web.member_import_urls")),
    path("", include("guyub.trade.inventory.web.stock_urls")),
    path("", include("guyub.finance.loans.web.arrears_urls")),
    path("", include("guyub.finance.loans.web.urls")),
    path("", include("guyub.finance.loans.web.products_urls")),
    path("", include("guyub.finance.loans.web.requests_urls")),
    path("", include("guyub.finance.loans.web.openings_urls")),
    path("", include("guyub.finance.loans.web.groups_urls")),
    path("", include("guyub.finance.loans.web.collections_urls")),
    path("", include("guyub.finance.loans.web.reports_urls")),
    path("", include("guyub.finance.savings.web.counter_urls")),
    path("", include("guyub.finance.savings.web.dues_urls")),
    path("", include("guyub.finance.savings.web.collections_urls")),
    path("", include("guyub.finance.savings.web.jasa_urls")),
    path("", include("guyub.finance.savings.web.products_urls")),
    path("", include("guyub.finance.savings.web.passbooks_urls")),
    path("", include("guyub.finance.savings.web.deposits_urls")),
    path("", include("guyub.finance.savings.web.book_urls")),
    path("", include("guyub.books.oversight.web.urls")),
    path("", include("guyub.books.planning.web.budget_urls")),
    path("", include("guyub.books.planning.web.tax_urls")),
    path("", include("guyub.books.treasury.web.event_urls")),
    path("", include("guyub.books.treasury.web.cash_urls")),
    path("", include("guyub.books.treasury.web.bank_urls")),
    path("", include("guyub.books.treasury.web.claim_urls")),
    path("", include("guyub.books.treasury.web.fund_urls")),
    path("", include("guyub.books.treasury.web.opening_urls")),
    path("", include("guyub.books.treasury.web.asset_deal_urls")),
    path("", include("guyub.books.assets.web.urls")),
    path("", include("guyub.books.ledger.web.urls")),
    path("", include("guyub.community.members.web.urls")),
    path("", include("guyub.community.members.web.register_urls")),
    path("", include("guyub.community.members.web.application_urls")),
    path("", include("guyub.community.members.web.file_urls")),
    path("", include("guyub.community.members.web.case_urls")),
    path("", include("guyub.community.members.web.own_request_urls")),
    path("", include("guyub.community.members.web.book_urls")),
    path("", include("guyub.community.members.web.reach_urls")),
    path("", include("guyub.community.cooperatives.web.urls")),
    path("", include("guyub.foundation.approvals.web.urls")),
    path("", include("guyub.foundation.parameters.web.urls")),
    path("", include("guyub.foundation.identity.web.urls")),
    path("", include("guyub.foundation.kernel.web.urls")),
]

handler400 = "guyub.foundation.kernel.web.views.errors.bad_request"
handler403 = "guyub.foundation.kernel.web.views.errors.permission_denied"
handler404 = "guyub.foundation.kernel.web.views.errors.page_not_found"
handler500 = "guyub.foundation.kernel.web.views.errors.server_error"
