"""The schedule of a loan by the long way, written from the description of ``guyub calc`` alone: no line of the engine.

Fractions throughout, one day at a time where days are counted, dates by walking on month by month. Takes what
``guyub calc loan-schedule`` takes and gives its instalments; slow and plain on purpose.
"""

from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor

MANY = 1200
PERIODS_A_YEAR = {"month": 12, "week": 52, "day": 365, "pasaran": 73, "year": 1}
LENGTH = {"day": 1, "pasaran": 5, "week": 7}
COLUMNS = ("no", "due_on", "opening", "drawn", "principal", "interest", "fee", "total", "closing")


class NoScheduleError(Exception):
    """There is none: ``step`` (an instalment rounds to nothing), ``dates`` (paid out too late), ``instalments``."""


def round_off(exact, how):
    """Round to whole units."""
    below = floor(exact)
    if how == "down" or exact == below:
        return below
    if how == "up":
        return ceil(exact)
    if exact - below == Fraction(1, 2):
        return below + 1 if how == "nearest" or below % 2 else below
    return below if exact - below < Fraction(1, 2) else below + 1


def next_month(year, month):
    return (year + 1, 1) if month == 12 else (year, month + 1)


def previous_month(year, month):
    return (year - 1, 12) if month == 1 else (year, month - 1)


