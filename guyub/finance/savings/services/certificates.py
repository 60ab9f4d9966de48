"""The bilyet of a simpanan berjangka: issued with a QR that says number, amount and days, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.finance.savings.domain.deposits import DepositRefusedError, checked_reason
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.selectors.deposits import one_deposit
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.formats import long_day, rupiah
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.services.papers import issue_paper

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

PAPER_KIND, MARK_LETTERS = "BILYET_BERJANGKA", 12
ISSUED = "savings.certificate.issued"


@dataclass(frozen=True, slots=True)
class Issued:
    """A bilyet that was issued: the first letters of its hash; which one it is, 1 the first; why another one."""

    mark: str
    copy: int
    reason: str


def issue_certificate(
    *,
    actor: Actor,
    place: Cooperative,
    account_id: UUID,
    reason: str,
    request_id: UUID,
    now: datetime,
) -> Issued:
    """Issue the bilyet of a deposit; another one only for a reason, such as a loss, which it then bears. Use-case.

    Args:
        actor: Who prints it; not the member.
        place: The own cooperative.
        account_id: Which deposit, not closed.
        reason: Why another one; of the first none is asked.
        request_id: Made once per intention; it is the paper's id.
        now: The moment, aware.

    Raises:
        DepositRefusedError: ``gone ended own reason``.
    """

    def work() -> dict[str, Any]:
        row = one_deposit(cooperative_id=place.id, account_id=account_id)
        if row is None:
            raise DepositRefusedError(wrong="gone")
        if row.closed_on:
            raise DepositRefusedError(wrong="ended")
        if row.person_id == actor.person_id:
            raise DepositRefusedError(wrong="own")
        title = f"Bilyet simpanan berjangka {row.certificate}"
        before = IssuedPaper.objects.filter(cooperative_id=place.id, kind=PAPER_KIND, title=title).count()
        why = checked_reason(reason) if before else ""
        facts = [
            ("Nomor bilyet", row.certificate),
            ("Simpanan", row.product),
            ("Jumlah", rupiah(row.balance_rp)),
            ("Mulai", long_day(row.now.from_on)),
            ("Jatuh tempo", long_day(row.now.matures_on)),
            ("Jasa setahun", rate_words(row.now.agreed_ppm)),
            ("Lembar", "pertama" if not before else f"pengganti ke-{before}"),
        ]
        content = {"facts": [list(pair) for pair in facts], "account": str(account_id), "why": why}
        issue_paper(
            cooperative_id=place.id,
            paper_id=request_id,
            kind=PAPER_KIND,
            title=title,
            facts=facts,
            content=content,
            now=now,
        )
        told = {"number": row.certificate, "sheet": facts[-1][1]}
        record(cooperative_id=place.id, actor=actor, act=ISSUED, facts=told, now=now)
        return {"mark": facts_hash(content).hex()[:MARK_LETTERS], "copy": before + 1, "reason": why}

    done = act_once(
        actor=actor,
        action=Action.TAKE_SAVINGS,
        request_id=request_id,
        use_case="savings.issue_certificate",
        facts={"account": account_id, "reason": reason},
        now=now,
        work=work,
    )
    return Issued(done["mark"], done["copy"], done["reason"])
