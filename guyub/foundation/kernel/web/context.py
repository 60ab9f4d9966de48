"""What every page may show."""

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template what the frame needs."""
    return {}
