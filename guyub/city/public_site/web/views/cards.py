"""Asking whether a member card holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.selectors.cards import card_standing

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
def card(request: HttpRequest, cooperative_id: int, card_id: UUID) -> HttpResponse:
    """Say whether a card holds and whose cooperative's it is; never of whom it is."""
    found = card_standing(cooperative_id=cooperative_id, card_id=card_id)
    return render(request, "public_site/card.html", {"card": found}, status=200 if found else 404)
