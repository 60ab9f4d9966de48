"""The permission rows of the statutory books and of mass work, and the objects that their addresses name."""

from guyub.community.members.selectors.reach import Chosen
from guyub.community.members.services.books import EmployeeTyped, enter_employee
from guyub.community.members.services.reach import MailingTyped, make_mailing
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows import Row, made_once
from tests.world import NOW, new_id

A = Action


def of_employee(world):
    """The address of an employee of Bumiayu."""

    def make():
        return enter_employee(
            actor=world.actor(Role.SEKRETARIS, name="Sekretaris lama"),
            typed=EmployeeTyped(name="Sari Contoh", position="Penjaga gerai", from_on=NOW.date()),
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        )

    return {"employee_id": made_once(world, "employee_id", make)}


def of_mailing(world):
    """The address of letters of Bumiayu."""

    def make():
        world.member()
        return mail(world, way="SURAT")

    return {"mailing_id": made_once(world, "letters_id", make)}


def of_mailing_by_phone(world):
    """The address of a message of Bumiayu."""

    def make():
        reachable(world, world.member())
        return mail(world, way="WA")

    return {"mailing_id": made_once(world, "mailing_id", make)}


def mail(world, **typed):
    """Make a mailing of Bumiayu's former secretary to all members."""
    words = {"title": "Undangan rapat anggota", "text": "Yth. {nama}, anggota {nomor}.", "chosen": Chosen()}
    return make_mailing(
        actor=world.actor(Role.SEKRETARIS, name="Sekretaris lama"),
        typed=MailingTyped(**words | typed),
        today=NOW.date(),
        request_id=new_id(),
        now=NOW,
    )


def reachable(world, member, phone="+6281200000099"):
    """Let a member agree to messages and have a phone."""
    with scope(member.cooperative_id):
        keep_secret(person=member.person, kind=SecretKind.PHONE, value=phone, now=NOW)
        agree(world, member)
    return member


def agree(world, member, *, is_given=True, at=NOW):
    """Write down a member's word on messages. Needs the scope."""
    note_consent(
        cooperative_id=member.cooperative_id,
        person_id=member.person_id,
        purpose="MESSAGES",
        version=1,
        is_given=is_given,
        recorded_by_id=world.person(Role.SEKRETARIS).id,
        now=at,
    )


MEMBER_REGISTERS_ROWS = (
    Row("registers:books", requires=A.VIEW_MEMBER_FILE),
    Row("registers:members", requires=A.VIEW_MEMBER_FILE),
    Row("registers:officers", requires=A.VIEW_MEMBER_FILE, arguments={"body": "pengurus"}),
    Row("registers:employees", requires=A.VIEW_MEMBER_FILE),
    Row("registers:employee_new", requires=A.KEEP_REGISTERS),
    Row("registers:employee_end", requires=A.KEEP_REGISTERS, arguments=of_employee),
    Row("registers:suggestions", requires=A.VIEW_MEMBER_FILE),
    Row("registers:lines", requires=A.VIEW_MEMBER_FILE, arguments={"book": "tamu"}),
    Row("registers:line_new", requires=A.KEEP_REGISTERS, arguments={"book": "tamu"}),
    Row("reach:reach", requires=A.REACH_MEMBERS),
    Row("reach:mailing_new", requires=A.REACH_MEMBERS, arguments={"way": "wa"}),
    Row("reach:labels", requires=A.REACH_MEMBERS),
    Row("reach:attendance", requires=A.REACH_MEMBERS),
    Row("reach:mailing", requires=A.REACH_MEMBERS, arguments=of_mailing),
    Row("reach:mailing_sent", requires=A.REACH_MEMBERS, method="post", arguments=of_mailing_by_phone),
    Row("reach:letters", requires=A.REACH_MEMBERS, arguments=of_mailing),
    Row("savings_book:book", requires=A.VIEW_MEMBER_FILE),
)
