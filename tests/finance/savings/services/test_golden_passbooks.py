"""A year of one member's sukarela as its books of paper show it; read by people before it was kept."""

from datetime import date
from pathlib import Path

import pytest

from guyub.finance.savings.domain.passbooks import page_text, slip_text
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.selectors.passbooks import account_head, last_lines, one_printing, paper_book
from guyub.finance.savings.services.passbooks import print_lines, start_book
from guyub.finance.savings.services.taking_back import take_back
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GOLDEN = Path(__file__).parents[3] / "golden" / "passbooks"


def doing(saver):
    return {"actor": saver.treasurer, "place": saver.place, "request_id": new_id(), "now": NOW}


def lived(world):
    """Siti: 50 million at 6 %, so that January is taxed; deposits, a withdrawal, one payment taken back."""
    saver = JasaWorld(world)
    saver.promise([(0, 60_000)])
    saver.siti = world.member()
    saver.move(saver.siti, 50_000_000, JANUARY)
    for month in range(1, 7):
        saver.move(saver.siti, 100_000 * month, date(2026, month, 10))
        saver.post(month)
    saver.move(saver.siti, -45_000_000, date(2026, 7, 3))
    saver.move(saver.siti, 250_000, date(2026, 11, 20))
    with scope(saver.place.id):
        paid = SavingsMovement.objects.get(cooperative=saver.place, amount_rp=250_000)
        take_back(
            place=saver.place,
            member_id=saver.siti.id,
            movement_id=paid.id,
            reason="keliru",
            today=TODAY,
            actor=saver.treasurer,
            request_id=new_id(),
            now=NOW,
        )
    return saver


def printed(saver):
    """Print until nothing waits: books of eight lines and two pages, a new one when one is full."""
    account_id, out = saver.account(saver.siti).id, []
    told = {"account_id": account_id, "reason": "", "today": TODAY, "lines": 8, "pages": 2}
    start_book(**doing(saver), **told)
    while True:
        with scope(saver.place.id):
            head = account_head(cooperative_id=saver.place.id, account_id=account_id)
            book = paper_book(head=head, cooperative_id=saver.place.id)
        if not book.waiting:
            return out
        if book.is_full:
            start_book(**doing(saver), **told)
            continue
        made = print_lines(**doing(saver), book_id=book.book_id, seen=book.printed)
        with scope(saver.place.id):
            _, page = one_printing(cooperative_id=saver.place.id, print_id=made)
        out += [f"== buku {page.book.no}, {page.span.words}", *page_text(page.rows, page.span)]


def test_the_books_of_a_year_are_as_they_were_read(world):
    saver = lived(world)
    with scope(saver.place.id):
        head = account_head(cooperative_id=saver.place.id, account_id=saver.account(saver.siti).id)
        rows = last_lines(head=head, cooperative_id=saver.place.id, most=5)
    slip = slip_text(
        head=["KKMP Bumiayu", head.account.words],
        rows=rows,
        balance_rp=head.account.balance_rp,
        foot="Cocokkan dengan kwitansi Anda.",
    )

    assert "\n".join(printed(saver)) + "\n" == (GOLDEN / "year.txt").read_text(encoding="utf-8")
    assert "\n".join(slip) + "\n" == (GOLDEN / "slip.txt").read_text(encoding="utf-8")
    with scope(saver.place.id):
        moved = SavingsMovement.objects.filter(cooperative=saver.place, account_id=head.account.account_id)
        assert moved.order_by("-no").first().balance_rp == head.account.balance_rp
