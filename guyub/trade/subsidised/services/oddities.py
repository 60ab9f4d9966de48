"""Looking for what is odd in sales of rationed goods over the network, and deciding on it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from guyub.foundation.identity.domain.roles import CITY_ROLES, Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import all_cooperatives
from guyub.foundation.parameters.selectors.values import values_of
from guyub.trade.subsidised.domain.oddities import (
    KEYS,
    OUTLET,
    OddityRefusedError,
    checked_note,
    checked_verdict,
    said_of,
    thresholds_of,
)
from guyub.trade.subsidised.models import Oddity, OddityOutlet, Programme
from guyub.trade.subsidised.selectors.oddities import last_digits, patterns, patterns_of_places
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.domain.oddities import Pattern, Thresholds

LATE_DAYS = 7  # sales that come late from devices are looked at for so long after their month
_Key = tuple[str, str, str, "date"]


def look_for_oddities(*, now: datetime) -> int:
    """Look at the running month, in its first week at the one before too. Safe to run twice and late.

    Args:
        now: The moment, aware.

    Returns:
        How many patterns are there, those that stood already among them.
    """
    today = business_date(now, Zone.WIB)
    month = today.replace(day=1)
    spans = [(month, today)]
    if today.day <= LATE_DAYS:
        last = month - timedelta(days=1)
        spans.insert(0, (last.replace(day=1), last))
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).order_by("id")
    place_ids = list(places.values_list("id", flat=True))
    office = Cooperative.objects.filter(kind=CooperativeKind.KOTA).order_by("id").first() or places.first()
    if office is None:
        return 0
    limits = thresholds_of(values_of(*KEYS.values(), cooperative_id=office.id, on=today))
    return sum(_look(place_ids, limits, since, until, now) for since, until in spans)


def decide_oddity(
    *, actor: Actor, oddity_id: UUID, verdict: str, written: str, request_id: UUID, now: datetime
) -> None:
    """Say what somebody found out about a pattern; saying it again later replaces it. Use-case of pengawas and city.

    Args:
        actor: The pengawas of an outlet that it concerns, or the city.
        oddity_id: Which pattern.
        verdict: RIGHT: it was misuse; WRONG: there was a good reason.
        written: What was found out.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        OddityRefusedError: ``verdict note gone``.
    """
    said, found_out = checked_verdict(verdict), checked_note(written)

    def work() -> None:
        row = Oddity.objects.select_for_update(no_key=True).filter(id=oddity_id).first()
        here = OddityOutlet.objects.filter(oddity_id=oddity_id, cooperative_id=actor.cooperative_id)
        if row is None or not (actor.role in CITY_ROLES or here.exists()):
            raise OddityRefusedError(wrong="gone")
        row.verdict, row.note = said.value, found_out
        row.decided_by_id, row.decided_for_id, row.decided_at = actor.person_id, actor.cooperative_id, now
        row.save(update_fields=["verdict", "note", "decided_by", "decided_for", "decided_at"])
        facts = {"kind": row.kind, "on": row.until_on, "verdict": said.value, "reason": found_out}
        note(actor, "oddity.decided", facts, now)

    facts = {"oddity": oddity_id, "verdict": said.value, "note": found_out}
    once(actor, Action.JUDGE_RATIONS, "decide_oddity", facts, request_id, now, work)


def _look(place_ids: list[int], limits: Thresholds, since: date, until: date, now: datetime) -> int:
    known = set(Programme.objects.values_list("key", flat=True))
    found = patterns(limits=limits, month=since, until=until)
    with all_cooperatives("what looks odd in sales of rationed goods: days, counts and stock, no person"):
        found += patterns_of_places(place_ids, limits=limits, month=since, until=until)
    found = [one for one in found if one.programme in known]
    digits = last_digits(found)
    rows: dict[_Key, tuple[Oddity, Pattern]] = {}
    for one in found:
        who = digits.get((one.of, one.subject), "")
        row = Oddity(
            kind=one.kind.value,
            programme_id=one.programme,
            subject=_subject(one),
            from_on=one.from_on,
            until_on=one.until_on,
            found_count=one.count,
            said=said_of(one, limits) + (f" NIK {who}" if who else ""),
            found_at=now,
        )
        rows[_key(row)] = (row, one)
    _keep(rows)
    return len(rows)


@transaction.atomic
def _keep(rows: dict[_Key, tuple[Oddity, Pattern]]) -> None:
    """Write what was found; what somebody has decided on stays as it was."""
    stands = {_key(row): row for row in _standing(rows)}
    Oddity.objects.bulk_create(
        (row for key, (row, _) in rows.items() if not (key in stands and stands[key].verdict)),
        update_conflicts=True,
        unique_fields=["kind", "programme", "subject", "from_on"],
        update_fields=["until_on", "found_count", "said", "found_at"],
    )
    OddityOutlet.objects.bulk_create(
        (
            OddityOutlet(cooperative_id=outlet, oddity=row)
            for row in _standing(rows)
            for outlet in rows[_key(row)][1].outlets
        ),
        ignore_conflicts=True,
    )


def _standing(rows: Iterable[_Key]) -> list[Oddity]:
    wanted = set(rows)
    days = {from_on for _, _, _, from_on in wanted}
    return [row for row in Oddity.objects.filter(from_on__in=days) if _key(row) in wanted]


def _key(row: Oddity) -> _Key:
    return row.kind, row.programme_id, row.subject, row.from_on


def _subject(pattern: Pattern) -> str:
    """Name what a pattern is of, so that the index of a number stands in no second table."""
    if pattern.of == OUTLET:
        return f"{OUTLET}:{pattern.subject}"
    return f"{pattern.of}:{hashlib.sha256(pattern.of.encode() + pattern.subject).hexdigest()[:40]}"
