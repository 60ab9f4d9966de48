"""Every address has its row, and answers as the row says."""

import pytest
from django.urls import URLResolver, get_resolver, reverse

from tests.permissions import ROWS


def url_names(resolver=None, prefix=""):
    """Walk through every address of the product: its full name, or its pattern when it has none."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from url_names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield prefix + (pattern.name or str(pattern.pattern))


def test_every_address_has_its_row_and_every_row_its_address():
    assert sorted(url_names()) == sorted(row.url_name for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.url_name)
def test_nobody_in_a_demo(row, client, db):
    assert client.get(reverse(row.url_name, kwargs=row.arguments)).status_code == row.in_demo


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.url_name)
def test_nobody_in_service(row, client, db, settings):
    settings.IS_DEMO = False

    assert client.get(reverse(row.url_name, kwargs=row.arguments)).status_code == row.in_service
