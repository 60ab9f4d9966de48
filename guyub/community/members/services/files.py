"""The file of a person at a cooperative: opened with an application or a table, changed with a reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.community.members.domain.files import (
    LONGEST_ADDRESS,
    LONGEST_BIRTHPLACE,
    LONGEST_WORK,
    KkRelation,
    Sex,
)
from guyub.community.members.models import MemberFile
from guyub.foundation.identity.domain.names import person_name
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.models import Person


class FileRefusedError(DomainError):
    """A person's file is not kept as typed; ``wrong`` names the field or says ``gone``.

    ``sex born birthplace address rt rw ward relation work`` as typed cannot be kept; ``young`` below the least age;
    ``why`` (no reason, or a long one), ``same`` (nothing changed), ``stale`` (``what``: changed by somebody else since
    the form was opened), ``photo`` (none, or no photo), ``consent`` (not given to the photo), ``no_photo``.
    """

    code: ClassVar[str] = "members.file.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTyped:
    """What a file says of a person, as typed; empty is unknown.

    Args:
        name: As on the KTP.
        sex: ``L``, ``P`` or "".
        birthplace: The place on the KTP.
        born_on: The day on the KTP.
        address: Street and house.
        rt: Up to three digits.
        rw: Up to three digits.
        ward_code: The kelurahan on the KTP, as its code ``35.73.03.1003``.
        kk_relation: What the person is in the household, a code of KkRelation.
        work: Occupation.
    """

    name: str
    sex: str = ""
    birthplace: str = ""
    born_on: date | None = None
    address: str = ""
    rt: str = ""
    rw: str = ""
    ward_code: str = ""
    kk_relation: str = ""
    work: str = ""


def checked_file(typed: FileTyped, *, today: date) -> FileTyped:
    """Bring a file to the form in which it is kept: single blanks, RT and RW with three digits.

    Raises:
        NameRefusedError: The name cannot be kept.
        FileRefusedError: The first field that cannot be kept.
    """
    kept = {name: " ".join(value.split()) for name, value in asdict(typed).items() if isinstance(value, str)}
    kept["name"] = person_name(typed.name)
    for field in ("rt", "rw"):
        digits = kept[field].lstrip("0") or "0" if kept[field] else ""
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= 3):
            raise FileRefusedError(wrong=field)
        kept[field] = digits.zfill(3) if digits else ""
    if kept["sex"] not in ("", *Sex):
        raise FileRefusedError(wrong="sex")
    if kept["kk_relation"] not in ("", *KkRelation):
        raise FileRefusedError(wrong="relation")
    if typed.born_on and not typed.born_on <= today:
        raise FileRefusedError(wrong="born")
    for field, most in (
        ("address", LONGEST_ADDRESS),
        ("birthplace", LONGEST_BIRTHPLACE),
        ("work", LONGEST_WORK),
    ):
        if len(kept[field]) > most:
            raise FileRefusedError(wrong=field)
    return FileTyped(**kept, born_on=typed.born_on)


def open_file(
    *, cooperative_id: int, person: Person, typed: FileTyped, today: date, now: datetime
) -> MemberFile:
    """Begin the file of a person, or find the one there is and leave it. Step: needs an open transaction.

    Raises:
        NameRefusedError, FileRefusedError: As of ``checked_file``.
    """
    kept = asdict(checked_file(typed, today=today))
    file, _ = MemberFile.objects.get_or_create(
        cooperative_id=cooperative_id, person=person, defaults={**kept, "changed_at": now}
    )
    return file
