"""Migrating lightly ends where Django's own way ends."""

import pytest
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    RenameField,
)
from django.db.migrations.state import ModelState, ProjectState

from guyub.foundation.kernel.management.light_states import light_states


def field(name="id", **options):
    return name, models.BigAutoField(primary_key=True) if name == "id" else models.IntegerField(**options)


def towards(name):
    return models.ForeignKey(name, models.CASCADE)


def told(state):
    """Write down what every class of a state says of itself."""
    return {
        model._meta.label: (
            [part.deconstruct() for part in model._meta.get_fields() if not part.auto_created],
            sorted(part.related_model._meta.label for part in model._meta.related_objects),
            [part.name for part in model._meta.constraints],
            [part.name for part in model._meta.indexes],
            model._meta.db_table,
            model._meta.unique_together,
        )
        for model in state.apps.get_models()
    }


def walked(operations):
    state = ProjectState()
    assert state.apps.all_models == {}
    for label, operation in operations:
        state.clone()
        operation.state_forwards(label, state)
    return state


def of_the_product():
    graph, done = MigrationLoader(None).graph, {}
    for leaf in sorted(graph.leaf_nodes()):
        done |= dict.fromkeys(graph.forwards_plan(leaf))
    return [(label, operation) for label, name in done for operation in graph.nodes[label, name].operations]


SMALL = [
    ("kernel", CreateModel("Ward", [field()])),
    ("kernel", CreateModel("House", [field(), ("ward", towards("kernel.ward")), field("no", default=0)])),
    ("kernel", AddConstraint("house", models.CheckConstraint(condition=models.Q(no__gt=0), name="above"))),
    ("kernel", AddIndex("house", models.Index("no", name="by_no"))),
]


def test_all_migrations_of_the_product_end_in_the_same_classes():
    operations = of_the_product()
    with light_states():
        light = walked(operations)
        light.clear_delayed_apps_cache()

    assert len(light.models) > 100
    assert told(light) == told(ProjectState(dict(light.models)))


def test_what_is_added_is_there_at_once_and_the_other_classes_are_the_same_objects():
    with light_states():
        state = walked(SMALL[:1])
        ward = state.apps.get_model("kernel", "ward")
        for label, operation in SMALL[1:]:
            operation.state_forwards(label, state)

        house = state.apps.get_model("kernel", "house")
        assert state.apps.get_model("kernel", "ward") is ward
        assert house._meta.get_field("ward").related_model is ward
        assert [part.name for part in house._meta.constraints] == ["above"]
        assert [part.name for part in house._meta.indexes] == ["by_no"]


def test_code_of_a_migration_follows_every_relation():
    with light_states():
        state = walked(SMALL)
        state.clear_delayed_apps_cache()  # as RunPython does

        ward = state.apps.get_model("kernel", "ward")
        assert [part.related_model.__name__ for part in ward._meta.related_objects] == ["House"]


def test_what_changes_a_field_makes_that_class_anew_and_no_other():
    with light_states():
        state = walked(SMALL)
        ward = state.apps.get_model("kernel", "ward")
        more = ("kernel", AddField("house", *field("floors", default=1)))
        more[1].state_forwards("kernel", state)

        house = state.apps.get_model("kernel", "house")
        assert house._meta.get_field("floors").default == 1
        assert house._meta.get_field("ward").related_model is ward is state.apps.get_model("kernel", "ward")
        state.clear_delayed_apps_cache()
    assert told(state) == told(walked([*SMALL, more]))


@pytest.mark.parametrize(
    "change",
    [AlterField("ward", "id", models.AutoField(primary_key=True)), RenameField("ward", "id", "code")],
    ids=["altered", "renamed"],
)
def test_after_a_change_of_what_others_point_at_every_class_is_new_and_whole(change):
    with light_states():
        state = walked(SMALL)
        change.state_forwards("kernel", state)

        ward = state.apps.get_model("kernel", "ward")
        assert state.apps.get_model("kernel", "house")._meta.get_field("ward").related_model is ward
    assert told(state) == told(walked([*SMALL, ("kernel", change)]))


def test_relations_that_were_asked_for_already_learn_of_the_new_model():
    with light_states():
        state = walked(SMALL[:1])
        assert state.relations == {}
        state.add_model(ModelState("kernel", "House", [field(), ("ward", towards("kernel.ward"))]))

        assert ("kernel", "house") in state.relations["kernel", "ward"]
