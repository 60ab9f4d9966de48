import pytest

from guyub.foundation.kernel.tenancy.guard import unpinned_tables

TABLES = frozenset({"loan", "line"})


@pytest.mark.parametrize(
    ("_case", "sql", "unpinned"),
    [
        ("named", 'SELECT "loan"."id" FROM "loan" WHERE "loan"."cooperative_id" = %s', set()),
        ("named among several", 'SELECT 1 FROM "loan" WHERE "loan"."cooperative_id" IN (%s, %s)', set()),
        ("forgotten", 'SELECT "loan"."id" FROM "loan" WHERE "loan"."id" = %s', {"loan"}),
        ("forgotten with order and limit", 'SELECT 1 FROM "loan" ORDER BY "loan"."id" LIMIT 3', {"loan"}),
        ("only shown, not compared", 'SELECT "loan"."cooperative_id" FROM "loan"', {"loan"}),
        ("only written", 'UPDATE "loan" SET "cooperative_id" = %s WHERE "loan"."id" = %s', {"loan"}),
        (
            "update named",
            'UPDATE "loan" SET "a" = 1 WHERE ("loan"."id" = %s AND "loan"."cooperative_id" = %s)',
            set(),
        ),
        ("delete forgotten", 'DELETE FROM "loan" WHERE "loan"."id" IN (%s)', {"loan"}),
        (
            "joined on the cooperative",
            'SELECT 1 FROM "line" INNER JOIN "loan" ON ("line"."loan_id" = "loan"."id" AND ("line"."cooperative_id" ='
            ' "loan"."cooperative_id")) WHERE "line"."cooperative_id" = %s',
            set(),
        ),
        (
            "joined on the id alone",
            'SELECT 1 FROM "line" JOIN "loan" ON ("line"."loan_id" = "loan"."id") WHERE "line"."cooperative_id" = 1',
            {"loan"},
        ),
        (
            "joined to each other, named nowhere",
            'SELECT 1 FROM "line" INNER JOIN "loan" T3 ON ("line"."cooperative_id" = T3."cooperative_id")',
            {"line", "T3"},
        ),
        (
            "exists, tied to the outer row",
            'SELECT 1 FROM "loan" WHERE "loan"."cooperative_id" = 4 AND EXISTS(SELECT 1 AS "a" FROM "line" U0 WHERE'
            ' U0."cooperative_id" = ("loan"."cooperative_id") LIMIT 1)',
            set(),
        ),
        (
            "exists, tied to nothing",
            'SELECT 1 FROM "loan" WHERE "loan"."cooperative_id" = 4 AND EXISTS(SELECT 1 FROM "line" U0 WHERE U0.x = 1)',
            {"U0"},
        ),
        (
            "row value",
            'SELECT 1 FROM "loan" WHERE ("loan"."cooperative_id", "loan"."id") IN ((%s, %s))',
            set(),
        ),
        ("hand-written, one table", "SELECT last FROM loan WHERE cooperative_id = %s FOR UPDATE", set()),
        ("hand-written alias", "SELECT l.x FROM loan AS l WHERE l.cooperative_id = %s", set()),
        ("named in a literal only", "SELECT 1 FROM loan WHERE note = 'loan.cooperative_id = 1'", {"loan"}),
        ("insert names it by its values", 'INSERT INTO "loan" ("id") VALUES (%s)', set()),
        ("another table", 'SELECT 1 FROM "kernel_cooperative"', set()),
    ],
)
def test_a_statement_must_name_the_cooperative(_case, sql, unpinned):
    assert unpinned_tables(sql, TABLES) == unpinned
