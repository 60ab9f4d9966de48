"""What is sealed with keys of the installation, sealed anew with those of an archive, and back again.

An archive's keys stand before the installation's own (or behind them, when it is brought in), and the very functions
that renew keys (``rotate-keys``) do the rest: what was bought moves to the new indexes with its buyer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from guyub.community.members.services.form_keys import rotate_forms
from guyub.foundation.identity.domain.keyring import KeyRing
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys, working_with
from guyub.foundation.identity.services.vault import rotate_vault
from guyub.foundation.kernel.services.file_contents import seal, unseal
from guyub.journeys.domain.archives import KEY_ID
from guyub.journeys.selectors.archive_tables import Held, sealed_columns
from guyub.trade.subsidised.services.keys import rotate_consumers

if TYPE_CHECKING:
    from collections.abc import Collection

    from guyub.journeys.domain.archives import ArchiveKeys
    from guyub.journeys.selectors.archive_tables import ArchivedTable

# Besides what holds sealed columns: the keys of phones among the names by which people get in.
_FOUND_BY_INDEX = {"identity.LoginName"}


def copy_what_is_sealed(tables: Collection[ArchivedTable]) -> None:
    """Copy the tables that hold sealed things into temporary ones of the same names, which hide the real ones.

    What is sealed anew there is gone with the transaction, and nobody who works meanwhile waits. Step.
    """
    held = {
        model._meta.label for how in (Held.VAULT, Held.INDEX, Held.FILE) for model, _ in sealed_columns(how)
    }
    copied = [table for table in tables if table.model._meta.label in held | _FOUND_BY_INDEX]
    with connection.cursor() as cursor:
        for table in copied:
            name = table.model._meta.db_table
            cursor.execute(
                f"CREATE TEMPORARY TABLE {name} (LIKE public.{name} INCLUDING ALL) ON COMMIT DROP;"  # noqa: S608  names of our own
                f" INSERT INTO pg_temp.{name} SELECT * FROM public.{name} WHERE {table.rows}"
            )


def seal_for_archive(keys: ArchiveKeys, *, place_ids: Collection[int], has_buyers: bool) -> None:
    """Seal the copies with an archive's keys. Step."""
    sealing = KeyRing({KEY_ID: keys.vault} | vault_keys().secrets)
    indexing = KeyRing({KEY_ID: keys.index} | index_keys().secrets)
    _renew(sealing, indexing, place_ids=place_ids, has_buyers=has_buyers)
    _renew_files(before=None, after=keys.files)


def seal_for_installation(keys: ArchiveKeys, *, place_ids: Collection[int], has_buyers: bool) -> None:
    """Seal what was brought in with the installation's own keys. Step."""
    sealing = KeyRing(vault_keys().secrets | {KEY_ID: keys.vault})
    indexing = KeyRing(index_keys().secrets | {KEY_ID: keys.index})
    _renew(sealing, indexing, place_ids=place_ids, has_buyers=has_buyers)
    _renew_files(before=keys.files, after=None)


def _renew(sealing: KeyRing, indexing: KeyRing, *, place_ids: Collection[int], has_buyers: bool) -> None:
    with working_with(sealing=sealing, indexing=indexing):
        rotate_vault()
        if has_buyers:
            rotate_consumers()
        for place_id in place_ids:
            rotate_forms(cooperative_id=place_id)


def _renew_files(*, before: str | None, after: str | None) -> None:
    """Seal tables that people brought and that wait to be taken in: each is bound to the id of its row."""
    for model, column in sealed_columns(Held.FILE):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT cooperative_id, id FROM {table} WHERE {column} <> ''")  # noqa: S608  names of our own
            for row in cursor.fetchall():
                cursor.execute(
                    f"SELECT {column} FROM {table} WHERE cooperative_id = %s AND id = %s",  # noqa: S608
                    row,
                )
                ((kept,),) = cursor.fetchall()
                anew = seal(unseal(bytes(kept), str(row[1]), key=before), str(row[1]), key=after)
                cursor.execute(
                    f"UPDATE {table} SET {column} = %s WHERE cooperative_id = %s AND id = %s",  # noqa: S608
                    [anew, *row],
                )
