"""Statements of banks, what of them is which entry of the books, and the sheets on which a month was found to tie."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.books.treasury.domain.bank_matching import MatchHow
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class BankMapping(TenantModel):
    """Which column of a bank account's files holds what, as last taken in. Written by services.bank_statements."""

    bank = TenantForeignKey("treasury.CashPlace", on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField()  # field → title of the column

    class Meta:
        constraints = (models.UniqueConstraint(name="bank_mapping_once", fields=("cooperative", "bank")),)

    def __str__(self) -> str:
        return f"{self.bank_id}"


class BankStatement(TenantModel):
    """One file of a bank: brought, then taken in, undone or dropped. Written by services.bank_statements.

    ``sealed`` is the original, encrypted, and only there until then. ``digest`` is its SHA-256: the same file is not
    taken twice.
    """

    class State(models.TextChoices):
        """How far it came."""

        BROUGHT = "BROUGHT", "Menunggu diperiksa"
        TAKEN = "TAKEN", "Dimasukkan"
        UNDONE = "UNDONE", "Dibatalkan"
        DROPPED = "DROPPED", "Dibuang"

    bank = TenantForeignKey("treasury.CashPlace", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.BROUGHT)
    original_name = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32)
    sealed = models.BinaryField(max_length=12_000_000)
    columns = models.JSONField()
    lines_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    brought_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    brought_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="bank_original_gone_when_closed", condition=Q(state="BROUGHT") | Q(sealed=b"")
            ),
            models.UniqueConstraint(
                name="bank_statement_one_open", fields=("cooperative", "bank"), condition=Q(state="BROUGHT")
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.original_name}"


class BankLine(TenantModel):
    """One line of a bank account: what the bank says moved, and what stood there after. Written by bank_statements.

    The database refuses to change it; it goes only with its whole file, while nothing of it is matched. ``line_no`` is
    its line in the file, ``rank`` its place among all lines of the account in the order they were taken in.
    """

    bank = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    statement = TenantForeignKey(BankStatement, on_delete=models.PROTECT, related_name="+")
    line_no = models.PositiveIntegerField()
    rank = models.BigIntegerField()
    happened_on = models.DateField()
    amount_rp = models.BigIntegerField()
    balance_rp = models.BigIntegerField(null=True)
    description = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    digest = models.BinaryField(max_length=32)
    occurrence = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="bank_line_once", fields=("cooperative", "bank", "digest", "occurrence")
            ),
            models.UniqueConstraint(name="bank_line_rank_once", fields=("cooperative", "bank", "rank")),
            models.CheckConstraint(name="bank_line_moved_something", condition=~Q(amount_rp=0)),
        )
        indexes = (
            models.Index(name="bank_line_by_day", fields=("cooperative", "bank", "happened_on", "rank")),
        )

    def __str__(self) -> str:
        return f"{self.happened_on} {self.amount_rp}"


class BankMatch(TenantModel):
    """Lines and entries that are the same money. Written by services.bank_matches; gone when it is let go.

    ``within_on`` is the last day of all its rows: on a sheet of an earlier day they count as open.
    """

    bank = TenantForeignKey("treasury.CashPlace", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=[(how.value, how.value) for how in MatchHow])
    within_on = models.DateField()
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    matched_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="bank_match_how_known", condition=Q(how__in=MatchHow)),)
        indexes = (models.Index(name="bank_match_by_moment", fields=("cooperative", "bank", "matched_at")),)

    def __str__(self) -> str:
        return f"{self.how} {self.within_on}"


class MatchedRow(TenantModel):
    """One line, or one entry, of a match, with its day and what it moved on the account. Written by bank_matches."""

    match = TenantForeignKey(BankMatch, on_delete=models.PROTECT, related_name="rows")
    bank = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    line = TenantForeignKey(BankLine, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    happened_on = models.DateField()
    amount_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="matched_line_once", fields=("cooperative", "line")),
            models.UniqueConstraint(name="matched_entry_once", fields=("cooperative", "entry", "bank")),
            models.CheckConstraint(
                name="matched_row_is_one_of_two",
                condition=Q(line__isnull=True, entry__isnull=False)
                | Q(line__isnull=False, entry__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.happened_on} {self.amount_rp}"


class BankReconciliation(TenantModel):
    """A sheet: one bank account found to tie up to a day, with everything that one side alone knew. Never changed.

    Written by services.bank_sheets. A later sheet of the same month takes its place.
    """

    append_only: ClassVar[bool] = True

    bank = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    month = models.DateField()
    through = models.DateField()
    statement_rp = models.BigIntegerField()
    only_books_rp = models.BigIntegerField()
    only_bank_rp = models.BigIntegerField()
    books_rp = models.BigIntegerField()
    facts = models.JSONField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="bank_sheet_ties",
                condition=Q(books_rp=F("statement_rp") + F("only_books_rp") - F("only_bank_rp")),
            ),
            models.CheckConstraint(name="bank_sheet_month_begins", condition=Q(month__day=1)),
            models.CheckConstraint(name="bank_sheet_ends_in_its_month", condition=Q(through__gte=F("month"))),
        )
        indexes = (
            models.Index(name="bank_sheet_by_month", fields=("cooperative", "bank", "through", "kept_at")),
        )

    def __str__(self) -> str:
        return f"{self.through} {self.books_rp}"
