"""Pengurus and pengawas."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.community.cooperatives.domain.officers import (
    SINGLE_POSTS,
    SUPERVISING_POSTS,
    HandoverItem,
    Post,
    Relation,
)
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Officer(TenantModel):
    """One person in one post for one term. Written by services.officers; ended, never removed.

    ``ended_on`` is the first day out of office; empty means still. ``person`` where they use Guyub themselves.
    """

    name = models.CharField(max_length=120)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=20, choices=[(post.value, post.value) for post in Post])
    sex = models.CharField(max_length=1, choices=(("L", "Laki-laki"), ("P", "Perempuan")), blank=True)
    is_ex_officio = models.BooleanField(default=False)
    term_from = models.DateField()
    term_to = models.DateField()
    appointed_by = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="officer_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="officer_post_known", condition=Q(post__in=[post.value for post in Post])
            ),
            models.CheckConstraint(name="officer_term_has_an_end", condition=Q(term_to__gte=F("term_from"))),
            models.CheckConstraint(
                name="officer_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("term_from")),
            ),
            models.CheckConstraint(
                name="officer_by_office_supervises",
                condition=Q(is_ex_officio=False)
                | Q(post__in=sorted(post.value for post in SUPERVISING_POSTS)),
            ),
            models.UniqueConstraint(
                name="officer_one_in_a_single_post",
                fields=("cooperative", "post"),
                condition=Q(ended_on__isnull=True, post__in=sorted(post.value for post in SINGLE_POSTS)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.post}"


class Kinship(TenantModel):
    """Two officers who are kin of the first degree, as declared. Written by services.officers."""

    one = TenantForeignKey(Officer, on_delete=models.PROTECT, related_name="kin_as_one")
    other = TenantForeignKey(Officer, on_delete=models.PROTECT, related_name="kin_as_other")
    relation = models.CharField(max_length=16, choices=[(kin.value, kin.value) for kin in Relation])
    declared_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="kinship_is_of_two", condition=~Q(one=F("other"))),
            models.UniqueConstraint(name="kinship_once", fields=("cooperative", "one", "other")),
        )

    def __str__(self) -> str:
        return self.relation


class Handover(TenantModel):
    """One thing that a leaving officer hands over: to whom, when. Written by services.officers."""

    officer = TenantForeignKey(Officer, on_delete=models.PROTECT, related_name="handovers")
    item = models.CharField(max_length=16, choices=[(item.value, item.value) for item in HandoverItem])
    received_by = models.CharField(max_length=120, blank=True)
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="handover_once", fields=("cooperative", "officer", "item")),
            models.CheckConstraint(
                name="handover_done_has_a_receiver", condition=Q(done_on__isnull=True) | ~Q(received_by="")
            ),
        )

    def __str__(self) -> str:
        return self.item
