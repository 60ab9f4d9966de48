import io
import zipfile

import pytest

from guyub.foundation.kernel.media import JPEG, PDF, PNG, TEXT, WEBP, XLSX, agrees_with_name, media_type_of


def archive(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("_case", "content", "media_type"),
    [
        ("pdf", b"%PDF-1.7\n", PDF),
        ("png", b"\x89PNG\r\n\x1a\n....", PNG),
        ("photo", b"\xff\xd8\xff\xe0....", JPEG),
        ("webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", WEBP),
        ("another RIFF is sound", b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        ("workbook", archive("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        ("workbook with macros", archive("xl/workbook.xml", "xl/vbaProject.bin"), None),
        ("any archive", archive("catatan.txt"), None),
        ("broken archive", b"PK\x03\x04 no archive", None),
        ("text with BOM", "\ufeffNama;Jumlah\nSri;50.000\n".encode(), TEXT),
        ("text in another coding", "kéju".encode("latin-1"), None),
        ("control characters", b"a\x00b", None),
        ("a page", b"<!DOCTYPE html><html>", None),
        ("a drawing with script", b"  <svg onload=f()>", None),
        ("a program", b"#!/bin/sh\n", None),
        ("a Windows program", b"MZ\x90\x00\x03", None),
    ],
)
def test_a_file_is_what_its_content_says(_case, content, media_type):
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    ("media_type", "name", "agrees"),
    [
        (PDF, "akta.pdf", True),
        (PDF, "AKTA.PDF", True),
        (JPEG, "foto.jpeg", True),
        (PDF, "akta.pdf.exe", False),
        (PNG, "foto", False),
    ],
)
def test_a_name_must_agree(media_type, name, agrees):
    assert agrees_with_name(media_type, name) is agrees
