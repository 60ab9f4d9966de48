"""Partners as lists, choices and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from guyub.community.cooperatives.domain.legal_life import RecordKind, written_number
from guyub.community.partners.domain.partners import DELIVERING, KIND_WORDS, PartnerKind, PartnerTyped, folded
from guyub.community.partners.domain.terms import lead_words, payment_words, weekdays_words
from guyub.community.partners.models import Partner
from guyub.community.partners.selectors.accounts import AccountRow, accounts_inquiry, waiting_request
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import MaskedNumber, masked_numbers
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

MOST_LISTED, MOST_CHOICES = 200, 500
ENDED = "BERAKHIR"
_FIELDS = (
    "id code name kind contact_name contact_id address office_phone npwp nib payment_days lead_days"
    " delivery_days minimum_rp note ended_on changed_at"
).split()


@dataclass(frozen=True, slots=True)
class PartnerRow(Row):
    """One partner; rupiah whole, days whole. The phone of the contact is not among it."""

    partner_id: UUID
    code: str
    name: str
    kind: PartnerKind
    contact_name: str
    contact_id: UUID | None
    address: str
    office_phone: str
    npwp: str
    nib: str
    payment_days: int
    lead_days: int
    delivery_days: str
    minimum_rp: int
    note: str
    ended_on: date | None
    changed_at: datetime

    @property
    def kind_words(self) -> str:
        """As people say it."""
        return KIND_WORDS[self.kind]

    @property
    def is_delivering(self) -> bool:
        """Goods come from it, so that its terms of trade mean something."""
        return self.kind in DELIVERING

    @property
    def payment_words(self) -> str:
        """When it is paid."""
        return payment_words(self.payment_days)

    @property
    def lead_words(self) -> str:
        """How long it needs."""
        return lead_words(self.lead_days)

    @property
    def days_words(self) -> str:
        """On which days it comes."""
        return weekdays_words(self.delivery_days)

    @property
    def npwp_words(self) -> str:
        """In fours, as people read it."""
        return written_number(RecordKind.NPWP, self.npwp)


@dataclass(frozen=True, slots=True)
class Asked(Row):
    """Which partners: words of name or code, a kind ("" every one), those of today or those that ended."""

    words: str = ""
    kind: str = ""
    is_ended: bool = False

    @property
    def is_narrow(self) -> bool:
        """Narrower than a whole list."""
        return bool(self.words or self.kind)


@dataclass(frozen=True, slots=True)
class PartnerPage(Row):
    """One partner with its accounts, the newest word first, the masked phone and the change that waits."""

    partner: PartnerRow
    accounts: tuple[AccountRow, ...]
    phone: MaskedNumber | None
    waiting: UUID | None

    @property
    def account(self) -> AccountRow | None:
        """To which it is paid now."""
        newest = self.accounts[0] if self.accounts else None
        return newest if newest and not newest.is_stop else None


def partners_inquiry(
    *, cooperative_id: int, sought: Asked | None = None, most: int = MOST_LISTED
) -> Inquiry[list[PartnerRow]]:
    """Ask for partners by name.

    Args:
        cooperative_id: Whose.
        sought: Which; None: all that are traded with.
        most: How many at most.
    """
    rows = _sought(cooperative_id, sought or Asked()).order_by("folded_name", "id")
    return _rows(rows[:most])


def partner_inquiry(*, cooperative_id: int, partner_id: UUID) -> Inquiry[PartnerRow | None]:
    """Ask for one partner, ended ones too: the base of what contexts above show of it."""
    rows = _rows(Partner.objects.filter(cooperative_id=cooperative_id, id=partner_id))
    return Inquiry(rows.statements, lambda *found: next(iter(rows.read(*found)), None))


def named_inquiry(*, cooperative_id: int, partner_ids: Collection[UUID]) -> Inquiry[dict[UUID, PartnerRow]]:
    """Ask for some partners by their ids, ended ones too: for lists of contexts above."""
    rows = _rows(Partner.objects.filter(cooperative_id=cooperative_id, id__in=partner_ids))
    return Inquiry(rows.statements, lambda *found: {row.partner_id: row for row in rows.read(*found)})


def counts_inquiry(*, cooperative_id: int) -> Inquiry[Mapping[str, int]]:
    """Ask how many there are: by kind of those traded with, ``""`` all of these, BERAKHIR those that ended."""
    rows = Partner.objects.filter(cooperative_id=cooperative_id).order_by().values("kind")
    still = Count("id", filter=Q(ended_on__isnull=True))
    told = rows.annotate(still=still, all=Count("id")).values_list("kind", "still", "all")

    def read(found: Sequence[tuple[str, int, int]]) -> Mapping[str, int]:
        counts = {kind.value: 0 for kind in PartnerKind} | {kind: now for kind, now, _ in found}
        whole = sum(counts.values())
        return counts | {"": whole, ENDED: sum(every for _, _, every in found) - whole}

    return Inquiry.of(told, read=read)


def one_partner(*, cooperative_id: int, partner_id: UUID) -> PartnerRow | None:
    """Find one partner; None for another cooperative's or none. One query."""
    (found,) = asked(partner_inquiry(cooperative_id=cooperative_id, partner_id=partner_id))
    return found  # type: ignore[no-any-return]  # what the inquiry reads


