"""What tables that people bring have in common."""

from guyub.foundation.intake.models.tables import BroughtBatch, brought_constraints

__all__ = ["BroughtBatch", "brought_constraints"]
