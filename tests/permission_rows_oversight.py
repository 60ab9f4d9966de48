"""The permission table's rows of the pengawas, the budget and taxes."""

from guyub.books.oversight.services.questions import ask_question
from guyub.books.planning.services.budgets import Sitting, start_budget
from guyub.foundation.identity.domain.roles import Action, Role
from tests.permission_rows import SOME_ID, Row, made_once, of_books, of_entry, of_place
from tests.world import NOW, new_id

A = Action


def of_question(world):
    """The address of a question of the pengawas on an entry of Bumiayu."""

    def make():
        shared = {
            "actor": world.actor(Role.PENGAWAS, name="Pengawas lama"),
            "place": world.bumiayu,
            "now": NOW,
        }
        return ask_question(entry_id=world.books(), text="Mana notanya?", request_id=new_id(), **shared)

    return {"code": "35.73.03.1003", "question_id": made_once(world, "question", make)}


def of_month(name=""):
    """October 2026 of Bumiayu, whose books are open; with an id of nothing where the address has one more."""

    def arguments(world):
        if world:
            world.books()
        return {"code": "35.73.03.1003", "year": 2026, "month": 10} | ({name: SOME_ID} if name else {})

    return arguments


def of_budget(world):
    """The address of a draft of Bumiayu's budget."""
    if world:
        world.books()
    sitting = world and Sitting(
        actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
        place=world.bumiayu,
        request_id=new_id(),
        now=NOW,
    )
    budget_id = made_once(
        world,
        "budget_id",
        lambda: start_budget(sitting, year=2027, basis="KOSONG", percent=0, today=NOW.date()),
    )
    return {"code": "35.73.03.1003", "budget_id": budget_id}


OVERSIGHT_ROWS = (
    Row("oversight:own", requires=A.VIEW_JOURNAL),
    Row("oversight:desk", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("oversight:exceptions", requires=A.REVIEW_BOOKS, arguments=of_books()),
    Row("oversight:questions", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("oversight:question", requires=A.VIEW_JOURNAL, arguments=of_question),
    Row(
        "oversight:question_settle",
        requires=A.REVIEW_BOOKS,
        method="post",
        arguments=of_question,
        fields={"text": "Sudah dijelaskan."},
    ),
    Row("oversight:reply_file", requires=A.VIEW_JOURNAL, arguments=of_place("reply_id")),
    Row("oversight:entry", requires=A.VIEW_JOURNAL, arguments=of_entry),
    Row("oversight:month", requires=A.VIEW_JOURNAL, arguments=of_month()),
    Row("oversight:sample", requires=A.REVIEW_BOOKS, arguments=of_month()),
    Row(
        "oversight:sample_judge",
        requires=A.REVIEW_BOOKS,
        method="post",
        arguments=of_month("sampled_id"),
        fields={"verdict": "COCOK"},
    ),
    Row("oversight:report", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("oversight:notes", requires=A.VIEW_JOURNAL, arguments=of_books()),
    Row("budgets:own", requires=A.VIEW_STATEMENTS),
    Row("budgets:budget", requires=A.VIEW_STATEMENTS, arguments=of_books()),
    Row(
        "budgets:budget_start",
        requires=A.KEEP_BUDGET,
        method="post",
        arguments=of_books(),
        fields={"year": "2026", "basis": "KOSONG", "percent": "0"},
    ),
    Row("budgets:budget_example", requires=A.KEEP_BUDGET, arguments=of_place()),
    Row("budgets:budget_draft", requires=A.KEEP_BUDGET, arguments=of_budget),
    Row("budgets:budget_table", requires=A.KEEP_BUDGET, method="post", arguments=of_budget),
    Row("budgets:budget_set", requires=A.KEEP_BUDGET, method="post", arguments=of_budget),
    Row("budgets:budget_drop", requires=A.KEEP_BUDGET, method="post", arguments=of_budget),
    Row("taxes:own", requires=A.VIEW_STATEMENTS),
    Row("taxes:taxes", requires=A.VIEW_STATEMENTS, arguments=of_books()),
    Row(
        "taxes:duty_note",
        requires=A.KEEP_TREASURY,
        method="post",
        arguments=of_books(),
        fields={"kind": "SPT", "period": "2025", "done_on": "2026-04-20"},
    ),
    Row("taxes:calendar_file", requires=A.VIEW_STATEMENTS, arguments=of_books()),
    Row("taxes:duty_take_back", requires=A.KEEP_TREASURY, method="post", arguments=of_place("done_id")),
    Row("taxes:duty_file", requires=A.VIEW_JOURNAL, arguments=of_place("done_id")),
)
