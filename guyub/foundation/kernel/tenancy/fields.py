"""A foreign key between two rows of the same cooperative."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor, ReverseManyToOneDescriptor
from django.db.models.lookups import Exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    _Forward = ForwardManyToOneDescriptor[Any]
    _Reverse = ReverseManyToOneDescriptor[Any]
else:  # generic for the type checker only
    _Forward, _Reverse = ForwardManyToOneDescriptor, ReverseManyToOneDescriptor


def _cooperatives_of(instances: Sequence[models.Model]) -> set[int]:
    return {getattr(instance, "cooperative_id") for instance in instances}  # noqa: B009  not on Model itself


class TenantForwardDescriptor(_Forward):
    """``line.entry``: the fetch and its prefetch name the cooperative."""

    def get_prefetch_querysets(
        self, instances: Sequence[models.Model], querysets: Sequence[models.QuerySet[Any]] | None = None
    ) -> Any:
        """Prefetch the far rows within the cooperatives of the near ones."""
        (queryset,) = querysets or (self.get_queryset(instance=instances[0]),)
        pinned = queryset.filter(cooperative_id__in=_cooperatives_of(instances))
        return super().get_prefetch_querysets(list(instances), [pinned])


class TenantReverseDescriptor(_Reverse):
    """``entry.lines``: the related manager names the cooperative."""

    @cached_property
    def related_manager_cls(self) -> Any:
        """Build Django's related manager, pinned to the cooperative of the row it hangs on."""
        base: Any = super().related_manager_cls

        class TenantRelatedManager(base):  # type: ignore[misc]  # Django builds the base at run time
            def _apply_rel_filters(self, queryset: models.QuerySet[Any]) -> Any:
                rows: Any = super()._apply_rel_filters(queryset)
                return rows.filter(cooperative_id=self.instance.cooperative_id)

            def get_prefetch_querysets(
                self,
                instances: Sequence[models.Model],
                querysets: Sequence[models.QuerySet[Any]] | None = None,
            ) -> Any:
                (queryset,) = querysets or (super(base, self).get_queryset(),)
                pinned = queryset.filter(cooperative_id__in=_cooperatives_of(instances))
                return super().get_prefetch_querysets(instances, [pinned])

        return TenantRelatedManager


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A key from one tenant row to another of the same cooperative.

    In the database it is ``(cooperative_id, x_id) REFERENCES far (cooperative_id, id)``, made by tenancy.schema with
    its index: a row that points into another cooperative is refused there. In the ORM every join and every follow
    matches the cooperative too, so that a cluster sharded by cooperative asks one shard only.
    """

    forward_related_accessor_class = TenantForwardDescriptor
    related_accessor_class = TenantReverseDescriptor

    def __init__(self, *args: Any, is_indexed: bool = True, **kwargs: Any) -> None:
        """Declare the key; ``is_indexed=False`` where nobody ever looks for rows by it."""
        self.is_indexed = is_indexed
        kwargs["db_index"] = False  # the schema step makes (cooperative_id, x_id)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out what __init__ always sets."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_index", None)
        if not self.is_indexed:
            kwargs["is_indexed"] = False
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str | None, related_alias: str) -> Any:
        """Join on the cooperative too: ``alias`` is the far table, ``related_alias`` the near one."""
        far: Any = self.related_model._meta.get_field("cooperative")
        near: Any = self.model._meta.get_field("cooperative")
        return Exact(far.get_col(alias, far), near.get_col(related_alias, near))

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        """Follow the key within the cooperative."""
        return {"cooperative_id": getattr(instance, "cooperative_id")}  # noqa: B009


def is_tenant_key(field: object) -> bool:
    """Tell whether a field is a key between two rows of one cooperative."""
    return isinstance(field, TenantForeignKey)
