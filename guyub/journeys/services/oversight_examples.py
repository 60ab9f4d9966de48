"""The invented work of the pengawas of Bumiayu: a month signed off, a sample half done, two questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.books.ledger.selectors.overview import kept_books
from guyub.books.oversight.domain.words import Opinion, Verdict
from guyub.books.oversight.selectors.reviews import notes_of
from guyub.books.oversight.selectors.samples import samples_of
from guyub.books.oversight.services.questions import reply_question
from guyub.books.oversight.services.reviews import sign_month, write_note
from guyub.books.oversight.services.samples import draw_sample, judge_entry
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE

if TYPE_CHECKING:
    from datetime import date, datetime

QUESTIONS = (
    "Contoh: nota aslinya ada di mana?",
    "Contoh: mengapa jumlahnya lebih besar dari bulan lalu?",
)
ANSWER = "Contoh: harga naik sejak awal bulan; notanya ada di map bulan itu."
NOTE = (
    "Contoh: kunjungan ke gerai bersama lurah. Kas laci dihitung dan cocok. Nota beras disimpan urut tanggal."
)
FINDINGS = "Contoh: nota dua pembelian masih tulisan tangan. Mulai bulan depan minta cap toko."


def make_oversight_examples(*, now: datetime) -> None:
    """Let the pengawas look at two months; repeating it changes nothing. Only for a demonstration.

    After ``make_ledger_examples``: the month before the last one is closed.
    """
    place = Cooperative.objects.filter(code=BUMIAYU).first()
    watching, keeping = (_actor(place, role) for role in (Role.PENGAWAS, Role.BENDAHARA))
    if place is None or watching is None or keeping is None:
        return
    with scope(place.id):
        if place.id not in kept_books([place.id]) or notes_of(cooperative_id=place.id):
            return
    today = business_date(now, Zone.WIB)
    this_month = today.replace(day=1)
    desk = _Desk(place, now, today)
    desk.work_through(add_months(this_month, -2), watching)
    desk.begin(add_months(this_month, -1), watching, keeping)
    write_note(text=NOTE, **desk.shared(watching, "note"))


class _Desk:
    """What every step of the pengawas needs."""

    def __init__(self, place: Cooperative, now: datetime, today: date) -> None:
        self.place, self.now, self.today = place, now, today

    def shared(self, actor: Actor, name: str) -> dict[str, Any]:
        """Give what every use-case takes; the name makes the request_id, so that a repetition is one."""
        request_id = uuid5(SPACE, f"oversight/{name}")
        return {"actor": actor, "place": self.place, "request_id": request_id, "now": self.now}

    def work_through(self, month: date, watching: Actor) -> None:
        """Look at every sampled entry of a closed month and sign it off."""
        for number, sampled_id in enumerate(self._drawn(month, watching)):
            verdict = Verdict.TANPA_BUKTI if number % 9 == 4 else Verdict.COCOK
            self._judge(sampled_id, verdict, "", watching, f"{month}/{number}")
        sign_month(
            month=month,
            opinion=Opinion.DENGAN_CATATAN.value,
            findings=FINDINGS,
            today=self.today,
            **self.shared(watching, f"{month}/sign"),
        )

    def begin(self, month: date, watching: Actor, keeping: Actor) -> None:
        """Look at half of a month's sample: two entries raise a question, one of them is answered."""
        drawn = self._drawn(month, watching)
        for number, sampled_id in enumerate(drawn[: len(drawn) // 2]):
            text = QUESTIONS[number] if number < len(QUESTIONS) else ""
            verdict = Verdict.TANYA if text else Verdict.COCOK
            question_id = self._judge(sampled_id, verdict, text, watching, f"{month}/{number}")
            if question_id and number:
                reply_question(
                    question_id=question_id, text=ANSWER, **self.shared(keeping, f"{month}/answer/{number}")
                )

    def _drawn(self, month: date, watching: Actor) -> list[Any]:
        draw_sample(month=month, today=self.today, **self.shared(watching, f"{month}/draw"))
        with scope(self.place.id):
            (sample,) = samples_of(cooperative_id=self.place.id, month=month)
        return [row.sampled_id for row in sample.entries]

    def _judge(self, sampled_id: Any, verdict: Verdict, text: str, watching: Actor, name: str) -> Any:
        return judge_entry(
            sampled_id=sampled_id, verdict=verdict.value, text=text, **self.shared(watching, f"judge/{name}")
        )


def _actor(place: Cooperative | None, role: Role) -> Actor | None:
    seats = Membership.objects.select_related("person").filter(
        cooperative=place, role=role.value, person__is_example=True
    )
    seat = seats.first()
    return Actor(seat.person_id, seat.person.name, role, seat.cooperative_id, seat.id) if seat else None
