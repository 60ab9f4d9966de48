"""QR codes, for receipts, cards and the page that verifies a document."""

from __future__ import annotations

import io

import segno

QUIET_MODULES = 4


def qr_svg(text: str, *, title: str) -> str:
    """Draw a QR code as SVG to stand in a page: no style attributes, the colour of the text around it.

    Args:
        text: What it says; error correction M.
        title: What a screen reader says.
    """
    buffer = io.StringIO()
    segno.make_qr(text, error="m").save(
        buffer,
        kind="svg",
        border=QUIET_MODULES,
        dark="currentColor",
        svgns=True,
        xmldecl=False,
        omitsize=True,
        title=title,
    )
    return buffer.getvalue()


def qr_png(text: str, *, scale: int = 6) -> bytes:
    """Draw a QR code as PNG, black on white, for documents and receipts.

    Args:
        text: What it says; error correction M.
        scale: Pixels a module.
    """
    buffer = io.BytesIO()
    segno.make_qr(text, error="m").save(buffer, kind="png", scale=scale, border=QUIET_MODULES)
    return buffer.getvalue()
