"""A morning of Bumiayu on which everything waits that can wait; for tests of the home."""

from datetime import date, timedelta

from guyub.books.oversight.services.questions import ask_question
from guyub.books.treasury.services.recurring import keep_recurring
from guyub.books.treasury.services.shifts import open_shift
from guyub.desks.cooperative.selectors.home import home_page
from guyub.desks.cooperative.web.tasks import tasks_of
from guyub.foundation.identity.domain.roles import Role
from tests.books.assets.holdings import listed, showcase
from tests.books.treasury.banking import taken
from tests.books.treasury.claim_world import ClaimWorld
from tests.books.treasury.daily import EventTyped, recorded
from tests.world import NOW, new_id

TODAY = NOW.date()
YESTERDAY = NOW - timedelta(days=1)


class Morning(ClaimWorld):
    """Claims to decide and to pay, a routine that is due, a drawer open since yesterday, a line of the bank without an
    entry, a month without depreciation, a question, a fund; no month is closed, no budget set."""

    def __init__(self):
        super().__init__()
        self.approved(amount_rp=40_000)
        self.filed(amount_rp=22_500, note="Fotokopi")
        fund_id = self.fund()
        self.ruled(fund_id)
        self.collected(fund_id, members=100)
        self._routine()
        open_shift(
            actor=self.actor(Role.KASIR),
            place=self.bumiayu,
            drawer_id=self.places["LACI"],
            pieces={},
            today=YESTERDAY.date(),
            request_id=new_id(),
            now=YESTERDAY,
        )
        taken(self)
        listed(self, showcase(acquired_on=date(2026, 9, 5)))
        ask_question(
            entry_id=self.books(),
            text="Mana notanya?",
            actor=self.actor(Role.PENGAWAS),
            place=self.bumiayu,
            request_id=new_id(),
            now=NOW,
        )

    def page(self, role, *, name="", today=TODAY):
        """Give what the home shows to somebody."""
        return home_page(actor=self.actor(role, name=name), place=self.bumiayu, now=NOW, today=today)

    def tasks(self, role, *, name=""):
        """Give the titles of the tasks with what stands below each."""
        page = self.page(role, name=name)
        return {task.title: task.note for task in tasks_of(page, self.bumiayu, today=TODAY)}

    def _routine(self):
        typed = EventTyped(
            kind="beban.listrik",
            happened_on=date(2026, 10, 20),
            amounts={"jumlah": 150_000},
            cash_place_id=self.box,
        )
        done = recorded(self, typed)
        shared = self.done() | {"today": date(2026, 11, 1)}
        keep_recurring(
            event_id=done.event_id, every="BULAN", first_on=date(2026, 11, 20), until=None, **shared
        )
