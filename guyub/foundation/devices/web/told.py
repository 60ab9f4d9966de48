"""What an event of a device says in words, and what to do about it: each context tells it of its own kinds.

A context keeps ``web/device_words.py``: ``TOLD`` by kind, ``ADVICE`` by the code of a refusal, or by ``code:wrong``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """An event in words.

    Args:
        title: What happened: ``Penjualan K1-0318``.
        facts: Who, whose, why: a label and a text each.
        lines: Goods, each with what was paid for it in rupiah.
        sums: What it comes to: a label and rupiah each.
    """

    title: str
    facts: Sequence[tuple[str, str]] = ()
    lines: Sequence[tuple[str, int]] = ()
    sums: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about a refusal; ``url_name`` a page of the own context that helps, ``link`` what it is called."""

    text: str
    url_name: str = ""
    link: str = ""


@cache
def _of_all() -> tuple[Mapping[str, Callable[[Any], Words]], Mapping[str, Advice]]:
    told: dict[str, Callable[[Any], Words]] = {}
    advice: dict[str, Advice] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.web.device_words"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.web") and find_spec(module):
            found = import_module(module)
            told |= getattr(found, "TOLD", {})
            advice |= getattr(found, "ADVICE", {})
    return told, advice


def in_words(kind: str, facts: Any) -> Words | None:
    """Say what an event tells; None where no context knows its kind, or cannot read what it says."""
    teller = _of_all()[0].get(kind)
    if teller is None:
        return None
    try:
        return teller(facts)
    except (AttributeError, KeyError, TypeError, ValueError):  # a body that nobody of ours wrote
        return None


def advice_for(code: str, wrong: Any) -> Advice | None:
    """Say what to do about a refusal; None where nobody said so."""
    advice = _of_all()[1]
    return advice.get(f"{code}:{wrong}") or advice.get(code)
