"""The limits of one member beside what is asked, as pages show them and as the step judges them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.capital import capital_inquiry
from guyub.community.members.selectors.members import one_member
from guyub.finance.credit.domain.limits import (
    OwnCap,
    Question,
    ShareRule,
    right_capital,
    sheet_of,
)
from guyub.finance.credit.selectors.exposures import guarantees_inquiry, owed_inquiry
from guyub.finance.credit.selectors.related import related_inquiry
from guyub.finance.savings.selectors.caps import MEMBER, capital_held_inquiry
from guyub.finance.savings.selectors.gate import capitals_inquiry
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined
from guyub.foundation.parameters.selectors.values import NothingHoldsError, over_time_inquiry

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.books.ledger.selectors.capital import Capital
    from guyub.finance.credit.domain.exposures import Exposure, Guarantee
    from guyub.finance.credit.domain.related import Related
    from guyub.finance.credit.domain.sheets import LimitSheet
    from guyub.finance.savings.selectors.gate import CapitalRow
    from guyub.foundation.parameters.selectors.values import OverTime

RELATED, OTHER = "bmpp.terkait", "bmpp.tidak_terkait"


def limit_sheet(
    *,
    cooperative_id: int,
    member_id: UUID,
    amount_rp: int,
    on: date,
    own: OwnCap | None = None,
    into_capital_rp: int = 0,
) -> LimitSheet | None:
    """Set every limit of a member beside what is asked; None: no such member here. Two queries.

    Capital by the books and what is owed are those of now: a sheet of a day past is not what was known then.

    Args:
        cooperative_id: Whose.
        member_id: Who would owe it.
        amount_rp: By how much the member would owe more, whole rupiah: of a loan that settles another, the difference;
            0: what is agreed already is looked at.
        on: The day whose rules, officers and decisions hold.
        own: A narrower limit of the product or the member.
        into_capital_rp: What of it is paid out into the member's capital.

    Raises:
        NothingHoldsError: A rule has no value for the day.
        ValueError: The amounts are below zero, or more goes into capital than is asked.
    """
    member = one_member(cooperative_id=cooperative_id, member_id=member_id)
    if member is None:
        return None
    (found,) = asked(
        sheet_inquiry(
            cooperative_id=cooperative_id,
            member_id=member_id,
            person_id=member.person_id,
            amount_rp=amount_rp,
            on=on,
            own=own,
            into_capital_rp=into_capital_rp,
        )
    )
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def sheet_inquiry(
    *,
    cooperative_id: int,
    member_id: UUID,
    person_id: UUID,
    amount_rp: int,
    on: date,
    own: OwnCap | None = None,
    into_capital_rp: int = 0,
) -> Inquiry[LimitSheet]:
    """Ask what ``limit_sheet`` gives of a member whose person is known, together with others."""

    def read(
        rules: OverTime,
        capitals: list[CapitalRow],
        capital: Capital,
        held_rp: int,
        exposures: tuple[Exposure, ...],
        guarantees: tuple[Guarantee, ...],
        related: Related | None,
    ) -> LimitSheet:
        set_apart = next((row for row in capitals if row.on <= on), None)
        return sheet_of(
            Question(
                asked_rp=amount_rp,
                into_capital_rp=into_capital_rp,
                exposures=exposures,
                guarantees=guarantees,
                related=related,
                base=right_capital(
                    set_apart_rp=set_apart.amount_rp if set_apart else 0, own_rp=capital.own_rp
                ),
                related_rule=_rule(rules, RELATED, on),
                other_rule=_rule(rules, OTHER, on),
                capital_rule=_rule(rules, MEMBER, on),
                own_capital_rp=capital.own_rp,
                held_rp=held_rp,
                own=own,
            )
        )

    return joined(
        over_time_inquiry(RELATED, OTHER, MEMBER, cooperative_id=cooperative_id),
        capitals_inquiry(cooperative_id=cooperative_id),
        capital_inquiry(cooperative_id),
        capital_held_inquiry(cooperative_id=cooperative_id, member_id=member_id),
        owed_inquiry(cooperative_id=cooperative_id, member_id=member_id, on=on),
        guarantees_inquiry(cooperative_id=cooperative_id, member_id=member_id),
        related_inquiry(cooperative_id=cooperative_id, person_id=person_id, on=on),
        read=read,
    )


def _rule(rules: OverTime, key: str, on: date) -> ShareRule:
    row = rules.on(key, on)
    if row is None:
        raise NothingHoldsError(f"{key} on {on}")
    return ShareRule(
        share=Decimal(row.value),
        shown=row.shown,
        basis=row.legal_basis,
        source=f"{row.source}, keyakinan {row.confidence}",
        is_verified=row.is_verified,
    )
