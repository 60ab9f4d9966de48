"""The permission rows of loans: running loans from a spreadsheet."""

from guyub.finance.loans.services.openings import RUNNING_LOANS
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.intake.services.bringing import bring_table
from guyub.foundation.parameters.services.values import load_national
from tests.finance.loans.opening_tables import clean
from tests.permission_rows import Row, made_once
from tests.world import NOW, new_id

A = Action


def of_table(world):
    """The address of a table of running loans that Bumiayu brought."""

    def make():
        load_national(now=NOW)
        return bring_table(
            intake=RUNNING_LOANS,
            actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
            name="pinjaman (contoh).csv",
            content=clean(),
            request_id=new_id(),
            now=NOW,
        )

    return {"batch_id": made_once(world, "loan_opening_id", make)}


LOANS_OPENINGS_ROWS = (
    Row("loan_openings:openings", requires=A.KEEP_LOANS),
    Row("loan_openings:template", requires=A.KEEP_LOANS),
    Row("loan_openings:table", requires=A.KEEP_LOANS, arguments=of_table),
    Row("loan_openings:progress", requires=A.KEEP_LOANS, arguments=of_table),
    Row("loan_openings:notes", requires=A.KEEP_LOANS, arguments=of_table),
    Row("loan_openings:loans", requires=A.KEEP_LOANS, arguments=of_table),
    Row("loan_openings:columns", requires=A.KEEP_LOANS, method="post", arguments=of_table),
    Row("loan_openings:take", requires=A.KEEP_LOANS, method="post", arguments=of_table),
    Row("loan_openings:undo", requires=A.KEEP_LOANS, method="post", arguments=of_table),
    Row("loan_openings:drop", requires=A.KEEP_LOANS, method="post", arguments=of_table),
)
