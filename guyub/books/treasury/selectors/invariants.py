"""What must hold of the treasury's tables, and between them and the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.books.ledger.selectors.books import accounts_of
from guyub.books.ledger.selectors.moments import balances_at
from guyub.books.treasury.domain.places import ABOVE, COUNTED
from guyub.books.treasury.domain.shifts import ShiftState
from guyub.books.treasury.models import CashShift, Claim, Fund
from guyub.books.treasury.selectors.bank_invariants import kept_sheets_still_tie, matches_join_equal_sums
from guyub.books.treasury.selectors.claims import ACCOUNT, OWED
from guyub.books.treasury.selectors.funds import funds_standing, held_rp
from guyub.books.treasury.selectors.places import places_of
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def a_closed_shift_was_what_the_books_said(cooperative_id: int) -> Iterator[Broken]:
    """What was counted at a shift's end stood on the drawer's account when the journal had come to its closing."""
    rows = CashShift.objects.filter(cooperative_id=cooperative_id, state=ShiftState.TUTUP)
    read = rows.order_by("closing_chain_no").values_list(
        "drawer__account_code", "closing_chain_no", "closing__total_rp", "drawer__name"
    )
    closed = [((code, at or 0), counted_rp, name) for code, at, counted_rp, name in read]
    stood = balances_at(cooperative_id=cooperative_id, asked={moment for moment, _, _ in closed})
    for moment, counted_rp, name in closed:
        if stood[moment] != counted_rp:
            said = f"{name} {rupiah(counted_rp)}, buku {rupiah(stood[moment])} pada jurnal ke-{moment[1]}"
            yield Broken("treasury.shift.counted", said)


def every_cash_account_is_a_place(cooperative_id: int) -> Iterator[Broken]:
    """Once a cooperative has cash places, all cash in drawers, safes and banks lies in one of them."""
    places = places_of(cooperative_id=cooperative_id, with_closed=True)
    codes = {place.account_code for place in places}
    for node in accounts_of(cooperative_id=cooperative_id) if places else ():
        if node.code not in ABOVE.values():
            continue
        for account in (node, *node.own):
            if account.balance_rp and account.code not in codes:
                said = f"{account.code} {account.name} {rupiah(account.balance_rp)}"
                yield Broken("treasury.place.account", said)


def nothing_that_is_counted_is_below_nothing(cooperative_id: int) -> Iterator[Broken]:
    """A drawer or a safe holds no less than nothing; a bank account may, until its paper has come."""
    for place in places_of(cooperative_id=cooperative_id, with_closed=True):
        if place.kind in COUNTED and place.balance_rp < 0:
            yield Broken("treasury.place.below_nothing", f"{place.name} {rupiah(place.balance_rp)}")


def claims_stand_on_their_account(cooperative_id: int) -> Iterator[Broken]:
    """What is approved and not paid is what stands on the account of claims."""
    owed = Claim.objects.filter(OWED, cooperative_id=cooperative_id)
    listed_rp = owed.aggregate(total=Sum("amount_rp", default=0))["total"]
    stands_rp = held_rp(cooperative_id=cooperative_id, account=ACCOUNT)
    if stands_rp != listed_rp:
        said = f"akun {ACCOUNT} {rupiah(stands_rp)}, daftar {rupiah(listed_rp)}"
        yield Broken("treasury.claims", said)


def funds_stand_on_their_accounts(cooperative_id: int) -> Iterator[Broken]:
    """What moved in each fund adds up to what stands on its account, which is never below nothing."""
    moved = Fund.objects.filter(cooperative_id=cooperative_id)
    totals = dict(moved.values_list("id", Sum("movements__amount_rp", default=0)))
    for fund in funds_standing(cooperative_id=cooperative_id):
        if fund.balance_rp != totals[fund.id] or fund.balance_rp < 0:
            said = f"{fund.name}: akun {fund.account_code} {rupiah(fund.balance_rp)}, gerak {rupiah(totals[fund.id])}"
            yield Broken("treasury.funds", said)


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (a_closed_shift_was_what_the_books_said,)
RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (
    every_cash_account_is_a_place,
    nothing_that_is_counted_is_below_nothing,
    matches_join_equal_sums,
    kept_sheets_still_tie,
    claims_stand_on_their_account,
    funds_stand_on_their_accounts,
)
