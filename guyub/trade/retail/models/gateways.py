"""The cooperative's account at a payment gateway, and what the gateway told of buyers' payments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.domain.gateways import Outcome, PaidState, Provider


class GatewayAccount(TenantModel):
    """One account at a gateway: asked for by one, standing from a second person's word on. By services.gateways.

    ``door`` is what its address ends in and nobody guesses. ``sealed`` is the secret by which the gateway is known:
    encrypted, bound to this row, never shown again, and gone once the account ended.
    """

    provider = models.CharField(max_length=8)
    merchant = models.CharField(max_length=60)
    door = models.CharField(max_length=32)
    sealed = models.BinaryField()
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    since_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_why = models.CharField(max_length=80, blank=True)
    refused_count = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="gateway_account_one_stands",
                fields=("cooperative",),
                condition=Q(agreed_by__isnull=False, ended_on__isnull=True),
            ),
            models.UniqueConstraint(name="gateway_account_door", fields=("cooperative", "door")),
            models.CheckConstraint(
                name="gateway_account_provider", condition=Q(provider__in=[one.value for one in Provider])
            ),
            models.CheckConstraint(
                name="gateway_account_two_people",
                condition=Q(agreed_by__isnull=True, since_on__isnull=True)
                | Q(agreed_by__isnull=False, since_on__isnull=False) & ~Q(asked_by=F("agreed_by")),
            ),
            models.CheckConstraint(
                name="gateway_account_ended_why",
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_why="") & ~Q(sealed=b"")
                | Q(ended_on__isnull=False, ended_by__isnull=False, sealed=b"") & ~Q(ended_why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.provider} {self.merchant}"


class GatewayPayment(TenantModel):
    """One order's payment, as the gateway tells it. By services.gateway_notices; what is odd is decided by a person.

    ``reference`` is our own: the same stands on the sale's QRIS payment. ``amount_rp`` is what was told first.
    """

    account = TenantForeignKey(GatewayAccount, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    reference = models.CharField(max_length=64)
    payment_key = models.CharField(max_length=64)
    amount_rp = models.BigIntegerField()
    state = models.CharField(max_length=8)
    odd = models.CharField(max_length=8, blank=True)
    told_at = models.DateTimeField()
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_why = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="gateway_payment_once", fields=("cooperative", "reference", "account")
            ),
            models.CheckConstraint(
                name="gateway_payment_state", condition=Q(state__in=[one.value for one in PaidState])
            ),
            models.CheckConstraint(name="gateway_payment_odd", condition=Q(odd__in=["", "AMOUNT", "TWICE"])),
            models.CheckConstraint(name="gateway_payment_is_something", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="gateway_payment_decided_why",
                condition=Q(decided_on__isnull=True, decided_by__isnull=True, decided_why="")
                | Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(decided_why=""),
            ),
        )
        indexes = (models.Index(name="gateway_payment_by_moment", fields=("cooperative", "told_at")),)

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class GatewayNotice(TenantModel):
    """One notification that was the gateway's. Written with its payment, never changed.

    ``kept`` holds the provider's own words without who paid; ``body_sha256`` proves the whole body to whoever has it.
    """

    append_only: ClassVar[bool] = True

    account = TenantForeignKey(GatewayAccount, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    payment = TenantForeignKey(GatewayPayment, on_delete=models.PROTECT, related_name="notices")
    event_key = models.CharField(max_length=96)
    payment_key = models.CharField(max_length=64)
    amount_rp = models.BigIntegerField()
    state = models.CharField(max_length=8)
    outcome = models.CharField(max_length=8)
    kept = models.JSONField()
    body_sha256 = models.CharField(max_length=64)
    heard_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="gateway_notice_once", fields=("cooperative", "account", "event_key")
            ),
            models.CheckConstraint(
                name="gateway_notice_known",
                condition=Q(
                    state__in=[one.value for one in PaidState], outcome__in=[one.value for one in Outcome]
                ),
            ),
            models.CheckConstraint(name="gateway_notice_is_something", condition=Q(amount_rp__gt=0)),
        )

    def __str__(self) -> str:
        return self.event_key
