"""What stands around a statement or a book on paper: whose, of which span, printed when, signed by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst

from guyub.books.ledger.selectors.movements import heads_of
from guyub.books.ledger.web.statement_files import Cover, anchor_words
from guyub.community.cooperatives.domain.officers import POST_WORDS, Post
from guyub.community.cooperatives.selectors.officers import in_office, officers_of
from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.formats import clock, day

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.books.ledger.web.questions import Span
    from guyub.foundation.kernel.models import Cooperative

SIGNING = (Post.KETUA, Post.BENDAHARA)
PENGURUS = (Post.KETUA, Post.WAKIL_KETUA_USAHA, Post.WAKIL_KETUA_ANGGOTA, Post.SEKRETARIS, Post.BENDAHARA)


def cover_of(request: HttpRequest, place: Cooperative, span: Span, *, stem: str, words: str = "") -> Cover:
    """Make the cover; one query. The books of a whole year are signed by all pengurus (UU 25/1992 article 36).

    Args:
        request: Who prints.
        place: Whose books.
        span: What they cover.
        stem: The file's name without its ending.
        words: Name the span so; "": by its first and last day.
    """
    ward = next((ward for ward in wards() if ward.code == place.code), None)
    printed = utc_now().astimezone(Zone(place.zone).info)
    return Cover(
        who=place.name,
        where=f"{ward.kecamatan}, Kota Malang" if ward else "",
        code=place.code,
        period=capfirst(words or span.in_full),
        printed=f"Dicetak {day(printed)}, {clock(printed)} {place.zone} · {actor_of(request).name}",
        signers=_signers(request, place, PENGURUS if span.is_whole_year else SIGNING),
        stem=stem,
    )


def anchor_of(place: Cooperative) -> str:
    """Name the journal's head of this moment; one query."""
    heads = heads_of(cooperative_ids=[place.id])
    return " ".join(anchor_words(place.code, head.known_no, head.hash) for head in heads)


def _signers(request: HttpRequest, place: Cooperative, posts: tuple[Post, ...]) -> list[tuple[str, str]]:
    officers = in_office(officers_of(cooperative_id=place.id), today=today_of(request))
    names = {officer.post: officer.name for officer in officers}
    return [(POST_WORDS[post], names.get(post, "")) for post in posts if post in SIGNING or post in names]
