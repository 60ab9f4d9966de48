"""Partners, and the accounts to which they are paid."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.community.partners.domain.partners import PartnerKind
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Partner(TenantModel):
    """Somebody with whom one cooperative trades or works, and on which terms. Ended, never removed.

    Written by services.partners. ``folded_name`` is the name as two of them are compared; ``contact`` holds the phone
    of the person to ask for, which lies in the vault. ``account_request`` is the newest change of the account that was
    asked for.
    """

    kind = models.CharField(max_length=8)
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    folded_name = models.CharField(max_length=240)  # a letter may fold to three
    contact_name = models.CharField(max_length=120, blank=True)
    contact = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    office_phone = models.CharField(max_length=15, blank=True)
    npwp = models.CharField(max_length=16, blank=True)
    nib = models.CharField(max_length=13, blank=True)
    payment_days = models.PositiveSmallIntegerField()  # from the bill to its payment; 0: cash
    lead_days = models.PositiveSmallIntegerField()  # from the order to the delivery
    delivery_days = models.CharField(max_length=7, blank=True)  # 1 Monday to 7 Sunday; none: any day
    minimum_rp = models.BigIntegerField()  # smallest order; 0: any
    note = models.CharField(max_length=200, blank=True)
    account_request = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    ended_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="partner_name_once", fields=("cooperative", "folded_name")),
            models.UniqueConstraint(name="partner_code_once", fields=("cooperative", "code")),
            models.CheckConstraint(
                name="partner_kind_known", condition=Q(kind__in=[kind.value for kind in PartnerKind])
            ),
            models.CheckConstraint(
                name="partner_has_a_name", condition=~Q(name="") & Q(folded_name__regex=r"^[^\s]+$")
            ),
            models.CheckConstraint(name="partner_code_is_short", condition=Q(code__regex=r"^[A-Z0-9]{2,8}$")),
            models.CheckConstraint(
                name="partner_phone_is_somebodys", condition=Q(contact__isnull=True) | ~Q(contact_name="")
            ),
            models.CheckConstraint(
                name="partner_numbers_have_their_digits",
                condition=(Q(npwp="") | Q(npwp__regex=r"^\d{16}$")) & (Q(nib="") | Q(nib__regex=r"^\d{13}$")),
            ),
            models.CheckConstraint(
                name="partner_terms_make_sense",
                condition=Q(payment_days__lte=365, lead_days__lte=365, minimum_rp__gte=0),
            ),
            models.CheckConstraint(
                name="partner_days_are_weekdays", condition=Q(delivery_days__regex=r"^1?2?3?4?5?6?7?$")
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PartnerAccount(TenantModel):
    """One word on the account to which a partner is paid; the one with the highest ``no`` holds. Never changed.

    Written by services.accounts. An account stands here only with the request that another person agreed to; a row
    without a number says that the partner is paid to no account, and one person may say so.
    """

    append_only: ClassVar[bool] = True

    partner = TenantForeignKey(Partner, on_delete=models.PROTECT, related_name="accounts")
    no = models.PositiveIntegerField()
    bank = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=20, blank=True)
    holder = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=200)
    from_on = models.DateField()
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approved_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="partner_account_no_once", fields=("cooperative", "partner", "no")),
            models.UniqueConstraint(
                name="partner_account_of_one_request",
                fields=("cooperative", "approval"),
                condition=Q(approval__isnull=False),
            ),
            models.CheckConstraint(
                name="partner_account_by_two_or_none",
                condition=Q(bank="", number="", holder="", approval__isnull=True, approved_by__isnull=True)
                | ~Q(bank="")
                & ~Q(holder="")
                & Q(number__regex=r"^\d{6,20}$", approval__isnull=False, approved_by__isnull=False)
                & ~Q(approved_by=F("asked_by")),
            ),
            models.CheckConstraint(name="partner_account_says_why", condition=~Q(why="") & Q(no__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.id}"
