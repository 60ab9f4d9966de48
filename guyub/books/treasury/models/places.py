"""Where money lies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.books.treasury.domain.places import CashKind
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class CashPlace(TenantModel):
    """A drawer, a safe or a bank account, with its own account of the ledger. Written by services.places.

    What stands on that account is what lies there: there is no second amount to keep. Closed, never removed.
    """

    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in CashKind])
    name = models.CharField(max_length=80)
    account_code = models.CharField(max_length=12)
    outlet = TenantForeignKey("cooperatives.Outlet", on_delete=models.PROTECT, null=True, related_name="+")
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    bank_name = models.CharField(max_length=60, blank=True)
    bank_number = models.CharField(max_length=30, blank=True)  # of the cooperative, never of a person
    bank_holder = models.CharField(max_length=120, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="cash_place_name_once", fields=("cooperative", "name")),
            models.UniqueConstraint(name="cash_place_account_once", fields=("cooperative", "account_code")),
            models.CheckConstraint(name="cash_place_kind_known", condition=Q(kind__in=CashKind)),
            models.CheckConstraint(name="cash_place_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="cash_place_bank_is_named",
                condition=Q(kind="BANK") & ~Q(bank_name="")
                | ~Q(kind="BANK") & Q(bank_name="", bank_number="", bank_holder=""),
            ),
            models.CheckConstraint(
                name="cash_place_account_fits_its_kind",
                condition=Q(kind="LACI", account_code__startswith="1.1.01")
                | Q(kind="BRANKAS", account_code__startswith="1.1.02")
                | Q(kind="BANK", account_code__startswith="1.1.03"),
            ),
            models.CheckConstraint(
                name="cash_place_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
        )

    def __str__(self) -> str:
        return self.name
