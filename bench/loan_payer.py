"""One cashier who takes instalments, and the same rows written by one call: prints the rates of each round as JSON.

The floor is no use-case: it replays no loan, checks, numbers and seals nothing, and asks nobody who may. It writes the
rows of one payment (entry, three lines, their balances, the line of the trail, the request, the event of the treasury,
that of the loan, the instalment, the loan) and commits.
"""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

from bench.savings_depositor import JANUARY, TODAY, Counter
from bench.slices import rates
from guyub.finance.loans.domain.contracts import Contract
from guyub.finance.loans.domain.servicing import Servicing
from guyub.finance.loans.domain.terms import Method, Terms
from guyub.finance.loans.models import LoanProduct
from guyub.finance.loans.services.agreeing import agree
from guyub.finance.loans.services.disbursing import disburse
from guyub.finance.loans.services.paying import pay
from guyub.finance.loans.services.paying_out import PaidOutTo
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope

INSTALMENTS, AMOUNT_RP = 36, 1_120_000
TERMS = Terms(
    method=Method.FLAT, annual_rate=Fraction(12, 100), principal=36_000_000, instalments=INSTALMENTS
)
FLOOR = """
CREATE FUNCTION bench_payment(p_place int, p_id uuid, p_request uuid, p_actor uuid, p_no int, p_accounts uuid[],
    p_unit uuid, p_trail uuid, p_event uuid, p_cash uuid, p_hash bytea, p_loan uuid, p_happened uuid, p_member uuid)
    RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_no int;
BEGIN
    INSERT INTO kernel_request (id, cooperative_id, use_case, facts_hash, result, asked_at)
        VALUES (p_request, p_place, 'loans.pay', p_hash, '{}', now());
    INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on,
            posted_at, phase, memo, context, actor_id, request_id, part, source_kind, source_id, line_count, total_rp,
            facts_hash, hash)
        VALUES (p_id, p_place, 'FL', 2026, p_no, 1000000000 + p_no, '2026-11-25', '2026-11-25', clock_timestamp(), 0,
            'Terima angsuran pinjaman', 'loans', p_actor, p_request, 0, 'loans.event', p_happened, 3, 1120000,
            p_hash, p_hash);
    INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow, note,
            member_id, dated_on)
        VALUES (p_place, p_id, 1, p_accounts[1], p_unit, 1120000, 'PINJAMAN_ANGGOTA', '', NULL, '2026-11-25'),
            (p_place, p_id, 2, p_accounts[2], p_unit, -1000000, '', '', p_member, '2026-11-25'),
            (p_place, p_id, 3, p_accounts[3], p_unit, -120000, '', '', p_member, '2026-11-25');
    INSERT INTO ledger_accountbalance AS b (cooperative_id, account_id, unit_id, month, phase, flow, posted_month,
            debit_rp, credit_rp)
        VALUES (p_place, p_accounts[1], p_unit, '2026-11-01', 0, 'PINJAMAN_ANGGOTA', '2026-11-01', 1120000, 0),
            (p_place, p_accounts[2], p_unit, '2026-11-01', 0, '', '2026-11-01', 0, 1000000),
            (p_place, p_accounts[3], p_unit, '2026-11-01', 0, '', '2026-11-01', 0, 120000)
        ON CONFLICT (cooperative_id, account_id, unit_id, month, phase, flow, posted_month) DO UPDATE
            SET debit_rp = b.debit_rp + excluded.debit_rp, credit_rp = b.credit_rp + excluded.credit_rp;
    INSERT INTO identity_auditentry (id, cooperative_id, position, at, actor_id, actor_name, actor_role, act, facts,
            seal, facts_hash, hash)
        VALUES (p_trail, p_place, 1000000000 + p_no, now(), p_actor, 'Contoh', 'KASIR', 'loans.payment.taken',
            '{"number": "PJ-2026-0001"}', 2, p_hash, p_hash);
    INSERT INTO treasury_event (id, cooperative_id, kind, happened_on, direction, amount_rp, amounts, cash_place_id,
            choice, who, note, entry_id, person_id, recorded_at)
        VALUES (p_event, p_place, 'pinjaman.angsuran', '2026-11-25', 'MASUK', 1120000,
            '{"angsuran_pokok": 1000000, "piutang_jasa": 0, "jasa": 120000, "provisi": 0, "denda": 0}',
            p_cash, '', 'Contoh', 'PJ-2026-0001', p_id, p_actor, now());
    UPDATE loans_loan SET last_no = last_no + 1, left_rp = left_rp - 1000
        WHERE cooperative_id = p_place AND id = p_loan RETURNING last_no INTO v_no;
    INSERT INTO loans_loanevent (id, cooperative_id, loan_id, no, kind, way, "on", amount_rp, principal_rp,
            interest_rp, receivable_rp, fee_rp, penalty_rp, moved_principal_rp, moved_interest_rp, moved_fee_rp,
            moved_penalty_rp, left_rp, entry_id, said, note, person_id, recorded_at)
        VALUES (p_happened, p_place, p_loan, v_no, 'repayment', 'TUNAI', '2026-11-25', 1120000, 1000000, 120000, 0, 0,
            0, 0, 0, 0, 0, 0, p_id, 'Rp 1.120.000: angsuran 1 jasa Rp 120.000, pokok Rp 1.000.000.', '', p_actor,
            now());
    UPDATE loans_loanline SET principal_settled_rp = principal_settled_rp + 1, interest_settled_rp =
            interest_settled_rp + 1 WHERE cooperative_id = p_place AND loan_id = p_loan AND no = 1 + v_no % 36;
END $$
"""


