"""Reading running loans from a table: whose, on which terms, what is left; what is to be mended, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from guyub.community.cooperatives.domain.cells import read_yes_no
from guyub.community.members.domain.import_cells import any_day, is_nothing, own_number, rupiah
from guyub.finance.loans.domain.opening_cells import MONTHS, annual_rate, count_in, every_in, method_in
from guyub.finance.loans.domain.openings import Told, opening_of
from guyub.finance.loans.domain.terms import MONTHLY, Every, Method, TermsRefusedError
from guyub.foundation.intake.domain.readings import BroughtTable, Line, TableReading
from guyub.foundation.intake.domain.titles import closest, title_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction
    from uuid import UUID

    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.domain.openings import Opening

LONGEST_PURPOSE = 120
EXAMPLE = "nama contoh"
_SUMMED = ("principal", "left", "jasa", "provision")


class Known(NamedTuple):
    """A member of the register: who, by which number and name, and whether the membership is open."""

    member_id: UUID
    number: int
    name: str
    is_member: bool


class Lent(NamedTuple):
    """A product that a table may name: by its code or its name; ``usual`` is a contract as it is lent now."""

    product_id: UUID
    unit_id: UUID | None
    code: str
    name: str
    usual: Contract | None


@dataclass(frozen=True, kw_only=True)
class LoanTable(BroughtTable):
    """A brought table of loans, and what it is held against.

    Args:
        members: Everybody who holds a number.
        products: The cooperative's products.
        cut_off: The day of the opening position.
    """

    members: Sequence[Known]
    products: Sequence[Lent]
    cut_off: date


class BroughtLoan(NamedTuple):
    """One running loan of the table, as it will be kept; amounts in whole rupiah."""

    line: int
    member: Known
    product: Lent
    told: Told
    provision_rp: int
    purpose: str
    opening: Opening


class LoanReading(TableReading[BroughtLoan]):
    """What came of reading a table of loans."""


def read_loans(table: LoanTable) -> LoanReading:
    """Read a whole table. A line with an error is not among the loans; every error and warning is named."""
    reader = _Reader(table)
    for line, cells in table.lines:
        reader.read(line, cells)
    return reader.found


class _Reader(Line):
    """Reads one line after the other."""

    longest_name = LONGEST_PURPOSE

    def __init__(self, table: LoanTable) -> None:
        self.found = LoanReading()
        super().__init__(table, self.found)
        self.table = table
        self.by_number = {one.number: one for one in table.members}
        self.by_name: dict[str, list[Known]] = {}
        for one in table.members:
            if one.is_member:
                self.by_name.setdefault(title_key(one.name), []).append(one)
        self.products = {title_key(key): one for one in table.products for key in (one.code, one.name)}
        self.seen: dict[tuple[object, ...], int] = {}

    def read(self, number: int, cells: Sequence[str]) -> None:
        self.begin(number, cells)
        if self.is_no_loan():
            self.found.passed_over += 1
            return
        found = self.loan()
        if found is not None:
            self.found.rows.append(found)

    def is_no_loan(self) -> bool:
        """A sum, a heading of a part, the titles again, columns counted from 1, or who signed below."""
        if self.is_heading:
            return True
        if self.is_sum and is_nothing(self.cell("number")) and is_nothing(self.cell("disbursed_on")):
            return True
        has_money = any(rupiah(self.cell(code)) for code in _SUMMED)
        return not has_money and len(self.filled) <= 2

    # -- a loan --------------------------------------------------------------------------------------------------

    def loan(self) -> BroughtLoan | None:
        if title_key(self.name) == EXAMPLE:
            self.error("name", "example")
            return None
        member, product = self.member(), self.product()
        usual = product.usual if product else None
        told = self.told(usual)
        provision_rp = self.money("provision")
        if told and provision_rp > told.left_rp:
            self.error("provision", "provision_more")
        purpose = self.purpose()
        if self.is_faulty or member is None or product is None or told is None:
            return None
        key = (member.member_id, product.product_id, told, provision_rp, purpose)
        first = self.seen.setdefault(key, self.number)
        if first != self.number:
            self.error("number", "twice", str(first))
            return None
        try:
            opening = opening_of(told, usual, cut_off=self.table.cut_off)
        except TermsRefusedError as refused:
            self.error("", "terms", str(refused.facts["message"]))
            return None
        if opening.is_anew and not told.is_anew:
            self.warn("left", "anew")
        if opening.is_jasa_other:
            self.warn("jasa", "jasa_other")
        return BroughtLoan(self.number, member, product, told, provision_rp, purpose, opening)

    def member(self) -> Known | None:
        written = self.cell("number")
        if is_nothing(written):
            return self.named()
        number = own_number(written)
        if number is None:
            self.error("number", "number_bad")
            return None
        found = self.by_number.get(number)
        if found is None:
            self.error("number", "number_unknown")
            return None
        if not found.is_member:
            self.error("number", "left_already", found.name)
            return None
        if self.name and title_key(self.name) != title_key(found.name):
            self.warn("name", "other_name", found.name)
        return found

    def named(self) -> Known | None:
        if not self.name:
            self.error("number", "nobody")
            return None
        key = title_key(self.name)
        found = self.by_name.get(key, [])
        if len(found) > 1:
            self.error("name", "name_many", str(len(found)))
            return None
        if not found:
            like = closest(key, self.by_name, at_least=0.85)
            self.error("name", "name_unknown", self.by_name[like][0].name if like else "")
            return None
        return found[0]

    def product(self) -> Lent | None:
        written = self.cell("product")
        if not written:
            if len(self.table.products) == 1:
                return self.table.products[0]
            self.error("product", "no_product")
            return None
        found = self.products.get(title_key(written))
        if found is None:
            like = closest(title_key(written), self.products, at_least=0.6)
            self.error("product", "product_unknown", self.products[like].name if like else "")
            return None
        return found

    def told(self, usual: Contract | None) -> Told | None:
        disbursed_on = self.day("disbursed_on", is_needed=True)
        principal_rp, left_rp = self.needed("principal"), self.needed("left")
        instalments = count_in(self.cell("instalments"))
        if instalments is None:
            self.error("instalments", "count_bad")
        rate = self.rate()
        method = self.method(usual)
        every = self.every(usual)
        first_due_on = self.day("first_due_on")
        jasa_rp = self.money("jasa")
        is_anew = read_yes_no(self.cell("anew")) if self.cell("anew") else False
        if is_anew is None:
            self.error("anew", "yes_no")
        self.check_days(disbursed_on, first_due_on)
        if principal_rp and left_rp and left_rp > principal_rp:
            self.error("left", "left_more")
        if (
            self.is_faulty
            or disbursed_on is None
            or instalments is None
            or rate is None
            or method is None
            or every is None
        ):
            return None
        return Told(
            principal_rp,
            rate,
            method,
            instalments,
            disbursed_on,
            left_rp,
            every,
            first_due_on,
            jasa_rp,
            bool(is_anew),
        )

    def check_days(self, disbursed_on: date | None, first_due_on: date | None) -> None:
        if disbursed_on and disbursed_on > self.table.cut_off:
            self.error("disbursed_on", "after_cut_off", self.table.cut_off.isoformat())
        if disbursed_on and first_due_on and first_due_on <= disbursed_on:
            self.error("first_due_on", "first_due_early")

    def day(self, code: str, *, is_needed: bool = False) -> date | None:
        written = self.cell(code)
        if is_nothing(written):
            if is_needed:
                self.error(code, "empty")
            return None
        # A year of two digits may be of a due date to come.
        found = any_day(written, today=self.table.cut_off.replace(year=self.table.cut_off.year + 1, day=28))
        if found is None:
            self.error(code, "day_bad")
        return found

    def money(self, code: str) -> int:
        found = rupiah(self.cell(code))
        if found is None:
            self.error(code, "money_bad")
        elif found < 0:
            self.error(code, "money_below")
        return max(0, found or 0)

    def needed(self, code: str) -> int:
        was_faulty, self.is_faulty = self.is_faulty, False
        found = self.money(code)
        if not found and not self.is_faulty:
            self.error(code, "settled" if code == "left" else "empty")
        self.is_faulty |= was_faulty
        return found

    def rate(self) -> Fraction | None:
        told = {}
        for code, a_year in (("rate_month", MONTHS), ("rate_year", 1)):
            written = self.cell(code)
            # Nothing is a rate too: a loan without jasa says 0.
            if written.strip() != "0" and is_nothing(written):
                continue
            found = annual_rate(written, a_year=a_year)
            if found is None:
                self.error(code, "rate_bad")
                return None
            told[code] = found
        if not told:
            self.error("rate_month" if "rate_month" in self.places else "rate_year", "empty")
            return None
        month, year = told.get("rate_month"), told.get("rate_year")
        if month is not None and year is not None and month != year:
            self.error("rate_year", "rate_two")
            return None
        return year if month is None else month

    def method(self, usual: Contract | None) -> Method | None:
        written = self.cell("method")
        if not written and usual is not None:
            return usual.terms.method
        found = method_in(written)
        if found is None:
            self.error("method", "method_unknown")
        return found

    def every(self, usual: Contract | None) -> Every | None:
        written = self.cell("every")
        if not written:
            return usual.terms.every if usual is not None else MONTHLY
        found = every_in(written)
        if found is None:
            self.error("every", "every_unknown")
        return found

    def purpose(self) -> str:
        kept = " ".join(self.cell("purpose").split())
        if len(kept) > LONGEST_PURPOSE:
            self.error("purpose", "too_long", str(LONGEST_PURPOSE))
        return kept
