from guyub.community.members.models import BookLine, Mailing
from guyub.community.members.selectors.book_invariants import (
    books_are_gapless,
    corrections_stay_in_their_book,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.services.test_books import enter, write
from tests.permission_rows_member_registers import mail
from tests.world import NOW


def broken(world):
    return [
        (found.rule, found.what)
        for rule in (books_are_gapless, corrections_stay_in_their_book)
        for found in rule(world.bumiayu.id)
    ]


def test_what_must_hold_of_books_holds_and_a_gap_is_found(world):
    world.member()
    first = write(world)
    write(world, corrects_id=first)
    enter(world)
    mail(world, way="SURAT")
    with scope(world.bumiayu.id):
        assert broken(world) == []
        NumberCounter.objects.filter(cooperative=world.bumiayu, series="members.book.tamu").update(last=3)
        NumberCounter.objects.filter(cooperative=world.bumiayu, series="members.employee").update(last=2)
        assert broken(world) == [
            ("members.book.gapless", "employees : 1 lines, last 1, counter 2"),
            ("members.book.gapless", "TAMU 2026: 2 lines, last 2, counter 3"),
        ]


def test_a_correction_of_another_book_and_a_letter_outside_the_agenda_are_found(world):
    world.member()
    guest = write(world)
    mailing_id = mail(world, way="SURAT")
    with scope(world.bumiayu.id):
        BookLine.objects.create(
            cooperative=world.bumiayu,
            kind="KEJADIAN",
            year=2026,
            number=1,
            on=NOW.date(),
            who="Siapa",
            text="Apa",
            corrects_id=guest,
            written_by=world.person(Role.SEKRETARIS),
            written_at=NOW,
        )
        Mailing.objects.filter(cooperative=world.bumiayu, id=mailing_id).update(letter_id=guest)
        assert [rule for rule, _ in broken(world)] == [
            "members.book.gapless",
            "members.book.corrections",
            "members.book.corrections",
        ]
