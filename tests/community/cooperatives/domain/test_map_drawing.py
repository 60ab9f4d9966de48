import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.cooperatives.domain.map_drawing import centre, draw, middles

# One hundredth of a degree beside the equator: a square on the ground, so a square on paper.
SQUARE = [(112.00, -0.01), (112.02, -0.01), (112.02, 0.01), (112.00, 0.01), (112.00, -0.01)]


def test_a_square_at_the_equator_is_drawn_as_one():
    drawing = draw({"a": [SQUARE]}, width=200)

    assert (drawing.width, drawing.height) == (200, 200)
    assert drawing.paths == {"a": "M0 200l200 0 0 -200 -200 0Z"}
    assert drawing.centres == {"a": (100, 100)}


def test_a_step_too_small_to_see_is_left_out():
    dented = [*SQUARE[:2], (112.020001, -0.01), *SQUARE[2:]]

    assert draw({"a": [dented]}, width=20).paths == {"a": "M0 20l20 0 0 -20 -20 0Z"}


def test_away_from_the_equator_a_degree_of_longitude_is_shorter():
    north = [(x, y + 60) for x, y in SQUARE]

    assert draw({"a": [north]}, width=200).height == math.ceil(200 / math.cos(math.radians(60)))


def test_the_middle_is_that_of_the_largest_ring():
    islet = [(112.05, 0.0), (112.051, 0.0), (112.051, 0.001), (112.05, 0.0)]
    drawing = draw({"a": [islet, SQUARE]}, width=510)

    assert drawing.centres["a"] == (100, 100)


@given(
    x=st.integers(-500, 500), y=st.integers(-500, 500), width=st.integers(1, 400), height=st.integers(1, 400)
)
def test_the_middle_of_a_rectangle_does_not_depend_on_where_it_lies(x, y, width, height):
    corners = [(x, y), (x + 2 * width, y), (x + 2 * width, y + 2 * height), (x, y + 2 * height), (x, y)]

    assert centre(corners) == pytest.approx((x + width, y + height))
    assert centre(corners[::-1]) == pytest.approx((x + width, y + height))


def test_the_middle_in_degrees_is_that_of_the_largest_ring():
    islet = [(112.05, 0.0), (112.051, 0.0), (112.051, 0.001), (112.05, 0.0)]

    assert middles({"a": [islet, SQUARE]})["a"] == pytest.approx((112.01, 0.0), abs=1e-6)
