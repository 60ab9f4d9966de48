"""Steps at a drawer's shift that opening, closing and handing over share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.shifts import ShiftRefusedError, ShiftState
from guyub.books.treasury.models import CashPlace, CashShift
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.books.treasury.services.counting import hold_drawer
from guyub.foundation.approvals.domain.requests import State, needs_second_person
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.books.treasury.services.counting import Counting, Doing

THRESHOLD = "kas.selisih_ambang"


def held_shift(place_id: int, shift_id: UUID) -> tuple[CashShift, CashPlace]:
    """Give an open shift and its drawer, held until the transaction ends. Step.

    Raises:
        ShiftRefusedError: ``gone``.
    """
    mine = CashShift.objects.filter(cooperative_id=place_id, id=shift_id)
    drawer_id = mine.values_list("drawer_id", flat=True).first()
    if drawer_id is None:
        raise ShiftRefusedError(wrong="gone")
    drawer = hold_drawer(place_id=place_id, drawer_id=drawer_id)
    shift = mine.filter(state=ShiftState.BUKA).first()
    if shift is None:
        raise ShiftRefusedError(wrong="gone")
    return shift, drawer


def refuse_taken(place_id: int, drawer: CashPlace) -> None:
    """Refuse a drawer that somebody answers for. Step: the drawer is held.

    Raises:
        ShiftRefusedError: ``open``.
    """
    shifts = CashShift.objects.filter(cooperative_id=place_id, drawer=drawer, state=ShiftState.BUKA)
    holder = shifts.values_list("person__name", flat=True).first()
    if holder is not None:
        raise ShiftRefusedError(wrong="open", holder=holder)


def refuse_busy(place_id: int, person_id: UUID) -> None:
    """Refuse who answers for a drawer already. Step; ``begin_shift`` sees two at once.

    Raises:
        ShiftRefusedError: ``busy``.
    """
    if open_shift_of(cooperative_id=place_id, person_id=person_id):
        raise ShiftRefusedError(wrong="busy")


def refuse_waiting(doing: Doing, shift: CashShift) -> None:
    """Refuse a drawer whose closing waits for a second person. Step.

    Raises:
        ShiftRefusedError: ``waiting``.
    """
    if shift.approval_id is None:
        return
    asked = one_request(actor=doing.actor, request_id=shift.approval_id, now=doing.now)
    if asked and asked.state is State.PENDING:
        raise ShiftRefusedError(wrong="waiting")


def is_large(doing: Doing, difference_rp: int) -> bool:
    """Tell whether a difference is more than one person may settle alone. Step."""
    threshold_rp = int(value_of(THRESHOLD, cooperative_id=doing.place.id, on=doing.today))
    return needs_second_person(abs(difference_rp), threshold_rp=threshold_rp)


def begin_shift(
    place_id: int,
    person_id: UUID,
    counting: Counting,
    *,
    now: datetime,
    reason: str = "",
    shift_id: UUID | None = None,
    is_told: bool = False,
) -> CashShift:
    """Let a person answer for a drawer from a count on. Step.

    Args:
        place_id: Whose drawer.
        person_id: Who.
        counting: The count it begins with.
        now: When, aware.
        reason: Why the count differed.
        shift_id: The id of the shift, where a till has drawn it; None: a new one.
        is_told: A till began it: the person may answer for another drawer on the web page.

    Raises:
        ShiftRefusedError: ``busy``: the person began at another drawer in the same moment.
    """
    try:
        return CashShift.objects.create(
            id=shift_id or uuid7(),
            cooperative_id=place_id,
            drawer=counting.drawer,
            person_id=person_id,
            state=ShiftState.BUKA.value,
            opening=counting.count,
            opened_at=now,
            opening_reason=reason if counting.difference_rp else "",
            is_told=is_told,
        )
    except IntegrityError as error:
        raise ShiftRefusedError(wrong="busy") from error


def end_shift(
    shift: CashShift,
    counting: Counting,
    chain_no: int,
    doing: Doing,
    *,
    reason: str,
    at: datetime | None = None,
) -> None:
    """Close a shift with a count that the books agree with at ``chain_no``. Step; ``at`` None: now."""
    CashShift.objects.filter(cooperative_id=doing.place.id, id=shift.id).update(
        state=ShiftState.TUTUP.value,
        closing=counting.count,
        closed_at=at or doing.now,
        closed_by_id=doing.actor.person_id,
        closing_chain_no=chain_no,
        closing_reason=reason,
    )


def act_on(name: str, counting: Counting, why: str, now: datetime) -> Act:
    """Write the line of the trail of what was counted. Step."""
    facts = {
        "drawer": counting.drawer.name,
        "counted": rupiah(counting.count.total_rp),
        "difference": rupiah(counting.difference_rp),
        "reason": why,
    }
    return Act(name, facts, now)


def counted(doing: Doing, counting: Counting) -> dict[str, Any]:
    """Keep a count that settles nothing yet: the difference shows now, and asks for a reason."""
    act = act_on("treasury.drawer.counted", counting, "", doing.now)
    record(cooperative_id=doing.place.id, actor=doing.actor, act=act.act, facts=act.facts, now=doing.now)
    return told_of(counting)


def told_of(counting: Counting, **more: UUID) -> dict[str, Any]:
    """Tell what came of a count, as a retry is told too."""
    told = {"count": str(counting.count.id), "difference_rp": counting.difference_rp}
    return told | {name: str(value) for name, value in more.items()}
