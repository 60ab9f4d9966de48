"""Which rows of which tables travel in an archive, and how they are read as JSON Lines.

Tenant tables travel with their cooperative; network tables with the whole network and only under a passphrase, since
they are keyed by NIK; local ones never. Reference tables are listed here one by one. What lets somebody in (passwords,
PINs, second factors, keys of tills and programs, codes) never travels, except of people who are examples: an archive is
records, not an installation. A test holds the lists against the models.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import BinaryField, ForeignKey

from guyub.foundation.kernel.tenancy.kinds import TableKind
from guyub.foundation.kernel.tenancy.schema import declared_models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

# Who is or was a member or an officer. ``{place}`` is the cooperative's id.
PEOPLE = (
    "(SELECT person_id FROM identity_membership WHERE cooperative_id = {place}"
    " UNION SELECT person_id FROM members_memberfile WHERE cooperative_id = {place}"
    " UNION SELECT person_id FROM members_member WHERE cooperative_id = {place})"
)
_REGIONS = (
    "code IN (WITH RECURSIVE up AS (SELECT r.code, r.parent_id FROM cooperatives_region r"
    " JOIN cooperatives_profile p ON p.region_id = r.code WHERE {of}"
    " UNION SELECT r.code, r.parent_id FROM cooperatives_region r JOIN up ON r.code = up.parent_id)"
    " SELECT code FROM up)"
)
# What of each reference table goes with one cooperative. The two temporary tables hold whom its rows name (``naming``).
REFERENCE: dict[str, str] = {
    "kernel.Cooperative": "id IN (SELECT id FROM archive_places)",
    "cooperatives.Region": _REGIONS.format(of="p.cooperative_id = {place}"),
    "identity.Person": "id IN (SELECT id FROM archive_people)",
    "identity.Membership": "cooperative_id = {place}",
    "identity.LoginName": f"person_id IN {PEOPLE}",
    "identity.VaultEntry": f"person_id IN {PEOPLE}",
    "parameters.ParameterValue": "(cooperative_id IS NULL OR cooperative_id = {place})",
    "inventory.PriceRule": "true",
    "subsidised.Programme": "true",
    "subsidised.BuyerCategory": "true",
    "subsidised.LimitRule": "true",
}
# Sums that jobs draw up anew; only the network takes them along.
SUMS = {
    "subsidised.OutletFigures",
    "supervision.MonthlyBooks",
    "supervision.PlaceLoans",
    "supervision.PlaceMembers",
    "supervision.PlaceSavings",
    "supervision.PlaceShop",
    "supervision.PlaceStaples",
    "supervision.PlaceSummary",
    "supervision.RegionSummary",
}
# What lets somebody in, and files that are still on their way.
NEVER = {
    "devices.BindingCode",
    "identity.ApiToken",
    "identity.Invitation",
    "kernel.Upload",
    "kernel.UploadPart",
}
# Rows of cooperatives that name a buyer of rationed goods, who is the network's.
BUYERS = {"subsidised.QueueTicket"}
# All regions come with the program: an archive has those that its cooperatives lie in.
THE_NETWORKS = {"cooperatives.Region": _REGIONS.format(of="true")}
EXAMPLES = {"retail.TillPin": "person_id IN (SELECT id FROM identity_person WHERE is_example)"}
CELLS: dict[str, dict[str, str]] = {
    "identity.Person": {
        "password": "CASE WHEN is_example THEN password ELSE '!' END",
        "pin": "CASE WHEN is_example THEN pin ELSE '' END",
        "last_login": "NULL::timestamptz",
    },
    "devices.Device": {"key_hash": "decode(repeat('00', 32), 'hex')"},
    "retail.GatewayAccount": {
        "sealed": "CASE WHEN sealed = '' THEN sealed ELSE decode(repeat('00', 32), 'hex') END"
    },
}


class Held(StrEnum):
    """What a column of bytes holds, and so what becomes of it."""

    HASH = "hash"  # of facts or content: travels as it is
    VAULT = "vault"  # sealed with a key of the vault
    INDEX = "index"  # found by a key of the index
    FILE = "file"  # sealed with the files' key, bound to the row's id
    ACCESS = "access"  # lets a program in: bytes that open nothing stand in its place


BYTES: dict[str, Held] = {
    "identity.VaultEntry.ciphertext": Held.VAULT,
    "identity.VaultEntry.blind_index": Held.INDEX,
    "subsidised.Consumer.sealed": Held.VAULT,
    "subsidised.Consumer.nik_index": Held.INDEX,
    "subsidised.Consumer.kk_index": Held.INDEX,
    "subsidised.QuotaKey.key_index": Held.INDEX,
    "subsidised.QuotaSlice.nik_index": Held.INDEX,
    "subsidised.QuotaSlice.kk_index": Held.INDEX,
    "subsidised.QuotaUse.nik_index": Held.INDEX,
    "subsidised.QuotaUse.kk_index": Held.INDEX,
    "subsidised.QuotaUse.nib_index": Held.INDEX,
    "subsidised.Standing.nib_index": Held.INDEX,
    "members.Application.sealed": Held.VAULT,
    "members.OwnRequest.sealed": Held.VAULT,
    "cooperatives.ImportBatch.sealed": Held.FILE,
    "inventory.StockOpening.sealed": Held.FILE,
    "loans.LoanOpening.sealed": Held.FILE,
    "members.MemberImport.sealed": Held.FILE,
    "procurement.DebtOpening.sealed": Held.FILE,
    "treasury.BankStatement.sealed": Held.FILE,
    "devices.Device.key_hash": Held.ACCESS,
    "retail.GatewayAccount.sealed": Held.ACCESS,
    **dict.fromkeys(
        (
            *("devices.Device.head_hash", "devices.DeviceEvent.hash"),
            *(
                "devices.DeviceEvent.previous",
                "devices.DeviceGap.following",
                "identity.AuditEntry.facts_hash",
            ),
            *("identity.AuditEntry.hash", "identity.AuditHead.hash", "kernel.IssuedPaper.content_hash"),
            *("kernel.Request.facts_hash", "ledger.JournalEntry.facts_hash", "ledger.JournalEntry.hash"),
            *("ledger.JournalHead.hash", "ledger.PeriodClosing.hash", "oversight.MonthReview.hash"),
            *("oversight.ReviewSample.hash", "treasury.BankLine.digest", "treasury.BankStatement.digest"),
        ),
        Held.HASH,
    ),
}
# Journals and trails lie in the order of their chains, so that whoever reads them needs no database.
_BY_CHAIN = {
    "ledger.JournalEntry": ("", "t.cooperative_id, t.chain_no"),
    "ledger.JournalLine": (
        " JOIN ledger_journalentry o ON o.cooperative_id = t.cooperative_id AND o.id = t.entry_id",
        "t.cooperative_id, o.chain_no, t.line_no",
    ),
    "identity.AuditEntry": ("", "t.cooperative_id, t.position"),
}


@dataclass(frozen=True)
class ArchivedTable:
    """One table of an archive: its model, which rows travel, and what stands instead of some cells."""

    model: type[Model]
    rows: str
    cells: dict[str, str]

    @property
    def label(self) -> str:
        """The name in the archive: ``ledger.journalentry``."""
        return self.model._meta.label_lower

    @property
    def member(self) -> str:
        """The file in the archive."""
        return f"tables/{self.label}.jsonl"

    @property
    def columns(self) -> list[str]:
        """Its columns, sorted: the keys of each line."""
        return sorted(str(column.column) for column in self.model._meta.local_concrete_fields)

    def select(self) -> str:
        """Read it, one row as one JSON object, in an order that is always the same."""
        table, label = self.model._meta.db_table, self.model._meta.label
        key = [f't."{field.column}"' for field in self.model._meta.pk_fields]
        if "cooperative_id" in self.columns and 't."cooperative_id"' not in key:
            key.insert(0, "t.cooperative_id")
        join, order = _BY_CHAIN.get(label, ("", ", ".join(key)))
        values = ", ".join(f't."{name}"' for name in self.columns)
        own = ", ".join(
            f'{self.cells[name]} AS "{name}"' if name in self.cells else f'"{name}"' for name in self.columns
        )
        # Rows are picked and cells replaced inside, where no other table's columns have the same names.
        inner = f"(SELECT {own} FROM {table} WHERE {self.rows}) t"  # noqa: S608  names of our own
        return f"SELECT row_to_json(r) FROM (SELECT {values} FROM {inner}{join} ORDER BY {order}) r"  # noqa: S608


def archived_tables(*, place_id: int | None, is_sealed: bool) -> list[ArchivedTable]:
    """List what travels, by name.

    Args:
        place_id: Of one cooperative; None: the network.
        is_sealed: Under a passphrase, and so with what keys of the installation seal.
    """
    found = []
    for model, kind in declared_models():
        if not model.__module__.startswith("guyub."):
            continue  # of libraries only the second factors are not local, and those let somebody in
        rows = _rows(model._meta.label, kind, place_id=place_id, is_sealed=is_sealed)
        if rows:
            cells = _cells(model, place_id=place_id, is_sealed=is_sealed)
            found.append(ArchivedTable(model, rows.format(place=place_id), cells))
    return found


def naming(tables: Sequence[ArchivedTable], label: str) -> str:
    """Ask for the ids of a reference table that rows of other tables name."""
    asked = [
        f'SELECT "{field.column}" FROM {table.model._meta.db_table}'  # noqa: S608  names of our own
        f' WHERE ({table.rows}) AND "{field.column}" IS NOT NULL'
        for table in tables
        if table.model._meta.label not in {"kernel.Cooperative", "identity.Person"}
        for field in table.model._meta.local_concrete_fields
        if isinstance(field, ForeignKey) and field.related_model._meta.label == label
    ]
    return " UNION ".join(asked)


def sealed_columns(held: Held) -> list[tuple[type[Model], str]]:
    """List model and column of everything that is held in one way."""
    names = [name.rpartition(".") for name, how in BYTES.items() if how is held]
    return [(apps.get_model(label), column) for label, _, column in names]


def _rows(label: str, kind: TableKind, *, place_id: int | None, is_sealed: bool) -> str:
    """Say which rows of a table travel; empty: none."""
    if kind is TableKind.LOCAL or label in NEVER:
        return ""
    if kind is TableKind.NETWORK or label in BUYERS:
        return "true" if place_id is None and is_sealed else ""
    rows = EXAMPLES.get(label, "true")
    if label == "identity.VaultEntry" and not is_sealed:
        return ""
    if place_id is None:
        rows = THE_NETWORKS.get(label, rows)
    elif kind is TableKind.TENANT:
        rows = f"cooperative_id = {{place}} AND {rows}"
    else:
        rows = "" if label in SUMS else REFERENCE[label]
    if label == "identity.LoginName" and not is_sealed:
        rows = f"({rows}) AND kind <> 'PHONE'"
    return rows


def _cells(model: type[Model], *, place_id: int | None, is_sealed: bool) -> dict[str, str]:
    """Say what stands instead of some cells of a table."""
    label = model._meta.label
    cells = dict(CELLS.get(label, {}))
    if place_id is not None and label == "identity.Person":
        cells["email"] = f"CASE WHEN id IN {PEOPLE.format(place=place_id)} THEN email ELSE '' END"
    if not is_sealed:
        for column in (field.name for field in model._meta.local_fields if isinstance(field, BinaryField)):
            if BYTES[f"{label}.{column}"] in {Held.VAULT, Held.FILE}:
                cells[column] = "''::bytea"
    return cells
