"""Every table and every column of bytes says what becomes of it in an archive."""

from django.db.models import BinaryField, ForeignKey

from guyub.foundation.kernel.tenancy.kinds import TableKind
from guyub.foundation.kernel.tenancy.schema import declared_models
from guyub.journeys.selectors.archive_tables import (
    BUYERS,
    BYTES,
    CELLS,
    EXAMPLES,
    NEVER,
    REFERENCE,
    SUMS,
    THE_NETWORKS,
    Held,
    archived_tables,
)

OURS = {m._meta.label: (m, kind) for m, kind in declared_models() if m.__module__.startswith("guyub.")}


def test_every_reference_table_is_in_one_of_the_lists():
    reference = {label for label, (_, kind) in OURS.items() if kind is TableKind.REFERENCE}
    listed = [*REFERENCE, *SUMS, *(NEVER & reference)]

    assert sorted(listed) == sorted(reference), "say in archive_tables what of it goes with one cooperative"


def test_every_column_of_bytes_is_a_hash_or_sealed_anew():
    travelling = {label for label, (_, kind) in OURS.items() if kind is not TableKind.LOCAL} - NEVER
    columns = {
        f"{label}.{field.name}"
        for label in travelling
        for field in OURS[label][0]._meta.local_fields
        if isinstance(field, BinaryField)
    }

    assert columns == BYTES.keys(), "say in archive_tables how it is held"
    access = {name.rpartition(".")[::2] for name, how in BYTES.items() if how is Held.ACCESS}
    assert all(column in CELLS[label] for label, column in access)


def test_what_the_lists_name_is_there():
    assert {*NEVER, *BUYERS, *EXAMPLES, *THE_NETWORKS, *CELLS} <= OURS.keys()
    for label, cells in CELLS.items():
        assert cells.keys() <= {field.column for field in OURS[label][0]._meta.local_fields}


def test_what_travels_points_at_nothing_that_stays():
    for place_id, is_sealed in ((None, True), (None, False), (1, True), (1, False)):
        tables = {
            table.model: table.label for table in archived_tables(place_id=place_id, is_sealed=is_sealed)
        }
        for model, label in tables.items():
            for field in model._meta.local_concrete_fields:
                if isinstance(field, ForeignKey):
                    assert field.related_model in tables, f"{label}.{field.name}"


def test_what_lets_somebody_in_is_known():
    """Whoever adds a column of this kind decides here, and in archive_tables, what becomes of it."""
    words = {"password", "pin", "salt", "key_hash", "code_hash", "secret_hash", "token_hash"}
    found = {
        f"{label}.{field.name}"
        for label, (_, kind) in OURS.items()
        if kind is not TableKind.LOCAL and label not in NEVER
        for field in OURS[label][0]._meta.local_fields
        if field.name in words
    }

    replaced = {f"{label}.{column}" for label, cells in CELLS.items() for column in cells}
    # A till's PIN of an example only; the hash of a link that the new installation's own secret does not open.
    assert found - replaced == {"retail.TillPin.salt", "members.Application.token_hash"}
