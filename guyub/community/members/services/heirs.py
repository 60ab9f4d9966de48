"""Heirs as the member names them: a whole set at a time; the set before ends."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, ClassVar

from guyub.community.members.domain.file_changes import Change
from guyub.community.members.domain.heirs import HeirTyped, fault_of, heirs_words
from guyub.community.members.models import Heir
from guyub.community.members.services.file_changes import (
    checked_why,
    keep_members_once,
    locked_file,
    note_changes,
    told_of_file,
)
from guyub.foundation.identity.domain.names import person_name
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor


class HeirsRefusedError(DomainError):
    """Heirs are not kept as named; ``wrong`` says why.

    ``many`` (``number``: the most), ``relation``, ``share``, ``note``, ``twice`` (``number``: which of them), ``sum``
    (``number``: what the shares come to), ``same`` (nothing changed).
    """

    code: ClassVar[str] = "members.heirs.refused"


def name_heirs(
    *,
    actor: Actor,
    member_id: UUID,
    heirs: Sequence[HeirTyped],
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Put down whom a member names as heirs, in place of everybody named before. Use-case.

    Args:
        actor: Who writes it down.
        member_id: Who names them.
        heirs: All of them; nobody: the member takes the word back.
        why: The reason, as told.
        today: The business date: the older word ends on it, the newer begins.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        NameRefusedError: A name cannot be kept.
        HeirsRefusedError: See there.
        FileRefusedError: ``why``, ``gone``.
    """
    named = [_kept(heir) for heir in heirs]
    if fault := fault_of(named):
        raise HeirsRefusedError(wrong=fault[0], number=fault[1])
    reason = checked_why(why)

    def work() -> None:
        file = locked_file(cooperative_id=actor.cooperative_id, member_id=member_id)
        standing = Heir.objects.filter(
            cooperative_id=actor.cooperative_id, file=file, until_on__isnull=True
        ).order_by("id")
        before = [HeirTyped(row.name, row.relation, row.share_percent, row.note) for row in standing]
        if before == named:
            raise HeirsRefusedError(wrong="same", number=0)
        standing.update(until_on=today)
        for heir in named:
            Heir.objects.create(cooperative_id=actor.cooperative_id, file=file, from_on=today, **asdict(heir))
        changes = [Change("heirs", heirs_words(before), heirs_words(named))]
        note_changes(file=file, changes=changes, why=reason, person_id=actor.person_id, now=now)
        file.save(update_fields=["changed_at"])
        told_of_file(actor, file, member_id, "members.file.changed", ["heirs"], now)

    facts = {"member": member_id, "heirs": [asdict(heir) for heir in heirs], "why": why}
    keep_members_once(actor, "members.name_heirs", request_id, facts, now, work)


def _kept(heir: HeirTyped) -> HeirTyped:
    relation, note = " ".join(heir.relation.split()), " ".join(heir.note.split())
    return replace(heir, name=person_name(heir.name), relation=relation, note=note)
