"""Opening the books, and the accounts that a cooperative adds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db.models import Sum

from guyub.books.ledger.domain.chart import CODE, OWN_CODE, Mark
from guyub.books.ledger.domain.seal import START
from guyub.books.ledger.models import Account, AccountBalance, JournalHead
from guyub.books.ledger.selectors.chart import VERSION, chart
from guyub.community.cooperatives.services.units import common_unit
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.books.ledger.domain.chart import ChartAccount
    from guyub.foundation.kernel.models import Cooperative

LONGEST_NAME = 80
EARLIEST_DAYS = 3_660  # ten years: the law keeps books so long


class AccountRefusedError(DomainError):
    """The books are not opened, or an account is not kept; ``wrong`` says why.

    On opening: ``opened day``; on an account: ``code name taken gone balance chart``.
    """

    code: ClassVar[str] = "ledger.account.refused"


def open_books(
    *, actor: Actor, place: Cooperative, opened_on: date, today: date, request_id: UUID, now: datetime
) -> None:
    """Begin a cooperative's books: its chart of accounts, the unit that stands for all of it, an empty chain. Use-case.

    Args:
        actor: Who begins them.
        place: Whose books.
        opened_on: The first day that the books will know; not after today, not more than ten years back.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        AccountRefusedError: The ``day`` is outside, or the books are ``opened`` already.
    """
    if not today - timedelta(days=EARLIEST_DAYS) <= opened_on <= today:
        raise AccountRefusedError(wrong="day")

    def work() -> None:
        begin_books(place=place, opened_on=opened_on)
        facts = {"on": opened_on.isoformat()}
        record(cooperative_id=place.id, actor=actor, act="ledger.books.opened", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ACCOUNTS,
        request_id=request_id,
        use_case="ledger.open_books",
        facts={"on": opened_on},
        now=now,
        work=work,
    )


def begin_books(*, place: Cooperative, opened_on: date) -> None:
    """Make the chart's accounts and the head of an empty chain. Step: needs an open transaction.

    Raises:
        AccountRefusedError: The books are ``opened`` already.
    """
    day_before = opened_on - timedelta(days=1)
    unit_id = common_unit(cooperative_id=place.id, opened_on=opened_on)
    head, is_new = JournalHead.objects.get_or_create(
        cooperative_id=place.id,
        book="jurnal",
        defaults={
            "chart_version": VERSION,
            "common_unit_id": unit_id,
            "opened_on": opened_on,
            "closed_through": day_before,
            "year_closed_through": day_before,
            "last_dated_on": day_before,
            "chain_no": 0,
            "hash": START,
        },
    )
    if not is_new:
        raise AccountRefusedError(wrong="opened", date=head.opened_on)
    take_chart(place_id=place.id)


def take_chart(*, place_id: int) -> None:
    """Bring a cooperative's accounts to this release's chart. Step: needs an open transaction; may be repeated.

    New accounts are added; line, flow, owner and mark follow the chart, for the cooperative's own accounts too.
    """
    held = {row.code: row for row in Account.objects.filter(cooperative_id=place_id)}
    wanted = dict(chart().accounts) | {code: chart().above(code) for code in held if OWN_CODE.fullmatch(code)}
    Account.objects.bulk_create(
        [_account(place_id, code, above.name, above) for code, above in wanted.items() if code not in held]
    )
    for code, row in held.items():
        above = wanted.get(code)
        if above and _taken(row) != _given(above):
            Account.objects.filter(cooperative_id=place_id, id=row.id).update(**_given(above))
    JournalHead.objects.filter(cooperative_id=place_id, book="jurnal").update(chart_version=VERSION)


def bring_charts() -> int:
    """Bring the accounts of all open books to this release's chart, one cooperative after the other; repeatable.

    Returns:
        How many cooperatives had an older one.
    """
    with all_cooperatives("which books have an older chart"):
        heads = JournalHead.objects.filter(chart_version__lt=VERSION)
        behind = list(heads.order_by("cooperative_id").values_list("cooperative_id", flat=True))
    for place_id in behind:
        with scope(place_id, durable=True):
            take_chart(place_id=place_id)
    return len(behind)


def add_account(
    *, actor: Actor, place: Cooperative, code: str, name: str, request_id: UUID, now: datetime
) -> UUID:
    """Add an account below one of the chart, such as ``1.1.03.01`` Bank BRI. Use-case.

    Args:
        actor: Who adds it.
        place: Whose.
        code: The chart's code and two digits more.
        name: What people call it, at most 80 characters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        AccountRefusedError: See its fact ``wrong``.
    """
    called = " ".join(name.split())
    match = OWN_CODE.fullmatch(code) and CODE.fullmatch(code)
    above = chart().accounts.get(match[1]) if match else None
    if above is None or above.mark in {Mark.ANTAR_UNIT, Mark.SHU}:
        raise AccountRefusedError(wrong="code")
    if not called or len(called) > LONGEST_NAME:
        raise AccountRefusedError(wrong="name")

    def work() -> str:
        mine = Account.objects.filter(cooperative_id=place.id)
        if not mine.filter(code=above.code).exists():
            raise AccountRefusedError(wrong="gone")
        if mine.filter(code=code).exists():
            raise AccountRefusedError(wrong="taken", account=code)
        account = _account(place.id, code, called, above)
        account.save(force_insert=True)
        facts = {"code": code, "name": called}
        record(cooperative_id=place.id, actor=actor, act="ledger.account.added", facts=facts, now=now)
        return str(account.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_ACCOUNTS,
            request_id=request_id,
            use_case="ledger.add_account",
            facts={"code": code, "name": called},
            now=now,
            work=work,
        )
    )


def grow_account(*, place_id: int, above: str, name: str) -> str:
    """Add the next free account below one of the chart, for a list that keeps one each. Step, inside a transaction.

    Args:
        place_id: Whose.
        above: The chart's code, such as ``1.1.03``.
        name: What people call it, at most 80 characters.

    Returns:
        Its code, such as ``1.1.03.02``.

    Raises:
        AccountRefusedError: The books are not opened (``gone``), or all 99 codes are ``taken``.
    """
    # Taken first by all who post: two who add at once get two codes.
    if not JournalHead.objects.select_for_update().filter(cooperative_id=place_id, book="jurnal").exists():
        raise AccountRefusedError(wrong="gone")
    mine = Account.objects.filter(cooperative_id=place_id, code__startswith=f"{above}.")
    last = max((int(code[-2:]) for code in mine.values_list("code", flat=True)), default=0)
    if last == 99:
        raise AccountRefusedError(wrong="taken", account=f"{above}.99")
    account = _account(place_id, f"{above}.{last + 1:02}", name, chart().accounts[above])
    account.save(force_insert=True)
    return account.code


def close_account(
    *, actor: Actor, place: Cooperative, account_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Close an account that the cooperative added, once nothing stands on it; it can be opened again. Use-case.

    Args:
        actor: Who closes it.
        place: Whose.
        account_id: Which; those of the chart stay.
        today: The business date, its last day.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        AccountRefusedError: ``gone``, ``chart`` (not one of its own) or ``balance`` (fact ``balance_rp``).
    """

    def work() -> None:
        # Taken first by all who post; where no books were opened there is no account either.
        JournalHead.objects.select_for_update().filter(cooperative_id=place.id, book="jurnal").first()
        row = Account.objects.filter(cooperative_id=place.id, id=account_id, closed_on__isnull=True).first()
        if row is None:
            raise AccountRefusedError(wrong="gone")
        if not OWN_CODE.fullmatch(row.code):
            raise AccountRefusedError(wrong="chart", account=row.code)
        moved = AccountBalance.objects.filter(cooperative_id=place.id, account_id=row.id)
        sums = moved.aggregate(debit=Sum("debit_rp"), credit=Sum("credit_rp"))
        balance_rp = int(sums["debit"] or 0) - int(sums["credit"] or 0)
        if balance_rp:
            raise AccountRefusedError(wrong="balance", balance_rp=abs(balance_rp))
        Account.objects.filter(cooperative_id=place.id, id=row.id).update(closed_on=today)
        facts = {"code": row.code, "name": row.name}
        record(cooperative_id=place.id, actor=actor, act="ledger.account.closed", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ACCOUNTS,
        request_id=request_id,
        use_case="ledger.close_account",
        facts={"account": account_id},
        now=now,
        work=work,
    )


