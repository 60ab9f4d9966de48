"""Holding the journal still while a context compares its own list with an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.ledger.models import JournalHead
from guyub.books.ledger.selectors.moments import balances_now

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class Held:
    """Where the journal stands, and what stands on some accounts, in rupiah by code; both stay until the end."""

    chain_no: int
    balances_rp: Mapping[str, int]


def hold_accounts(*, cooperative_id: int, codes: Collection[str]) -> Held:
    """Let nobody post until the transaction ends, and tell what stands on accounts. Step: two round trips.

    Args:
        cooperative_id: Whose books.
        codes: Of the accounts, each as it stands alone; one that is not there holds nothing.

    Raises:
        EntryRefusedError: ``unopened``.
    """
    heads = JournalHead.objects.select_for_update().filter(cooperative_id=cooperative_id, book="jurnal")
    chain_no = heads.values_list("chain_no", flat=True).first()
    if chain_no is None:
        raise EntryRefusedError(wrong="unopened")
    # A second statement: what the first one saw was before it waited.
    return Held(chain_no, balances_now(cooperative_id=cooperative_id, codes=codes))
