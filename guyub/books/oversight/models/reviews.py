"""Months that the pengawas signed off, and their notes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.books.oversight.domain.words import LONGEST_FINDINGS, Opinion
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class MonthReview(TenantModel):
    """One pengawas' word on one closed month. Written by services.reviews.

    It speaks of one closing: where the month was opened again, the word stands, but not of what is there now.
    ``chain_no`` and ``hash`` are the end of the chain at that moment; the counts are what had been looked at.
    """

    append_only: ClassVar[bool] = True

    month = models.DateField()
    closing = TenantForeignKey("ledger.PeriodClosing", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    opinion = models.CharField(max_length=16, choices=[(opinion.value, opinion.value) for opinion in Opinion])
    findings = models.CharField(max_length=LONGEST_FINDINGS, blank=True)
    chain_no = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    entries = models.IntegerField()
    sampled = models.IntegerField()
    unproved = models.IntegerField()
    questions = models.IntegerField()
    exceptions = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="review_once", fields=("cooperative", "closing", "person")),
            models.CheckConstraint(name="review_month_is_a_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="review_opinion_known", condition=Q(opinion__in=[one.value for one in Opinion])
            ),
            models.CheckConstraint(
                name="review_doubt_has_words", condition=Q(opinion="WAJAR") | ~Q(findings="")
            ),
        )
        indexes = (models.Index(name="review_by_month", fields=("cooperative", "month")),)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.opinion}"


class ReviewNote(TenantModel):
    """A free note in the book of the pengawas. Written by services.reviews.

    Source: UU 25/1992 article 39 (pengawas report in writing what they found).
    """

    append_only: ClassVar[bool] = True

    text = models.CharField(max_length=LONGEST_FINDINGS)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="note_says_something", condition=~Q(text="")),)

    def __str__(self) -> str:
        return self.text[:40]
