"""Abstract bases: inheriting one declares the kind of the table (tenancy.kinds)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.kinds import TableKind

if TYPE_CHECKING:
    from collections.abc import Iterable


class TenantModel(models.Model):
    """A row that belongs to one cooperative for ever.

    The table's key is ``(cooperative_id, id)`` in the database; every query names the cooperative. Tables that
    nothing points at may set ``id = None`` and declare ``pk = CompositePrimaryKey("cooperative", …)`` instead.
    ``append_only`` tables give the application no right to UPDATE or DELETE.
    """

    table_kind: ClassVar[TableKind] = TableKind.TENANT
    append_only: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True

    def _do_update(
        self, base_qs: models.QuerySet[Any], using: Any, pk_val: Any, values: Any, *rest: Any
    ) -> Any:
        """UPDATE … WHERE id = … AND cooperative_id = …, and never write the cooperative itself."""
        pinned = base_qs.filter(cooperative_id=self.cooperative_id)
        kept = [value for value in values if value[0].attname != "cooperative_id"]
        return super()._do_update(pinned, using, pk_val, kept, *rest)

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Any] | None = None,
    ) -> None:
        """Read this row again, naming its cooperative."""
        source = type(self)._base_manager.all() if from_queryset is None else from_queryset
        super().refresh_from_db(using, fields, source.filter(cooperative_id=self.cooperative_id))


class ReferenceModel(models.Model):
    """A row that everybody reads and few write: no cooperative, replicated when the network grows."""

    table_kind: ClassVar[TableKind] = TableKind.REFERENCE
    append_only: ClassVar[bool] = False

    class Meta:
        abstract = True


class NetworkModel(models.Model):
    """A row keyed by what it rations, written across cooperatives in short transactions of its own."""

    table_kind: ClassVar[TableKind] = TableKind.NETWORK
    append_only: ClassVar[bool] = False

    class Meta:
        abstract = True


class LocalModel(models.Model):
    """A row of this installation's machinery."""

    table_kind: ClassVar[TableKind] = TableKind.LOCAL
    append_only: ClassVar[bool] = False

    class Meta:
        abstract = True
