"""Make the mutants of a module: the same source with one small mistake, of the kind that people make in rules.

What changes: a boundary or sense of a comparison, an arithmetic sign, a whole number by one, the last digit of a
``Decimal("…")`` or ``Fraction("…")``, True and False, ``and`` and ``or``, the sense of a condition, a ``not`` or minus,
min and max (any and all; numpy's too), what is returned or yielded (None instead), a refusal or call left out.

What does not, since no rule is in it: annotations, decorators, text for people, ``if TYPE_CHECKING``, and keywords that
guard or describe (``strict=``, ``repr=``).
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARISONS = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
}
ARITHMETIC = {
    ast.Add: (r"\+", "+", "-"),
    ast.Sub: ("-", "-", "+"),
    ast.Mult: (r"\*", "*", "//"),
    ast.Div: ("/", "/", "*"),
    ast.FloorDiv: ("//", "//", "*"),
    ast.Mod: ("%", "%", "*"),
    ast.Pow: (r"\*\*", "**", "*"),
    ast.BitAnd: ("&", "&", "|"),
    ast.BitOr: (r"\|", "|", "&"),
}
SWAPPED = {"min": "max", "any": "all", "minimum": "maximum", "argmin": "argmax"}
SWAPPED |= {other: name for name, other in SWAPPED.items()}
DESCRIBING = {"strict", "repr"}
COMMENT = re.compile(rb"#[^\n]*")


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One mistake: what stands between two bytes of the source, and what would stand there instead."""

    path: str
    start: int
    end: int
    instead: str
    kind: str

    def source(self, original: bytes) -> bytes:
        """Give the whole source with the mistake."""
        return original[: self.start] + self.instead.encode() + original[self.end :]

    def line(self, original: bytes) -> int:
        """Tell the line where the mistake begins."""
        return original.count(b"\n", 0, self.start) + 1

    def changed_line(self, original: bytes) -> str:
        """Show the line as the mistake leaves it."""
        changed = self.source(original)
        begin = changed.rfind(b"\n", 0, self.start) + 1
        end = changed.find(b"\n", self.start + len(self.instead.encode()))
        return " ".join(changed[begin : end if end >= 0 else None].decode().split())


def mutants_of(path: str, source: bytes) -> list[Mutant]:
    """List every mutant of a module, in the order of its lines; all of them compile."""
    found = {
        Mutant(path, start, end, instead, kind) for start, end, instead, kind in _Reader(source).changes()
    }
    for mutant in found:
        compile(mutant.source(source), path, "exec", dont_inherit=True)
    return sorted(found)


Change = tuple[int, int, str, str]  # start, end, instead, kind


class _Reader:
    """Walks a tree and says at which bytes what could be wrong."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.tree = ast.parse(source)
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def changes(self) -> Iterator[Change]:
        """Give every change of every node in which a rule can be."""
        waiting: list[ast.AST] = [self.tree]
        while waiting:
            node = waiting.pop()
            if _has_no_rule(node):
                continue
            for name in ("expression", "condition", "statement"):
                yield from getattr(self, f"_{name}")(node)
            waiting += _parts(node)

    def _span(self, node: ast.AST) -> tuple[int, int]:
        """Tell where a node begins and ends."""
        assert isinstance(node, ast.expr | ast.stmt)  # noqa: S101  nothing else has a place
        assert node.end_lineno is not None and node.end_col_offset is not None  # noqa: S101, PT018  ast.parse sets both
        start = self.lines[node.lineno - 1] + node.col_offset
        return start, self.lines[node.end_lineno - 1] + node.end_col_offset

    def _text(self, node: ast.AST) -> str:
        start, end = self._span(node)
        return self.source[start:end].decode()

    def _between(self, left: ast.AST, right: ast.AST, token: str) -> tuple[int, int]:
        """Find an operator between its operands, past brackets and comments."""
        begin, end = self._span(left)[1], self._span(right)[0]
        gap = COMMENT.sub(lambda found: b" " * len(found[0]), self.source[begin:end])
        found = re.search(token.encode(), gap)
        assert found is not None, self._text(left)  # noqa: S101  the tree says that it is there
        return begin + found.start(), begin + found.end()

    def _expression(self, node: ast.AST) -> Iterator[Change]:
        if isinstance(node, ast.Compare):
            for (left, right), how in zip(pairwise([node.left, *node.comparators]), node.ops, strict=True):
                token, instead = COMPARISONS[type(how)]
                yield *self._between(left, right, token), instead, "comparison"
        elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
            token, _, instead = ARITHMETIC[type(node.op)]
            yield *self._between(node.left, node.right, token), instead, "arithmetic"
        elif isinstance(node, ast.BoolOp):
            token, instead = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for left, right in pairwise(node.values):
                yield *self._between(left, right, rf"\b{token}\b"), instead, "and/or"
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
            yield *self._span(node), f"({self._text(node.operand)})", "not or minus"
        elif isinstance(node, ast.Constant):
            yield from self._constant(node)
        elif isinstance(node, ast.Call):
            yield from self._call(node)

    def _constant(self, node: ast.Constant) -> Iterator[Change]:
        if isinstance(node.value, bool):
            yield *self._span(node), str(not node.value), "constant"
        elif isinstance(node.value, int):
            yield *self._span(node), str(node.value + 1), "constant"
            yield *self._span(node), str(node.value - 1), "constant"

    def _call(self, node: ast.Call) -> Iterator[Change]:
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in SWAPPED:
            end = self._span(called)[1]
            yield end - len(name), end, SWAPPED[name], "min/max"
        if name in {"Decimal", "Fraction"} and node.args and isinstance(node.args[0], ast.Constant):
            match = re.search(r"(\d)(\D*)\Z", self._text(node.args[0]))
            if isinstance(node.args[0].value, str) and match:
                end = self._span(node.args[0])[1] - len(match[2].encode())
                digit = int(match[1])
                yield end - 1, end, str(digit + 1 if digit < 9 else 8), "constant"

    def _condition(self, node: ast.AST) -> Iterator[Change]:
        tests: list[ast.expr] = []
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            tests = [node.test]
        elif isinstance(node, ast.comprehension):
            tests = node.ifs
        for test in tests:
            is_covered = isinstance(test, ast.Compare) or (
                isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
            )
            if not is_covered:  # a comparison and a `not` have their own mistakes
                yield *self._span(test), f"(not ({self._text(test)}))", "condition"

    def _statement(self, node: ast.AST) -> Iterator[Change]:
        if isinstance(node, ast.Return | ast.Yield):
            is_none = isinstance(node.value, ast.Constant) and node.value.value is None
            if node.value is not None and not is_none:
                start, end = self._span(node.value)
                yield start, end, "None", "result"
        elif isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            yield *self._span(node), "pass", "left out"
        elif isinstance(node, ast.Break | ast.Continue):
            yield *self._span(node), "continue" if isinstance(node, ast.Break) else "break", "loop"
        elif isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
            token, sign, instead = ARITHMETIC[type(node.op)]
            start, _ = self._between(node.target, node.value, f"{token}=")
            yield start, start + len(sign), instead, "arithmetic"


def _has_no_rule(node: ast.AST) -> bool:
    """Tell whether nothing in a node decides: text for people, imports for types, what guards or describes."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.keyword) and node.arg in DESCRIBING)


def _parts(node: ast.AST) -> list[ast.AST]:
    """List the parts of a node in which a rule can be."""
    skipped = {"annotation", "returns", "decorator_list"}
    return [
        part
        for name, value in ast.iter_fields(node)
        if name not in skipped
        for part in (value if isinstance(value, list) else [value])
        if isinstance(part, ast.AST)
    ]
