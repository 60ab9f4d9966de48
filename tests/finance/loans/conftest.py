"""Loans stand on books and cash."""

import pytest


@pytest.fixture
def world(cash_world):
    """People in every role, and Bumiayu's books and places of cash."""
    return cash_world
