"""The journal: entries and their lines, never edited, never deleted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.books.ledger.models.accounts import Account
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class JournalEntry(TenantModel):
    """One entry: what happened, when, by whom, on what paper; sealed to the one before. Written by ``ledger_post``.

    ``occurred_on`` is its own day; ``dated_on`` the day in the books, later where its own month was closed already.
    ``chain_no`` counts all entries of the cooperative in the order of posting.
    """

    append_only: ClassVar[bool] = True

    series = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    number = models.IntegerField()
    chain_no = models.BigIntegerField()
    occurred_on = models.DateField()
    dated_on = models.DateField()
    posted_at = models.DateTimeField()
    phase = models.PositiveSmallIntegerField()
    memo = models.CharField(max_length=200)
    context = models.CharField(max_length=40)
    actor = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    request_id = models.UUIDField()
    part = models.PositiveSmallIntegerField()
    reverses = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    corrects = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    source_kind = models.CharField(max_length=40, blank=True)
    source_id = models.UUIDField(null=True)
    file = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    line_count = models.PositiveSmallIntegerField()
    total_rp = models.BigIntegerField()
    facts_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="entry_chain_no_once", fields=("cooperative", "chain_no")),
            models.UniqueConstraint(
                name="entry_number_once", fields=("cooperative", "series", "year", "number")
            ),
            models.UniqueConstraint(name="entry_request_once", fields=("cooperative", "request_id", "part")),
            models.UniqueConstraint(name="entry_reversed_once", fields=("cooperative", "reverses")),
            models.UniqueConstraint(name="entry_corrected_once", fields=("cooperative", "corrects")),
            models.CheckConstraint(name="entry_has_two_lines", condition=Q(line_count__gte=2)),
            models.CheckConstraint(name="entry_total_above_zero", condition=Q(total_rp__gt=0)),
            models.CheckConstraint(
                name="entry_numbers_from_one", condition=Q(number__gte=1, chain_no__gte=1)
            ),
            models.CheckConstraint(name="entry_year_is_its_days", condition=Q(dated_on__year=F("year"))),
            models.CheckConstraint(
                name="entry_not_before_it_happened", condition=Q(dated_on__gte=F("occurred_on"))
            ),
            models.CheckConstraint(name="entry_phase_known", condition=Q(phase__in=(0, 1, 2))),
            models.CheckConstraint(name="entry_says_what_happened", condition=~Q(memo="")),
            models.CheckConstraint(name="entry_series_is_a_code", condition=Q(series__regex="^[A-Z]{2,4}$")),
            models.CheckConstraint(
                name="entry_takes_back_or_corrects",
                condition=Q(reverses__isnull=True) | Q(corrects__isnull=True),
            ),
        )
        indexes = (
            models.Index(name="entry_by_day", fields=("cooperative", "dated_on", "chain_no")),
            models.Index(
                name="entry_by_source",
                fields=("cooperative", "source_id"),
                condition=Q(source_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.series}-{self.year}-{self.number:04}"


class JournalLine(TenantModel):
    """One line of an entry: an account, signed rupiah (debit above zero), a unit of business.

    Written by ``ledger_post``, all lines of an entry in one statement; the database refuses lines that do not balance,
    in total and for each unit, or that come later. ``dated_on`` repeats the entry's, for reading one account's days.
    """

    append_only: ClassVar[bool] = True

    id = None  # type: ignore[assignment]  # its place in its entry says which
    pk = models.CompositePrimaryKey("cooperative_id", "entry_id", "line_no")
    entry = TenantForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines")
    line_no = models.PositiveSmallIntegerField()
    account = TenantForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    amount_rp = models.BigIntegerField()
    flow = models.CharField(max_length=20, blank=True)
    member_id = models.UUIDField(null=True)  # a key once the register of members is there
    partner = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="line_amount_not_zero", condition=~Q(amount_rp=0)),
            models.CheckConstraint(
                name="line_amount_within_bounds",
                condition=Q(amount_rp__gte=-MOST_RP, amount_rp__lte=MOST_RP),
            ),
        )
        indexes = (
            models.Index(name="line_by_account", fields=("cooperative", "account", "dated_on", "entry")),
            models.Index(
                name="line_by_member",
                fields=("cooperative", "member_id", "dated_on"),
                condition=Q(member_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_no} {self.amount_rp}"
