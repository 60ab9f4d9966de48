"""Undoing a table that was taken in: everything as it stood before, or a refusal where somebody has built on it.

Two things do not vanish. A paper stays readable: an undone new one is voided, one that had replaced another is
replaced by that other, recorded again. And a cooperative that joined leaves again only when nothing else refers to
it, such as its papers; otherwise it stays in the network without profile.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from guyub.community.cooperatives.models import (
    ImportBatch,
    ImportedRow,
    LegalRecord,
    Officer,
    Profile,
    ReportedFigure,
)
from guyub.community.cooperatives.selectors.imports import guided_ids, state_of
from guyub.community.cooperatives.services.import_taking import KEPT, ROWS_AT_ONCE, tell
from guyub.community.cooperatives.services.imports import (
    ImportRefusedError,
    act,
    batches,
    locked,
    note,
)
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from django.db.models import Model

    from guyub.foundation.identity.domain.roles import Actor

# What stands on another goes first.
ORDER: tuple[type[Model], ...] = (LegalRecord, ReportedFigure, Officer, Profile, Cooperative)


def undo_batch(*, actor: Actor, batch_id: UUID, request_id: UUID, now: datetime) -> None:
    """Undo a table that was taken in, whole. Use-case.

    Raises:
        ImportRefusedError: ``closed``: it is not taken in; ``used``: something it wrote was changed since, or another
            row stands on it.
    """
    city = Cooperative.objects.get(id=actor.cooperative_id)
    places = guided_ids(city)

    def work() -> int:
        batch = locked(city.id, batch_id, ImportBatch.State.TAKEN)
        owners = [city.id, *places.values()]
        written = list(ImportedRow.objects.filter(cooperative_id=city.id, batch_id=batch.id).order_by("id"))
        _check_unused(written, owners)
        ImportedRow.objects.filter(cooperative_id=city.id, batch_id=batch.id).delete()
        try:
            for model in ORDER:
                _undo(model, [row for row in written if row.what == model.__name__], owners, actor, now)
        except IntegrityError as error:
            raise ImportRefusedError(wrong="used") from error
        batches(city.id).filter(id=batch.id).update(state=ImportBatch.State.UNDONE, closed_at=now)
        about = {place: count for place, count in _about(written).items() if place in places.values()}
        tell(batch, actor, "withdrawn", about, (), now)
        note(actor, "undone", batch, now, written=len(written))
        return len(written)

    act(actor, "undo_batch", {"batch": batch_id}, request_id, now, work, list(places.values()))


def _about(written: list[ImportedRow]) -> Counter[int]:
    lines = {(row.place_id, row.line) for row in written if row.place_id}
    return Counter(place for place, _ in lines if place)


def _check_unused(written: list[ImportedRow], owners: Collection[int]) -> None:
    """Refuse where a row is no longer what the import made of it.

    Raises:
        ImportRefusedError: ``used``.
    """
    for model in ORDER:
        mine = {row.key: row for row in written if row.what == model.__name__}
        found = 0
        for row in _rows(model, list(mine), owners):
            found += 1
            if state_of(row, KEPT[model]) != mine[str(row.pk)].after:
                raise ImportRefusedError(wrong="used")
        if found < len(mine):
            raise ImportRefusedError(wrong="used")
    papers = [UUID(row.key) for row in written if row.what == LegalRecord.__name__]
    if papers and LegalRecord.objects.filter(cooperative_id__in=owners, replaces_id__in=papers).exists():
        raise ImportRefusedError(wrong="used")


def _rows(model: type[Model], keys: list[str], owners: Collection[int]) -> Iterator[Any]:
    for start in range(0, len(keys), ROWS_AT_ONCE):
        some = _of(model, owners).filter(pk__in=keys[start : start + ROWS_AT_ONCE])
        # Nobody can change a row of an append-only table, nor lock it.
        yield from some if getattr(model, "append_only", False) else some.select_for_update()


def _of(model: type[Model], owners: Collection[int]) -> Any:
    rows: Any = model
    owned = "id__in" if model is Cooperative else "cooperative_id__in"
    return rows.objects.filter(**{owned: owners})


def _undo(
    model: type[Model], written: list[ImportedRow], owners: Collection[int], actor: Actor, now: datetime
) -> None:
    if model is LegalRecord:
        _void(written, owners, actor, now)
        return
    fresh = [row.key for row in written if row.before is None]
    if model is Cooperative:
        _let_leave(fresh)
        return
    for start in range(0, len(fresh), ROWS_AT_ONCE):
        _remove(_of(model, owners).filter(pk__in=fresh[start : start + ROWS_AT_ONCE]))
    for row in written:
        if row.before is not None:
            values = {
                name: model._meta.get_field(name).to_python(value)  # type: ignore[union-attr]  # plain fields
                for name, value in row.before.items()
                if value != row.after[name]
            }
            _of(model, owners).filter(pk=row.key).update(**values)


def _let_leave(ids: list[str]) -> None:
    for place_id in ids:
        try:
            with transaction.atomic():
                _remove(Cooperative.objects.filter(id=place_id))
        except IntegrityError:  # something refers to it, papers for example: it stays
            continue


def _remove(rows: Any) -> None:
    """Delete rows; the database, which alone knows all that may stand on them, refuses where something does."""
    rows._raw_delete(rows.db)  # noqa: SLF001  delete() would ask every related table first, of all cooperatives


def _void(written: list[ImportedRow], owners: Collection[int], actor: Actor, now: datetime) -> None:
    earlier_ids = [row.before["replaces"] for row in written if row.before]
    found = LegalRecord.objects.filter(
        cooperative_id__in=owners, id__in=[*earlier_ids, *(row.key for row in written)]
    )
    records = {str(record.id): record for record in found}
    said = ("kind", "number", "issuer", "holder_name", "issued_on", "expires_on", "outlet_id", "file_id")
    for row in written:
        undone = records[row.key]
        shown = records[row.before["replaces"]] if row.before else undone
        LegalRecord.objects.create(
            cooperative_id=undone.cooperative_id,
            **{name: getattr(shown, name) for name in said},
            replaces=undone,
            is_void=row.before is None,
            reason="Impor dibatalkan",
            recorded_by_id=actor.person_id,
            recorded_at=now,
        )
