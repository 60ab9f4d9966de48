"""QR codes, for receipts, cards and the page that verifies a document."""

from __future__ import annotations

import io

import segno

QUIET_MODULES = 4


def qr_svg(text: str, *, title: str) -> str:
    """Draw a QR code as SVG to stand in a page: no style attributes; black on white in dark pages too.

    Args:
        text: What it says; error correction M.
        title: What a screen reader says.
    """
    drawing: str = segno.make_qr(text, error="m").svg_inline(
        border=QUIET_MODULES, dark="#000", light="#fff", omitsize=True, title=title
    )
    return drawing


def qr_png(text: str, *, scale: int = 6) -> bytes:
    """Draw a QR code as PNG, black on white, for documents and receipts.

    Args:
        text: What it says; error correction M.
        scale: Pixels a module.
    """
    buffer = io.BytesIO()
    segno.make_qr(text, error="m").save(buffer, kind="png", scale=scale, border=QUIET_MODULES)
    return buffer.getvalue()
