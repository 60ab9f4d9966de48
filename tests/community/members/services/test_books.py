import threading
from datetime import date, timedelta

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from guyub.community.members.domain.books import BookKind
from guyub.community.members.models import BookLine, Employee
from guyub.community.members.selectors.books import Span, book_lines, employees, one_employee, one_line
from guyub.community.members.services.books import (
    BookRefusedError,
    EmployeeRefusedError,
    EmployeeTyped,
    LineTyped,
    end_employee,
    enter_employee,
    write_line,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()
GUEST = {
    "kind": "TAMU",
    "on": TODAY,
    "who": "Bu Ratna (contoh)",
    "of": "Diskopindag",
    "text": "Pendampingan",
    "follow_up": "",
}
WORKER = {
    "name": "Sari (contoh)",
    "position": "Penjaga gerai",
    "address": "RT 02",
    "appointed_by": "Rapat pengurus",
    "from_on": date(2026, 3, 1),
}


def write(world, *, role=Role.SEKRETARIS, corrects_id=None, request_id=None, **changed):
    return write_line(
        actor=world.actor(role),
        typed=LineTyped(**GUEST | changed),
        corrects_id=corrects_id,
        today=TODAY,
        request_id=request_id or new_id(),
        now=NOW,
    )


def enter(world, **changed):
    return enter_employee(
        actor=world.actor(Role.SEKRETARIS),
        typed=EmployeeTyped(**WORKER | changed),
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )


def end(world, employee_id, *, until_on=TODAY, why="Kontrak selesai", place=None):
    end_employee(
        actor=world.actor(Role.SEKRETARIS, place),
        employee_id=employee_id,
        until_on=until_on,
        why=why,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )


def lines(world, kind=BookKind.TAMU, **span):
    with scope(world.bumiayu.id):
        return book_lines(cooperative_id=world.bumiayu.id, kind=kind, span=Span(**span))


def counted(world):
    """Everything that a refusal must leave as it was."""
    with scope(world.bumiayu.id, world.arjosari.id):
        mine = {"cooperative_id__in": [world.bumiayu.id, world.arjosari.id]}
        return (
            BookLine.objects.filter(**mine).count(),
            list(Employee.objects.filter(**mine).order_by("id").values_list("until_on", "ended_why")),
            AuditEntry.objects.filter(**mine).count(),
            list(
                NumberCounter.objects.filter(**mine).order_by("series", "year").values_list("series", "last")
            ),
        )


def test_a_line_gets_the_next_number_of_its_book_and_year(world):
    write(world)
    write(world, who="Pak RW")
    write(world, on=date(2025, 12, 30))
    write(world, kind="KEJADIAN", text="Gerai dibuka")

    rows, total = lines(world)
    assert [(row.number, row.who) for row in rows] == [
        ("2/2026", "Pak RW"),
        ("1/2026", "Bu Ratna (contoh)"),
        ("1/2025", "Bu Ratna (contoh)"),
    ]
    assert total == 3
    assert [row.number for row in lines(world, BookKind.KEJADIAN)[0]] == ["1/2026"]


def test_blanks_are_single_and_lines_of_a_text_stay(world):
    line_id = write(world, who="  Bu   Ratna ", text=" Satu\r\ndua ")
    with scope(world.bumiayu.id):
        row = one_line(cooperative_id=world.bumiayu.id, kind=BookKind.TAMU, line_id=line_id)
    assert (row.who, row.text) == ("Bu Ratna", "Satu\ndua")


def test_an_outgoing_letter_gets_a_number_and_keeps_its_own(world):
    letter = {"kind": "SURAT_KELUAR", "who": "Lurah", "text": "Undangan"}
    write(world, **letter, of="")
    write(world, **letter, of="05/X/2026")
    assert [row.of for row in lines(world, BookKind.SURAT_KELUAR)[0]] == ["05/X/2026", "001/KKMP/XI/2026"]


def test_a_correction_is_a_line_and_the_older_one_points_to_it(world):
    first = write(world)
    second = write(world, who="Bu Ratna Dewi", corrects_id=first)
    third = write(world, who="Bu Ratna Dewanti", corrects_id=second)

    rows = {row.line_id: row for row in lines(world)[0]}
    assert (rows[first].number, rows[first].corrects, rows[first].corrected_by) == ("1/2026", "", "2/2026")
    assert (rows[second].corrects, rows[second].corrected_by) == ("1/2026", "3/2026")
    assert (rows[third].corrects, rows[third].corrected_by) == ("2/2026", "")
    assert rows[first].who == "Bu Ratna (contoh)"


def test_the_same_request_is_one_line(world):
    request_id = new_id()
    assert write(world, request_id=request_id) == write(world, request_id=request_id)
    assert lines(world)[1] == 1


def test_search_and_year(world):
    write(world)
    write(world, who="Pak Lurah", text="Melihat gudang")
    write(world, on=date(2025, 1, 5), who="Tamu lama")
    assert [row.who for row in lines(world, text="GUDANG")[0]] == ["Pak Lurah"]
    assert [row.who for row in lines(world, year=2025)[0]] == ["Tamu lama"]
    rows, total = lines(world, first=1, most=1)
    assert ([row.number for row in rows], total) == (["1/2026"], 3)
    assert [row.number for row in lines(world, is_newest_first=False)[0]] == ["1/2025", "1/2026", "2/2026"]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"kind": "RAPAT"}, "kind"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": date(1999, 12, 31)}, "on"),
        ({"who": "  "}, "who"),
        ({"text": "\r\n"}, "text"),
        ({"who": "a" * 121}, "too_long"),
        ({"of": "a" * 121}, "too_long"),
        ({"text": "a" * 601}, "too_long"),
        ({"follow_up": "a" * 301}, "too_long"),
    ],
)
def test_what_a_book_does_not_take(world, changed, wrong):
    before = counted(world)
    with pytest.raises(BookRefusedError) as refused:
        write(world, **changed)
    assert refused.value.facts["wrong"] == wrong
    assert counted(world) == before


