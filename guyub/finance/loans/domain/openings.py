"""A loan that ran before Guyub: what was paid of it, so that what is left of its principal is what the books say.

The original contract is kept from its original day. What was paid before is told by its outcome alone, so it becomes
one payment on the day of the opening position: payments take an instalment after the other, so of each amount of
principal that may be left there is a least payment that leaves it. Two contracts would count such a late payment
otherwise than those that really came (interest that follows the payments, a penalty for each day): of these each
instalment is taken as paid on its due date. Source: docs/adr/0064-a-running-loan-keeps-its-contract.md.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from guyub.finance.loans.domain.arrears import Overdue, overdue_of, owed_of
from guyub.finance.loans.domain.calendars import later
from guyub.finance.loans.domain.contracts import KIND_ORDER, Contract
from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.lateness import count_to
from guyub.finance.loans.domain.lines import Part
from guyub.finance.loans.domain.servicing import Component, PenaltyPer, Servicing
from guyub.finance.loans.domain.states import begun, state_of
from guyub.finance.loans.domain.terms import HIGHEST_ANNUAL_RATE, MONTHLY, Every, FeeWhen, Method, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.finance.loans.domain.lines import Line
    from guyub.finance.loans.domain.running import Running
    from guyub.finance.loans.domain.states import State

TRIFLE = 50  # one part of so many of an instalment
_AT_THE_END = frozenset({Method.INTEREST_ONLY, Method.BULLET})


class Told(NamedTuple):
    """What a list says of one running loan; amounts in whole rupiah.

    Attributes:
        principal_rp: What was lent.
        annual_rate: The rate a year as a fraction.
        method: How principal and interest are spread.
        instalments: How many.
        disbursed_on: When it was paid out.
        left_rp: What is left of the principal on the day of the opening position, above zero.
        every: How long a period is.
        first_due_on: The first due date; None: one period later.
        jasa_rp: Jasa that fell due and is not paid, as the books hold it; 0: they do not say.
        is_anew: The list asks for a schedule of what is left.
    """

    principal_rp: int
    annual_rate: Fraction
    method: Method
    instalments: int
    disbursed_on: date
    left_rp: int
    every: Every = MONTHLY
    first_due_on: date | None = None
    jasa_rp: int = 0
    is_anew: bool = False


class Opening(NamedTuple):
    """A running loan as it is kept.

    Attributes:
        contract: The original one; or one of what is left (``is_anew``).
        events: What was paid before; none where nothing was, or where the contract is anew.
        state: Where it stands at the end of the day of the opening position.
        is_anew: Its schedule was laid out anew over the due dates to come.
        is_jasa_other: The jasa that is open by the schedule is another amount than the list tells.
    """

    contract: Contract
    events: tuple[Event, ...]
    state: State
    is_anew: bool
    is_jasa_other: bool


class Standing(NamedTuple):
    """How a loan stands on a day, in what its treasurer recognises; amounts in whole rupiah.

    Attributes:
        late: How many instalments are past their due date and open.
        overdue: Since when, and how much of principal and jasa.
        jasa_rp: What of that is jasa.
        penalty_rp: What being late has cost so far and is open.
        ahead: How many instalments are paid that are not due yet.
        next_on: When the next instalment falls due that is not paid; None: none will.
        next_rp: How much it asks for.
    """

    late: int
    overdue: Overdue
    jasa_rp: int
    penalty_rp: int
    ahead: int
    next_on: date | None
    next_rp: int


class _Paid(NamedTuple):
    on: date
    part: Part


def contract_of(told: Told, usual: Contract | None) -> Contract:
    """Give the contract of a running loan: its own figures, served as its product is; without fees of the payment out.

    Args:
        told: What the list says.
        usual: A contract of the product as it is lent now; None: it was never lent through Guyub.
    """
    if usual is None:
        usual = Contract(
            Terms(method=told.method, annual_rate=told.annual_rate), Servicing(allocation=KIND_ORDER)
        )
    keeps = told.method is usual.terms.method and usual.terms.grace_principal < told.instalments
    terms = replace(
        usual.terms,
        method=told.method,
        annual_rate=told.annual_rate,
        principal=told.principal_rp,
        instalments=told.instalments,
        instalment_amount=None,
        every=told.every,
        disbursed_on=told.disbursed_on,
        first_due_on=told.first_due_on,
        due_dates=(),
        principal_parts=(),
        balloon=0,
        grace_principal=usual.terms.grace_principal if keeps else 0,
        grace_interest_payment=0,
        interest_free=0,
        fees=tuple(fee for fee in usual.terms.fees if fee.when is FeeWhen.EACH),
    )
    serving = usual.servicing
    if told.method is Method.FLAT:
        serving = replace(serving, recalculate_interest=False)
    names = {fee.name for fee in terms.fees}
    return Contract(terms, serving, tuple(name for name in usual.premiums if name in names))


def opening_of(told: Told, usual: Contract | None, *, cut_off: date) -> Opening:
    """Keep a running loan so that exactly what was told is left of its principal.

    Args:
        told: What the list says; paid out before or on the day of the opening position.
        usual: A contract of its product as it is lent now, or None.
        cut_off: The day of the opening position.

    Raises:
        TermsRefusedError: No schedule can be made of what was told.
    """
    contract = contract_of(told, usual)
    path = _path(contract, cut_off)
    paid_rp = told.principal_rp - told.left_rp
    if contract.terms.instalment_to > 1 and not _is_whole(path, paid_rp):
        # Older loans may have been rounded otherwise than the product is today: where no rounding fits, it is that.
        exact = Contract(replace(contract.terms, instalment_to=1), contract.servicing, contract.premiums)
        exact_path = _path(exact, cut_off)
        if _is_whole(exact_path, paid_rp):
            contract, path = exact, exact_path
    taken, plateau = _until(path, paid_rp)
    is_anew = told.is_anew or _is_odd(contract, path, taken, cut_off)
    if not is_anew:
        more_rp = _jasa_beside(contract, taken, plateau, told.jasa_rp, cut_off)
        events = _events([*taken, *_through(plateau, more_rp)])
        state = state_of(contract.terms, contract.servicing, events, cut_off)
        is_anew = _is_trifle(state, cut_off)
    if is_anew:
        contract, events = _anew(contract, told.left_rp, cut_off), ()
        state = state_of(contract.terms, contract.servicing, events, cut_off)
    open_rp = sum(line.due[Component.PRINCIPAL] - line.settled(Component.PRINCIPAL) for line in state.lines)
    assert open_rp == told.left_rp  # noqa: S101  our own mistake
    is_other = bool(told.jasa_rp) and told.jasa_rp != _open_jasa(state, cut_off)
    return Opening(contract, events, state, is_anew, is_other)


def standing_of(state: State, day: date) -> Standing:
    """Tell how a loan stands at the end of a day that ``state`` is of."""
    late = [line for line in state.lines if line.due_on < day and owed_of(line)]
    coming = [line for line in state.lines if line.due_on >= day]
    following = next((line for line in coming if line.outstanding), None)
    ahead = sum(1 for line in coming if any(line.paid.values()) and not line.outstanding)
    return Standing(
        late=len(late),
        overdue=overdue_of(state.lines, day),
        jasa_rp=_open_jasa(state, day),
        penalty_rp=sum(line.open(Component.PENALTY) for line in state.lines),
        ahead=ahead,
        next_on=following.due_on if following else None,
        next_rp=following.outstanding if following else 0,
    )


def _path(contract: Contract, cut_off: date) -> list[_Paid]:
    """Give every part that could have been paid up to a day, in the order in which payments take them."""
    running, _ = begun(contract.terms, contract.servicing, (), cut_off)
    path: list[_Paid] = []
    penalty = contract.servicing.penalty
    by_day = penalty is not None and penalty.per is PenaltyPer.DAY
    if contract.servicing.recalculate_interest or by_day:
        for due_on in [line.due_on for line in running.lines if line.due_on < cut_off]:
            running.advance(due_on)
            count_to(running.lines, due_on, penalty)
            path += _paid(running, due_on, sum(line.outstanding for line in running.lines[: running.at]))
    running.advance(cut_off)
    count_to(running.lines, cut_off, penalty)
    if not contract.servicing.recalculate_interest:
        return path + _paid(running, cut_off, sum(line.outstanding for line in running.lines))
    # What is not due yet has no instalments where interest follows the payments: all that is owed may be paid.
    past = running.lines[: running.at]
    beside = sum(line.outstanding - line.open(Component.PRINCIPAL) for line in past)
    return path + _paid(running, cut_off, beside + running.owed)


def _paid(running: Running, day: date, amount_rp: int) -> list[_Paid]:
    if not amount_rp:
        return []
    running.apply(Event(on=day, kind=Kind.REPAYMENT, amount=amount_rp))
    return [_Paid(day, part) for part in running.transactions[-1].parts]


def _until(path: Sequence[_Paid], principal_rp: int) -> tuple[list[_Paid], list[_Paid]]:
    """Part a path: up to the last rupiah of a principal, and what could be paid after it before more principal is."""
    rest, taken = iter(path), list[_Paid]()
    while principal_rp:
        paid = next(rest)
        if paid.part.component is not Component.PRINCIPAL:
            taken.append(paid)
            continue
        part_rp = min(principal_rp, paid.part.amount)
        taken.append(_of(paid, part_rp))
        principal_rp -= part_rp
        if part_rp < paid.part.amount:
            return taken, []
    return taken, list(takewhile(lambda one: one.part.component is not Component.PRINCIPAL, rest))


def _is_whole(path: Sequence[_Paid], principal_rp: int) -> bool:
    """Tell whether so much principal is that of whole instalments, the first ones."""
    sums = accumulate(one.part.amount for one in path if one.part.component is Component.PRINCIPAL)
    return principal_rp in {0, *sums}


def _of(paid: _Paid, amount_rp: int) -> _Paid:
    no, due_on, component, timing, _ = paid.part
    return _Paid(paid.on, Part(no, due_on, component, timing, amount_rp))


def _is_odd(contract: Contract, path: Sequence[_Paid], taken: Sequence[_Paid], cut_off: date) -> bool:
    """Tell whether so little is left that no payment of this contract explains it.

    Whole instalments of a flat loan are paid ahead with their jasa, and one of any other is only early. A part of an
    instalment is not: its jasa would count as paid first, and nobody paid it. Where principal falls due at the end, or
    interest belongs to what is owed, more paid ahead makes later interest less instead.
    """
    ahead = _principal_by_line(taken, cut_off)
    if contract.servicing.recalculate_interest or not ahead:
        return False
    whole = _principal_by_line(path, cut_off)
    if contract.terms.method in _AT_THE_END or any(not rp or rp < whole[no] for no, rp in ahead.items()):
        return True
    return contract.terms.method is not Method.FLAT and len(ahead) > 1


def _principal_by_line(paid: Sequence[_Paid], cut_off: date) -> dict[int, int]:
    """Add up the principal that is paid of each instalment that is not due yet; 0 where only other things are."""
    sums: dict[int, int] = {}
    for _, part in paid:
        if part.due_on >= cut_off:
            rp = part.amount if part.component is Component.PRINCIPAL else 0
            sums[part.no] = sums.get(part.no, 0) + rp
    return sums


def _is_trifle(state: State, cut_off: date) -> bool:
    """Tell whether all that is late is what another way of rounding leaves: a hundredth of the one instalment."""
    late = [line for line in state.lines if line.due_on < cut_off and owed_of(line)]
    if len(late) != 1 or state.lines[-1].due_on < cut_off:
        return False
    return owed_of(late[0]) * TRIFLE <= late[0].due[Component.PRINCIPAL] + late[0].due[Component.INTEREST]


def _anew(contract: Contract, left_rp: int, cut_off: date) -> Contract:
    """Lay what is left out over the due dates to come; a flat loan costs as much each period as before."""
    terms = contract.terms
    if terms.method is Method.BULLET:
        return Contract(replace(terms, principal=left_rp), contract.servicing, contract.premiums)
    dues = [line.due_on for line in begun(terms, contract.servicing, (), cut_off)[0].lines]
    past = [due_on for due_on in dues if due_on < cut_off]
    coming = dues[len(past) :]
    start, first = (past[-1] if past else terms.disbursed_on), coming[0] if coming else None
    if first is None:
        start, first = cut_off, later(cut_off, terms.every, 1)
    is_flat = terms.method is Method.FLAT
    rate = terms.annual_rate * Fraction(terms.principal, left_rp) if is_flat else terms.annual_rate
    rest = replace(
        terms,
        principal=left_rp,
        annual_rate=rate,
        # The same rupiah of a small rest are a high rate: it is an amount now, and no rate that anybody agreed to.
        is_margin=terms.is_margin or rate > HIGHEST_ANNUAL_RATE,
        instalments=max(1, len(coming)),
        instalment_to=min(terms.instalment_to, left_rp),
        disbursed_on=start,
        first_due_on=first,
        grace_principal=0,
    )
    return Contract(rest, contract.servicing, contract.premiums)


def _jasa_beside(
    contract: Contract, taken: Sequence[_Paid], plateau: Sequence[_Paid], told_rp: int, cut_off: date
) -> int:
    """Tell how much jasa was paid after the last principal: what the list's jasa asks for, where that can be.

    Where the list is silent, instalments of jasa alone are taken as paid; of others it is owed like their principal.
    """
    past = [one for one in plateau if one.part.due_on < cut_off and one.part.component is Component.INTEREST]
    if not past:
        return 0
    before = state_of(contract.terms, contract.servicing, _events(taken), cut_off)
    if told_rp:
        more_rp = _open_jasa(before, cut_off) - told_rp
        if 0 <= more_rp <= sum(one.part.amount for one in past):
            return more_rp
    bare = {line.no for line in before.lines if not line.due[Component.PRINCIPAL]}
    return sum(one.part.amount for one in past if one.part.no in bare)


def _through(plateau: Sequence[_Paid], interest_rp: int) -> list[_Paid]:
    """Give the beginning of a plateau that pays so much jasa; fees on the way are paid too."""
    taken = []
    for paid in plateau:
        if not interest_rp:
            break
        if paid.part.component is Component.INTEREST:
            part_rp = min(interest_rp, paid.part.amount)
            interest_rp -= part_rp
            taken.append(_of(paid, part_rp))
        else:
            taken.append(paid)
    return taken


def _events(paid: Sequence[_Paid]) -> tuple[Event, ...]:
    days = [
        (on, sum(one.part.amount for one in parts)) for on, parts in groupby(paid, key=lambda one: one.on)
    ]
    return tuple(
        Event(on=on, kind=Kind.REPAYMENT, amount=amount_rp, place=place)
        for place, (on, amount_rp) in enumerate(days)
    )


def _open_jasa(state: State, day: date) -> int:
    return sum(_jasa(line) for line in state.lines if line.due_on < day)


def _jasa(line: Line) -> int:
    return max(0, line.open(Component.INTEREST))
