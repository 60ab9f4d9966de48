"""Sales of rationed goods as a cooperative keeps them: the log beside the official one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.subsidised.domain.programmes import KnownBy, OfficialState


class RationedSale(TenantModel):
    """One line of a receipt that is rationed: who bought it, at what, how it was known, whether the site was told.

    ``sale_id`` is the receipt of the till, which stands in a context above; ``use_id`` is that of its quota, in the
    network. ``number`` is the receipt's own. ``nik_last4`` and ``buyer`` are what people see of the buyer; the numbers
    stay with the consumer. Written by services.selling with the sale; of it change the official state, by people, and
    what became of it when the sale was taken back.
    """

    sale_id = models.UUIDField()
    use_id = models.UUIDField(null=True)
    line_no = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20)
    programme = models.CharField(max_length=20)
    category = models.CharField(max_length=14)
    consumer_id = models.UUIDField(null=True)
    buyer = models.CharField(max_length=30)
    nik_last4 = models.CharField(max_length=4)
    product = TenantForeignKey(
        "inventory.Product", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    qty = models.BigIntegerField()  # in the good's smallest unit
    packs = models.BigIntegerField()  # base units of the product
    paid_rp = models.BigIntegerField()
    ceiling_rp = models.BigIntegerField(null=True)  # what the whole could have cost at most
    sold_at = models.DateTimeField()
    sold_on = models.DateField()
    cashier = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    known_by = models.CharField(max_length=7)
    over_mode = models.CharField(max_length=5, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    empties_in = models.PositiveIntegerField(default=0)
    holding_id = models.UUIDField(null=True)  # of containers that stay with the buyer
    official = models.CharField(max_length=9, blank=True)
    official_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    official_at = models.DateTimeField(null=True)
    official_ref = models.CharField(max_length=40, blank=True)
    official_why = models.CharField(max_length=200, blank=True)
    taken_back_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="rationed_sale_line_once", fields=("cooperative", "sale_id", "line_no")
            ),
            models.CheckConstraint(
                name="rationed_sale_amounts", condition=Q(qty__gt=0, packs__gt=0, paid_rp__gte=0)
            ),
            models.CheckConstraint(
                name="rationed_sale_codes_known",
                condition=Q(
                    known_by__in=[one.value for one in KnownBy],
                    official__in=[one.value for one in OfficialState],
                ),
            ),
        )
        indexes = (
            models.Index(name="rationed_sale_by_day", fields=("cooperative", "sold_on", "sold_at")),
            models.Index(
                name="rationed_sale_waiting",
                fields=("cooperative", "official", "sold_at"),
                condition=Q(official__in=["WAITING", "REFUSED", "CANCEL"]),
            ),
            models.Index(name="rationed_sale_by_consumer", fields=("cooperative", "consumer_id")),
        )

    def __str__(self) -> str:
        return self.number
