"""Django's migrate, ended by the schema step: a database is never left with tables and no walls."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from guyub.foundation.kernel.management.light_states import light_states
from guyub.foundation.kernel.tenancy.schema import sync_schema


class Command(migrate.Command):
    """Applies migrations as the owner, then makes keys, policies and grants (tenancy.schema)."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then bring keys, policies and grants in line."""
        with light_states():
            super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"]:
            return
        differences = sync_schema()
        if options["verbosity"] >= 1:
            self.stdout.write(f"  Keys, policies and grants: {len(differences)} changed.")
