"""What was used of each quota, over all cooperatives, and what is set aside."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import NetworkModel
from guyub.trade.subsidised.domain.programmes import KnownBy, Scope, UseState
from guyub.trade.subsidised.models.consumers import Consumer, is_hash
from guyub.trade.subsidised.models.programmes import LimitRule, Programme


class QuotaKey(NetworkModel):
    """One person, household or business that limits count by: whoever uses or sets aside holds its row first.

    Rows are held in the order of scope and index. Written the first time that somebody is counted.
    """

    pk = models.CompositePrimaryKey("scope", "key_index")
    scope = models.CharField(max_length=6)
    key_index = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="quota_key_is_known",
                condition=Q(is_hash("key_index"), scope__in=[one.value for one in Scope]),
            ),
        )

    def __str__(self) -> str:
        return self.scope


class QuotaUse(NetworkModel):
    """One sale of a rationed good to one buyer, or what is set aside for one that is being made.

    ``id`` is that of the till's event or of the reservation. Written by services.quota in transactions of its own,
    before the sale is entered; ``day`` is the day of the sale in Jakarta. ``over_rule`` is the hardest limit that it
    passed. ``slice_qty`` of it was set aside for the device beforehand. ``told_by`` is the sale that used it, once it
    was told. ``is_firm``: a limit that blocks may rest on it, so that no clock alone lets go of it. What is released
    stays, with the reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=14)
    consumer = models.ForeignKey(
        Consumer, on_delete=models.PROTECT, null=True, related_name="uses", db_index=False
    )
    nik_index = models.BinaryField()
    kk_index = models.BinaryField(null=True)
    nib_index = models.BinaryField(null=True)
    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    device_id = models.UUIDField(null=True)
    qty = models.BigIntegerField()
    slice_qty = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    day = models.DateField()
    state = models.CharField(max_length=8)
    expires_at = models.DateTimeField(null=True)
    known_by = models.CharField(max_length=7)
    over_rule = models.ForeignKey(
        LimitRule, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    over_mode = models.CharField(max_length=5, blank=True)
    decision = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)  # why it goes on beyond a limit that warns
    released_why = models.CharField(max_length=200, blank=True)
    told_by = models.UUIDField(null=True)
    is_firm = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="quota_use_amount",
                condition=Q(qty__gt=0, slice_qty__gte=0, slice_qty__lte=F("qty")),
            ),
            models.CheckConstraint(
                name="quota_use_codes_known",
                condition=Q(
                    state__in=[one.value for one in UseState], known_by__in=[one.value for one in KnownBy]
                ),
            ),
            models.CheckConstraint(
                name="quota_use_reserved_until",
                condition=~Q(state=UseState.RESERVED.value) | Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="quota_use_indexes_are_hashes",
                condition=Q(is_hash("nik_index"), is_hash("kk_index"), is_hash("nib_index")),
            ),
        )
        indexes = (
            models.Index(name="quota_use_by_nik", fields=("nik_index", "programme", "day")),
            models.Index(
                name="quota_use_by_kk",
                fields=("kk_index", "programme", "day"),
                condition=Q(kk_index__isnull=False),
            ),
            models.Index(
                name="quota_use_by_nib",
                fields=("nib_index", "programme", "day"),
                condition=Q(nib_index__isnull=False),
            ),
            models.Index(name="quota_use_by_outlet", fields=("cooperative", "programme", "day")),
            models.Index(
                name="quota_use_reserved", fields=("expires_at",), condition=Q(state=UseState.RESERVED.value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.qty} {self.state}"


class QuotaSlice(NetworkModel):
    """What of a buyer's quota is set aside for one device, to be sold without a network. Written by services.slices.

    ``lent_qty`` counts as used for everybody else; ``told_qty`` is what the device was told last, ``lowered_no`` the
    answer that told it less. It is of one month; ``expires_at`` is when the device stops using it. ``tag`` is what the
    device finds the buyer by: made of the NIK and the device's own salt, it fits no other device.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device_id = models.UUIDField()
    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    consumer = models.ForeignKey(Consumer, on_delete=models.PROTECT, related_name="slices", db_index=False)
    nik_index = models.BinaryField()
    kk_index = models.BinaryField(null=True)
    month = models.DateField()
    lent_qty = models.BigIntegerField()
    told_qty = models.BigIntegerField()
    lowered_no = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField()
    tag = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="quota_slice_once", fields=("device_id", "programme", "consumer", "month")
            ),
            models.CheckConstraint(
                name="quota_slice_told_within",
                condition=Q(told_qty__gte=0, lent_qty__gte=F("told_qty")),
            ),
        )
        indexes = (
            models.Index(
                name="quota_slice_by_nik",
                fields=("nik_index", "programme", "month"),
                condition=Q(lent_qty__gt=0),
            ),
            models.Index(
                name="quota_slice_by_kk",
                fields=("kk_index", "programme", "month"),
                condition=Q(lent_qty__gt=0, kk_index__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.lent_qty}"


class QuotaDevice(NetworkModel):
    """One device that quotas are lent to: the number of the last answer that told it something else than before.

    Written by services.slices, whose lending to one device takes turns on it. ``told`` is the digest of what that
    answer said, ``looked_at`` when its buyers were counted last, ``rules`` the digest of the limits of then.
    """

    device_id = models.UUIDField(primary_key=True, editable=False)
    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveBigIntegerField(default=0)
    told = models.CharField(max_length=64, blank=True)
    rules = models.CharField(max_length=64, blank=True)
    looked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.device_id)
