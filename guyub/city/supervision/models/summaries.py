"""Summaries of cooperatives and of regions: no person stands in them."""

from __future__ import annotations

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.models import ReferenceModel


class PlaceSummary(ReferenceModel):
    """One cooperative in one row, for the city's pages. Filled by services.summaries, from news and once a day.

    Days are kept, not ages: a page counts them from its own today.
    """

    cooperative = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=13, unique=True)  # of the ward
    district_code = models.CharField(max_length=8)  # of the kecamatan
    name = models.CharField(max_length=120)
    stage = models.CharField(max_length=24)  # the step where it stands
    next_step = models.CharField(max_length=24, blank=True)
    done_steps = models.CharField(max_length=200, blank=True)  # codes, with a space between
    since_on = models.DateField(null=True)
    since_basis = models.CharField(max_length=12, blank=True)  # NOTE, REPORT, STEP
    waits_for = models.CharField(max_length=12, blank=True)
    waits_note = models.CharField(max_length=300, blank=True)
    has_nib = models.BooleanField(null=True)
    is_operating = models.BooleanField(null=True)
    sales_rp = models.BigIntegerField(null=True)
    savings_rp = models.BigIntegerField(null=True)
    members_count = models.PositiveIntegerField(null=True)
    reported_on = models.DateField(null=True)
    entered_on = models.DateField(null=True)  # the cooperative's own last record
    rat_on = models.DateField(null=True)
    last_quarter = models.PositiveIntegerField(null=True)  # 20263 is the third quarter of 2026
    last_annual_year = models.PositiveSmallIntegerField(null=True)
    needs_open = models.PositiveIntegerField(default=0)
    helps_open = models.PositiveIntegerField(default=0)
    term_ends_on = models.DateField(null=True)  # the first term of an officer to end
    expires_on = models.DateField(null=True)  # the first paper to end
    books_opened_on = models.DateField(null=True)  # of the own books here; filled by services.monthly_books
    books_last_on = models.DateField(null=True)  # their last entry
    books_closed_on = models.DateField(null=True)  # the last closed day
    books_chain_no = models.BigIntegerField(null=True)  # how many entries were summed
    is_stale = models.BooleanField(default=False)  # news came and is not summed yet
    summed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("cooperative",), condition=Q(is_stale=True), name="place_summary_stale"),
            models.Index(OpClass(F("code"), name="text_pattern_ops"), name="place_summary_region"),
        )
        constraints = (models.UniqueConstraint(name="place_summary_once", fields=("cooperative",)),)

    def __str__(self) -> str:
        return self.name


class RegionSummary(ReferenceModel):
    """One region with at least one cooperative in it, summed: kecamatan, city, province, and ``ID`` for the nation."""

    code = models.CharField(max_length=8, primary_key=True)
    parent_code = models.CharField(max_length=8, blank=True, db_index=True)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=10)
    places_count = models.PositiveIntegerField()
    nib_count = models.PositiveIntegerField()
    operating_count = models.PositiveIntegerField()
    stuck_count = models.PositiveIntegerField()
    selling_count = models.PositiveIntegerField()
    saving_count = models.PositiveIntegerField()
    fresh_count = models.PositiveIntegerField()
    sales_rp = models.BigIntegerField()
    savings_rp = models.BigIntegerField()
    needs_open = models.PositiveIntegerField()
    as_of = models.DateField()

    def __str__(self) -> str:
        return self.name


class MonthlyBooks(ReferenceModel):
    """The own books of one cooperative in one month, summed: no entry and no person stand in it.

    Filled by services.monthly_books.
    """

    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=13)  # of the ward
    month = models.DateField()  # its first day
    entries_count = models.PositiveIntegerField()
    members_rp = models.BigIntegerField()  # what members bought
    others_rp = models.BigIntegerField()  # what others did
    result_rp = models.BigIntegerField()  # of the month
    cash_rp = models.BigIntegerField()  # at its end
    assets_rp = models.BigIntegerField()
    equity_rp = models.BigIntegerField()
    last_on = models.DateField(null=True)  # its last entry
    is_closed = models.BooleanField()
    summed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="monthly_books_once", fields=("cooperative", "month")),
            models.CheckConstraint(name="monthly_books_of_a_first_day", condition=Q(month__day=1)),
        )
        indexes = (
            models.Index(
                OpClass(F("code"), name="text_pattern_ops"), F("month"), name="monthly_books_region"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.month:%Y-%m}"


class PlaceMembers(ReferenceModel):
    """The members of one cooperative that keeps its register here, counted: no person stands in it.

    Filled by services.members. Counts are whole; a page shows those of few people as "< 5" (domain.small_numbers).
    """

    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=13)  # of the ward
    members_count = models.PositiveIntegerField()  # active and passive
    passive_count = models.PositiveIntegerField()
    candidates_count = models.PositiveIntegerField()
    women_count = models.PositiveIntegerField()
    men_count = models.PositiveIntegerField()  # of the others nobody wrote it down
    ages = models.JSONField(default=list)  # members by age, as of members.selectors.figures.AGES
    households_count = models.PositiveIntegerField()  # distinct family cards
    without_kk_count = models.PositiveIntegerField()  # members whose family card is not known
    growth = models.JSONField(
        default=list
    )  # [first day of a month, joined, left, members at its end], oldest first
    summed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="place_members_once", fields=("cooperative",)),)

    def __str__(self) -> str:
        return self.code


class PlaceSavings(ReferenceModel):
    """How the members of one cooperative take part in saving, counted: no person and no amount of one stands in it.

    Filled by services.savings from the news of bills, and once a day.
    """

    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=13)  # of the ward
    savers_count = models.PositiveIntegerField()  # members who save more than pokok and wajib
    months = models.JSONField(
        default=list
    )  # [first day of a month, billed, settled, rupiah asked, rupiah paid], oldest first
    summed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="place_savings_once", fields=("cooperative",)),)

    def __str__(self) -> str:
        return self.code


class PlaceLoans(ReferenceModel):
    """How the members of one cooperative borrow, counted: no person and no amount of one stands in it.

    Filled by services.loans once a day. A page tells nothing of few borrowers (domain.small_numbers).
    """

    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=13)  # of the ward
    borrowers_count = models.PositiveIntegerField()
    loans_count = models.PositiveIntegerField()
    left_rp = models.BigIntegerField()  # of the principal
    risky_rp = models.BigIntegerField()  # left of loans that are late for more than 30 days
    classes = models.JSONField(default=list)  # [class, loans, rupiah left]
    summed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="place_loans_once", fields=("cooperative",)),)

    def __str__(self) -> str:
        return self.code


class PlaceStaples(ReferenceModel):
    """What staples cost in one cooperative and how much of them lies there. Filled by services.staples.

    ``goods`` is ``[good, rupiah for one unit of its rules or null, quantity, day since which none is there or null]``.
    """

    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=13)  # of the ward
    goods = models.JSONField(default=list)
    summed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="place_staples_once", fields=("cooperative",)),)

    def __str__(self) -> str:
        return self.code


class PlaceShop(ReferenceModel):
    """What the tills of one cooperative sold on 28 whole days, added up: no person, no receipt.

    Filled by services.shops once a day, from the first day after the first sale on.
    """

    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=13)  # of the ward
    days_count = models.PositiveSmallIntegerField()  # on which something was sold
    sales_count = models.PositiveIntegerField()
    sold_rp = models.BigIntegerField()  # less what was given back; below zero: more went back
    last_on = models.DateField()  # however long ago
    summed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="place_shop_once", fields=("cooperative",)),)

    def __str__(self) -> str:
        return self.code
