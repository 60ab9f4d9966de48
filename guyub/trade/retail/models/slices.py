"""What of a member's limit is lent to a till beforehand, so that it sells on bon without a network."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.models.sales import Till


class CreditSlice(TenantModel):
    """What one till may still sell to one member on bon. Written by services.slices, under the lock of the member.

    ``lent_rp`` is set aside: no answer that the till may have heard lets it sell more. ``told_rp`` is what the last
    answer said. Where that is less, it was lowered by answer ``lowered_no``, and what is set aside follows once the
    till has heard that answer and sent what it had sold before.
    """

    till = TenantForeignKey(Till, on_delete=models.PROTECT, related_name="slices", is_indexed=False)
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    lent_rp = models.BigIntegerField()
    told_rp = models.BigIntegerField()
    lowered_no = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="credit_slice_once", fields=("cooperative", "till", "member")),
            models.CheckConstraint(
                name="credit_slice_told_is_lent", condition=Q(told_rp__gte=0, lent_rp__gte=F("told_rp"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.told_rp} {self.lent_rp}"
