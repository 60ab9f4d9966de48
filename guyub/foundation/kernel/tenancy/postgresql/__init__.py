"""Django's PostgreSQL backend, told that keys are made by the schema step (tenancy.schema)."""
