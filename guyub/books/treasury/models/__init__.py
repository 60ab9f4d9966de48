"""Tables of the treasury."""

from guyub.books.treasury.models.events import Event
from guyub.books.treasury.models.places import CashPlace

__all__ = ["CashPlace", "Event"]