def reopen_account(
    *, actor: Actor, place: Cooperative, account_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Open a closed account again. Use-case.

    Raises:
        AccountRefusedError: It is ``gone``: not closed, or not of this cooperative.
    """

    def work() -> None:
        rows = Account.objects.filter(cooperative_id=place.id, id=account_id, closed_on__isnull=False)
        row = rows.first()
        if row is None:
            raise AccountRefusedError(wrong="gone")
        rows.update(closed_on=None)
        facts = {"code": row.code, "name": row.name}
        record(cooperative_id=place.id, actor=actor, act="ledger.account.reopened", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ACCOUNTS,
        request_id=request_id,
        use_case="ledger.reopen_account",
        facts={"account": account_id},
        now=now,
        work=work,
    )


def _account(place_id: int, code: str, name: str, above: ChartAccount) -> Account:
    return Account(cooperative_id=place_id, code=code, name=name, kind=above.kind.value, **_given(above))


def _given(above: ChartAccount) -> dict[str, Any]:
    """Tell what an account takes from the chart."""
    return {
        "line": above.line,
        "flow": above.flow,
        "owner": above.owner,
        "mark": above.mark.value if above.mark else "",
        "is_cash": above.mark is Mark.CASH,
    }


def _taken(row: Account) -> dict[str, Any]:
    return {field: getattr(row, field) for field in ("line", "flow", "owner", "mark", "is_cash")}
