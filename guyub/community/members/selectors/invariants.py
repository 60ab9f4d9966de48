"""What must hold of letters, of the register, of cases and of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from guyub.community.members.domain.applications import APPLICATION_SERIES
from guyub.community.members.domain.cases import EXIT_SERIES
from guyub.community.members.domain.own_requests import OWN_REQUEST_SERIES
from guyub.community.members.domain.register import (
    REGISTER_SERIES,
    Happened,
    LeftWhy,
    MemberState,
    state_after,
)
from guyub.community.members.models import (
    Application,
    Card,
    ExitCase,
    JoinRequest,
    Member,
    OwnRequest,
    StatusEvent,
    Suggestion,
)
from guyub.community.members.selectors.book_invariants import (
    books_are_gapless,
    corrections_stay_in_their_book,
)
from guyub.community.members.selectors.file_invariants import (
    heirs_share_the_whole,
    histories_fit,
    one_renteng_at_a_time,
)
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5
_SERIES = (
    ("members.join_request", JoinRequest),
    ("members.suggestion", Suggestion),
    (OWN_REQUEST_SERIES, OwnRequest),
)


def letters_are_gapless(cooperative_id: int) -> Iterator[Broken]:
    """In each year numbers run from 1 to the counter, none missing."""
    for series, model in _SERIES:
        for gap in _gaps(cooperative_id, series, model, "letters"):
            yield Broken("members.letter.gapless", gap)


def _gaps(cooperative_id: int, series: str, model: Any, what: str) -> Iterator[str]:
    counters = NumberCounter.objects.filter(cooperative_id=cooperative_id, series=series)
    counted = {counter.year: counter.last for counter in counters}
    rows = model.objects.filter(cooperative_id=cooperative_id).values("year")
    found = {row["year"]: row for row in rows.annotate(n=Count("id"), last=Max("number"))}
    for year in sorted(counted.keys() | found.keys()):
        n, last = (found[year]["n"], found[year]["last"]) if year in found else (0, 0)
        if not n == last == counted.get(year, 0):
            yield f"{series} {year}: {n} {what}, last {last}, counter {counted.get(year, 0)}"


def answers_are_whole(cooperative_id: int) -> Iterator[Broken]:
    """An answer has its words, its moment and who gave it; or none of the three."""
    nothing = Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
    whole = Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")
    for letter in Suggestion.objects.filter(cooperative_id=cooperative_id).exclude(nothing | whole)[:5]:
        yield Broken("members.suggestion.whole", f"{letter} is answered in part")


def register_follows_events(cooperative_id: int) -> Iterator[Broken]:
    """A member's standing, its day and the reason for leaving are what the events say, one after the other."""
    events = StatusEvent.objects.filter(cooperative_id=cooperative_id, member_id=OuterRef("id"))
    rows = Member.objects.filter(cooperative_id=cooperative_id)
    first = Q(state=MemberState.AKTIF.value, number__isnull=False)
    first |= Q(state=MemberState.CALON.value, number__isnull=True)
    for member in rows.exclude(first).exclude(Exists(events)).order_by("id")[:MOST_TOLD]:
        yield Broken("members.register.events", f"{member} is {member.state} without an event")
    told = 0
    for member in rows.filter(Exists(events)).prefetch_related("events").iterator(chunk_size=2_000):
        what = _differs(member) if told < MOST_TOLD else ""
        if what:
            told += 1
            yield Broken("members.register.events", f"{member}: {what}")


def _differs(member: Member) -> str:
    events = sorted(member.events.all(), key=lambda event: event.no)
    if [event.no for event in events] != [*range(1, len(events) + 1)]:
        return "events are not numbered from 1"
    happened = [Happened(event.happened) for event in events]
    after = state_after(member.number is not None, happened)
    if after is None or after.value != member.state:
        return f"{member.state}, by its events {after}"
    last = events[-1]
    if last.on != member.state_since:
        return f"since {member.state_since}, by its events {last.on}"
    if after is MemberState.KELUAR and member.left_why != LeftWhy(last.happened).value:
        return f"left by {member.left_why}, by its events {last.happened}"
    return ""


def numbers_are_given_once(cooperative_id: int) -> Iterator[Broken]:
    """Every number of the register came from its counter: from 1 to the last one given, none of them twice."""
    last = NumberCounter.objects.filter(cooperative_id=cooperative_id, series=REGISTER_SERIES, year=0)
    given = last.values_list("last", flat=True).first() or 0
    rows = Member.objects.filter(cooperative_id=cooperative_id, number__isnull=False)
    found = rows.aggregate(n=Count("number"), different=Count("number", distinct=True), most=Max("number"))
    if found["n"] != found["different"] or (found["most"] or 0) > given:
        what = f"{found['n']} numbers, {found['different']} different, last {found['most']}, counter {given}"
        yield Broken("members.register.numbers", what)


def exits_are_gapless(cooperative_id: int) -> Iterator[Broken]:
    """In each year cases of leaving are numbered from 1 to the counter, none missing."""
    for gap in _gaps(cooperative_id, EXIT_SERIES, ExitCase, "cases"):
        yield Broken("members.exit.gapless", gap)


def cards_follow_their_members(cooperative_id: int) -> Iterator[Broken]:
    """Each member's cards are numbered from 1 without a gap; only who has a number and has not left has one in use."""
    rows = Card.objects.filter(cooperative_id=cooperative_id).values("member_id")
    for row in rows.annotate(n=Count("id"), last=Max("no")).exclude(n=F("last"))[:5]:
        yield Broken("members.card.gapless", f"{row['member_id']}: {row['n']} cards, last {row['last']}")
    used = Card.objects.filter(cooperative_id=cooperative_id, revoked_on__isnull=True)
    for card in used.filter(Q(member__left_on__isnull=False) | Q(member__number__isnull=True))[:5]:
        yield Broken("members.card.standing", f"{card.id} is in use, its member is none")
    for card in used.filter(issued_on__lt=F("member__joined_on"))[:5]:
        yield Broken("members.card.standing", f"{card.id} is older than the membership")


def applications_are_gapless(cooperative_id: int) -> Iterator[Broken]:
    """In each year applications are numbered from 1 to the counter, none missing."""
    for gap in _gaps(cooperative_id, APPLICATION_SERIES, Application, "applications"):
        yield Broken("members.application.gapless", gap)


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    letters_are_gapless,
    answers_are_whole,
    applications_are_gapless,
    register_follows_events,
    numbers_are_given_once,
    exits_are_gapless,
    cards_follow_their_members,
    books_are_gapless,
    corrections_stay_in_their_book,
    histories_fit,
    heirs_share_the_whole,
    one_renteng_at_a_time,
)
