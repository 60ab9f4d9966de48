"""What the database must hold for each kind of table, derived from the models: keys, policies, grants.

`migrate` ends with ``sync_schema``; ``schema_differences`` must be empty before the system calls itself ready.
Hand-written keys in migrations would say the same thing in a second place (ADR 0021). The rules:

- tenant: primary key ``(cooperative_id, id)``; keys between tenant tables composite, immediate and indexed;
  row-level security with one policy to work inside the scope and one to read everything under ``all``;
- every key that leaves the table is a real foreign key, except from tenants to the cooperative where a composite
  key implies it;
- the application's role may never truncate, never change a row's key or cooperative, and in append-only tables
  neither update nor delete.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, models, transaction

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.kinds import TableKind, table_kind
from guyub.foundation.kernel.tenancy.scope import SETTING

if TYPE_CHECKING:
    from collections.abc import Iterator

APP_ROLE = "guyub_app"

# The sub-selects are evaluated once per statement, not once per row: 82 ms instead of 451 ms over 57 cooperatives.
_LISTED = (
    f"cooperative_id = ANY ((SELECT CASE WHEN current_setting('{SETTING}', true) IN ('', 'all') THEN '{{}}'"
    f" ELSE current_setting('{SETTING}', true) END)::int[])"
)
_ALL = f"(SELECT current_setting('{SETTING}', true) = 'all')"
POLICIES = {
    "within_scope": f"FOR ALL TO {APP_ROLE} USING ({_LISTED})",
    "read_all": f"FOR SELECT TO {APP_ROLE} USING ({_ALL})",
}


@dataclass(frozen=True)
class Difference:
    """One thing that the database does not hold as the models say, and the SQL that mends it."""

    table: str
    what: str
    sql: str


class UndeclaredTableError(Exception):
    """A model says neither tenant, reference, network nor local."""


def declared_models() -> list[tuple[type[models.Model], TableKind]]:
    """List every table of the installed applications with its kind, by table name.

    Raises:
        UndeclaredTableError: Some tables are not declared; their labels are the message.
    """
    kinds = {
        model: table_kind(model)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }
    undeclared = sorted(model._meta.label for model, kind in kinds.items() if kind is None)
    if undeclared:
        raise UndeclaredTableError(", ".join(undeclared))
    declared = [(model, kind) for model, kind in kinds.items() if kind is not None]
    return sorted(declared, key=lambda pair: pair[0]._meta.db_table)


def schema_differences() -> list[Difference]:
    """Compare the database with what the models declare; an empty list means that every wall stands."""
    catalogue = _Catalogue.read()
    found: list[Difference] = []
    # Indexes first, primary keys after them, foreign keys last, which refer to those. Of two indexes that seem equally
    # good the planner takes the younger one, and on a table that it knows nothing of all begin with the cooperative.
    for model, _ in declared_models():
        found += _indexes(model, catalogue)
    for model, kind in declared_models():
        if kind is TableKind.TENANT:
            found += _primary_key(model, catalogue)
    for model, kind in declared_models():
        found += _foreign_keys(model, catalogue)
        if kind is TableKind.TENANT:
            found += _policies(model, catalogue)
        found += _grants(model, catalogue)
    return found


def sync_schema() -> list[Difference]:
    """Bring keys, policies and grants to what the models declare. Runs as the owner; repeating it changes nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        differences = schema_differences()
        for difference in differences:
            cursor.execute(difference.sql)
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {APP_ROLE}")
    return differences


def keys_of() -> dict[str, list[str]]:
    """List the foreign keys that ``sync_schema`` makes, by table: for who takes them down while many rows come."""
    catalogue = _Catalogue.read()
    found: dict[str, list[str]] = {}
    for model, _ in declared_models():
        table = model._meta.db_table
        names = [_short(f"{table}_{field.column}_fk") for field in model._meta.local_concrete_fields]
        if standing := [name for name in names if (table, name) in catalogue.constraints]:
            found[table] = standing
    return found


@dataclass(frozen=True)
class _Catalogue:
    """What the database holds now, read in four statements."""

    constraints: dict[tuple[str, str], str]
    indexes: set[str]
    secured: set[str]
    policies: dict[tuple[str, str], str]
    rights: dict[str, set[str]]

    @classmethod
    def read(cls) -> _Catalogue:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f')"
            )
            constraints = {
                (table.strip('"'), name): definition for table, name, definition in cursor.fetchall()
            }
            cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
            indexes = {name for (name,) in cursor.fetchall()}
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
            )
            secured = {name for (name,) in cursor.fetchall()}
            cursor.execute(
                "SELECT polrelid::regclass::text, polname, coalesce(obj_description(oid, 'pg_policy'), '')"
                " FROM pg_policy"
            )
            policies = {(table.strip('"'), name): comment for table, name, comment in cursor.fetchall()}
            cursor.execute(
                "SELECT c.relname, r FROM pg_class c,"
                " unnest(ARRAY['SELECT', 'INSERT', 'DELETE', 'TRUNCATE', 'UPDATE']) AS r"
                " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
                " AND has_table_privilege(%(role)s, c.oid, r)"
                " UNION ALL SELECT c.relname, 'UPDATE ' || a.attname FROM pg_class c"
                " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
                " AND has_column_privilege(%(role)s, c.oid, a.attnum, 'UPDATE')",
                {"role": APP_ROLE},
            )
            rights: dict[str, set[str]] = {}
            for table, right in cursor.fetchall():
                rights.setdefault(table, set()).add(right)
        return cls(constraints, indexes, secured, policies, rights)

    def primary_key(self, table: str) -> tuple[str, str] | None:
        """Name and definition of a table's primary key."""
        for (owner, name), definition in self.constraints.items():
            if owner == table and definition.startswith("PRIMARY KEY"):
                return name, definition
        return None


