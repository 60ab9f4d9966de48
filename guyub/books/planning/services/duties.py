"""Saying that a duty of the calendar is done, with its proof; and taking that back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction

from guyub.books.planning.domain.calendar import DUTY_WORDS, DutyKind, period_words
from guyub.books.planning.models import DutyDone
from guyub.books.planning.selectors.taxes import calendar_of
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.files import store_photo

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative, StoredFile

LONGEST_NOTE = 120
YEARS_BACK = 2  # a proof that turns up late


class DutyRefusedError(DomainError):
    """A duty is not noted or taken back; ``wrong``: ``kind day note done gone``.

    ``kind``: the calendar knows no such duty of such a period; ``done``: it is noted already.
    """

    code: ClassVar[str] = "planning.duty.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTyped:
    """A duty that somebody says is done.

    Args:
        kind: A DutyKind.
        period: Which: 2025, 20263 or 202611, as the kind says.
        done_on: When it was paid or handed in, not after today.
        note: The number of the receipt, or to whom; at most 120 letters.
        document: Name and content of the proof; kept private.
    """

    kind: str
    period: int
    done_on: date
    note: str = ""
    document: tuple[str, bytes] | None = None


def note_duty(
    *, actor: Actor, place: Cooperative, typed: DutyTyped, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Keep that a duty is done. Use-case.

    Args:
        actor: Who says so.
        place: Whose duty.
        typed: Which, when, with what proof.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        DutyRefusedError: See its fact ``wrong``.
        FileRefusedError: The proof is not kept.
    """
    said = " ".join(typed.note.split())
    if typed.done_on > today or typed.done_on.year < today.year - YEARS_BACK:
        raise DutyRefusedError(wrong="day")
    if len(said) > LONGEST_NOTE:
        raise DutyRefusedError(wrong="note")

    def work() -> str:
        known = calendar_of(place.id, today=today)
        if all((duty.kind.value, duty.period) != (typed.kind, typed.period) for duty in known):
            raise DutyRefusedError(wrong="kind")
        rows = DutyDone.objects.filter(cooperative_id=place.id, kind=typed.kind, period=typed.period)
        if rows.filter(withdrawn_at__isnull=True).exists():
            raise DutyRefusedError(wrong="done")
        row = DutyDone(
            cooperative_id=place.id,
            kind=typed.kind,
            period=typed.period,
            done_on=typed.done_on,
            note=said,
            file=_stored(place, typed, now),
            person_id=actor.person_id,
            recorded_at=now,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:  # somebody noted it in the same moment
            raise DutyRefusedError(wrong="done") from error
        _note(place, actor, "noted", row, now)
        return str(row.id)

    digest = hashlib.sha256(typed.document[1]).hexdigest() if typed.document else None
    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_TREASURY,
            request_id=request_id,
            use_case="planning.note_duty",
            facts={
                "kind": typed.kind,
                "period": typed.period,
                "on": typed.done_on,
                "note": said,
                "document": digest,
            },
            now=now,
            work=work,
        )
    )


def take_back_duty(
    *, actor: Actor, place: Cooperative, done_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Take back that a duty is done: it stands open again. Use-case.

    Raises:
        DutyRefusedError: It is ``gone``: not there, or taken back already.
    """

    def work() -> None:
        rows = DutyDone.objects.filter(cooperative_id=place.id, id=done_id, withdrawn_at__isnull=True)
        row = rows.first()
        if row is None or not rows.update(withdrawn_at=now):
            raise DutyRefusedError(wrong="gone")
        _note(place, actor, "taken_back", row, now)

    act_once(
        actor=actor,
        action=Action.KEEP_TREASURY,
        request_id=request_id,
        use_case="planning.take_back_duty",
        facts={"done": done_id},
        now=now,
        work=work,
    )


def _note(place: Cooperative, actor: Actor, what: str, row: DutyDone, now: datetime) -> None:
    facts = {"duty": DUTY_WORDS[DutyKind(row.kind)], "period": period_words(row.kind, row.period)}
    record(cooperative_id=place.id, actor=actor, act=f"planning.duty.{what}", facts=facts, now=now)


def _stored(place: Cooperative, typed: DutyTyped, now: datetime) -> StoredFile | None:
    if typed.document is None:
        return None
    return store_photo(
        cooperative_id=place.id,
        content=typed.document[1],
        original_name=typed.document[0],
        kind="BUKTI_PAJAK",
        title=f"Bukti {DUTY_WORDS[DutyKind(typed.kind)]}",
        issued_on=typed.done_on,
        now=now,
    )
