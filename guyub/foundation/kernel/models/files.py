"""Files that people bring or the house makes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class MediaType(models.TextChoices):
    """What a file may be, judged by its content."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
    WEBP = "image/webp", "WebP"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"
    TEXT = "text/plain", "Teks atau CSV"


class StoredFile(TenantModel):
    """One version of one document: what it is, and under which hash its content lies in the data folder.

    Written by services.files. A new version replaces an old one; nothing is removed. The content of a file that is
    not public is encrypted on disk.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    is_public = models.BooleanField(default=False)
    version = models.PositiveSmallIntegerField()
    replaces = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80, choices=MediaType)
    original_name = models.CharField(max_length=120)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="file_kind_is_a_code", condition=Q(kind__regex=r"^[A-Z][A-Z_]*$")),
            models.CheckConstraint(name="file_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="file_type_known", condition=Q(media_type__in=MediaType.values)),
            models.CheckConstraint(name="file_not_empty", condition=Q(size_bytes__gte=1)),
            models.CheckConstraint(
                name="file_expires_after_issue",
                condition=Q(expires_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="file_first_version_replaces_nothing",
                condition=Q(version=1, replaces__isnull=True) | Q(version__gt=1, replaces__isnull=False),
            ),
            models.UniqueConstraint(name="file_replaced_once", fields=("cooperative", "replaces")),
        )

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"
