"""A person's file, changed with a reason: each field that changed is one line of its history."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.members.domain.file_changes import (
    CHANGE_WORDS,
    FIELD_WORDS,
    Change,
    changes_between,
    shortened,
)
from guyub.community.members.domain.files import LONGEST_WHY
from guyub.community.members.models import FileChange, Member, MemberFile
from guyub.community.members.selectors.files import text_of, texts_of
from guyub.community.members.services.files import FileRefusedError, FileTyped, checked_file
from guyub.community.members.services.register import NEWS
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import (
    NumberRefusedError,
    checked_number,
    keep_secret,
    number_fingerprint,
)
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.vault import SecretKind


def edit_file(
    *,
    actor: Actor,
    member_id: UUID,
    was: FileTyped,
    typed: FileTyped,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Change what the file of a member says. Use-case.

    Checks run in this order: the fields, the reason, whether the file is still as it was when the form was opened.

    Args:
        actor: Who.
        member_id: Whose file.
        was: The file as the form showed it, kept form: what changed meanwhile is not written over.
        typed: The file as it should be.
        why: The reason, at most 200 characters; the history keeps it.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        NameRefusedError, FileRefusedError: A field; ``why``, ``gone``, ``same`` (nothing changed), ``stale`` with the
            fact ``what``: the fields that somebody else changed since, with what they say now.
    """
    after, reason = checked_file(typed, today=today), checked_why(why)

    def work() -> None:
        file = locked_file(cooperative_id=actor.cooperative_id, member_id=member_id)
        meanwhile = changes_between(_texts(was), texts_of(file))
        if meanwhile:
            raise FileRefusedError(wrong="stale", what=_said(meanwhile))
        changed = change_file(file=file, after=after, why=reason, person_id=actor.person_id, now=now)
        if not changed:
            raise FileRefusedError(wrong="same")
        told_of_file(actor, file, member_id, "members.file.changed", changed, now)

    facts = {"member": member_id, "was": asdict(was), "typed": asdict(typed), "why": why}
    keep_members_once(actor, "members.edit_file", request_id, facts, now, work)


def keep_number(
    *,
    actor: Actor,
    member_id: UUID,
    kind: SecretKind,
    written: str,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Enter or correct the NIK, KK or phone of a member; the history says only that it changed. Use-case.

    Raises:
        NumberRefusedError, PhoneNotUnderstoodError: The number cannot be one, or is another person's NIK.
        FileRefusedError: ``why``, ``gone``.
    """
    value, reason = checked_number(kind, written, today=today), checked_why(why)

    def work() -> None:
        file = locked_file(cooperative_id=actor.cooperative_id, member_id=member_id)
        change_number(file=file, kind=kind, value=value, why=reason, person_id=actor.person_id, now=now)
        told_of_file(actor, file, member_id, "members.file.changed", [kind.value.lower()], now)

    facts = {
        "member": member_id,
        "kind": kind.value,
        "value": number_fingerprint(kind, value),
        "why": why,
    }
    try:
        keep_members_once(actor, "members.keep_number", request_id, facts, now, work)
    except IntegrityError as error:  # another person was given this NIK at the same moment
        raise NumberRefusedError(wrong="taken") from error


def change_file(
    *, file: MemberFile, after: FileTyped, why: str, person_id: UUID | None, now: datetime
) -> list[str]:
    """Write what changed into a file and its history. Step: the file's row is locked, ``after`` was checked.

    Returns:
        The fields that changed; empty where nothing did.

    Raises:
        FileRefusedError: ``ward``: no ward that is known, and not the one there was.
    """
    changes = changes_between(texts_of(file), _texts(after))
    if any(change.field == "ward_code" and not _is_ward(change.after) for change in changes):
        raise FileRefusedError(wrong="ward")
    if changes:
        for change in changes:
            setattr(file, change.field, getattr(after, change.field))
        note_changes(file=file, changes=changes, why=why, person_id=person_id, now=now)
        file.save(update_fields=[*(change.field for change in changes), "changed_at"])
    return [change.field for change in changes]


def change_number(
    *, file: MemberFile, kind: SecretKind, value: str, why: str, person_id: UUID | None, now: datetime
) -> None:
    """Put a number of the file's person into the vault, and into the history that it changed. Step: as above.

    Raises:
        NumberRefusedError: ``taken``.
    """
    keep_secret(person=file.person, kind=kind, value=value, now=now)
    changed = [Change(kind.value.lower(), "", "")]
    note_changes(file=file, changes=changed, why=why, person_id=person_id, now=now)
    file.save(update_fields=["changed_at"])


def note_changes(
    *, file: MemberFile, changes: Iterable[Change], why: str, person_id: UUID | None, now: datetime
) -> None:
    """Write lines of a file's history, in their order. Step: the file's row is locked; the caller saves it."""
    file.changed_at = now
    for change in changes:
        FileChange.objects.create(
            cooperative_id=file.cooperative_id,
            file=file,
            field=change.field,
            before=shortened(change.before),
            after=shortened(change.after),
            why=why,
            person_id=person_id,
            changed_at=now,
        )


def locked_file(*, cooperative_id: int, member_id: UUID) -> MemberFile:
    """Lock the file of a member until the transaction ends. Step.

    Raises:
        FileRefusedError: ``gone``: no such member here.
    """
    members = Member.objects.filter(cooperative_id=cooperative_id, id=member_id)
    files = MemberFile.objects.select_for_update(of=("self",)).select_related("person")
    file = files.filter(cooperative_id=cooperative_id, id__in=members.values("file_id")).first()
    if file is None:
        raise FileRefusedError(wrong="gone")
    return file


def checked_why(why: str) -> str:
    """Take spare blanks from a reason.

    Raises:
        FileRefusedError: ``why``: none, or longer than 200 characters.
    """
    reason = " ".join(why.split())
    if not reason or len(reason) > LONGEST_WHY:
        raise FileRefusedError(wrong="why")
    return reason


def keep_members_once(
    actor: Actor,
    use_case: str,
    request_id: UUID,
    facts: dict[str, Any],
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do one act of who keeps the members, or return what came of it the first time."""
    return act_once(
        actor=actor,
        action=Action.KEEP_MEMBERS,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )


def told_of_file(
    actor: Actor, file: MemberFile, member_id: UUID, act: str, fields: Iterable[str], now: datetime
) -> None:
    """Write the trail, which names fields and no values, and the news. Step: needs an open transaction, late."""
    what = ", ".join(CHANGE_WORDS[field] for field in fields)
    facts = {"name": file.name, "what": what, "about": str(file.person_id)}
    record(cooperative_id=file.cooperative_id, actor=actor, act=act, facts=facts, now=now)
    write_news(cooperative_id=file.cooperative_id, topic=NEWS, payload={"member": str(member_id)}, now=now)


def _texts(typed: FileTyped) -> dict[str, str]:
    return {field: text_of(getattr(typed, field)) for field in FIELD_WORDS}


def _is_ward(code: str) -> bool:
    return not code or any(ward.code == code for ward in wards())


def _said(changes: list[Change]) -> str:
    words = [f"{FIELD_WORDS[change.field]} kini {change.after or 'kosong'}" for change in changes]
    return "; ".join(words)
