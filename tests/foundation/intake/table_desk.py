"""Somebody at a table of any context: brings it, tells its columns, takes it in; what a refusal said."""

import pytest

from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.intake.services.bringing import bring_table, drop_table, tell_columns
from guyub.foundation.intake.services.tables import TableTyped
from guyub.foundation.intake.services.taking import check_table, take_table, undo_table
from guyub.foundation.intake.services.working import carry_on, give_to_worker
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id


class TableDesk:
    """The acts; a context's desk says ``intake``, ``place``, ``bringer``, ``taker``, ``today``, ``file_name``."""

    file_name = "tabel (contoh).csv"

    def brings(self, content, **typed):
        batch_id = bring_table(
            intake=self.intake,
            actor=self.bringer,
            name=self.file_name,
            content=content,
            request_id=new_id(),
            now=NOW,
        )
        if typed:
            self.tells(batch_id, **typed)
        return batch_id

    def tells(self, batch_id, *, sheet=None, header_line=None, mapping=None, **options):
        row = self.batch(batch_id)
        tell_columns(
            intake=self.intake,
            actor=self.bringer,
            batch_id=batch_id,
            typed=TableTyped(
                sheet=row.sheet if sheet is None else sheet,
                header_line=row.header_line if header_line is None else header_line,
                mapping=row.mapping if mapping is None else mapping,
                options=self.options(row) | options,
            ),
            request_id=new_id(),
            now=NOW,
        )

    def options(self, row):
        """Give what was chosen beside the columns."""
        return dict(getattr(row, "choices", {}))

    def drops(self, batch_id):
        drop_table(intake=self.intake, actor=self.bringer, batch_id=batch_id, request_id=new_id(), now=NOW)

    def checks(self, batch_id):
        shared = {"place": self.place, "today": self.today, "now": NOW}
        return check_table(intake=self.intake, batch_id=batch_id, **shared)[1]

    def takes(self, batch_id, **more):
        return take_table(intake=self.intake, batch_id=batch_id, **self._asked(more))

    def undoes(self, batch_id, **more):
        undo_table(intake=self.intake, batch_id=batch_id, **self._asked(more))

    def gives(self, batch_id, verb="take", now=NOW):
        """Give a table to the worker."""
        give_to_worker(
            intake=self.intake,
            actor=self.taker,
            batch_id=batch_id,
            verb=verb,
            request_id=new_id(),
            now=now,
        )

    def works(self, batch_id, now=NOW):
        """Let the worker do what it was given."""
        return carry_on(intake=self.intake, cooperative_id=self.place.id, batch_id=batch_id, now=now)

    def batch(self, batch_id):
        with scope(self.place.id):
            return self.intake.model.objects.get(cooperative=self.place, id=batch_id)

    def table_acts(self):
        """Give what the trail says of tables, in its order."""
        start = f"{self.intake.acts}."
        with scope(self.place.id):
            rows = AuditEntry.objects.filter(cooperative=self.place, act__startswith=start)
            return [row.act.removeprefix(start) for row in rows.order_by("position")]

    def _asked(self, more):
        asked = {"actor": self.taker, "place": self.place, "today": self.today}
        return asked | {"request_id": new_id(), "now": NOW} | more


def wrong(act, *args, **kwargs):
    """Tell which case a refusal was, and its facts."""
    with pytest.raises(DomainError) as error:
        act(*args, **kwargs)
    assert error.value.code.endswith((".opening.refused", ".import.refused")), error.value.code
    return error.value.facts
