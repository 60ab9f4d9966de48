"""The member's own page on paper, and a copy of all own data as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.identity.web.words import KIND_WORDS, PURPOSE_WORDS
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import clock, day, number, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.community.members.selectors.own_file import ChangeRow
    from guyub.desks.member.selectors.own import OwnPage
    from guyub.foundation.identity.selectors.audit import Line
    from guyub.foundation.identity.selectors.privacy import Consent
    from guyub.foundation.identity.selectors.vault import MaskedNumber
    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.kernel.selectors.own_data import Fact

SHEET_MOVEMENTS, SHEET_REQUESTS, SHEET_LINES = 12, 5, 6


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What stands on a member's sheet: the own page, masked numbers, consents, the last changes, who looked."""

    page: OwnPage
    numbers: list[MaskedNumber]
    consents: list[Consent]
    changes: list[ChangeRow]
    looks: list[Line]


def sheet_pdf(facts: SheetFacts, *, place: Cooperative, printed_by: str, now: datetime, paper: str) -> bytes:
    """Set a member's sheet: the same as the own page, for who has no phone.

    Args:
        facts: What stands on it.
        place: Whose letterhead.
        printed_by: Who prints it.
        now: The moment, aware.
        paper: ``a4`` or ``f4``.
    """
    page, zone = facts.page, Zone(place.zone)
    member, file = page.member, page.file
    assert member is not None  # noqa: S101  a sheet is of a member
    payload = {
        "title": f"Lembar anggota {member.number}".strip(),
        "name": member.name,
        "who": place.name,
        "where": place.code,
        "paper": paper,
        "printed": f"Dicetak {_moment(now, zone)} oleh {printed_by}",
        "standing": [
            ["Nomor anggota", member.number or "belum ada"],
            ["Keadaan", f"{member.state_words}, sejak {day(member.state_since)}"],
            ["Anggota sejak", day(member.joined_on) if member.joined_on else "belum"],
        ],
        "total": rupiah(page.total_rp),
        "savings": [[row.words, number(row.balance_rp)] for row in page.savings],
        "moved": [
            [day(row.on), row.words, row.number, number(row.amount_rp), number(row.balance_rp)]
            for row in page.moved[:SHEET_MOVEMENTS]
        ],
        "fields": [[label, words or "belum diisi"] for _, label, words in (file.fields if file else ())],
        "numbers": [[KIND_WORDS[one.kind], one.masked or "belum dicatat"] for one in facts.numbers],
        "consents": _consents(facts.consents),
        "requests": [
            [
                f"{row.kind_words} {row.number}",
                row.about,
                row.answer or f"dijawab paling lambat {day(row.due_on)}",
            ]
            for row in page.requests[:SHEET_REQUESTS]
        ],
        "looks": [[_moment(line.at, zone), said(line)] for line in facts.looks],
        "changes": [[_moment(row.at, zone), row.words, row.why, row.name] for row in facts.changes],
    }
    return render_pdf(template="member_desk/sheet.typ", payload=payload, is_example=settings.IS_DEMO)


def copy_pdf(
    copy: Mapping[str, list[dict[str, Fact]]], *, place: Cooperative, name: str, now: datetime
) -> bytes:
    """Set everything that is kept about a person, part by part.

    Args:
        copy: As ``own_copy`` gives it.
        place: Who keeps it.
        name: Of the person.
        now: The moment, aware.
    """
    zone = Zone(place.zone)
    payload = {
        "title": "Salinan data saya",
        "name": name,
        "who": place.name,
        "where": place.code,
        "printed": f"Dibuat {_moment(now, zone)} untuk {name}",
        "parts": [
            {
                "title": title,
                "rows": [[[label, _said(fact, zone)] for label, fact in row.items()] for row in rows],
            }
            for title, rows in copy.items()
        ],
    }
    return render_pdf(template="member_desk/copy.typ", payload=payload, is_example=settings.IS_DEMO)


def _consents(given: list[Consent]) -> list[list[str]]:
    newest = {one.purpose: one for one in given}
    rows = []
    for purpose, words in PURPOSE_WORDS.items():
        one = newest.get(purpose)
        said = f"{'diberikan' if one.is_given else 'ditarik'} {day(one.at)}" if one else "belum ditanya"
        rows.append([words, said])
    return rows


def _moment(at: datetime, zone: Zone) -> str:
    return f"{day(business_date(at, zone))}, {clock(at.astimezone(zone.info))}"


def _said(fact: Fact, zone: Zone) -> str:
    """Say one fact: a moment in the cooperative's own time, an amount with dots, nothing as a dash."""
    said: Any = fact
    if isinstance(fact, bool):
        said = "ya" if fact else "tidak"
    elif isinstance(fact, datetime):
        said = _moment(fact, zone)
    elif isinstance(fact, date):
        said = day(fact)
    elif isinstance(fact, int):
        said = number(fact)
    return str(said) if said not in (None, "") else "–"
