"""Taking a table of members in: people, numbers, register, savings and their entry, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.selectors.opening import undetailed
from guyub.community.members.domain.import_fields import FIELDS
from guyub.community.members.domain.register import REGISTER_SERIES
from guyub.community.members.selectors.imports import opened_batch
from guyub.community.members.services.import_steps import Entering, put_members
from guyub.community.members.services.imports import (
    MemberImportRefusedError,
    act,
    close,
    locked,
    note,
    table_of,
)
from guyub.finance.savings.domain.kinds import OPENING
from guyub.finance.savings.services.openings import open_accounts, tell_openings
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.many import add_people, keep_secrets, make_members
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers, numbers_through
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of
from guyub.journeys.selectors.member_import_plans import opening_day, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.models import MemberImport
    from guyub.community.members.services.imports import Opened
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.journeys.selectors.member_import_plans import Plan, Step

NEWS = "members.imported"
LEAST_AGE = "anggota.usia_minimal"
PEOPLE_AT_ONCE = 2_500


def take_table(
    *,
    actor: Actor,
    place: Cooperative,
    batch_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Take an open table in, all of it in one transaction; the original is gone with it. Use-case.

    Args:
        actor: Who keeps the register.
        place: Whose register.
        batch_id: A table without an error.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        progress: Told how many lines are written, by another connection; only the worker gives it, while nobody else
            may touch the table.

    Raises:
        MemberImportRefusedError: ``closed``, ``waiting``, ``lacking``, ``faults`` (fact ``count``), ``nothing``,
            ``unopened``, ``more``, ``less``; ``moved``: the register or the books changed meanwhile.
    """

    def work() -> int:
        if progress is None:
            batch = locked(place.id, batch_id)
        else:
            # No lock: whoever tells the progress writes the row, and the others are kept away by its ``waiting``.
            opened = opened_batch(cooperative_id=place.id, batch_id=batch_id)
            if opened is None:
                raise MemberImportRefusedError(wrong="closed")
            batch = opened
        _, found = checked(batch, today=today, now=now)
        plan = _ready(batch, found)
        try:
            totals = _write(place, batch, plan, actor, today, request_id, now, progress or (lambda _: None))
        except IntegrityError as error:
            raise MemberImportRefusedError(wrong="moved") from error
        entry_id = totals.pop("entry")
        batch = locked(place.id, batch_id, is_workers=progress is not None)
        close(
            batch,
            TableState.DIMASUKKAN,
            now,
            totals=totals,
            opening_entry_id=entry_id,
            done_count=len(plan.steps),
        )
        write_news(cooperative_id=place.id, topic=NEWS, payload={"batch": str(batch_id)}, now=now)
        note(actor, "taken", batch, now, members=plan.new, merged=plan.merged)
        return len(plan.steps)

    act(actor, "take_table", {"batch": batch_id}, request_id, now, work)


def check_table(
    *, cooperative_id: int, batch_id: UUID, today: date, now: datetime
) -> tuple[Opened, Plan | None]:
    """Tell what taking a table in would do and what is not right in it; writes nothing.

    Returns:
        The table, and the plan; None where a required column is lacking.

    Raises:
        MemberImportRefusedError: It is ``closed``.
    """
    with scope(cooperative_id):
        batch = opened_batch(cooperative_id=cooperative_id, batch_id=batch_id)
        if batch is None:
            raise MemberImportRefusedError(wrong="closed")
        return checked(batch, today=today, now=now)


def checked(batch: MemberImport, *, today: date, now: datetime) -> tuple[Opened, Plan | None]:
    """Unseal a table and plan it. Step: needs the scope."""
    age = int(value_of(LEAST_AGE, cooperative_id=batch.cooperative_id, on=today))
    opened, table = table_of(batch, today=today, least_age=age)
    if lacking(batch.mapping):
        return opened, None
    return opened, plan_of(cooperative_id=batch.cooperative_id, table=table, choices=batch.choices, now=now)


def lacking(mapping: Any) -> list[str]:
    """List the fields without which a table of members cannot be read."""
    return [field.code for field in FIELDS if field.is_required and field.code not in mapping]


def _ready(batch: MemberImport, plan: Plan | None) -> Plan:
    if plan is None:
        raise MemberImportRefusedError(wrong="lacking")
    if plan.reading.errors_count and not batch.choices.get("leaves"):
        raise MemberImportRefusedError(wrong="faults", count=plan.reading.errors_count)
    if not plan.steps:
        raise MemberImportRefusedError(wrong="nothing")
    for one in plan.savings:
        if one.wrong:
            raise MemberImportRefusedError(
                wrong=one.wrong,
                kind=one.words,
                total_rp=one.total_rp,
                left_rp=one.left_rp,
                difference_rp=one.difference_rp,
            )
    return plan


