"""What a member owes, gathered from whoever lends, and what is held of the member's savings for others' debts.

A context above that lends gives ``selectors/exposures.py`` with ``exposures_inquiry``: it is found by name, as approval
kinds are, so that nothing here imports upward. All are asked in one trip.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps

from guyub.finance.credit.domain.exposures import GUARANTEE, Exposure, Guarantee
from guyub.finance.savings.selectors.holds import held_for_inquiry
from guyub.foundation.kernel.selectors.together import Inquiry, joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from guyub.finance.savings.selectors.holds import HeldFor


class Lender(Protocol):
    """Asks what one member owes a context on a day; of a day past as the rows of today tell it."""

    def __call__(self, *, cooperative_id: int, member_id: UUID, on: date) -> Inquiry[list[Exposure]]:
        """Give the question."""


class BulkLender(Protocol):
    """Asks what each member owes a context, counted as its ``Lender`` does; who owes nothing is not there."""

    def __call__(self, *, cooperative_id: int) -> Inquiry[dict[UUID, int]]:
        """Give the question."""


@cache
def lenders() -> tuple[Lender, ...]:
    """Collect who lends: the ``exposures_inquiry`` of every context that has one, in the order of the applications."""
    return tuple(module.exposures_inquiry for module in _modules())


@cache
def bulk_lenders() -> tuple[BulkLender, ...]:
    """Collect the ``owed_by_member_inquiry`` of every context that lends."""
    return tuple(module.owed_by_member_inquiry for module in _modules())


def _modules() -> Iterator[Any]:
    for config in apps.get_app_configs():
        module = f"{config.name}.selectors.exposures"
        if (
            config.name.startswith("guyub.")
            and module != __name__
            and find_spec(f"{config.name}.selectors")
            and find_spec(module)
        ):
            yield import_module(module)


def owed_by_member_inquiry(*, cooperative_id: int) -> Inquiry[dict[UUID, int]]:
    """Ask what each member owes, over all who lend; who owes nothing is not there.

    Args:
        cooperative_id: Whose.
    """

    def read(*of_each: dict[UUID, int]) -> dict[UUID, int]:
        ids = set().union(*of_each)
        return {id_: sum(owed.get(id_, 0) for owed in of_each) for id_ in ids}

    return joined(*(lender(cooperative_id=cooperative_id) for lender in bulk_lenders()), read=read)


def owed_inquiry(*, cooperative_id: int, member_id: UUID, on: date) -> Inquiry[tuple[Exposure, ...]]:
    """Ask what a member owes on a day, over all who lend.

    Args:
        cooperative_id: Whose.
        member_id: Which member.
        on: The day.
    """
    parts = [lender(cooperative_id=cooperative_id, member_id=member_id, on=on) for lender in lenders()]
    return joined(*parts, read=lambda *of_each: tuple(one for rows in of_each for one in rows))


def guarantees_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[tuple[Guarantee, ...]]:
    """Ask what is held of a member's savings for debts of others, the oldest first."""

    def read(held: list[HeldFor]) -> tuple[Guarantee, ...]:
        return tuple(Guarantee(one.reason, one.amount_rp, one.since) for one in held)

    return joined(
        held_for_inquiry(cooperative_id=cooperative_id, member_id=member_id, source_kind=GUARANTEE), read=read
    )
