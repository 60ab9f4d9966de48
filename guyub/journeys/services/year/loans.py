"""Loans: 35 that ran at first, five a month since; most pay on the day, a few late, one stops, one is eased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.finance.loans.domain.applications import ApplicationTyped
from guyub.finance.loans.domain.contracts import KIND_ORDER
from guyub.finance.loans.domain.offering import Offered
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.servicing import Penalty, PenaltyOf, Servicing
from guyub.finance.loans.domain.terms import Method
from guyub.finance.loans.models import LoanApplication, LoanLine
from guyub.finance.loans.selectors.histories import history_of
from guyub.finance.loans.services.analysing import AnalysisTyped, record_analysis
from guyub.finance.loans.services.applications import apply_for_loan
from guyub.finance.loans.services.book_day import count_loan_book
from guyub.finance.loans.services.committee import submit_to_committee
from guyub.finance.loans.services.disbursing import disburse
from guyub.finance.loans.services.offering import LoanProductTyped, ask_terms, open_product
from guyub.finance.loans.services.openings import RUNNING_LOANS
from guyub.finance.loans.services.paying import pay
from guyub.finance.loans.services.paying_out import PaidOutTo
from guyub.finance.loans.services.restructuring import RestructureTyped, ask_restructure
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.money import Rounding
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.year.founding import BANK, BOX, OPENED
from guyub.journeys.services.year.people import COUNT, OFFICERS, take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random
    from uuid import UUID

    from guyub.journeys.services.year.people import Cells, Neighbour
    from guyub.journeys.services.year.stage import Stage

COUNT_OLD, EACH_MONTH = 35, 5
RATE_PPM, RATE_WORDS = 120_000, "12"
TITLES = (
    "No anggota", "Produk", "Tanggal cair", "Plafon", "Jangka", "Jasa setahun (%)", "Cara hitung", "Sisa pokok",
)  # fmt: skip
PRODUCT = "Pinjaman usaha"
BORROWERS = [at for at in range(COUNT) if at not in OFFICERS]  # of the board nobody borrows in this year
AMOUNTS_RP = (500_000, 1_000_000, 1_500_000, 2_000_000, 2_000_000, 2_500_000, 3_000_000, 4_000_000, 5_000_000)
PURPOSES = ("Modal warung", "Beli gerobak", "Bahan kue", "Sekolah anak", "Perbaikan rumah", "Benih dan pupuk")
# Of a hundred instalments: brought on the day, within a fortnight; the others more than a month late.
ON_THE_DAY, WITHIN_A_FORTNIGHT = 82, 95
# Of those who borrowed before, the two whose loans run longest: who asks for smaller instalments, and who stops paying.
EASED_FROM, EASED_ON, STOPS_ON = date(2026, 2, 1), date(2026, 5, 12), date(2026, 6, 1)


@dataclass(frozen=True)
class _Old:
    """A loan that ran already: who borrowed, when, how much, in how many instalments, what is left."""

    borrower: int
    on: date
    principal_rp: int
    instalments: int
    left_rp: int


def old_loans(chance: Random) -> list[_Old]:
    """Throw the loans that ran when the books began; their instalments came until then."""
    made = []
    for borrower in sorted(chance.sample(BORROWERS, COUNT_OLD)):
        instalments = chance.choice((10, 20, 20))
        months = chance.randint(1, 7)
        on = add_months(OPENED.replace(day=chance.randint(3, 26)), -months)
        principal_rp = chance.choice(AMOUNTS_RP[1:])
        left_rp = principal_rp - principal_rp // instalments * months
        made.append(_Old(borrower, on, principal_rp, instalments, left_rp))
    return made


def open_loans(stage: Stage, *, decision_id: UUID) -> UUID:
    """Open the product with its terms; gives its id."""
    typed = LoanProductTyped(
        name=PRODUCT,
        purpose="Modal dagang, alat kerja, dan kebutuhan keluarga",
        unit_id=stage.units[UnitKind.SIMPAN_PINJAM],
    )
    product_id = open_product(typed=typed, **stage.by("loan product", OPENED))
    offered = Offered(
        from_on=OPENED,
        method=Method.FLAT,
        rate_ppm=RATE_PPM,
        rate_from_ppm=108_000,
        rate_to_ppm=RATE_PPM,
        least_rp=500_000,
        most_rp=5_000_000,
        least_instalments=5,
        most_instalments=20,
        collateral_above_rp=5_000_000,
        instalment_to=100,
        mode=Rounding.UP,
        servicing=Servicing(allocation=KIND_ORDER, penalty=_late()),
    )
    ask_terms(
        product_id=product_id, offered=offered, decision_id=decision_id, **stage.by("loan terms", OPENED)
    )
    stage.agreed(OPENED)
    return product_id


def _late() -> Penalty:
    return Penalty(rate=Fraction(1, 100), of=PenaltyOf.INSTALMENT, grace_days=3, cap=Fraction(2, 100))


class Loans:
    """The counter of loans, and who comes to it when."""

    def __init__(
        self, stage: Stage, people: Sequence[Neighbour], old: Sequence[_Old], *, product_id: UUID
    ) -> None:
        """Bring the loans that run, one by one."""
        self.stage, self.people, self.product_id = stage, people, product_id
        self.chance = stage.chance("loans")
        self.numbers = {one.member_id: one.at for one in people}
        self.free = [at for at in BORROWERS if at not in {one.borrower for one in old}]
        longest = sorted(old, key=lambda one: (add_months(one.on, one.instalments), one.borrower))
        self.eased, self.stops = (one.borrower for one in longest[-2:])
        self.lent = 0
        self.days: list[int] = []
        rows: list[Cells] = [
            (
                one.borrower + 1, PRODUCT, one.on, one.principal_rp, one.instalments, RATE_WORDS, "flat", one.left_rp,
            )
            for one in old
        ]  # fmt: skip
        take(stage, RUNNING_LOANS, "pinjaman berjalan (contoh).csv", TITLES, rows)

    def day(self, on: date) -> None:
        """Lend to who asks, take instalments, and count the book at the end of a month."""
        if on.day == 1:
            self.days = self.chance.sample(range(4, 25), EACH_MONTH)
        if on.day in self.days:
            self._lends(on)
        for loan_id, borrower, due_on in self._due(on):
            if self._comes(borrower, due_on, on):
                self._takes(loan_id, on)
        if on == EASED_ON:
            self._eases(on)
        if on == month_end(on):
            count_loan_book(
                place=self.stage.place,
                on=on,
                request_id=self.stage.once(f"book {on}"),
                now=self.stage.at(on + timedelta(days=1), 1),
            )

    def neighbours(self, count: int) -> list[Neighbour]:
        """Give some who live in one RT and borrow in a group; they borrow nothing else."""
        some = [at for at in self.free if self.people[at].rt == 1][:count]
        self.free = [at for at in self.free if at not in some]
        return [self.people[at] for at in some]

    def _due(self, on: date) -> list[tuple[UUID, int, date]]:
        """Give the loans of which something is due, with their borrowers and since when."""
        with scope(self.stage.place.id):
            lines = LoanLine.objects.filter(
                cooperative=self.stage.place, is_open=True, due_on__lte=on, loan__state="BERJALAN", loan__group=None
            ).order_by("loan__year", "loan__no", "-no")  # fmt: skip
            rows = lines.values_list("loan_id", "loan__member_id", "due_on")
            oldest = {loan_id: (self.numbers[member_id], due_on) for loan_id, member_id, due_on in rows}
        return [(loan_id, borrower, due_on) for loan_id, (borrower, due_on) in oldest.items()]

    def _comes(self, borrower: int, due_on: date, on: date) -> bool:
        """Say whether the instalment that is due since a day is brought today."""
        if borrower == self.stops and due_on >= STOPS_ON:
            return False
        if borrower == self.eased and EASED_FROM <= due_on < EASED_ON:
            return False
        thrown = self.stage.chance(f"instalment/{borrower}/{due_on}")
        of_hundred, fortnight = thrown.randrange(100), thrown.randint(4, 13)
        late = (
            0 if of_hundred < ON_THE_DAY else fortnight if of_hundred < WITHIN_A_FORTNIGHT else 30 + fortnight
        )
        return (on - due_on).days >= late and on.weekday() < 6

    def _takes(self, loan_id: UUID, on: date) -> None:
        with scope(self.stage.place.id):
            history = history_of(cooperative_id=self.stage.place.id, loan_id=loan_id)
        assert history is not None  # noqa: S101  it has lines
        state = history.state_on(on)
        due_rp = sum(line.outstanding for line in state.lines if line.due_on <= on)
        is_last = due_rp >= state.payoff.total
        pay(
            loan_id=loan_id,
            amount_rp=state.payoff.total if is_last else due_rp,
            is_payoff=is_last,
            cash_place_id=self.stage.cash[BOX],
            on=on,
            **self.stage.by(f"instalment {loan_id} {on}", on, hour=11),
        )

    def _lends(self, on: date) -> None:
        """Let somebody apply, look at it, ask the committee, pay out."""
        self.lent += 1
        who = self.people[self.free.pop(self.chance.randrange(len(self.free)))]
        amount_rp = self.chance.choice(AMOUNTS_RP)
        label = f"loan {self.lent}"
        purpose = f"{self.chance.choice(PURPOSES)} (contoh)"
        instalments = 5 if amount_rp <= 500_000 else self.chance.choice((10, 10, 20))
        typed = ApplicationTyped(
            amount_rp=amount_rp, instalments=instalments, purpose=purpose, use="MODAL_USAHA"
        )
        loan_id = lend(self.stage, who, typed, on, label=label, product_id=self.product_id)
        disburse(
            loan_id=loan_id,
            to=PaidOutTo(cash_place_id=self.stage.cash[BANK]),
            on=on,
            first_due_on=None,
            **self.stage.by(f"{label} paid out", on, hour=16),
        )

    def _eases(self, on: date) -> None:
        """One whose stall stood still asks for more time; the chair agrees."""
        late = [loan_id for loan_id, borrower, _ in self._due(on) if borrower == self.eased]
        for loan_id in late[:1]:
            typed = RestructureTyped(
                change=Change(from_on=on + timedelta(days=1), extend=6),
                waives_penalty=True,
                waives_jasa=False,
                reason="usaha sepi, angsuran diperkecil",
            )
            ask_restructure(loan_id=loan_id, typed=typed, **self.stage.by("eased", on))
            self.stage.agreed(on)


def lend(
    stage: Stage,
    who: Neighbour,
    typed: ApplicationTyped,
    on: date,
    *,
    label: str,
    product_id: UUID,
    group_id: UUID | None = None,
) -> UUID:
    """Let a member apply, the treasurer look at it and the committee agree, on one day; gives the loan.

    Args:
        stage: Whose.
        who: The member.
        typed: What is asked for.
        on: The day.
        label: What makes its requests its own.
        product_id: The product.
        group_id: The group of joint liability that answers for it.
    """
    application_id = apply_for_loan(
        member_id=who.member_id,
        product_id=product_id,
        typed=typed,
        has_consented=True,
        group_id=group_id,
        **stage.by(f"{label} asked", on, Role.KASIR, hour=8),
    )
    analysis = AnalysisTyped(
        income_rp=1_200_000,
        business_rp=2_400_000,
        household_rp=1_900_000,
        other_rp=100_000,
        amount_rp=typed.amount_rp,
        instalments=typed.instalments,
        rate_ppm=RATE_PPM,
        visited_on=on,
        visit_seen="Usaha berjalan, barang dan pembeli terlihat. (contoh)",
        advice="LAYAK",
        note="",
    )
    record_analysis(
        application_id=application_id, typed=analysis, **stage.by(f"{label} looked at", on, hour=9)
    )
    submit_to_committee(application_id=application_id, **stage.by(f"{label} committee", on))
    stage.agreed(on, Role.KETUA, Role.WAKIL_KETUA_USAHA)
    with scope(stage.place.id):
        row = LoanApplication.objects.get(cooperative=stage.place, id=application_id)
    assert row.loan_id is not None  # noqa: S101  two agreed
    return row.loan_id
