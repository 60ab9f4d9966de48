"""Tables of identity."""

from guyub.foundation.identity.models.audit import AuditEntry, AuditHead
from guyub.foundation.identity.models.getting_in import Invitation, LoginName
from guyub.foundation.identity.models.people import Membership, Person
from guyub.foundation.identity.models.privacy import BreachCase, ConsentEvent, SubjectRequest
from guyub.foundation.identity.models.tokens import ApiToken
from guyub.foundation.identity.models.vault import VaultEntry

__all__ = [
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "BreachCase",
    "ConsentEvent",
    "Invitation",
    "LoginName",
    "Membership",
    "Person",
    "SubjectRequest",
    "VaultEntry",
]
