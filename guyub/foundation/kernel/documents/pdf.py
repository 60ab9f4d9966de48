"""PDF by typst: the same payload gives the same bytes, tagged so that a screen reader can read it (PDF/UA-1)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.apps import apps

from guyub.foundation.kernel.canonical import canonical_bytes
from guyub.foundation.kernel.documents.glyphs import drawable

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS = Path(__file__).resolve().parent / "fonts"


def render_pdf(*, template: str, payload: Mapping[str, Any], is_example: bool = False) -> bytes:
    """Set a document.

    Args:
        template: A ``.typ`` file as templates are named: ``kernel/statement.typ`` lies in the kernel's templates/.
            It reads the payload as ``json(bytes(sys.inputs.payload))``, so text is text and never markup.
        payload: Facts (kernel.canonical): text, whole numbers, dates, lists, mappings; no float. Amounts are written
            by kernel.formats beforehand. What the reader should know of time (the moment of printing) is part of it.
            What the font cannot draw is left out (``glyphs``): an emoji in a name stops no document.
        is_example: Print "CONTOH" on every page: something in it is invented.

    Raises:
        KeyError: No such template.
        TypeError: The payload holds something that is not a fact.
    """
    facts = json.loads(canonical_bytes(payload)) | {"is_example": is_example}
    folder = _template_folder(template)
    return typst.compile(
        str(folder / template),
        root=str(folder),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"payload": drawable(json.dumps(facts, ensure_ascii=False))},
        package_path=str(_house_package()),
        pdf_standards=["ua-1"],
    )


@cache
def _template_folder(template: str) -> Path:
    for config in apps.get_app_configs():
        folder = Path(config.path) / "templates"
        if (folder / template).is_file():
            return folder
    raise KeyError(template)


def _house_package() -> Path:
    """The folder of the package ``@house/letter``, which templates of every context import."""
    return Path(__file__).resolve().parent / "typst"