def test_only_a_line_of_the_same_book_and_place_is_corrected_and_once(world):
    first = write(world)
    write(world, corrects_id=first)
    before = counted(world)
    for corrects_id, kind, wrong in (
        (first, "TAMU", "corrected"),
        (first, "KEJADIAN", "gone"),
        (new_id(), "TAMU", "gone"),
    ):
        with pytest.raises(BookRefusedError) as refused:
            write(world, kind=kind, corrects_id=corrects_id)
        assert refused.value.facts["wrong"] == wrong
    with pytest.raises(BookRefusedError) as refused:
        write_line(
            actor=world.actor(Role.SEKRETARIS, world.arjosari),
            typed=LineTyped(**GUEST),
            corrects_id=first,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )
    assert refused.value.facts["wrong"] == "gone"
    assert counted(world)[0] == before[0]


def test_who_does_not_keep_the_books_writes_nothing(world):
    with pytest.raises(NotAllowedError):
        write(world, role=Role.BENDAHARA)
    assert counted(world)[0] == 0


def test_a_line_cannot_be_changed_even_by_hand(world):
    write(world)
    with pytest.raises((ProgrammingError, InternalError)), scope(world.bumiayu.id), transaction.atomic():
        BookLine.objects.filter(cooperative_id=world.bumiayu.id).update(who="Lain")


def test_the_trail_names_the_book_and_the_number_and_no_guest(world):
    first = write(world)
    write(world, corrects_id=first)
    with scope(world.bumiayu.id):
        rows = AuditEntry.objects.filter(cooperative_id=world.bumiayu.id, act__startswith="members.book")
        kept = [(row.act, row.facts) for row in rows.order_by("position")]
    assert kept == [
        ("members.book.written", {"book": "buku tamu", "number": "1/2026"}),
        ("members.book.corrected", {"book": "buku tamu", "number": "2/2026"}),
    ]


def test_somebody_works_from_a_day_to_a_day(world):
    employee_id = enter(world)
    end(world, employee_id)
    with scope(world.bumiayu.id):
        row = one_employee(cooperative_id=world.bumiayu.id, employee_id=employee_id)
    assert (row.number, row.name, row.from_on, row.until_on, row.ended_why) == (
        1,
        "Sari (contoh)",
        date(2026, 3, 1),
        TODAY,
        "Kontrak selesai",
    )


def test_of_a_year_those_who_were_there_in_it(world):
    first = enter(world, name="Lama", from_on=date(2024, 1, 1))
    enter(world, name="Baru")
    end(world, first, until_on=date(2025, 2, 1))
    with scope(world.bumiayu.id):

        def found(**span):
            return [row.name for row in employees(cooperative_id=world.bumiayu.id, span=Span(**span))[0]]

        assert found() == ["Lama", "Baru"]
        assert found(year=2025) == ["Lama"]
        assert found(year=2026) == ["Baru"]
        assert found(text="baru") == ["Baru"]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"name": " "}, "name"),
        ({"position": ""}, "position"),
        ({"from_on": date(1999, 1, 1)}, "from"),
        ({"from_on": TODAY + timedelta(days=367)}, "from"),
        ({"address": "a" * 201}, "too_long"),
    ],
)
def test_whom_the_book_does_not_take(world, changed, wrong):
    before = counted(world)
    with pytest.raises(EmployeeRefusedError) as refused:
        enter(world, **changed)
    assert refused.value.facts["wrong"] == wrong
    assert counted(world) == before


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"why": " "}, "why"),
        ({"why": "a" * 121}, "too_long"),
        ({"until_on": date(2026, 2, 28)}, "until"),
        ({"until_on": TODAY + timedelta(days=1)}, "until"),
    ],
)
def test_an_end_that_cannot_be(world, changed, wrong):
    employee_id = enter(world)
    before = counted(world)
    with pytest.raises(EmployeeRefusedError) as refused:
        end(world, employee_id, **changed)
    assert refused.value.facts["wrong"] == wrong
    assert counted(world) == before


def test_an_end_is_once_and_of_the_own_place(world):
    employee_id = enter(world)
    with pytest.raises(EmployeeRefusedError) as refused:
        end(world, employee_id, place=world.arjosari)
    assert refused.value.facts["wrong"] == "gone"
    end(world, employee_id)
    with pytest.raises(EmployeeRefusedError) as refused:
        end(world, employee_id, why="Lain")
    assert refused.value.facts["wrong"] == "ended"


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_those_who_correct_a_line_at_once_one_does(world):
    first, actor = write(world), world.actor(Role.SEKRETARIS)
    done, wrong = [], []
    together = threading.Barrier(4)

    def run(year):
        try:
            together.wait()
            typed = LineTyped(
                **GUEST | {"on": date(year, 1, 2)}
            )  # each of another year: no counter holds them up
            done.append(
                write_line(
                    actor=actor, typed=typed, corrects_id=first, today=TODAY, request_id=new_id(), now=NOW
                )
            )
        except BookRefusedError as refusal:
            wrong.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(year,)) for year in (2023, 2024, 2025, 2026)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == 1
    assert wrong == ["corrected"] * 3
    assert lines(world)[1] == 2
