"""Invented people act, on small books of their own or beside the year that Bumiayu lived; it is all marked "contoh"."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from guyub.city.development.services.examples import make_development_examples
from guyub.city.development.services.network_examples import make_network_examples
from guyub.city.supervision.services.summaries import sum_all
from guyub.finance.loans.services.calendar import count_due_books
from guyub.journeys.services.application_examples import make_application_examples
from guyub.journeys.services.bon_examples import make_bon_examples
from guyub.journeys.services.book_examples import make_book_examples
from guyub.journeys.services.buyer_examples import make_buyer_examples
from guyub.journeys.services.buying_examples import make_buying_examples
from guyub.journeys.services.case_examples import make_case_examples
from guyub.journeys.services.collection_examples import make_collection_examples
from guyub.journeys.services.consignment_examples import (
    make_consignment_examples,
    settle_consignment_examples,
)
from guyub.journeys.services.container_examples import make_container_examples
from guyub.journeys.services.deposit_examples import make_deposit_examples
from guyub.journeys.services.device_examples import make_device_examples
from guyub.journeys.services.examples import make_examples
from guyub.journeys.services.goods_examples import make_goods_examples
from guyub.journeys.services.import_examples import make_import_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.letter_examples import make_letter_examples
from guyub.journeys.services.loan_life_examples import make_loan_life_examples
from guyub.journeys.services.loan_request_examples import make_loan_request_examples
from guyub.journeys.services.member_file_examples import make_member_file_examples
from guyub.journeys.services.oversight_examples import make_oversight_examples
from guyub.journeys.services.own_request_examples import make_own_request_examples
from guyub.journeys.services.partner_examples import make_partner_examples
from guyub.journeys.services.qris_examples import make_qris_examples
from guyub.journeys.services.rationing_examples import make_rationing_examples
from guyub.journeys.services.rationing_log_examples import make_rationing_log_examples
from guyub.journeys.services.rationing_queue_examples import make_rationing_queue_examples
from guyub.journeys.services.sold_goods_examples import make_sold_goods_examples
from guyub.journeys.services.stock_examples import make_stock_examples
from guyub.journeys.services.supply_examples import (
    make_household_examples,
    make_share_examples,
    make_supply_examples,
)
from guyub.journeys.services.till_examples import make_till_examples
from guyub.journeys.services.treasury_examples_assets import make_assets_examples
from guyub.journeys.services.treasury_examples_bank import make_bank_examples
from guyub.journeys.services.treasury_examples_cash import make_cash_examples
from guyub.journeys.services.treasury_examples_events import make_events_examples
from guyub.journeys.services.treasury_examples_funds import make_claim_and_fund_examples
from guyub.journeys.services.treasury_examples_planning import make_planning_examples
from guyub.journeys.services.year.desks import leave_on_desks

if TYPE_CHECKING:
    from collections.abc import Callable

# In their order. Each adds what is not there: repeating them changes nothing, and over the year many find all done.
ACTS: tuple[Callable[..., Any], ...] = (
    make_examples,
    make_legal_examples,
    make_ledger_examples,
    make_member_file_examples,
    make_cash_examples,
    make_events_examples,
    make_claim_and_fund_examples,
    make_assets_examples,
    make_planning_examples,
    make_oversight_examples,
    make_letter_examples,
    make_partner_examples,
    make_goods_examples,
    make_stock_examples,
    make_sold_goods_examples,
    make_buying_examples,
    make_buyer_examples,
    make_own_request_examples,
    make_book_examples,
    make_application_examples,
    make_case_examples,
    make_collection_examples,
    make_deposit_examples,
    make_loan_request_examples,
    make_loan_life_examples,
    make_import_examples,
    make_development_examples,
    make_network_examples,
    count_due_books,
    make_container_examples,
    make_rationing_examples,
    make_device_examples,
    make_consignment_examples,
    make_supply_examples,
    make_till_examples,
    make_qris_examples,
    settle_consignment_examples,
    make_bon_examples,
    make_rationing_log_examples,
    make_rationing_queue_examples,
    make_bank_examples,  # the last of the books: it compares with all that the others recorded
    make_household_examples,
    make_share_examples,
    leave_on_desks,
    sum_all,
)


class Command(BaseCommand):
    """Run by `make-demo` after `live_year`, `--small` for browser tests. Here, as the city sees the whole product."""

    help = "Isi data contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the moment up to which everybody acts, and whether the other wards stay as they are."""
        parser.add_argument("--at", required=True)
        parser.add_argument("--small", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Let everybody act; the last thing is to sum it for the city's pages."""
        if not settings.IS_DEMO:
            raise CommandError("Data contoh hanya untuk guyub demo.")
        now = datetime.fromisoformat(options["at"])
        for act in ACTS:
            if act is not make_network_examples or not options["small"]:
                act(now=now)
