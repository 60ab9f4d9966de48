"""Every table says whose it is, and keeps the rules of its kind."""

import pytest
from django.apps import apps
from django.db import models

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.kinds import TableKind, table_kind
from guyub.foundation.kernel.tenancy.schema import declared_models

TENANTS = [model for model, kind in declared_models() if kind is TableKind.TENANT]


@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model._meta.label)
def test_what_is_unique_is_unique_within_a_cooperative(model):
    assert not [field.name for field in model._meta.local_fields if field.unique and not field.primary_key]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert "cooperative" in constraint.fields, constraint.name


@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model._meta.label)
def test_keys_between_tenant_tables_carry_the_cooperative(model):
    plain = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and table_kind(field.related_model) is TableKind.TENANT
        and not isinstance(field, TenantForeignKey)
    ]

    assert not plain
    assert not model._meta.local_many_to_many


@pytest.mark.parametrize(
    "model", [m for m, kind in declared_models() if kind is not TableKind.TENANT], ids=lambda m: m._meta.label
)
def test_other_tables_have_no_key_into_a_tenant_table(model):
    assert not [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and table_kind(field.related_model) is TableKind.TENANT
    ]


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_rupiah_are_whole_and_rates_are_exact(model):
    for field in model._meta.local_fields:
        assert not isinstance(field, models.FloatField), field
        if field.name.endswith("_rp"):
            assert isinstance(field, models.BigIntegerField), field


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if m.__module__.startswith("guyub.")], ids=lambda m: m._meta.label
)
def test_every_constraint_is_named_and_every_row_says_what_it_is(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django wrote this docstring"
    assert not model._meta.unique_together
    assert not model._meta.ordering
