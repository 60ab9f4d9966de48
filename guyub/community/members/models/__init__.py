"""Tables of members."""

from guyub.community.members.models.letters import JoinRequest, Suggestion

__all__ = ["JoinRequest", "Suggestion"]
