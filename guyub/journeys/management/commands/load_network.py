"""Bring what every installation starts from: regions, wards and their city, rules, and what was reported."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from guyub.books.ledger.services.accounts import bring_charts
from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.cooperatives.services.network import introduce_wards, join_wards
from guyub.community.cooperatives.services.regions import load_regions
from guyub.community.cooperatives.services.reports import load_reports
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.parameters.services.values import load_national
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.subsidised.services.programmes import load_programmes


class Command(BaseCommand):
    """Run by `demo` and `serve` after migrating; repeating it changes nothing."""

    help = "Muat wilayah, koperasi kelurahan, aturan nasional, dan angka yang dilaporkan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let tests leave out the 91,599 regions."""
        parser.add_argument("--without-regions", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter regions, tenants, what holds and what was said of them; open books get this release's chart."""
        now = utc_now()
        if not options["without_regions"]:
            load_regions()
        join_wards(wards=wards())
        introduce_wards(wards=wards(), now=now)
        load_national(now=now)
        load_rules(now=now)
        load_programmes(now=now)
        load_reports(now=now)
        bring_charts()
