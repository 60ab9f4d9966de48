"""Tables of parameters."""

from guyub.foundation.parameters.models.decisions import Decision
from guyub.foundation.parameters.models.values import ParameterValue

__all__ = ["Decision", "ParameterValue"]