class LoanCounter(Counter):
    """The same cooperative; half of its members have a loan that is paid here, the other half one of the floor's."""

    def __init__(self) -> None:
        """Lend to every member."""
        super().__init__()
        treasurer = self.seated(Role.BENDAHARA)
        with scope(self.place.id):
            product = LoanProduct.objects.create(
                cooperative=self.place, code="usaha", name="Pinjaman usaha", opened_on=JANUARY
            )
            loans = [self.lend(product.id, member_id) for member_id in self.made]
        bank_id = self.bank(treasurer)
        for loan_id in loans:
            self.pay_out(treasurer, loan_id, bank_id)
        pairs = list(zip(loans, self.made, strict=True))
        self.loans, self.theirs_too = cycle(loans[::2]), cycle(pairs[1::2])
        self.owner.execute(FLOOR)
        rows = self.owner.execute(
            "SELECT code, id FROM ledger_account WHERE cooperative_id = %s", [self.place.id]
        )
        codes: dict[str, UUID] = dict(rows.fetchall())
        self.accounts = [codes["1.1.01"], codes["1.2.03"], codes["4.1.02"]]

    def lend(self, product_id: UUID, member_id: UUID) -> UUID:
        """Agree to a loan."""
        return agree(
            cooperative_id=self.place.id,
            member_id=member_id,
            product_id=product_id,
            terms_id=None,
            contract=Contract(TERMS, Servicing()),
            purpose="Contoh",
            officer_id=None,
            on=JANUARY,
        ).id

    def pay_out(self, treasurer: Actor, loan_id: UUID, bank_id: UUID) -> None:
        """Pay it out by bank, to fall due from December on."""
        disburse(
            actor=treasurer,
            place=self.place,
            loan_id=loan_id,
            to=PaidOutTo(cash_place_id=bank_id),
            on=TODAY,
            first_due_on=None,
            today=TODAY,
            request_id=uuid4(),
            now=utc_now(),
        )

    def take(self) -> None:
        """Take one instalment, as a door does."""
        pay(
            actor=self.actor,
            place=self.place,
            loan_id=next(self.loans),
            amount_rp=AMOUNT_RP,
            cash_place_id=self.drawer_id,
            on=TODAY,
            today=TODAY,
            request_id=uuid4(),
            now=utc_now(),
        )

    def floor(self) -> None:
        """Insert one payment's rows."""
        loan_id, member_id = next(self.theirs_too)
        values: list[Any] = [
            self.place.id,
            uuid7(),
            uuid4(),
            self.actor.person_id,
            next(self.numbers),
            self.accounts,
            self.unit_id,
            uuid7(),
            uuid7(),
            self.drawer_id,
            b"x" * 32,
            loan_id,
            uuid7(),
            member_id,
        ]
        self.owner.execute(f"SELECT bench_payment({', '.join(['%s'] * len(values))})", values)


def main() -> None:
    """Print the rates of both, a pair for each round."""
    counter = LoanCounter()
    print(json.dumps(rates(counter.take, counter.floor, owner=counter.owner)))


if __name__ == "__main__":
    main()
