"""A month to look at: October 2026 of Bumiayu, for tests of oversight."""

import datetime as dt

from guyub.books.ledger.services.periods import close_months
from guyub.books.oversight.domain.words import Verdict
from guyub.books.oversight.models import SampledEntry
from guyub.books.oversight.services.questions import ask_question
from guyub.books.oversight.services.reviews import sign_month
from guyub.books.oversight.services.samples import draw_sample, judge_entry
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import TODAY, entry, post
from tests.world import NOW, new_id

OCTOBER = dt.date(2026, 10, 1)


class Desk:
    """Who looks at what."""

    def __init__(self, world):
        world.books()
        self.world, self.place = world, world.bumiayu
        self.pengawas = world.actor(Role.PENGAWAS)
        self.other = world.actor(Role.PENGAWAS, name="Pengawas kedua")
        self.bendahara = world.actor(Role.BENDAHARA)
        self.entries = {}
        for name, memo, amount in (
            ("grant", "Hibah", 25_000_000),
            ("rice", "Beli beras", 750_000),
            ("light", "Bayar listrik", 150_000),
        ):
            (self.entries[name],) = self.post(
                entry("2026-10-05", memo, ("1.1.03", amount), ("3.2.01", -amount))
            )

    def post(self, *drafts):
        """Post entries in the name of nobody; give their ids."""
        return [posted.entry_id for posted in post(self.place, *drafts)]

    def shared(self, actor=None):
        """Give what every use-case takes."""
        return {"actor": actor or self.pengawas, "place": self.place, "request_id": new_id(), "now": NOW}

    def ask(self, name="rice", text="Mana notanya?", actor=None):
        """Ask about an entry."""
        return ask_question(entry_id=self.entries[name], text=text, **self.shared(actor))

    def draw(self, month=OCTOBER):
        """Draw a sample."""
        return draw_sample(month=month, today=TODAY, **self.shared())

    def sampled(self, month=OCTOBER):
        """Give the ids of what was drawn, by the order in the sample."""
        with scope(self.place.id):
            rows = SampledEntry.objects.filter(cooperative=self.place, sample__month=month)
            return list(rows.order_by("sample__number", "rank").values_list("id", flat=True))

    def judge(self, sampled_id, verdict=Verdict.COCOK, text="", actor=None):
        """Say what was found."""
        return judge_entry(sampled_id=sampled_id, verdict=verdict, text=text, **self.shared(actor))

    def close(self, through="2026-10-31"):
        """Close the months up to a day."""
        with scope(self.place.id, durable=False):
            close_months(
                place=self.place,
                through=dt.date.fromisoformat(through),
                actor=self.bendahara,
                today=TODAY,
                now=NOW,
            )

    def sign(self, actor=None, opinion="WAJAR", findings="", month=OCTOBER):
        """Sign a month off."""
        return sign_month(month=month, opinion=opinion, findings=findings, today=TODAY, **self.shared(actor))

    def worked_through(self):
        """Close October, draw its sample and find every entry all right."""
        self.close()
        self.draw()
        for one in self.sampled():
            self.judge(one)
