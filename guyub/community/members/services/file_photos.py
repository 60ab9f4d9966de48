"""The photo of a member, and that an officer saw the KTP."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from guyub.community.members.domain.file_changes import Change
from guyub.community.members.selectors.files import PHOTO_PURPOSE, has_photo_consent
from guyub.community.members.services.file_changes import (
    checked_why,
    keep_members_once,
    locked_file,
    note_changes,
    told_of_file,
)
from guyub.community.members.services.files import FileRefusedError
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.kernel.media import media_type_of
from guyub.foundation.kernel.photos import PHOTO_TYPES
from guyub.foundation.kernel.services.files import store_photo

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.models import MemberFile
    from guyub.foundation.identity.domain.roles import Actor

PHOTO_KIND = "FOTO_ANGGOTA"
Picture = tuple[str, bytes]


def keep_photo(
    *,
    actor: Actor,
    member_id: UUID,
    picture: Picture | None,
    has_consented: bool,
    consent_version: int,
    request_id: UUID,
    now: datetime,
) -> None:
    """Keep the photo of a member, who agreed to it before or agrees now. Use-case.

    Args:
        actor: Who.
        member_id: Whose photo.
        picture: Name and content; a photo, no document.
        has_consented: The member agrees now; written down as a consent of its own.
        consent_version: Of the text that the member read.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        FileRefusedError: ``photo`` (none came, or it is no photo), ``gone``, ``consent`` (the member did not agree).
        PhotoRefusedError: It is too large or cannot be read.

    Source: UU 27/2022, docs/regulations.md.
    """
    if picture is None or media_type_of(picture[1]) not in PHOTO_TYPES:
        raise FileRefusedError(wrong="photo")

    def work() -> None:
        file = locked_file(cooperative_id=actor.cooperative_id, member_id=member_id)
        if has_consented:
            note_consent(
                cooperative_id=actor.cooperative_id,
                person_id=file.person_id,
                purpose=PHOTO_PURPOSE,
                version=consent_version,
                is_given=True,
                recorded_by_id=actor.person_id,
                now=now,
            )
        elif not has_photo_consent(cooperative_id=actor.cooperative_id, person_id=file.person_id):
            raise FileRefusedError(wrong="consent")
        put_photo(file=file, picture=picture, person_id=actor.person_id, now=now)
        told_of_file(actor, file, member_id, "members.file.changed", ["photo"], now)

    facts = {
        "member": member_id,
        "photo": hashlib.sha256(picture[1]).hexdigest(),
        "consent": has_consented,
        "version": consent_version,
    }
    keep_members_once(actor, "members.keep_photo", request_id, facts, now, work)


def put_photo(*, file: MemberFile, picture: Picture, person_id: UUID | None, now: datetime) -> None:
    """Keep a photo in a person's file, in place of an earlier one. Step: the file's row is locked, consent stands."""
    before = str(file.photo_id or "")
    file.photo = store_photo(
        cooperative_id=file.cooperative_id,
        content=picture[1],
        original_name=picture[0],
        kind=PHOTO_KIND,
        title="Foto anggota",
        now=now,
    )
    changes = [Change("photo", before, str(file.photo.id))]
    note_changes(file=file, changes=changes, why="", person_id=person_id, now=now)
    file.save(update_fields=["photo", "changed_at"])


def remove_photo(*, actor: Actor, member_id: UUID, why: str, request_id: UUID, now: datetime) -> None:
    """Take the photo of a member out of the file: the consent was withdrawn, or it shows somebody else. Use-case.

    Raises:
        FileRefusedError: ``why``, ``gone``, ``no_photo``.
    """
    reason = checked_why(why)

    def work() -> None:
        file = locked_file(cooperative_id=actor.cooperative_id, member_id=member_id)
        if file.photo_id is None:
            raise FileRefusedError(wrong="no_photo")
        changes = [Change("photo", str(file.photo_id), "")]
        file.photo = None
        note_changes(file=file, changes=changes, why=reason, person_id=actor.person_id, now=now)
        file.save(update_fields=["photo", "changed_at"])
        told_of_file(actor, file, member_id, "members.file.changed", ["photo"], now)

    keep_members_once(actor, "members.remove_photo", request_id, {"member": member_id, "why": why}, now, work)


def see_ktp(*, actor: Actor, member_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Write down that an officer compared the file with the KTP itself today. No copy is kept. Use-case.

    Raises:
        FileRefusedError: ``gone``.
    """

    def work() -> None:
        file = locked_file(cooperative_id=actor.cooperative_id, member_id=member_id)
        before = file.ktp_seen_on.isoformat() if file.ktp_seen_on else ""
        file.ktp_seen_on, file.ktp_seen_by_id = today, actor.person_id
        changes = [Change("ktp_seen_on", before, today.isoformat())]
        note_changes(file=file, changes=changes, why="", person_id=actor.person_id, now=now)
        file.save(update_fields=["ktp_seen_on", "ktp_seen_by", "changed_at"])
        told_of_file(actor, file, member_id, "members.file.ktp_seen", ["ktp_seen_on"], now)

    facts = {"member": member_id, "on": today}
    keep_members_once(actor, "members.see_ktp", request_id, facts, now, work)
