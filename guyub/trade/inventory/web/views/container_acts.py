"""What is done with containers at a place: they come, break, are repaired, go for ever, are carried, are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST

from guyub.books.ledger.web.forms import typed_of
from guyub.community.cooperatives.web.forms import maybe_whole_of
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts
from guyub.trade.inventory.domain.containers import LYING, ContainerRefusedError, ContainerState, Why
from guyub.trade.inventory.services.containers import count_place, move_at_place, take_move_back
from guyub.trade.inventory.web.container_pages import id_typed, maybe_id, qty_typed, state_typed
from guyub.trade.inventory.web.views.containers import acted_on_kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_S = ContainerState
# What each form means: the state before, the state after; None where the form lets choose.
_FORMS: dict[str, tuple[Why, ContainerState | None, ContainerState | None]] = {
    "datang": (Why.BELI, _S.LUAR, None),
    "rusak": (Why.RUSAK, None, _S.KARANTINA),
    "pulih": (Why.PULIH, _S.KARANTINA, None),
    "afkir": (Why.AFKIR, _S.KARANTINA, _S.LUAR),
    "pindah": (Why.PINDAH, None, None),
}


@require_POST
@acts(Action.MOVE_STOCK)
def move(request: HttpRequest, kind_id: UUID) -> HttpResponse:
    """Let containers come, change their state, go for ever or to another place."""
    return acted_on_kind(request, kind_id, _moving(request, kind_id))


@require_POST
@acts(Action.MOVE_STOCK)
def count(request: HttpRequest, kind_id: UUID) -> HttpResponse:
    """Write down what was counted at a place; a number that is left out was not counted."""

    def counted() -> int:
        found = {}
        for state in LYING:
            qty = maybe_whole_of(request, state.value.lower(), ContainerRefusedError, "qty")
            if qty is not None:
                found[state] = qty
        return count_place(
            kind_id=kind_id,
            location_id=id_typed(request, "location", "location"),
            found=found,
            note=typed_of(request, "note"),
            **done_today(request),
        )

    return acted_on_kind(request, kind_id, counted)


@require_POST
@acts(Action.MOVE_STOCK, Action.HANDLE_CASH)
def undo(request: HttpRequest, kind_id: UUID, move_id: UUID) -> HttpResponse:
    """Take one move back."""
    return acted_on_kind(
        request,
        kind_id,
        lambda: take_move_back(move_id=move_id, reason=typed_of(request, "reason"), **done_today(request)),
    )


def _moving(request: HttpRequest, kind_id: UUID) -> Callable[[], None]:
    def moved() -> None:
        if typed_of(request, "form") not in _FORMS:
            raise ContainerRefusedError(wrong="step")
        why, before, after = _FORMS[typed_of(request, "form")]
        chosen = state_typed(request, "state") if before is None or after is None else None
        move_at_place(
            kind_id=kind_id,
            why=why,
            before=before or chosen or _S.LUAR,
            after=after or chosen or _S.LUAR,
            location_id=id_typed(request, "location", "location"),
            to_location_id=maybe_id(request, "to_location", "location"),
            qty=qty_typed(request),
            note=typed_of(request, "note"),
            **done_today(request),
        )

    return moved
