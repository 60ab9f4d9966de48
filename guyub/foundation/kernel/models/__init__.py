"""One file per noun: fields, constraints, predicates; no saving, no deciding."""

from guyub.foundation.kernel.models.cooperatives import Cooperative, CooperativeKind, Zone
from guyub.foundation.kernel.models.files import MediaType, StoredFile
from guyub.foundation.kernel.models.machinery import CacheEntry, RateWindow
from guyub.foundation.kernel.models.numbers import NumberCounter
from guyub.foundation.kernel.models.outbox import OutboxCursor, OutboxLine
from guyub.foundation.kernel.models.papers import IssuedPaper
from guyub.foundation.kernel.models.requests import Request
from guyub.foundation.kernel.models.uploads import Upload, UploadPart

__all__ = [
    "CacheEntry",
    "Cooperative",
    "CooperativeKind",
    "IssuedPaper",
    "MediaType",
    "NumberCounter",
    "OutboxCursor",
    "OutboxLine",
    "RateWindow",
    "Request",
    "StoredFile",
    "Upload",
    "UploadPart",
    "Zone",
]
