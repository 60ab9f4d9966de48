"""What must hold of approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.selectors.requests import missing_of
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def two_people_did_it(cooperative_id: int) -> Iterator[Broken]:
    """What is approved was approved by enough people of the right bodies, none of them the requester or concerned."""
    approved = ApprovalRequest.objects.filter(cooperative_id=cooperative_id, state=State.APPROVED.value)
    for request in approved.prefetch_related("votes").order_by("id").iterator(chunk_size=500):
        voters = {vote.person_id for vote in request.votes.all() if vote.is_approved}
        barred = {request.requested_by_id, request.concerns_id, *map(UUID, request.concerned)}
        if missing_of(request).people or voters & barred:
            yield Broken("approvals.two_people", f"{request.id} was approved by {len(voters)}")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (two_people_did_it,)
