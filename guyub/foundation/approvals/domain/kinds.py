"""What can be asked of a second person. Each context lists its kinds in ``approval_kinds.py``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from guyub.foundation.approvals.domain.bodies import Body
    from guyub.foundation.identity.domain.roles import Action


def _leave_it(**_: Any) -> None:
    """Do nothing."""


def _nothing_more(_facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of act that two people do.

    Args:
        code: ``context.act``, kept with each request.
        title: What the inbox calls it.
        ask: The act of the one who asks.
        approve: The act of the one who decides.
        sentence: What is asked, with ``{fact}`` places.
        carry_out: Does it, in the transaction of the last approval.
        approvals: How many people must approve; a request may ask for more, never for fewer.
        bodies: Who decides it besides what the table of roles says: people of these bodies alone, at least one of each;
            a request may name a further one. None of them: whoever the table lets.
        lasts: After this time nobody may approve any more.
        details: What the one who decides should see besides: label and value.
        when_rejected: Does what follows from a rejection, in its transaction: request, actor, reason, now.
        view: Who may see it besides the one who asks and those who approve; None: whoever works here.
    """

    code: str
    title: str
    ask: Action
    approve: Action
    sentence: str
    carry_out: Callable[..., None]
    approvals: int = 1
    bodies: frozenset[Body] = frozenset()
    lasts: timedelta = timedelta(days=7)
    details: Callable[[Mapping[str, Any]], Sequence[tuple[str, str]]] = _nothing_more
    when_rejected: Callable[..., None] = _leave_it
    view: Action | None = None

    def said(self, facts: Mapping[str, Any]) -> str:
        """Say what is asked."""
        return self.sentence.format(**facts)
