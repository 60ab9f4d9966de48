"""Tables of members: what they are refused for, and how one is to be read.

Taking one in and undoing it are journeys, since they open savings too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from guyub.community.members.domain.import_shapes import Double, Table
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from guyub.community.members.models import MemberImport
    from guyub.foundation.intake.services.tables import Opened


class MemberImportRefusedError(DomainError):
    """A table of members is not brought, told, taken or undone; ``wrong`` says why.

    ``open`` (one is open already), ``empty``, ``sheet``, ``header``, ``field``, ``choice``, ``closed``, ``waiting``
    (the worker has it in hand), ``lacking``, ``faults`` (fact ``count``), ``nothing``, ``many`` (fact ``most``),
    ``unopened``, ``more`` and ``less`` (facts ``kind``, ``total_rp``, ``left_rp``, ``difference_rp``), ``moved``,
    ``used``, ``gone`` (who gave it to the worker holds the role no more).
    """

    code: ClassVar[str] = "members.import.refused"


def choices_told(_cooperative_id: int, options: Mapping[str, Any] | None) -> dict[str, Any]:
    """Make columns of what else is chosen; of None those of a new table. Step of intake.

    Args:
        _cooperative_id: Whose.
        options: ``is_later``: a NIK, KK or day that cannot be read stays empty and is told later. ``leaves``: lines
            with an error are left out, the others come in. ``double``: a code of Double. ``is_part``: other tables
            bring the rest of the members: its savings may be less than the opening totals.

    Raises:
        MemberImportRefusedError: ``choice``.
    """
    told = options or {}
    double = told.get("double", Double.SKIP.value)
    if double not in {*Double}:
        raise MemberImportRefusedError(wrong="choice")
    return {
        "choices": {"double": double}
        | {name: bool(told.get(name)) for name in ("is_later", "leaves", "is_part")}
    }


def table_of(batch: MemberImport, opened: Opened, *, today: date, least_age: int) -> Table:
    """Give the table of an open batch, to be read as somebody said."""
    return Table(
        columns=opened.header.columns,
        lines=opened.lines,
        mapping=batch.mapping,
        merged=opened.sheets[opened.sheet].merged,
        today=today,
        least_age=least_age,
        is_later=bool(batch.choices["is_later"]),
    )
