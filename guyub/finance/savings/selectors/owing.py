"""Who owes simpanan wajib, where they live, which months: whom a list, a message or a slip asks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from guyub.community.members.domain.books import home_of
from guyub.community.members.domain.register import MemberState, member_number
from guyub.community.members.selectors.register import groups_now, neighbourhoods
from guyub.finance.savings.domain.collecting import CollectionRefusedError, months_words
from guyub.finance.savings.models import BillMessage, CollectionLine, DuesBill
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from typing import Any
    from uuid import UUID

    from django.db.models import QuerySet

MOST_OWING = 500
NOW = (MemberState.AKTIF.value, MemberState.PASIF.value)
_MISSES = Q(amount_rp__gt=F("paid_rp") + F("waived_rp"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim(Row):
    """Whom a list asks: of one RT (``003/001``) or one group where these are named; ``is_late``: in arrears alone."""

    rt: str = ""
    group_id: UUID | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Owing(Row):
    """One member who misses something: which months with what each misses, whole rupiah, the oldest first."""

    member_id: UUID
    person_id: UUID
    number: str
    name: str
    sex: str
    home: str
    asked: tuple[tuple[date, int], ...]
    due_on: date

    @property
    def asked_rp(self) -> int:
        """What all its months miss."""
        return sum(missing_rp for _, missing_rp in self.asked)

    @property
    def months(self) -> str:
        """The months in words."""
        return months_words([month for month, _ in self.asked])


@dataclass(frozen=True, slots=True)
class OwingFound(Row):
    """Who misses something, in the order of the way; ``elsewhere`` counts who stands on a list that is out."""

    people: list[Owing]
    elsewhere: int

    @property
    def amount_rp(self) -> int:
        """What all of them miss."""
        return sum(one.asked_rp for one in self.people)


def aim_words(*, cooperative_id: int, aim: Aim) -> str:
    """Say whom a list asks: ``RT 003/001, yang menunggak``. One query for what is named.

    Raises:
        CollectionRefusedError: ``aim``.
    """
    if aim.rt and aim.rt not in neighbourhoods(cooperative_id=cooperative_id):
        raise CollectionRefusedError(wrong="aim")
    groups = dict(groups_now(cooperative_id=cooperative_id)) if aim.group_id else {}
    if aim.group_id and aim.group_id not in groups:
        raise CollectionRefusedError(wrong="aim")
    where = [f"RT {aim.rt}"] if aim.rt else []
    where += [groups[aim.group_id]] if aim.group_id else []
    said = ", ".join(where) or "Semua RT"
    return f"{said}, yang menunggak" if aim.is_late else said


def owing(
    *, cooperative_id: int, aim: Aim, today: date, without_person: UUID | None = None, most: int = MOST_OWING
) -> OwingFound:
    """Find who misses simpanan wajib up to this month, by RW, RT and name; who stands on a list is passed over.

    Two queries.

    Args:
        cooperative_id: Whose members.
        aim: Whom.
        today: The business date.
        without_person: Whose own bill is left out.
        most: How many members at most.
    """
    on_lists = CollectionLine.objects.filter(cooperative_id=cooperative_id, is_out=True).values("member_id")
    bills = _owed(cooperative_id, aim, today)
    elsewhere = bills.filter(member_id__in=on_lists).values("member_id").distinct().count()
    bills = bills.exclude(member_id__in=on_lists)
    if without_person:
        bills = bills.exclude(member__person_id=without_person)
    return OwingFound(_people(bills, most), elsewhere)


def owing_unsent(*, cooperative_id: int, aim: Aim, today: date, most: int = MOST_OWING) -> list[Owing]:
    """Find who misses simpanan wajib and got no message of this month's bill yet. One query."""
    sent = BillMessage.objects.filter(cooperative_id=cooperative_id, month=today.replace(day=1))
    bills = _owed(cooperative_id, aim, today).exclude(member_id__in=sent.values("member_id"))
    return _people(bills, most)


def sent_count(*, cooperative_id: int, month: date) -> int:
    """Count the members to whom a month's bill went as a message. One query."""
    return BillMessage.objects.filter(cooperative_id=cooperative_id, month=month).count()


def missing_now(
    *, cooperative_id: int, members: Collection[UUID], until: date
) -> dict[UUID, dict[date, int]]:
    """Give what each of some members misses of each month up to one, whole rupiah. One query."""
    rows = DuesBill.objects.filter(
        _MISSES, cooperative_id=cooperative_id, member_id__in=members, month__lte=until
    )
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    told = rows.order_by("member_id", "month").values_list(
        "member_id", "month", "amount_rp", "paid_rp", "waived_rp"
    )
    for member_id, month, amount_rp, paid_rp, waived_rp in told:
        found[member_id][month] = amount_rp - paid_rp - waived_rp
    return found


def _owed(cooperative_id: int, aim: Aim, today: date) -> QuerySet[DuesBill]:
    month = today.replace(day=1)
    rows = DuesBill.objects.filter(
        _MISSES, cooperative_id=cooperative_id, month__lte=month, member__state__in=NOW
    )
    if aim.rt:
        rt, _, rw = aim.rt.partition("/")
        rows = rows.filter(member__file__rt=rt, member__file__rw=rw)
    if aim.group_id:
        rows = rows.filter(
            member__seats__cooperative_id=cooperative_id,
            member__seats__group_id=aim.group_id,
            member__seats__until_on__isnull=True,
        )
    if aim.is_late:
        late = DuesBill.objects.filter(_MISSES, cooperative_id=cooperative_id, due_on__lt=today)
        rows = rows.filter(member_id__in=late.values("member_id"))
    return rows


def _people(bills: QuerySet[DuesBill], most: int) -> list[Owing]:
    order = ("member__file__rw", "member__file__rt", "member__file__name", "member_id", "month")
    whose: dict[UUID, Any] = {}
    asked: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    for bill in bills.select_related("member__file").order_by(*order).iterator(chunk_size=1_000):
        if bill.member_id not in whose and len(whose) == most:
            break
        whose[bill.member_id] = bill  # the last one says until when
        asked[bill.member_id].append((bill.month, bill.amount_rp - bill.paid_rp - bill.waived_rp))
    return [
        Owing(
            member_id,
            bill.member.person_id,
            member_number(bill.member.number or 0),
            bill.member.file.name,
            bill.member.file.sex,
            home_of(bill.member.file.address, bill.member.file.rt, bill.member.file.rw),
            tuple(asked[member_id]),
            bill.due_on,
        )
        for member_id, bill in whose.items()
    ]
