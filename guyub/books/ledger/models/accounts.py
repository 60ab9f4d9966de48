"""Accounts of a cooperative."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class Account(TenantModel):
    """One account of one cooperative: one of the chart, or one of its own below it. Written by services.accounts.

    Line, flow, owner and mark are those of the chart, kept here so that the database can judge a posting and sum a
    statement by itself. The code is part of what every entry's hash covers: it never changes.
    """

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    line = models.CharField(max_length=24)
    flow = models.CharField(max_length=20, blank=True)
    owner = models.CharField(max_length=16, blank=True)
    mark = models.CharField(max_length=12, blank=True)
    is_cash = models.BooleanField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="account_code_once", fields=("cooperative", "code")),
            models.CheckConstraint(
                name="account_code_has_its_form", condition=Q(code__regex=r"^[1-7]\.\d\.\d\d(\.\d\d)?$")
            ),
            models.CheckConstraint(name="account_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="account_kind_fits_its_code",
                condition=Q(code__startswith="1", kind="ASET")
                | Q(code__startswith="2", kind="KEWAJIBAN")
                | Q(code__startswith="3", kind="EKUITAS")
                | Q(code__startswith="4", kind="PENDAPATAN")
                | Q(code__regex="^[567]", kind="BEBAN"),
            ),
            models.CheckConstraint(
                name="account_cash_has_no_flow",
                condition=Q(is_cash=True, flow="") | Q(is_cash=False) & ~Q(flow=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
