"""What a refusal says to a person: one plain Indonesian sentence per code, with what to do next."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.foundation.kernel.errors import DomainError

MESSAGES: Mapping[str, str] = {
    "kernel.request.reused": gettext_noop(
        "Formulir ini sudah pernah dikirim dengan isian lain. Buka halaman ini lagi, lalu isi kembali."
    ),
}


@cache
def sentences() -> Mapping[str, str]:
    """Collect the sentences of every context: error code → Indonesian sentence with ``{fact}`` places."""
    collected: dict[str, str] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.web.messages"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.web") and find_spec(module):
            collected |= import_module(module).MESSAGES
    return collected


def sentence(error: DomainError) -> str:
    """Say in Indonesian what was refused and what to do next.

    Raises:
        KeyError: The code has no sentence; a test refuses such a code before a person meets it.
    """
    return _(sentences()[error.code]).format(**error.facts)
