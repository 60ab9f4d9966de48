"""The report and the book of the pengawas on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from guyub.books.ledger.domain.verifying import anchor_text, spaced
from guyub.books.oversight.web.pages import month_words
from guyub.books.oversight.web.words import OPINIONS, STATES
from guyub.community.cooperatives.domain.officers import POST_WORDS, SUPERVISING_POSTS
from guyub.community.cooperatives.selectors.officers import in_office, officers_of
from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.formats import clock, day, number, rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from guyub.books.oversight.selectors.exceptions import ExceptionKind
    from guyub.books.oversight.selectors.questions import QuestionRow
    from guyub.books.oversight.selectors.reviews import MonthRow, NoteRow
    from guyub.foundation.kernel.models import Cooperative

MOST_NAMED = 20  # findings of one kind by name; the others are counted


@dataclass(frozen=True)
class Facts:
    """What a report is made of: whose, of which span in words, and everything that was found."""

    place: Cooperative
    period: str
    months: Sequence[MonthRow]
    questions: Sequence[QuestionRow]
    exceptions: Sequence[ExceptionKind]


def report_pdf(request: HttpRequest, facts: Facts, *, paper: str) -> bytes:
    """Set the report on paper, with lines for all pengawas in office to sign.

    Source: UU 25/1992 article 39, docs/regulations.md: the pengawas report in writing what they found.
    """
    place = facts.place
    payload = _head(request, place, "Laporan pengawas", paper) | {
        "period": facts.period,
        "months": [_month(row) for row in reversed(facts.months)],
        "reviews": [
            {
                "head": f"{month_words(one.month)}: {OPINIONS[one.opinion][0].lower()}, {one.name},"
                f" {_on(place, one.at)}" + ("" if one.is_standing else ". Dibuka lagi sesudah disahkan"),
                "text": one.findings,
                "anchor": f"Segel {spaced(anchor_text(place.code, one.chain_no, one.hash))}",
            }
            for row in reversed(facts.months)
            for one in row.reviews
        ],
        "exceptions": [
            {
                "head": f"{kind.words}: {number(len(kind.found))}"
                + (f", {rupiah(kind.total_rp)}" if kind.total_rp else ""),
                "found": [f"{day(one.on)}. {one.said}" for one in kind.found[:MOST_NAMED]],
                "more": f"dan {number(len(kind.found) - MOST_NAMED)} lagi"
                if len(kind.found) > MOST_NAMED
                else "",
            }
            for kind in facts.exceptions
        ],
        "questions": [
            {
                "head": f"{one.entry.name} {one.entry.memo}, {rupiah(one.entry.total_rp)}."
                f" {STATES[one.state][0]}.",
                "said": [f"{one.asked_by}, {_on(place, one.asked_at)}: {one.text}"]
                + [f"{reply.name}, {_on(place, reply.at)}: {reply.text}" for reply in one.replies],
            }
            for one in facts.questions
        ],
        "signers": _signers(request, place),
    }
    return render_pdf(template="oversight/report.typ", payload=payload, is_example=settings.IS_DEMO)


def book_pdf(request: HttpRequest, place: Cooperative, notes: Sequence[NoteRow], *, paper: str) -> bytes:
    """Set the book of notes on paper, numbered, the oldest first."""
    payload = _head(request, place, "Buku catatan pengawas", paper) | {
        "rows": [[number(one.number), _on(place, one.at), one.text, one.name] for one in notes],
        "signers": _signers(request, place),
    }
    return render_pdf(template="oversight/notes.typ", payload=payload, is_example=settings.IS_DEMO)


def _head(request: HttpRequest, place: Cooperative, title: str, paper: str) -> dict[str, Any]:
    ward = next((ward for ward in wards() if ward.code == place.code), None)
    printed = utc_now().astimezone(Zone(place.zone).info)
    return {
        "who": place.name,
        "where": f"{ward.kecamatan}, Kota Malang" if ward else "",
        "title": title,
        "printed": f"Dicetak {day(printed)}, {clock(printed)} {place.zone} · {actor_of(request).name}",
        "paper": paper,
    }


def _month(row: MonthRow) -> list[str]:
    signed = ", ".join(one.name for one in row.standing)
    return [
        month_words(row.month),
        "ditutup" if row.is_closed else "terbuka",
        f"{row.looked} dari {row.sampled}" if row.sampled else "",
        number(row.unproved) if row.unproved else "",
        f"{row.questions}, {row.open_questions} terbuka" if row.questions else "",
        signed or "belum disahkan",
    ]


def _on(place: Cooperative, moment: Any) -> str:
    return day(business_date(moment, Zone(place.zone)))


def _signers(request: HttpRequest, place: Cooperative) -> list[dict[str, str]]:
    officers = in_office(officers_of(cooperative_id=place.id), today=today_of(request))
    supervising = [officer for officer in officers if officer.post in SUPERVISING_POSTS]
    found = [{"role": POST_WORDS[officer.post], "name": officer.name} for officer in supervising]
    return found or [{"role": "Ketua pengawas", "name": ""}, {"role": "Anggota pengawas", "name": ""}]
