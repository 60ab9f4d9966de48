"""Tables of approvals."""

from guyub.foundation.approvals.models.requests import ApprovalRequest, ApprovalVote

__all__ = ["ApprovalRequest", "ApprovalVote"]
