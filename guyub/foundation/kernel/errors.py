"""What a refusal is: a stable code and facts. The sentence is made where it is shown."""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """A rule of the house refuses. Nothing has changed.

    Subclasses set ``code`` (``context.noun.rule``) and take the facts as keyword arguments; the Indonesian
    sentence for a code is in the context's ``web/messages.py``.
    """

    code: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts
