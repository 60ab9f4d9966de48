"""Bring what every installation starts from: the wards and their city, and the rules of the nation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.cooperatives.services.network import join_wards
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.parameters.services.values import load_national


class Command(BaseCommand):
    """Run by `demo` and `serve` after migrating; repeating it changes nothing."""

    help = "Muat koperasi kelurahan dan aturan nasional."

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter the tenants, then the values that come with the product."""
        join_wards(wards=wards())
        load_national(now=utc_now())
