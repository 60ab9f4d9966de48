import threading
from datetime import date

import pytest
from django.db import connection

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.passbooks import PassbookRefusedError, page_text
from guyub.finance.savings.models import Passbook, PassbookPrint
from guyub.finance.savings.selectors.passbooks import account_head, one_printing, paper_book
from guyub.finance.savings.services.passbooks import print_again, print_lines, start_book
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import TODAY, JasaWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
LINES = 8


class BookWorld(JasaWorld):
    """One member whose sukarela moved three times, and a book of eight lines and two pages."""

    def __init__(self, world):
        super().__init__(world)
        self.siti = world.member()
        self.pays(3)

    def pays(self, times):
        for nth in range(times):
            self.move(self.siti, 10_000 * (nth + 1), date(2026, 11, 3 + nth))

    def told(self, **more):
        return {"actor": self.treasurer, "place": self.place, "request_id": new_id(), "now": NOW} | more

    def starts(self, reason="", **more):
        account_id = self.account(self.siti).id
        told = {"account_id": account_id, "reason": reason, "today": TODAY, "lines": LINES, "pages": 2} | more
        return start_book(**self.told(**told))

    def prints(self, book_id, seen, **more):
        return print_lines(**self.told(book_id=book_id, seen=seen, **more))

    def again(self, book_id, first):
        return print_again(**self.told(book_id=book_id, first=first))

    def paper(self, print_id):
        with scope(self.place.id):
            _, made = one_printing(cooperative_id=self.place.id, print_id=print_id)
        return page_text(made.rows, made.span)

    def book(self):
        with scope(self.place.id):
            head = account_head(cooperative_id=self.place.id, account_id=self.account(self.siti).id)
            return paper_book(head=head, cooperative_id=self.place.id)

    def counts(self):
        with scope(self.place.id):
            whose = {"cooperative": self.place}
            return Passbook.objects.filter(**whose).count(), PassbookPrint.objects.filter(**whose).count()


@pytest.fixture
def books(world):
    return BookWorld(world)


def wrong(act):
    with pytest.raises(PassbookRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def test_a_book_goes_on_where_it_stopped(books):
    book = books.starts()
    assert books.paper(books.prints(book, 0)) == [
        " 1 25-11-26 SLD                                             0",
        " 2 03-11-26 STR         10.000                         10.000",
        " 3 04-11-26 STR         20.000                         30.000",
        " 4 05-11-26 STR         30.000                         60.000",
    ]
    books.move(books.siti, -15_000, TODAY)

    assert books.book().next.words == "halaman 1, baris 5"
    assert books.paper(books.prints(book, 4)) == [""] * 4 + [
        " 5 25-11-26 TRK                        15.000          45.000"
    ]
    assert books.book().waiting == 0
    assert wrong(lambda: books.prints(book, 5)) == "none"


def test_the_page_is_turned_and_a_full_book_goes_on_in_a_new_one(books):
    book = books.starts()
    books.pays(16)  # 19 movements, 20 lines with the first

    assert [len(books.paper(books.prints(book, seen))) for seen in (0, 8)] == [8, 8]
    assert books.book().is_full
    assert wrong(lambda: books.prints(book, 16)) == "full"

    new = books.starts()

    found = books.book()
    assert (found.book_id, found.no, found.first_no, found.brought_rp) == (new, 2, 16, 840_000)
    assert books.paper(books.prints(new, 0)) == [
        " 1 25-11-26 SLD                                       840.000",
        " 2 15-11-26 STR        130.000                        970.000",
        " 3 16-11-26 STR        140.000                      1.110.000",
        " 4 17-11-26 STR        150.000                      1.260.000",
        " 5 18-11-26 STR        160.000                      1.420.000",
    ]
    assert wrong(lambda: books.prints(book, 16)) == "moved"


def test_a_lost_book_is_replaced_with_a_reason(books):
    book = books.starts()
    books.prints(book, 0)
    before = books.counts()

    assert wrong(books.starts) == "reason"
    assert books.counts() == before
    books.starts(reason="hilang")
    found = books.book()
    assert (found.no, found.first_no, found.brought_rp, found.waiting) == (2, 4, 60_000, 1)


def test_a_reversal_is_a_line_of_its_own(books):
    from guyub.finance.savings.models import SavingsMovement
    from guyub.finance.savings.services.taking_back import take_back

    with scope(books.place.id):
        last = SavingsMovement.objects.get(cooperative=books.place, account=books.account(books.siti), no=3)
        take_back(
            place=books.place,
            member_id=books.siti.id,
            movement_id=last.id,
            reason="salah ketik",
            today=TODAY,
            actor=books.treasurer,
            request_id=new_id(),
            now=NOW,
        )
    book = books.starts()
    assert books.paper(books.prints(book, 0))[3:] == [
        " 4 05-11-26 STR         30.000                         60.000",
        " 5 25-11-26 BTL                        30.000          30.000",
    ]


def test_lines_are_printed_again_at_the_same_height(books):
    book = books.starts()
    books.prints(book, 0)

    assert books.paper(books.again(book, 3)) == [""] * 2 + [
        " 3 04-11-26 STR         20.000                         30.000",
        " 4 05-11-26 STR         30.000                         60.000",
    ]
    assert books.book().printed == 4
    assert wrong(lambda: books.again(book, 5)) == "line"


def test_what_was_printed_is_printed_once_when_it_is_pressed_twice(books):
    book, request = books.starts(), new_id()

    assert books.prints(book, 0, request_id=request) == books.prints(book, 0, request_id=request)
    assert books.counts() == (1, 1)
    assert wrong(lambda: books.prints(book, 0)) == "moved"


def test_nobody_prints_the_own_book_nor_another_place_s(books):
    own = Actor(books.siti.person_id, "Siti", Role.KASIR, books.place.id, new_id())
    with scope(books.place.id):
        seat = books.world.seat(Role.KASIR)
        seat.person_id = books.siti.person_id
        seat.save()
    own = Actor(books.siti.person_id, "Siti", Role.KASIR, books.place.id, seat.id)

    assert wrong(lambda: books.starts(actor=own)) == "own"
    assert wrong(lambda: books.starts(account_id=new_id())) == "gone"
    assert wrong(lambda: books.prints(new_id(), 0)) == "gone"
    assert wrong(lambda: books.starts(lines=3)) == "size"
    assert books.counts() == (0, 0)


def test_older_books_stand_on_the_first_line(books):
    books.world.saved_before(SavingsKind.BERTUJUAN, 250_000, TODAY)
    account = books.account(books.siti, SavingsKind.BERTUJUAN)
    book = books.starts(account_id=account.id)
    assert books.paper(books.prints(book, 0)) == [
        " 1 25-11-26 SLD                                       250.000"
    ]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_printers_do_not_print_the_same_lines(books):
    book, said = books.starts(), []

    def act():
        try:
            said.append(books.paper(books.prints(book, 0)))
        except PassbookRefusedError as error:
            said.append(error.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert said.count("moved") == 7
    assert books.counts() == (1, 1)
    assert books.book().printed == 4
