"""What a file is, judged by its content and not by its name."""

from __future__ import annotations

import io
import zipfile

PDF, PNG, JPEG, WEBP = "application/pdf", "image/png", "image/jpeg", "image/webp"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/plain"

EXTENSIONS = {
    PDF: ("pdf",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    WEBP: ("webp",),
    XLSX: ("xlsx",),
    TEXT: ("txt", "csv"),
}
# What a browser might run when it is served as text or opened from a disk.
_ACTIVE = (b"<script", b"<html", b"<svg", b"<!doctype", b"<?xml", b"<?php", b"#!", b"javascript:")


def media_type_of(content: bytes) -> str | None:
    """Tell the type of a content among those that are accepted; None for anything else.

    Scripts, HTML, SVG, programs, workbooks with macros and archives are none of them.
    """
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"PK\x03\x04"):
        return XLSX if _is_plain_workbook(content) else None
    return TEXT if _is_plain_text(content) else None


def agrees_with_name(media_type: str, name: str) -> bool:
    """Tell whether a file name's ending is one of that type."""
    return name.rpartition(".")[2].lower() in EXTENSIONS[media_type]


def _is_plain_workbook(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except zipfile.BadZipFile:
        return False
    return "xl/workbook.xml" in names and not any("vbaproject" in name for name in names)


def _is_plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(ord(letter) < ord(" ") and letter not in "\t\r\n" for letter in text):
        return False
    lowered = content[:4096].lower()
    return not any(mark in lowered for mark in _ACTIVE)
