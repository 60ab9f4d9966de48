"""The permission rows of the statutory books and of mass work, and the objects that their addresses name."""

from guyub.community.members.services.books import EmployeeTyped, enter_employee
from guyub.foundation.identity.domain.roles import Action, Role
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
    Row("savings_book:book", requires=A.VIEW_MEMBER_FILE),
)
