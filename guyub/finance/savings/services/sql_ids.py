"""Ids of version 7 for rows that the database makes by itself, many at once."""


def ids(at: str) -> str:
    """Write an SQL expression of ids that follow each other.

    Args:
        at: The SQL of a row's number, below 2^24. The parameter ``head`` is ``head_of`` the moment.
    """
    return (
        f"(%(head)s || '-7' || lpad(to_hex(({at}) >> 12), 3, '0') || '-8' || lpad(to_hex(({at}) & 4095), 3, '0')"
        " || '-' || right(gen_random_uuid()::text, 12))::uuid"
    )


def head_of(nanoseconds: int) -> str:
    """Write the first 48 bits: milliseconds since 1970."""
    head = f"{nanoseconds // 1_000_000:012x}"
    return f"{head[:8]}-{head[8:]}"
