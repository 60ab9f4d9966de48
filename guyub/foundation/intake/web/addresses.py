"""The addresses of the pages of tables: the same ones below the prefix of every context, with who may open each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.foundation.identity.web.doors import acts

if TYPE_CHECKING:
    from django.urls import URLPattern

    from guyub.foundation.intake.web.pages import TablePages


def table_paths(pages: TablePages[Any, Any], prefix: str) -> list[URLPattern]:
    """List the addresses of the tables of one context.

    Who brings tables and who takes them in look at all of it; each does the own part. The list takes a table too where
    ``pages.bring`` names no address of its own.

    Args:
        pages: What the context says of its pages.
        prefix: Where they stand: ``barang/saldo-awal/``.
    """
    brings, takes = acts(pages.intake.brings), acts(pages.intake.takes)
    looks = acts(*dict.fromkeys((pages.intake.brings, pages.intake.takes)))
    one = f"{prefix}<uuid:batch_id>/"
    room = pages.room.partition(":")[2]
    if pages.bring:
        listed = [
            path(prefix, require_safe(looks(pages.listed)), name=room),
            path(f"{prefix}unggah/", require_POST(brings(pages.brought)), name="bring"),
        ]
    else:
        both = require_http_methods(["GET", "HEAD", "POST"])
        listed = [path(prefix, both(brings(pages.listed_or_brought)), name=room)]
    return [
        *listed,
        path(f"{prefix}contoh/", require_safe(looks(pages.template)), name="template"),
        path(one, require_safe(never_cache(looks(pages.table))), name="table"),
        path(f"{one}kemajuan/", require_safe(never_cache(looks(pages.progress))), name="progress"),
        path(f"{one}catatan/", require_safe(looks(pages.notes)), name="notes"),
        path(f"{one}kolom/", require_POST(brings(pages.columns)), name="columns"),
        path(f"{one}masukkan/", require_POST(takes(pages.take)), name="take"),
        path(f"{one}batalkan/", require_POST(takes(pages.undo)), name="undo"),
        path(f"{one}buang/", require_POST(brings(pages.drop)), name="drop"),
    ]