def _write(
    place: Cooperative,
    batch: MemberImport,
    plan: Plan,
    actor: Actor,
    today: date,
    request_id: UUID,
    now: datetime,
    progress: Callable[[int], None],
) -> dict[str, Any]:
    """Write what is planned; the books are locked before any number is taken, and as late as that allows."""
    entering = [_entering(step) for step in plan.steps]
    pairs = list(zip(plan.steps, entering, strict=True))
    for at in range(0, len(pairs), PEOPLE_AT_ONCE):
        _write_people(place.id, pairs[at : at + PEOPLE_AT_ONCE], now)
        progress(at // 2)
    totals = {one.kind: one.total_rp for one in plan.savings if one.total_rp}
    opened_on = opening_day(cooperative_id=place.id)
    if totals and opened_on:
        lock_books(place_id=place.id)
        _check_unmoved(place.id, plan)
    new = [one for one in entering if one.is_new_member]
    before, stands = _number(place.id, new, keeps=plan.keeps_numbers)
    for at in range(0, len(entering), PEOPLE_AT_ONCE):
        put_members(
            cooperative_id=place.id,
            batch_id=batch.id,
            entering=entering[at : at + PEOPLE_AT_ONCE],
            why=f"Impor {batch.original_name}",
            person_id=actor.person_id,
            today=today,
            now=now,
        )
        progress((len(pairs) + at) // 2)
    entry_id = None
    if totals and opened_on:
        held = [(one.member_id, kind, rp) for step, one in pairs for kind, rp in step.savings.items()]
        open_accounts(cooperative_id=place.id, batch_id=batch.id, held=held, opened_on=opened_on)
        posted = tell_openings(
            place=place,
            totals=totals,
            opened_on=opened_on,
            batch_id=batch.id,
            today=today,
            actor=actor,
            request_id=request_id,
        )
        entry_id = posted.entry_id
    return {
        "entry": entry_id,
        "members": plan.new,
        "merged": plan.merged,
        "skipped": plan.skipped,
        "savings": {kind.value: total_rp for kind, total_rp in totals.items()},
        "numbers": [before, stands],
    }


def _entering(step: Step) -> Entering:
    known = step.known
    return Entering(
        row=step.row,
        person_id=step.person_id or uuid7(),
        is_new_person=step.person_id is None,
        file_id=known.file_id if known else uuid7(),
        is_new_file=known is None,
        member_id=known.member_id if known and known.member_id else uuid7(),
        is_new_member=step.is_new_member,
        fill=step.fill,
        numbers=" ".join(kind.value for kind in step.numbers),
    )


def _write_people(cooperative_id: int, some: Sequence[tuple[Step, Entering]], now: datetime) -> None:
    add_people(people=[(one.person_id, one.row.name) for _, one in some if one.is_new_person], now=now)
    numbers = []
    for step, one in some:
        written = {SecretKind.NIK: one.row.nik, SecretKind.KK: one.row.kk, SecretKind.PHONE: one.row.phone}
        numbers += [(one.person_id, kind, written[kind]) for kind in step.numbers]
    keep_secrets(numbers=numbers, now=now)
    joining = [one.person_id for _, one in some if one.is_new_member]
    given = make_members(cooperative_id=cooperative_id, people=joining, now=now)
    for _, one in some:
        one.gave_role = one.person_id in given


def _check_unmoved(cooperative_id: int, plan: Plan) -> None:
    """Look again under the lock: nobody told the same totals meanwhile."""
    left = {one.account: -one.amount_rp for one in undetailed(cooperative_id=cooperative_id)}
    if any(left.get(OPENING[one.kind], 0) != one.left_rp for one in plan.savings):
        raise MemberImportRefusedError(wrong="moved")


def _number(cooperative_id: int, new: Sequence[Entering], *, keeps: bool) -> tuple[int, int]:
    """Give new members their numbers; tells where the series stood before and stands now."""
    if not new:
        return 0, 0
    if keeps:
        for one in new:
            one.number = one.row.number or 0
        last = max(one.number for one in new)
        before = numbers_through(cooperative_id=cooperative_id, series=REGISTER_SERIES, last=last)
        return before, max(before, last)
    numbers = next_numbers(cooperative_id=cooperative_id, series=REGISTER_SERIES, count=len(new))
    for one, number in zip(new, numbers, strict=True):
        one.number = number
    return numbers[0] - 1, numbers[-1]
