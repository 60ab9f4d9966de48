"""A small application of the tests: one tenant table of each shape."""
