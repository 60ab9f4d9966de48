"""Every kind of act that needs a second person, wherever its context is."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.foundation.approvals.domain.kinds import Kind


@cache
def kinds() -> Mapping[str, Kind]:
    """Collect the kinds of every context by their code, from its ``approval_kinds.py``."""
    found: dict[str, Kind] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.approval_kinds"
        if config.name.startswith("guyub.") and find_spec(module):
            found |= {kind.code: kind for kind in import_module(module).KINDS}
    return found
