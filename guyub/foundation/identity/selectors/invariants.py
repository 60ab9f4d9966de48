"""What must hold of identity's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def the_trail_is_a_chain(cooperative_id: int) -> Iterator[Broken]:
    """Every audit entry follows from the one before, and the head is the last."""
    position = chain_break(cooperative_id)
    if position is not None:
        yield Broken("identity.audit.chain", f"breaks at {position}")


def acts_have_a_name(cooperative_id: int) -> Iterator[Broken]:
    """An act has a name beside it, of a person or of the system."""
    for entry in AuditEntry.objects.filter(cooperative_id=cooperative_id, actor_name="").order_by("id")[:5]:
        yield Broken("identity.audit.name", f"{entry.position} has none")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (the_trail_is_a_chain, acts_have_a_name)