def _primary_key(model: type[models.Model], catalogue: _Catalogue) -> Iterator[Difference]:
    table = model._meta.db_table
    columns = [str(field.column) for field in model._meta.pk_fields]
    key = (
        f"PRIMARY KEY ({', '.join(columns if 'cooperative_id' in columns else ['cooperative_id', *columns])})"
    )
    present = catalogue.primary_key(table)
    if present is None or present[1] != key:
        drop = f'DROP CONSTRAINT "{present[0]}" CASCADE, ' if present else ""
        yield Difference(
            table, "primary key", f'ALTER TABLE "{table}" {drop}ADD CONSTRAINT "{table}_pkey" {key}'
        )


def _foreign_keys(model: type[models.Model], catalogue: _Catalogue) -> Iterator[Difference]:
    table = model._meta.db_table
    for field in model._meta.local_concrete_fields:
        if not isinstance(field, models.ForeignKey) or not getattr(field, "db_constraint", True):
            continue
        if field.name == "cooperative" and _is_implied(model):
            continue
        name, definition = _short(f"{table}_{field.column}_fk"), _key_definition(field)
        if catalogue.constraints.get((table, name)) != definition:
            yield Difference(
                table,
                f"key of {field.name}",
                f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}", ADD CONSTRAINT "{name}" {definition}',
            )


def _indexes(model: type[models.Model], catalogue: _Catalogue) -> Iterator[Difference]:
    table = model._meta.db_table
    for field in model._meta.local_concrete_fields:
        index = _short(f"{table}_{field.column}_ix")
        if isinstance(field, TenantForeignKey) and _wants_index(field) and index not in catalogue.indexes:
            yield Difference(
                table,
                f"index of {field.name}",
                f'CREATE INDEX "{index}" ON "{table}" (cooperative_id, {field.column})',
            )


def _wants_index(field: TenantForeignKey) -> bool:
    """A key is indexed unless its model says that nobody looks by it, or an index or the key begins with it already."""
    options = field.model._meta
    begun = [index.fields[:2] for index in options.indexes if index.condition is None]
    if len(options.pk_fields) > 2:
        begun.append([options.pk_fields[0].name, options.pk_fields[1].name])
    return field.is_indexed and ["cooperative", field.name] not in [list(pair) for pair in begun]


def _is_implied(model: type[models.Model]) -> bool:
    """A composite key that is never null already proves that the cooperative exists."""
    return any(
        isinstance(field, TenantForeignKey) and not field.null for field in model._meta.local_concrete_fields
    )


def _key_definition(field: models.ForeignKey[Any, Any]) -> str:
    """Write a key exactly as PostgreSQL prints it back."""
    far = field.related_model._meta.db_table
    if isinstance(field, TenantForeignKey):
        return f"FOREIGN KEY (cooperative_id, {field.column}) REFERENCES {far}(cooperative_id, id)"
    # Foreign applications may write the two ends in any order within a transaction; ours do not.
    ours = field.model.__module__.startswith("guyub.") and not field.model._meta.auto_created
    late = "" if ours else " DEFERRABLE INITIALLY DEFERRED"
    return f"FOREIGN KEY ({field.column}) REFERENCES {far}({field.target_field.column}){late}"


def _policies(model: type[models.Model], catalogue: _Catalogue) -> Iterator[Difference]:
    table = model._meta.db_table
    if table not in catalogue.secured:
        yield Difference(table, "row-level security", f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    for name, body in POLICIES.items():
        mark = hashlib.sha256(body.encode()).hexdigest()[:16]
        if catalogue.policies.get((table, name)) != mark:
            yield Difference(
                table,
                f"policy {name}",
                f'DROP POLICY IF EXISTS {name} ON "{table}"; CREATE POLICY {name} ON "{table}" {body};'
                f" COMMENT ON POLICY {name} ON \"{table}\" IS '{mark}'",
            )


def _grants(model: type[models.Model], catalogue: _Catalogue) -> Iterator[Difference]:
    table, columns = model._meta.db_table, [field.column for field in model._meta.local_concrete_fields]
    wanted = {"SELECT", "INSERT"}
    if not getattr(model, "append_only", False):
        wanted.add("DELETE")
        if table_kind(model) is TableKind.TENANT:
            fixed = {"cooperative_id", *(field.column for field in model._meta.pk_fields)}
            wanted |= {f"UPDATE {column}" for column in columns if column not in fixed}
        else:
            wanted |= {"UPDATE", *(f"UPDATE {column}" for column in columns)}
    if catalogue.rights.get(table, set()) == wanted:
        return
    updates = ", ".join(
        right.removeprefix("UPDATE ") for right in sorted(wanted) if right.startswith("UPDATE ")
    )
    grants = sorted(right for right in wanted if not right.startswith("UPDATE"))
    if "UPDATE" in wanted:
        grants.append("UPDATE")
    elif updates:
        grants.append(f"UPDATE ({updates})")
    yield Difference(
        table,
        "grants",
        f'REVOKE ALL ON "{table}" FROM {APP_ROLE}; GRANT {", ".join(grants)} ON "{table}" TO {APP_ROLE}',
    )


def _short(name: str) -> str:
    """Keep a name within PostgreSQL's 63 bytes, still one name for one thing."""
    return name if len(name) <= 63 else f"{name[:54]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
