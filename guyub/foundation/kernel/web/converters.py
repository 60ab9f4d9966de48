"""What may stand in an address for a cooperative; anything else is no address at all."""

from __future__ import annotations


class WardCode:
    """The code of a ward: ``35.73.03.1003``."""

    regex = r"\d{2}\.\d{2}\.\d{2}\.\d{4}"

    def to_python(self, value: str) -> str:
        """Read it."""
        return value

    def to_url(self, value: str) -> str:
        """Write it."""
        return value
