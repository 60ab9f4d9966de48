"""What must hold of partners."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from guyub.community.partners.domain.partners import folded
from guyub.community.partners.models import Partner, PartnerAccount
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def names_are_compared_as_written(cooperative_id: int) -> Iterator[Broken]:
    """The name by which two partners are compared is made of the name that people read."""
    rows = Partner.objects.filter(cooperative_id=cooperative_id).order_by("id")
    for row in rows.iterator(chunk_size=500):
        if row.folded_name != folded(row.name):
            yield Broken("partners.partner.name", f"{row.code} is compared as {row.folded_name}")


def accounts_follow_each_other(cooperative_id: int) -> Iterator[Broken]:
    """The words on a partner's account are numbered from 1 without a gap, and never go back in days."""
    rows = PartnerAccount.objects.filter(cooperative_id=cooperative_id).order_by("partner_id", "no")
    for partner_id, found in groupby(rows.iterator(chunk_size=500), key=lambda row: row.partner_id):
        told = list(found)
        days = [row.from_on for row in told]
        if [row.no for row in told] != list(range(1, len(told) + 1)) or days != sorted(days):
            yield Broken("partners.account.history", f"accounts of {partner_id}")


def accounts_are_what_two_agreed_to(cooperative_id: int) -> Iterator[Broken]:
    """Every account is the one of a request that was approved, and that request was about this partner."""
    rows = PartnerAccount.objects.filter(cooperative_id=cooperative_id, approval__isnull=False)
    for row in rows.select_related("approval").order_by("id").iterator(chunk_size=500):
        facts = row.approval.facts
        agreed = (facts.get("partner"), facts.get("bank"), facts.get("number"), facts.get("holder"))
        kept = (str(row.partner_id), row.bank, row.number, row.holder)
        if agreed != kept or row.approval.state != State.APPROVED.value:
            yield Broken("partners.account.agreed", f"account {row.no} of {row.partner_id}")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    names_are_compared_as_written,
    accounts_follow_each_other,
    accounts_are_what_two_agreed_to,
)
