"""What each invented member saved: the entries of the example books, told member by member to the rupiah."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.finance.savings.domain.kinds import CONTROL, Cause, SavingsKind
from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.finance.savings.services.products import ensure_products
from guyub.foundation.kernel.money import allocate_rp
from guyub.journeys.services.examples import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from guyub.community.members.models import Member
    from guyub.foundation.kernel.models import Cooperative

_LAGGING = frozenset({33, 74, 95})  # numbers of members who stopped paying their dues
_LAGGING_SINCE = date(2026, 4, 1)
KIND_OF = {code: kind for kind, code in CONTROL.items()}


@dataclass(frozen=True)
class Booked:
    """One entry on a control account: its day, its id, what it says, rupiah that members gained."""

    on: date
    entry_id: UUID
    memo: str
    kind: SavingsKind
    amount_rp: int


@dataclass
class _Book:
    """The accounts of one place while its entries are told."""

    place: Cooperative
    now: datetime
    products: Mapping[SavingsKind, UUID]
    accounts: dict[tuple[UUID, SavingsKind], SavingsAccount] = field(default_factory=dict)
    movements: list[SavingsMovement] = field(default_factory=list)

    def account(self, member: Member, kind: SavingsKind, on: date) -> SavingsAccount:
        key = member.id, kind
        if key not in self.accounts:
            self.accounts[key] = SavingsAccount(
                id=uuid5(SPACE, f"savings/{member.id}/{kind}"),
                cooperative=self.place,
                member=member,
                kind=kind.value,
                product_id=self.products[kind],
                opened_on=on,
                balance_rp=0,
            )
        return self.accounts[key]

    def move(self, member: Member, booked: Booked, amount_rp: int) -> None:
        account = self.account(member, booked.kind, booked.on)
        account.balance_rp += amount_rp
        account.last_no += 1
        self.movements.append(
            SavingsMovement(
                id=uuid5(SPACE, f"moved/{account.id}/{account.last_no}"),
                cooperative=self.place,
                account=account,
                no=account.last_no,
                amount_rp=amount_rp,
                balance_rp=account.balance_rp,
                on=booked.on,
                value_on=booked.on,
                cause=(Cause.SETOR if amount_rp > 0 else Cause.TARIK).value,
                entry_id=booked.entry_id,
                note=booked.memo.removesuffix(" (contoh)"),
                recorded_at=self.now,
            )
        )


def tell_savings(
    place: Cooperative,
    members: Sequence[Member],
    *,
    opening: Mapping[SavingsKind, int],
    entries: Iterable[Booked],
    due_rp: int,
    now: datetime,
) -> None:
    """Enter the accounts and movements of invented members. Step: needs the scope of the place.

    Args:
        place: Whose.
        members: In the order of their numbers.
        opening: What the older books held of each kind, whole rupiah, for the members that a table brought.
        entries: The entries on control accounts, in their order.
        due_rp: The simpanan wajib of a month.
        now: The moment, aware.
    """
    book = _Book(place, now, ensure_products(cooperative_id=place.id))
    old = [member for member in members if member.batch_id]
    for kind, total_rp in opening.items():
        # Who joined earlier has paid longer; everybody has the same simpanan pokok.
        weights = [1 if kind is SavingsKind.POKOK else len(old) - at + 20 for at in range(len(old))]
        for member, share_rp in zip(old, allocate_rp(total_rp, weights), strict=True):
            account = book.account(member, kind, member.joined_on or member.accepted_on)
            account.opening_rp = account.balance_rp = share_rp
            account.batch_id = member.batch_id
    for at, booked in enumerate(entries):
        for member, share_rp in _shares(book, members, booked, at, due_rp):
            book.move(member, booked, share_rp)
    SavingsAccount.objects.bulk_create(book.accounts.values())
    SavingsMovement.objects.bulk_create(book.movements, batch_size=1_000)


def _shares(
    book: _Book, members: Sequence[Member], booked: Booked, at: int, due_rp: int
) -> list[tuple[Member, int]]:
    """Say whose an entry was: dues and pokok of the members of that day, sukarela of some by the 100,000."""
    here = [member for member in members if (member.joined_on or member.accepted_on) <= booked.on]
    if booked.kind is SavingsKind.POKOK:
        fresh = [member for member in here if (member.id, SavingsKind.POKOK) not in book.accounts]
        return list(zip(fresh, allocate_rp(booked.amount_rp, [1] * len(fresh)), strict=True))
    if booked.kind is SavingsKind.WAJIB:
        turned = [here[(at * 17 + step) % len(here)] for step in range(len(here))]
        paying = [m for m in turned if m.number not in _LAGGING or booked.on < _LAGGING_SINCE]
        count = booked.amount_rp // due_rp
        # Where fewer pay than the entry says, the first ones pay a second month at once.
        more = max(count - len(paying), 0)
        return [(m, due_rp * (2 if at < more else 1)) for at, m in enumerate(paying[:count])]
    sign, parts = (1 if booked.amount_rp > 0 else -1), abs(booked.amount_rp) // 100_000
    order = [here[(at * 17 + step) % len(here)] for step in range(len(here))]
    able = [m for m in order if sign > 0 or book.account(m, booked.kind, booked.on).balance_rp >= 100_000]
    return [(member, sign * 100_000) for member in able[:parts]]
