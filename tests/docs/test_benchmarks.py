"""The page of benchmarks says what was kept, and each figure that falls short has its cause."""

import json

import pytest

from bench import BENCHMARKS, results
from bench.figures import Figure


def test_the_page_is_what_was_kept():
    assert results.PAGE.read_text(encoding="utf-8") == results.page(), "run: ./run bench --keep"


def test_what_falls_short_has_a_cause_and_nothing_else_has():
    kept = {one.name: one for path in results.RESULTS.glob("*.json") for one in kept_of(path.stem)}
    causes = json.loads(results.CAUSES.read_text(encoding="utf-8"))
    assert {name for name, one in kept.items() if not one.is_met} == causes.keys()


def test_only_benchmarks_keep_results():
    assert {path.stem for path in results.RESULTS.glob("*.json")} <= {*BENCHMARKS, results.CAUSES.stem}


def kept_of(name):
    """Give the kept figures of a benchmark; the file of causes holds none."""
    return [] if name == results.CAUSES.stem else results.kept_figures(name).values()


def figure(*, values, floors=(), is_at_least):
    return Figure("sale", "sales/s", values, limit=0.4, is_at_least=is_at_least, floors=floors)


@pytest.mark.parametrize(
    ("_case", "is_at_least", "before", "now", "is_worse"),
    [
        ("a rate fell by nearly a quarter", True, 40.0, 30.1, False),
        ("a rate fell by more", True, 40.0, 29.9, True),
        ("a rate rose", True, 40.0, 80.0, False),
        ("a cost rose by nearly a third", False, 30.0, 39.9, False),
        ("a cost rose by more", False, 30.0, 40.1, True),
        ("a cost fell", False, 30.0, 10.0, False),
    ],
)
def test_a_ratio_may_worsen_by_a_third(_case, is_at_least, before, now, is_worse):
    kept = figure(values=(before,), floors=(100.0,), is_at_least=is_at_least)
    told = figure(values=(now,), floors=(100.0,), is_at_least=is_at_least)
    assert bool(results.worsened([told], {"sale": kept})) is is_worse


def test_a_figure_without_a_floor_tells_of_its_machine_alone():
    kept, told = figure(values=(1.0,), is_at_least=False), figure(values=(9.0,), is_at_least=False)
    assert results.worsened([told], {"sale": kept}) == []
    assert results.worsened([told], {}) == []


def test_what_is_kept_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    one = figure(values=(30.0, 31.5), floors=(100.0, 90.25), is_at_least=True)
    results.keep("till", [one])
    assert results.kept_figures("till") == {"sale": one}
    assert results.kept_figures("stock") == {}
