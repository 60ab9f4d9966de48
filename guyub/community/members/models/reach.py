"""Mailings to members: what goes out to whom, and how far it came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.community.members.domain.reach import Way
from guyub.community.members.models.books import BookLine
from guyub.community.members.models.people import Member
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Mailing(TenantModel):
    """One text to many members, by WhatsApp or as letters. Written by services.reach; its text never changes.

    ``title`` is also the reason for which phones are opened. Letters have one line in the agenda of outgoing letters.
    """

    way = models.CharField(max_length=5)
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=2000)
    whom = models.CharField(max_length=120)  # in words, as chosen
    letter = TenantForeignKey(BookLine, on_delete=models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    made_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="mailing_way_known", condition=Q(way__in=[one.value for one in Way])),
            models.CheckConstraint(name="mailing_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(
                name="mailing_letters_are_in_the_agenda",
                condition=Q(way=Way.SURAT.value, letter__isnull=False)
                | Q(way=Way.WA.value, letter__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.way} {self.id}"


class MailingLine(TenantModel):
    """One member to whom a mailing goes; of WhatsApp also when staff sent it, and who."""

    mailing = TenantForeignKey(Mailing, on_delete=models.PROTECT, related_name="lines")
    member = TenantForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="mailing_line_once", fields=("cooperative", "mailing", "member")),
            models.CheckConstraint(
                name="mailing_line_sent_whole",
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
