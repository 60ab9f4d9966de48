"""A rule of the house as a program: what goes in, what comes out, both as JSON Schema, and the pure function between.

The same schema refuses bad input and is printed by ``guyub calc --schema``. Only the words used here are understood:
type (one, or a list), enum, format date, properties, required, additionalProperties, items, default, anyOf with null.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Json = Any
Schema = dict[str, Any]

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, Decimal),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


class BadInputError(DomainError):
    """The input is not what the rule takes. Facts: ``field``, the path such as ``members[2].id``, and ``wrong``."""

    code: ClassVar[str] = "calc.input.bad"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule that ``guyub calc`` runs."""

    name: str
    title: str
    given: Schema
    answer: Schema
    calculate: Callable[[dict[str, Json]], dict[str, Json]]

    def run(self, given: Json) -> dict[str, Json]:
        """Check the input, fill in what may be left out, calculate.

        Raises:
            BadInputError: The input does not fit the schema.
            DomainError: The rule itself refuses.
        """
        return self.calculate(checked(given, self.given, field=""))


def record(**properties: Schema) -> Schema:
    """Describe an object; a property with a default may be left out, a key that is not named is refused."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name, schema in properties.items() if "default" not in schema],
        "additionalProperties": False,
    }


def strings() -> Schema:
    """Describe a text."""
    return {"type": "string"}


def choice(words: Iterable[str]) -> Schema:
    """Describe a word of a list; the first is the default."""
    listed = [str(word) for word in words]
    return {"type": "string", "enum": listed, "default": listed[0]}


def nullable(schema: Schema) -> Schema:
    """Describe a value that may be null."""
    return {"anyOf": [schema, {"type": "null"}]}


def checked(given: Json, schema: Schema, *, field: str) -> Json:
    """Return the value with defaults filled in.

    Raises:
        BadInputError: It does not fit; the fact ``wrong`` says how: ``type``, ``choice``, ``date``, ``missing`` or
            ``unknown``.
    """
    if "anyOf" in schema:
        return None if given is None else checked(given, schema["anyOf"][0], field=field)
    kinds: list[str] = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    kind = next((kind for kind in kinds if _is_a(given, kind)), None)
    if kind is None:
        raise BadInputError(field=field, wrong="type", wanted=", ".join(kinds))
    value: Json = given
    if value not in schema.get("enum", [value]):
        raise BadInputError(field=field, wrong="choice", wanted=", ".join(map(str, schema["enum"])))
    if schema.get("format") == "date":
        _check_date(value, field)
    if kind == "array":
        return [checked(item, schema["items"], field=f"{field}[{place}]") for place, item in enumerate(value)]
    if kind == "object":
        return _checked_record(value, schema, field)
    return value


def _is_a(given: Json, kind: str) -> bool:
    # In Python True is an integer; in JSON it is not.
    return isinstance(given, _TYPES[kind]) and (kind == "boolean" or not isinstance(given, bool))


def _check_date(value: str, field: str) -> None:
    try:
        well_written = date.fromisoformat(value).isoformat() == value
    except ValueError:
        well_written = False
    if not well_written:
        raise BadInputError(field=field, wrong="date", wanted="YYYY-MM-DD")


def _checked_record(value: dict[str, Json], schema: Schema, field: str) -> dict[str, Json]:
    properties, prefix = schema["properties"], f"{field}." if field else ""
    for name in value:
        if name not in properties:
            raise BadInputError(field=prefix + name, wrong="unknown", wanted=", ".join(properties))
    result = {}
    for name, inner in properties.items():
        if name in value:
            result[name] = checked(value[name], inner, field=prefix + name)
        elif "default" in inner:
            result[name] = inner["default"]
        else:
            raise BadInputError(field=prefix + name, wrong="missing", wanted=name)
    return result
