"""Models and migrations say the same."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("guyub.")}


def missing_migrations(written):
    """Name the applications of ours whose models say more than their migrations."""
    loader = MigrationLoader(None)
    with translation.override(None):  # as commands run: migrations hold the names in English
        finder = MigrationAutodetector(written(loader), ProjectState.from_apps(apps))
        return OURS & set(finder.changes(graph=loader.graph))


def test_no_model_waits_for_a_migration():
    assert not missing_migrations(lambda loader: loader.project_state()), "guyub manage makemigrations"


def test_a_field_without_its_migration_is_seen():
    def without_a_field(loader):
        state = loader.project_state()
        state.remove_field("kernel", "cooperative", "name")
        return state

    assert missing_migrations(without_a_field) == {"kernel"}
