"""Files on their way: what a weak line brings in pieces."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Upload(TenantModel):
    """One file that a person is sending, or has sent. Written and, a day later, removed by services.uploads.

    A person's same content is one row: who sends it again goes on where the line was cut.
    """

    person_id = models.UUIDField()  # the kernel knows no people
    name = models.CharField(max_length=120)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)  # as the sender counted it
    received_bytes = models.PositiveIntegerField(default=0)
    is_whole = models.BooleanField(default=False)  # everything came, and it is what was sent
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="upload_content_once", fields=("cooperative", "person_id", "sha256", "size_bytes")
            ),
            models.CheckConstraint(
                name="upload_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="upload_not_empty", condition=Q(size_bytes__gte=1)),
            models.CheckConstraint(
                name="upload_receives_no_more", condition=Q(received_bytes__lte=F("size_bytes"))
            ),
            models.CheckConstraint(
                name="upload_whole_is_received",
                condition=Q(is_whole=False) | Q(received_bytes=F("size_bytes")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.received_bytes} of {self.size_bytes}"


class UploadPart(TenantModel):
    """One piece of a file on its way, encrypted with the files' key and bound to its place in the file."""

    # The database protects the upload; Django's own look would be a question that names no cooperative.
    upload = TenantForeignKey(Upload, on_delete=models.DO_NOTHING, related_name="parts")
    from_byte = models.PositiveIntegerField()
    sealed = models.BinaryField(max_length=300_000)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="upload_part_place_once", fields=("cooperative", "upload", "from_byte")
            ),
        )

    def __str__(self) -> str:
        return f"from byte {self.from_byte}"
