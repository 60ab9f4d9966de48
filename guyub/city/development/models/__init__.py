"""Tables of development."""

from guyub.city.development.models.mentoring import HelpRequest, Visit, VisitAction
from guyub.city.development.models.needs import Need, NeedEvent

__all__ = ["HelpRequest", "Need", "NeedEvent", "Visit", "VisitAction"]
