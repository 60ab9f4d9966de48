"""The database wrapper that settings name as ENGINE."""

from django.db.backends.postgresql import base

from guyub.foundation.kernel.tenancy.postgresql.features import DatabaseFeatures


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL wrapper with our features."""

    features_class = DatabaseFeatures
