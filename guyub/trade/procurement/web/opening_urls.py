"""Addresses of debts to suppliers from a spreadsheet."""

from guyub.foundation.intake.web.addresses import table_paths
from guyub.trade.procurement.web.views.openings import PAGES

app_name = "debt_openings"
urlpatterns = table_paths(PAGES, "belanja/saldo-awal/")
