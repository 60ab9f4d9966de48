"""What this backend does differently from Django's own."""

from django.db.backends.postgresql import features


class DatabaseFeatures(features.DatabaseFeatures):
    """PostgreSQL, with composite tenant keys that only the schema step knows."""

    # The table's key is (cooperative_id, id): grouping by id alone is not enough for PostgreSQL.
    allows_group_by_selected_pks = False
    # All foreign keys come from tenancy.schema, composite between tenant tables.
    supports_foreign_keys = False
