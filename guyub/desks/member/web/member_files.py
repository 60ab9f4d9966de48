"""The file of a member on one sheet of paper, for the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import localtime

from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.identity.web.doors import actor_of
from guyub.foundation.identity.web.words import PURPOSE_WORDS
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import clock, day, rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from guyub.desks.member.selectors.member_page import MemberPage

UNKNOWN = "–"
MOST_LINES = 8  # of each part on the sheet; what is left off is said


def file_pdf(
    request: HttpRequest,
    page: MemberPage,
    *,
    numbers: Sequence[tuple[Any, str]],
    offices: Sequence[tuple[str, str, Any, Any]],
    paper: str,
) -> bytes:
    """Set the file of a member.

    Args:
        request: Who prints.
        page: The member and every part of the file.
        numbers: NIK, KK and phone, masked, with their words.
        offices: What the member does for the cooperative.
        paper: ``a4`` or ``f4``.
    """
    place = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    printed = utc_now().astimezone(Zone(place.zone).info)
    ward = next((ward for ward in wards() if ward.code == place.code), None)
    member, file = page.member, page.answers["file"]
    payload = {
        "who": place.name,
        "where": f"{ward.kecamatan}, Kota Malang" if ward else "",
        "title": f"Berkas anggota {member.name}",
        "printed": f"Dicetak {day(printed)}, {clock(printed)} {place.zone} · {actor_of(request).name}",
        "paper": paper,
        "name": member.name,
        "number": member.number or "belum bernomor",
        "standing": f"{member.state_words} sejak {day(member.state_since)}",
        "person": _person(file, numbers),
        "membership": _membership(page),
        "savings": [(row.words, rupiah(row.balance_rp)) for row in page.answers["savings"].accounts],
        "savings_total": rupiah(page.answers["savings"].total_rp),
        "heirs": [(f"{row.name}, {row.relation}", f"{row.share_percent} %") for row in page.answers["heirs"]],
        "lists": _lists(page, offices),
        "signers": [
            {"role": "Petugas", "name": actor_of(request).name},
            {"role": "Anggota", "name": member.name},
        ],
    }
    return render_pdf(template="member_desk/member.typ", payload=payload, is_example=settings.IS_DEMO)


def _person(file: Any, numbers: Sequence[tuple[Any, str]]) -> list[tuple[str, str]]:
    born = ", ".join(part for part in (file.birthplace, day(file.born_on) if file.born_on else "") if part)
    seen = f"{day(file.ktp_seen_on)}, {file.ktp_seen_by}" if file.ktp_seen_on else "belum"
    return [
        *((words, one.masked or UNKNOWN) for one, words in numbers),
        ("Lahir", born or UNKNOWN),
        ("Jenis kelamin", file.sex_words or UNKNOWN),
        ("Alamat", file.home or UNKNOWN),
        ("Kelurahan di KTP", file.ward or UNKNOWN),
        ("Hubungan di KK", file.relation_words or UNKNOWN),
        ("Pekerjaan", file.work or UNKNOWN),
        ("KTP dilihat", seen),
    ]


def _membership(page: MemberPage) -> list[tuple[str, str]]:
    member = page.member
    happened = [(f"{row.words} {day(row.on)}", row.reason) for row in page.answers["standing"][-MOST_LINES:]]
    joined = day(member.joined_on) if member.joined_on else "belum, simpanan pokok belum lunas"
    return [("Terdaftar", joined), *happened]


def _lists(page: MemberPage, offices: Sequence[tuple[str, str, Any, Any]]) -> list[tuple[str, list[str]]]:
    """Give the short lists: title, lines. A part without a line says so."""
    given = {one.purpose: one for one in page.answers["consents"]}
    groups = [
        f"{row.full_name}{', ketua' if row.is_leader else ''}"
        for row in page.answers["groups"]
        if row.until_on is None
    ]
    businesses = [
        ", ".join(part for part in (row.name, row.makes, row.a_month, row.certificate_words) if part)
        for row in page.answers["businesses"]
        if row.ended_on is None
    ]
    held = [f"{words} ({where})" for words, where, _, until in offices if until is None]
    consents = [
        f"{words}: {'diberikan' if given[code].is_given else 'ditarik'} {day(localtime(given[code].at))}"
        for code, words in PURPOSE_WORDS.items()
        if code in given
    ]
    household = [
        f"{row.name}{f', {row.number}' if row.number else ''} ({row.state_words.lower()})"
        for row in page.answers["household"]
    ]
    parts = (
        ("Satu KK di koperasi ini", household),
        ("Usaha", businesses),
        ("Kelompok", groups),
        ("Jabatan", held),
        ("Persetujuan data", consents),
    )
    return [(title, _cut(lines)) for title, lines in parts]


def _cut(lines: list[str]) -> list[str]:
    if not lines:
        return ["tidak ada"]
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"dan {more} lagi"] if more > 0 else [])]
