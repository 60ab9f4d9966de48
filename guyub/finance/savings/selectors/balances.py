"""What members have saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.domain.entries import entry_name
from guyub.finance.savings.domain.kinds import CAUSE_WORDS, Cause, SavingsKind
from guyub.finance.savings.domain.passbooks import CODES
from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class SavingsRow(Row):
    """One account of one member; rupiah.

    ``product`` is the product's name, ``code`` its code, ``serial`` which of the member's accounts of it this is.
    """

    account_id: UUID
    kind: SavingsKind
    product_id: UUID
    code: str
    product: str
    serial: int
    unit_id: UUID | None
    opened_on: date
    closed_on: date | None
    opening_rp: int
    balance_rp: int
    held_rp: int

    @property
    def words(self) -> str:
        """What people call it: ``Simpanan berjangka 12 bulan``, of several the number too."""
        return account_words(self.product, self.serial)

    @property
    def short(self) -> str:
        """What it is called under a heading that says savings: ``Wajib``."""
        return self.words.removeprefix("Simpanan ").capitalize()

    @property
    def mark(self) -> str:
        """How an address names it among a member's own: ``wajib.1``."""
        return f"{self.code}.{self.serial}"

    @property
    def is_open(self) -> bool:
        """It is not closed."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class MovementRow(Row):
    """One movement, as a passbook shows it; rupiah. ``number`` is the voucher's."""

    movement_id: UUID
    account_id: UUID
    no: int
    on: date
    kind: SavingsKind
    product_code: str
    product: str
    serial: int
    cause: Cause
    amount_rp: int
    balance_rp: int
    note: str
    number: str

    @property
    def words(self) -> str:
        """What people call the account."""
        return account_words(self.product, self.serial)

    @property
    def what(self) -> str:
        """Why it moved, in words: ``Setor``."""
        return CAUSE_WORDS[self.cause]

    @property
    def sandi(self) -> str:
        """The code of the passbook: ``STR``."""
        return CODES[self.cause]

    @property
    def code(self) -> str:
        """How an address names it among a member's own: ``wajib.1-12``."""
        return f"{self.product_code}.{self.serial}-{self.no}"

    @property
    def out_rp(self) -> int:
        """What was taken out; 0 where something came in."""
        return max(-self.amount_rp, 0)


ACCOUNT = (
    "id",
    "kind",
    "product_id",
    "product__code",
    "product__name",
    "serial",
    "product__unit_id",
    "opened_on",
    "closed_on",
    "opening_rp",
    "balance_rp",
    "held_rp",
)
_MOVED = (
    "id",
    "account_id",
    "no",
    "on",
    "account__kind",
    "account__product__code",
    "account__product__name",
    "account__serial",
    "cause",
    "amount_rp",
    "balance_rp",
    "note",
    "entry__series",
    "entry__year",
    "entry__number",
)
_ORDER = list(SavingsKind)


def savings_of(*, cooperative_id: int, member_id: UUID) -> list[SavingsRow]:
    """List the accounts of a member, closed ones too, in the order of SavingsKind. One query."""
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    return _accounts(rows.values_list(*ACCOUNT))


def all_accounts_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[list[SavingsRow]]:
    """Ask for the accounts of a member, as ``savings_of``."""
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    return Inquiry.of(rows.values_list(*ACCOUNT), read=_accounts)


def movements_of(*, cooperative_id: int, member_id: UUID, most: int = 100) -> list[MovementRow]:
    """List what moved a member's savings, the newest first. One query."""
    rows = SavingsMovement.objects.filter(cooperative_id=cooperative_id, account__member_id=member_id)
    picked = rows.order_by("-on", "-entry__chain_no", "-no")[:most]
    return [_moved(row) for row in picked.values_list(*_MOVED)]


def moves_of_account(
    *, cooperative_id: int, account_id: UUID, year: int = 0, first: int = 0, most: int = 100
) -> tuple[list[MovementRow], int]:
    """List what moved one account, the newest first as its passbook numbers them, and how many there are. Two queries.

    Args:
        cooperative_id: Whose.
        account_id: Which account.
        year: Of this year alone; 0: all.
        first: How many come before those wanted.
        most: How many are wanted.
    """
    rows = SavingsMovement.objects.filter(cooperative_id=cooperative_id, account_id=account_id)
    if year:
        rows = rows.filter(on__year=year)
    picked = rows.order_by("-no")[first : first + most]
    return [_moved(row) for row in picked.values_list(*_MOVED)], rows.count()


def account_row(told: tuple[Any, ...]) -> SavingsRow:
    """Read one account as ``ACCOUNT`` asks for it."""
    return _accounts([told])[0]


def kinds_held(*, cooperative_id: int, members: Collection[UUID]) -> set[tuple[UUID, SavingsKind]]:
    """Tell which of some members have an account of which kind. One query."""
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id, member_id__in=members)
    return {(member_id, SavingsKind(kind)) for member_id, kind in rows.values_list("member_id", "kind")}


def one_movement(*, cooperative_id: int, member_id: UUID, code: str) -> MovementRow | None:
    """Find one movement of a member by its ``code``; None for another's or none. One query."""
    account, _, no = code.rpartition("-")
    product, _, serial = account.rpartition(".")
    if not all(text.isascii() and text.isdigit() and len(text) < 9 for text in (no, serial)):
        return None
    rows = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id,
        account__member_id=member_id,
        account__product__code=product,
        account__serial=int(serial),
        no=int(no),
    )
    row = rows.values_list(*_MOVED).first()
    return _moved(row) if row else None


def account_words(product: str, serial: int) -> str:
    """Say what people call an account: ``Simpanan berjangka 12 bulan ke-2``."""
    return product if serial == 1 else f"{product} ke-{serial}"


def _accounts(rows: Iterable[tuple[Any, ...]]) -> list[SavingsRow]:
    found = [SavingsRow(id_, SavingsKind(kind), *more) for id_, kind, *more in rows]
    return sorted(found, key=lambda row: (_ORDER.index(row.kind), row.code, row.serial))


def _moved(row: tuple[Any, ...]) -> MovementRow:
    id_, account_id, no, on, kind, code, product, serial, cause, amount_rp, balance_rp, note, *entry = row
    return MovementRow(
        id_,
        account_id,
        no,
        on,
        SavingsKind(kind),
        code,
        product,
        serial,
        Cause(cause),
        amount_rp,
        balance_rp,
        note,
        entry_name(*entry),
    )


@dataclass(frozen=True, slots=True)
class SavingsNow(Row):
    """What a member has saved: each account, and what moved last; rupiah."""

    accounts: list[SavingsRow]
    movements: list[MovementRow]

    @property
    def total_rp(self) -> int:
        """All accounts together."""
        return sum(row.balance_rp for row in self.accounts)


def savings_inquiry(*, cooperative_id: int, member_id: UUID, most: int = 6) -> Inquiry[SavingsNow]:
    """Ask what a member has saved, and what moved last, the newest first.

    Args:
        cooperative_id: Whose.
        member_id: Which member.
        most: How many movements at most.
    """
    accounts = SavingsAccount.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    moved = SavingsMovement.objects.filter(cooperative_id=cooperative_id, account__member_id=member_id)
    newest = moved.order_by("-on", "-entry__chain_no", "-no")[:most]
    return Inquiry.of(accounts.values_list(*ACCOUNT), newest.values_list(*_MOVED), read=_savings_now)


def _savings_now(accounts: list[tuple[Any, ...]], movements: list[tuple[Any, ...]]) -> SavingsNow:
    return SavingsNow(_accounts(accounts), [_moved(row) for row in movements])
