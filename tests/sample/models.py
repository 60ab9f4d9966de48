"""Tables that exist only in tests: a group, the notes in it, a log that is only added to."""

from django.db import models

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Group(TenantModel):
    name = models.CharField(max_length=40)


class Note(TenantModel):
    group = TenantForeignKey(Group, on_delete=models.PROTECT, related_name="notes")
    answers = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answered_by")
    text = models.CharField(max_length=40)


class LogLine(TenantModel):
    append_only = True

    text = models.CharField(max_length=40)