def partner_page(*, cooperative_id: int, partner_id: UUID, now: datetime) -> PartnerPage | None:
    """Find all that this context knows of one partner; None for another cooperative's or none. Four queries."""
    partner, accounts = asked(
        partner_inquiry(cooperative_id=cooperative_id, partner_id=partner_id),
        accounts_inquiry(cooperative_id=cooperative_id, partner_id=partner_id),
    )
    if partner is None:
        return None
    numbers = masked_numbers(partner.contact_id) if partner.contact_id else []
    return PartnerPage(
        partner,
        tuple(accounts),
        next((one for one in numbers if one.kind is SecretKind.PHONE and one.masked), None),
        waiting_request(cooperative_id=cooperative_id, partner_id=partner_id, now=now),
    )


def partner_options(
    *, cooperative_id: int, kinds: Collection[PartnerKind] = tuple(PartnerKind)
) -> dict[str, str]:
    """Give the partners that may be chosen in a form: id → name with its code, by name. One query.

    Args:
        cooperative_id: Whose.
        kinds: These alone; ``domain.partners.DELIVERING`` where goods are ordered.
    """
    rows = Partner.objects.filter(
        cooperative_id=cooperative_id, ended_on__isnull=True, kind__in=[kind.value for kind in kinds]
    )
    named = rows.order_by("folded_name", "id").values_list("id", "name", "code")
    return {str(id_): f"{name} ({code})" for id_, name, code in named[:MOST_CHOICES]}


def partners_after(*, cooperative_id: int, after: UUID | None, most: int) -> list[PartnerRow]:
    """List partners in the order in which they were added, ended ones too. One query.

    Args:
        cooperative_id: Whose.
        after: The last one that was read; None at the beginning.
        most: How many at most.
    """
    rows = Partner.objects.filter(cooperative_id=cooperative_id)
    if after:
        rows = rows.filter(id__gt=after)
    (found,) = asked(_rows(rows.order_by("id")[:most]))
    return list(found)


def typed_of_row(row: Partner) -> PartnerTyped:
    """Give a partner as a form would type it."""
    return PartnerTyped(
        kind=row.kind,
        name=row.name,
        code=row.code,
        contact=row.contact_name,
        address=row.address,
        office_phone=row.office_phone,
        npwp=row.npwp,
        nib=row.nib,
        payment_days=row.payment_days,
        lead_days=row.lead_days,
        delivery_days=row.delivery_days,
        minimum_rp=row.minimum_rp,
        note=row.note,
    )


def _rows(rows: QuerySet[Partner]) -> Inquiry[list[PartnerRow]]:
    return Inquiry.of(
        rows.values_list(*_FIELDS),
        read=lambda found: [PartnerRow(*(*row[:3], PartnerKind(row[3]), *row[4:])) for row in found],
    )


def _sought(cooperative_id: int, sought: Asked) -> QuerySet[Partner]:
    rows = Partner.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=not sought.is_ended)
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    for word in sought.words.split():
        rows = rows.filter(Q(folded_name__contains=folded(word)) | Q(code__istartswith=word))
    return rows