def clipped(year, month, day):
    """The day of a month, or its last."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def moved(day, unit, steps):
    """Walk from a day by units, on or back."""
    if unit in LENGTH:
        return day + timedelta(days=LENGTH[unit] * steps)
    year, month = day.year, day.month
    if unit == "year":
        return clipped(year + steps, month, day.day)
    walk = next_month if steps > 0 else previous_month
    for _ in range(abs(steps)):
        year, month = walk(year, month)
    return clipped(year, month, day.day)


def days_in_year(year):
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


class Contract:
    """What was agreed, with what may be left out filled in."""

    def __init__(self, given):
        self.given = given
        rounding = given.get("rounding", {})
        self.to = rounding.get("instalment_to", 1)
        self.mode = rounding.get("mode", "nearest")
        self.interest_mode = rounding.get("interest", "nearest")
        every = given.get("every", {})
        self.unit, self.count = every.get("unit", "month"), every.get("count", 1)
        self.rate = Fraction(given["rate"]) * (12 if given.get("rate_per") == "month" else 1)
        self.day_count = given.get("day_count", "period")
        self.tranches = sorted(
            (date.fromisoformat(one["on"]), one["amount"]) for one in given.get("tranches", [])
        )
        told = given.get("disbursed_on")
        self.start = date.fromisoformat(told) if told else None
        if self.tranches and not self.start:
            self.start = self.tranches[0][0]
        self.own_dues = [date.fromisoformat(one) for one in given.get("due_dates", [])]
        first = given.get("first_due_on")
        if first:
            self.first_due = date.fromisoformat(first)
        else:
            self.first_due = self.start and moved(self.start, self.unit, self.count)
        self.lent = given.get("principal", 0) or sum(amount for _, amount in self.tranches)
        self.method, self.number = given["method"], given.get("instalments")
        self.fixed, self.balloon = given.get("instalment_amount"), given.get("balloon", 0)
        self.grace = given.get("grace_principal", 0)
        self.parts = {}

    def due(self, no):
        """When an instalment falls due."""
        if self.own_dues:
            return self.own_dues[no - 1]
        return self.first_due and moved(self.first_due, self.unit, self.count * (no - 1))

    def began(self, no):
        """The day after which a period begins."""
        if no > 1:
            return self.due(no - 1)
        return self.start or (self.first_due and moved(self.first_due, self.unit, -self.count))

    def full_part(self):
        """What part of a year a full period is, where that is not counted by its days."""
        if self.day_count == "30/360" and self.unit in LENGTH:
            return Fraction(LENGTH[self.unit] * self.count, 360)
        return Fraction(self.count, PERIODS_A_YEAR[self.unit])

    def part(self, no, first=None, last=None):
        """What part of a year a period is, or a piece of it from the day after one day to another."""
        if no <= self.given.get("interest_free", 0):
            return Fraction(0)
        key = (no, first, last)
        if key not in self.parts:
            began, due = self.began(no), self.due(no)
            self.parts[key] = self._part(no, first or began, last or due)
        return self.parts[key]

    def _part(self, no, first, last):
        if self.day_count == "actual/actual":
            days = [first + timedelta(days=at) for at in range(1, (last - first).days + 1)]
            return sum((Fraction(1, days_in_year(day.year)) for day in days), start=Fraction(0))
        if self.day_count.startswith("actual"):
            return Fraction((last - first).days, int(self.day_count[-3:]))
        if self.own_dues:
            return Fraction(self._thirty(last) - self._thirty(first), 360)
        began, due = self.began(no), self.due(no)
        if due is None or (self._is_full(no) and (first, last) == (began, due)):
            return self.full_part()
        full = began if self._is_full(no) else moved(due, self.unit, -self.count)
        return self.full_part() * Fraction((last - first).days, (due - full).days)

    def _is_full(self, no):
        """Only the first period can be broken: where neither end is a period away from the other."""
        if no > 1 or not self.given.get("first_due_on") or not self.start:
            return True
        return (
            moved(self.start, self.unit, self.count) == self.first_due
            or moved(self.first_due, self.unit, -self.count) == self.start
        )

    @staticmethod
    def _thirty(day):
        return 360 * day.year + 30 * day.month + min(day.day, 30)

    def interest(self, amount, no):
        return round_off(amount * self.rate * self.part(no), self.interest_mode)

    def instalment_rounded(self, exact):
        found = self.to * round_off(Fraction(exact) / self.to, self.mode)
        if not found:
            raise NoScheduleError("step")
        return found

    def paid_out(self, after, until):
        """What is paid out after a day up to another."""
        return [(on, amount) for on, amount in self.tranches if after < on <= until]


def equal_instalment(loan, balance, no, last, running=None):
    """What paid from ``no`` to ``last`` leaves the balloon: what is left is a line in the instalment, so solve it.

    ``running``: the interest of period ``no`` where it is already known.
    """
    level, slope = Fraction(balance), Fraction(0)
    for at in range(no, last + 1):
        if at == no and running is not None:
            level += running
        else:
            grows = 1 + loan.rate * loan.part(at)
            level, slope = level * grows, slope * grows
        slope += 1
    return (level - loan.balloon) / slope


def one_fee(fee, *, lent, instalment, balance):
    if fee.get("amount") is not None:
        return fee["amount"]
    base = {"loan": lent, "instalment": instalment, "balance": balance}[fee.get("of", "loan")]
    return round_off(Fraction(fee["rate"]) * base, "nearest")


def fees_of(loan, when, *, instalment, balance):
    return sum(
        one_fee(fee, lent=loan.lent, instalment=instalment, balance=balance)
        for fee in loan.given.get("fees", [])
        if fee.get("when", "disbursement") == when
    )


class Walk:
    """One instalment after the other."""

    def __init__(self, loan):
        self.loan, self.no = loan, 0
        self.balance = loan.given.get("principal", 0) or sum(
            amount for on, amount in loan.tranches if on <= loan.start
        )
        self.rows, self.waiting = [], 0
        self.charged = self.flat_total = 0
        self.anew, self.amount = True, 0

    def step(self):
        """Write the next instalment; true when it was the last."""
        self.no += 1
        loan, no, opening = self.loan, self.no, self.balance
        due, last = loan.due(no), no == loan.number
        inside = loan.paid_out(loan.began(no), due) if loan.tranches else []
        early = [one for one in inside if one[0] < due]
        before = opening + sum(amount for _, amount in early)
        drawn = sum(amount for _, amount in inside)
        self.anew = self.anew or bool(early)
        interest = self._flat_interest(no, last=last) if loan.method == "flat" else self._pieces(early)
        principal = self._principal(before, interest, last=last, running=interest if early else None)
        self.anew = no <= loan.grace or opening + drawn > before
        self.charged += interest
        due_interest = self._due_interest(interest, last=last)
        fee = fees_of(loan, "each", instalment=principal + due_interest, balance=opening)
        total = principal + due_interest + fee
        self.balance = opening + drawn - principal
        told = due and due.isoformat()
        row = (no, told, opening, drawn, principal, due_interest, fee, total, self.balance)
        self.rows.append(dict(zip(COLUMNS, row, strict=True)))
        return last

    def _pieces(self, early):
        """Interest on what is owed, each piece between payments out rounded on its own."""
        loan, no, owed = self.loan, self.no, self.balance
        if not early:
            return loan.interest(owed, no)
        total, day = 0, loan.began(no)
        for on, amount in [*early, (loan.due(no), 0)]:
            if on > day:
                total += round_off(owed * loan.rate * loan.part(no, day, on), loan.interest_mode)
            owed, day = owed + amount, on
        return total

    def _flat_interest(self, no, *, last):
        """A part of the exact total, which is rounded once: never more than what is left of it, in the end all."""
        loan = self.loan
        if no == 1:
            whole = sum(loan.lent * loan.rate * loan.part(at) for at in range(1, loan.number + 1))
            self.flat_total = round_off(whole, loan.interest_mode)
        left = self.flat_total - self.charged
        return left if last else min(loan.interest(loan.lent, no), left)

    def _principal(self, before, interest, *, last, running):
        loan, no = self.loan, self.no
        if last:
            return before
        if not before or no <= loan.grace or loan.method in {"interest_only", "bullet"}:
            return 0
        if loan.given.get("principal_parts"):
            return loan.given["principal_parts"][no - 1]
        left = loan.number - no + 1
        if loan.fixed is not None:
            part = loan.fixed - interest
        elif loan.method == "flat":
            share = Fraction(loan.lent - loan.balloon, loan.number - loan.grace)
            part = loan.instalment_rounded(share + interest) - interest
        elif loan.method == "declining":
            if self.anew:
                self.amount = loan.instalment_rounded(Fraction(before - loan.balloon, left))
            part = self.amount
        else:
            if self.anew:
                self.amount = loan.instalment_rounded(
                    equal_instalment(loan, before, no, loan.number, running)
                )
            part = self.amount - interest
        return max(0, min(part, before - loan.balloon))  # the balloon is left for the last

    def _due_interest(self, interest, *, last):
        """What of it falls due now."""
        loan = self.loan
        self.waiting += interest
        if not last and (loan.method == "bullet" or self.no <= loan.given.get("grace_interest_payment", 0)):
            return 0
        due, self.waiting = self.waiting, 0
        return due


def number_of(loan):
    """Count the fixed instalments that repay it: the last is the first that has room for all that is left."""
    balance = loan.lent
    for no in range(1, MANY + 1):
        interest = loan.interest(loan.lent if loan.method == "flat" else balance, no)
        if no > loan.grace:
            if balance + interest <= loan.fixed:
                return no
            balance -= max(loan.fixed - interest, 0)
    raise NoScheduleError("instalments")


def schedule(given):
    """Give the instalments, their sums and what comes at disbursement."""
    loan = Contract(given)
    if loan.number is None:
        loan.number = number_of(loan)
    if loan.tranches and loan.tranches[-1][0] >= loan.due(loan.number):
        raise NoScheduleError("dates")
    walk = Walk(loan)
    while not walk.step():
        pass
    fee = fees_of(loan, "disbursement", instalment=0, balance=loan.lent)
    return {
        "instalments": walk.rows,
        "totals": {
            name: sum(row[name] for row in walk.rows)
            for name in ("drawn", "principal", "interest", "fee", "total")
        },
        "at_disbursement": {"fee": fee, "net": loan.lent - fee},
    }


def is_yearly_rate(given, answer, *, nominal, effective):
    """Tell whether two rates of six decimals are those at which what is paid is worth what was got."""
    loan = Contract(given)
    net = answer["at_disbursement"]["net"]
    flows = [row["total"] for row in answer["instalments"]]
    with localcontext() as context:
        context.prec = 60
        a_year = Decimal(PERIODS_A_YEAR[loan.unit]) / loan.count
        half = Decimal("0.5e-6")

        def worth(rate):
            total = Decimal(0)
            for flow in reversed(flows):
                total = (total + flow) / (1 + rate)
            return total

        def between(low, high):
            return worth(low) >= net >= worth(high)

        return between((Decimal(nominal) - half) / a_year, (Decimal(nominal) + half) / a_year) and between(
            (1 + Decimal(effective) - half) ** (1 / a_year) - 1,
            (1 + Decimal(effective) + half) ** (1 / a_year) - 1,
        )
