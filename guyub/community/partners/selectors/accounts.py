"""The accounts to which partners are paid, and how lately their phones changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.partners.domain.accounts import said_account
from guyub.community.partners.models import Partner, PartnerAccount
from guyub.foundation.approvals.selectors.requests import is_waiting
from guyub.foundation.identity.domain.vault import SecretKind, masked
from guyub.foundation.identity.selectors.vault import masked_numbers
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

MOST_ACCOUNTS = 30
_FIELDS = "id no bank number holder why from_on asked_by__name approved_by__name recorded_at".split()


@dataclass(frozen=True, slots=True)
class AccountRow(Row):
    """One word on a partner's account: the account with who asked and who agreed, or that there is none."""

    account_id: UUID
    no: int
    bank: str
    number: str
    holder: str
    why: str
    from_on: date
    asked_by: str
    approved_by: str | None
    recorded_at: datetime

    @property
    def is_stop(self) -> bool:
        """It says that the partner is paid to no account."""
        return not self.number

    @property
    def masked(self) -> str:
        """The last four digits."""
        return masked(self.number)

    @property
    def said(self) -> str:
        """The bank and the last four digits."""
        return said_account(self.bank, self.number)


def accounts_inquiry(
    *, cooperative_id: int, partner_id: UUID, most: int = MOST_ACCOUNTS
) -> Inquiry[list[AccountRow]]:
    """Ask for what was said of a partner's account, the newest first: the first of them holds."""
    rows = PartnerAccount.objects.filter(cooperative_id=cooperative_id, partner_id=partner_id)
    told = rows.order_by("-no", "id").values_list(*_FIELDS)
    return Inquiry.of(told[:most], read=lambda found: [AccountRow(*row) for row in found])


def account_of(*, cooperative_id: int, partner_id: UUID) -> AccountRow | None:
    """Give the account to which a partner is paid now; None where there is none. One query.

    Whoever pays asks this in the transaction of the payment: two people agreed to what it says.
    """
    (rows,) = asked(accounts_inquiry(cooperative_id=cooperative_id, partner_id=partner_id, most=1))
    return next((row for row in rows if not row.is_stop), None)


def waiting_request(*, cooperative_id: int, partner_id: UUID, now: datetime) -> UUID | None:
    """Give the change of a partner's account that waits for the second person; None for none. Two queries."""
    rows = Partner.objects.filter(cooperative_id=cooperative_id, id=partner_id)
    request_id = rows.values_list("account_request_id", flat=True).first()
    if request_id is None or not is_waiting(cooperative_id=cooperative_id, approval_id=request_id, now=now):
        return None
    return request_id


def phone_changed_at(*, person_id: UUID | None) -> datetime | None:
    """Tell when the phone of a contact was last written; None where none is kept. One query."""
    if person_id is None:
        return None
    numbers = masked_numbers(person_id)
    return next((one.changed_at for one in numbers if one.kind is SecretKind.PHONE), None)
