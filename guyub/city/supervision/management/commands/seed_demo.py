"""What a demonstration shows beside the year that Bumiayu lived: papers, requests, the city's desk, another ward."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from guyub.journeys.services.qris_examples import make_qris_examples
from guyub.journeys.services.rationing_examples import make_rationing_examples
from guyub.journeys.services.rationing_log_examples import make_rationing_log_examples
from guyub.journeys.services.rationing_queue_examples import make_rationing_queue_examples
from guyub.journeys.services.stock_examples import make_stock_examples
from guyub.journeys.services.supply_examples import (
    make_household_examples,
    make_share_examples,
)
from guyub.journeys.services.treasury_examples_planning import make_planning_examples
from guyub.journeys.services.year.desks import leave_on_desks


class Command(BaseCommand):
    """Run by `make-demo` after `live_year`; repeatable. Here, since the city sees the whole product."""

    help = "Isi data contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the moment up to which everybody acts."""
        parser.add_argument("--at", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter it, then sum it for the city's pages."""
        if not settings.IS_DEMO:
            raise CommandError("Data contoh hanya untuk guyub demo.")
        now = datetime.fromisoformat(options["at"])
        make_examples(now=now)
        make_legal_examples(now=now)
        make_ledger_examples(now=now)
        make_member_file_examples(now=now)
        make_planning_examples(now=now)
        make_oversight_examples(now=now)
        make_letter_examples(now=now)
        make_goods_examples(now=now)
        make_stock_examples(now=now)
        make_buying_examples(now=now)
        make_buyer_examples(now=now)
        make_own_request_examples(now=now)
        make_book_examples(now=now)
        make_application_examples(now=now)
        make_case_examples(now=now)
        make_collection_examples(now=now)
        make_deposit_examples(now=now)
        make_loan_request_examples(now=now)
        make_loan_life_examples(now=now)
        make_import_examples(now=now)
        make_development_examples(now=now)
        make_network_examples(now=now)
        count_due_books(now=now)
        make_rationing_examples(now=now)
        make_device_examples(now=now)
        make_qris_examples(now=now)
        make_bon_examples(now=now)
        make_rationing_log_examples(now=now)
        make_rationing_queue_examples(now=now)
        make_household_examples(now=now)
        make_share_examples(now=now)
        leave_on_desks(now=now)
        sum_all(now=now)
