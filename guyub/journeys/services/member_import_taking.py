"""Taking a table of members in: people, numbers, register, savings and their entry, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.selectors.opening import undetailed
from guyub.community.members.domain.register import REGISTER_SERIES
from guyub.community.members.services.import_steps import Entering, put_members
from guyub.community.members.services.imports import MemberImportRefusedError
from guyub.finance.savings.domain.kinds import OPENING
from guyub.finance.savings.services.openings import open_accounts, tell_openings
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.many import add_people, keep_secrets, make_members
from guyub.foundation.intake.services.tables import Taken
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers, numbers_through
from guyub.journeys.selectors.member_import_plans import opening_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from guyub.community.members.models import MemberImport
    from guyub.foundation.intake.services.tables import Taking
    from guyub.journeys.selectors.member_import_plans import Plan, Step

PEOPLE_AT_ONCE = 2_500


def take_members(taking: Taking[MemberImport], plan: Plan) -> Taken:
    """Write people, numbers, register and savings, and post their entry. Step of intake.

    Raises:
        MemberImportRefusedError: ``moved``: the register or the books changed meanwhile.
        EntryRefusedError: The books refuse it.
    """
    try:
        totals = _write(taking, plan)
    except IntegrityError as error:
        raise MemberImportRefusedError(wrong="moved") from error
    columns = {"opening_entry_id": totals.pop("entry"), "totals": totals, "done_count": plan.count}
    return Taken(plan.count, columns, {"members": plan.new, "merged": plan.merged})


def _write(taking: Taking[MemberImport], plan: Plan) -> dict[str, Any]:
    """Write what is planned; the books are locked before any number is taken, and as late as that allows."""
    place, batch, today, now = taking.place, taking.batch, taking.today, taking.now
    entering = [_entering(step) for step in plan.steps]
    pairs = list(zip(plan.steps, entering, strict=True))
    for at in range(0, len(pairs), PEOPLE_AT_ONCE):
        _write_people(place.id, pairs[at : at + PEOPLE_AT_ONCE], now)
        taking.progress(at // 2)
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
            person_id=taking.actor.person_id,
            today=today,
            now=now,
        )
        taking.progress((len(pairs) + at) // 2)
    entry_id = None
    if totals and opened_on:
        held = [(one.member_id, kind, rp) for step, one in pairs for kind, rp in step.savings.items()]
        open_accounts(cooperative_id=place.id, batch_id=batch.id, held=held, opened_on=opened_on)
        posted = tell_openings(totals=totals, opened_on=opened_on, batch_id=batch.id, **taking.told)
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
