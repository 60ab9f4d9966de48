"""Samples: drawn once, then worked through entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.books.ledger.domain.periods import PeriodRefusedError
from guyub.books.ledger.selectors.reviewing import chain_end, picked_entries
from guyub.books.ledger.services.periods import lock_books
from guyub.books.oversight.domain.samples import draw
from guyub.books.oversight.domain.words import LONGEST_QUESTION, Verdict, tidied
from guyub.books.oversight.models import ReviewSample, SampledEntry
from guyub.books.oversight.selectors.samples import candidates_of, rules_of, seed_of
from guyub.books.oversight.services.questions import asked_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

THRESHOLD, LATE, EACH = "pengawasan.sampel_ambang", "pengawasan.mundur_hari", "pengawasan.sampel_acak"
VERDICT_WORDS = {Verdict.COCOK: "cocok", Verdict.TANPA_BUKTI: "tanpa bukti", Verdict.TANYA: "ditanyakan"}


class SampleRefusedError(DomainError):
    """A sample is not drawn, or no verdict taken; ``wrong``: ``month waiting empty gone verdict text own``.

    ``waiting``: the sample before it is not worked through. ``own``: the one who posted an entry does not judge it.
    """

    code: ClassVar[str] = "oversight.sample.refused"


def draw_sample(
    *, actor: Actor, place: Cooperative, month: date, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Draw a sample of a month's entries that were in no sample yet. Use-case.

    Everything that is needed to draw it again is kept: the end of the chain, the rules, the number of the draw.

    Args:
        actor: Who draws.
        place: Whose books.
        month: Any day of the month.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        SampleRefusedError: ``month`` (not begun yet, or no books), ``waiting`` or ``empty``.
    """
    first = month.replace(day=1)
    if first > today:
        raise SampleRefusedError(wrong="month")

    def work() -> str:
        try:
            lock_books(place_id=place.id)  # two who draw at once draw one after the other
        except PeriodRefusedError as error:
            raise SampleRefusedError(wrong="month") from error
        end = chain_end(cooperative_id=place.id)
        if SampledEntry.objects.filter(cooperative_id=place.id, sample__month=first, verdict="").exists():
            raise SampleRefusedError(wrong="waiting")
        held = values_of(THRESHOLD, LATE, EACH, cooperative_id=place.id, on=today)
        earlier = ReviewSample.objects.filter(cooperative_id=place.id, month=first).count()
        sample = ReviewSample(
            cooperative_id=place.id,
            month=first,
            number=earlier + 1,
            chain_no=end.chain_no,
            hash=end.hash,
            threshold_rp=int(held[THRESHOLD]),
            late_days=int(held[LATE]),
            drawn_each=int(held[EACH]),
            drawn_by_id=actor.person_id,
            drawn_at=now,
        )
        picked = draw(candidates_of(place, sample), rules=rules_of(sample), seed=seed_of(sample))
        if not picked:
            raise SampleRefusedError(wrong="empty")
        sample.size = len(picked)
        sample.save(force_insert=True)
        SampledEntry.objects.bulk_create(
            SampledEntry(
                cooperative_id=place.id, sample=sample, rank=rank, entry_id=one.entry_id, why=why.value
            )
            for rank, (one, why) in enumerate(picked, 1)
        )
        facts = {"month": f"{first:%Y-%m}", "number": sample.number, "size": sample.size}
        record(cooperative_id=place.id, actor=actor, act="oversight.sample.drawn", facts=facts, now=now)
        return str(sample.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.REVIEW_BOOKS,
            request_id=request_id,
            use_case="oversight.draw_sample",
            facts={"month": first},
            now=now,
            work=work,
        )
    )


def judge_entry(
    *,
    actor: Actor,
    place: Cooperative,
    sampled_id: UUID,
    verdict: str,
    text: str,
    request_id: UUID,
    now: datetime,
) -> UUID | None:
    """Say what was found of a sampled entry; a doubt asks the pengurus at once. Use-case.

    Args:
        actor: Who looked; not the one who posted it.
        place: Whose books.
        sampled_id: Which entry of which sample.
        verdict: A Verdict; a later one takes the place of an earlier one, the trail keeps both.
        text: The question, with ``TANYA`` alone.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The question that was asked.

    Raises:
        SampleRefusedError: ``verdict``, ``text``, ``gone`` or ``own``.
    """
    if verdict not in set(Verdict):
        raise SampleRefusedError(wrong="verdict")
    asked = tidied(text, most=LONGEST_QUESTION) if verdict == Verdict.TANYA else ""
    if asked is None:
        raise SampleRefusedError(wrong="text")

    def work() -> str | None:
        rows = SampledEntry.objects.filter(cooperative_id=place.id, id=sampled_id)
        sampled = rows.select_for_update().first()
        if sampled is None:
            raise SampleRefusedError(wrong="gone")
        entry = picked_entries(cooperative_id=place.id, entry_ids=[sampled.entry_id])[sampled.entry_id]
        if entry.actor_id == actor.person_id:
            raise SampleRefusedError(wrong="own", number=entry.name)
        rows.update(verdict=verdict, looked_by_id=actor.person_id, looked_at=now)
        facts = {"number": entry.name, "verdict": VERDICT_WORDS[Verdict(verdict)]}
        record(cooperative_id=place.id, actor=actor, act="oversight.entry.judged", facts=facts, now=now)
        if not asked:
            return None
        return str(asked_of(place=place, actor=actor, entry_id=sampled.entry_id, text=asked, now=now))

    question_id = act_once(
        actor=actor,
        action=Action.REVIEW_BOOKS,
        request_id=request_id,
        use_case="oversight.judge_entry",
        facts={"sampled": sampled_id, "verdict": verdict, "text": asked},
        now=now,
        work=work,
    )
    return UUID(question_id) if question_id else None
