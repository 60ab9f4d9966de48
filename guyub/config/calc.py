"""`guyub calc NAME < input.json > output.json`: the rules of the house without database, settings or network.

Loads no Django, and of the house only the rule that is asked for: it answers in a blink, also from a spreadsheet.
"""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.calculation import BadInputError
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from guyub.foundation.kernel.calculation import Rule

# Rule → the module whose RULES hold it; a test holds this table to the modules.
MODULES = {
    "allocate": "guyub.trade.subsidised.calc.allocate",
    "ean13": "guyub.trade.inventory.calc",
    "kolektibilitas": "guyub.finance.loans.calc.kolektibilitas",
    "loan-schedule": "guyub.finance.loans.calc.schedule",
    "loan-state": "guyub.finance.loans.calc.state",
    "nik": "guyub.foundation.identity.calc",
    "qris": "guyub.trade.retail.calc",
    "quota": "guyub.trade.subsidised.calc.quota",
    "route": "guyub.trade.delivery.calc",
    "savings-interest": "guyub.finance.savings.calc",
    "time-value": "guyub.finance.loans.calc.time_value",
}
REFUSED = 2

WRONG = {
    "type": "Isian ini harus berjenis {wanted}.",
    "choice": "Isian ini harus salah satu dari: {wanted}.",
    "date": "Tanggal ditulis {wanted}.",
    "missing": "Isian ini wajib ada.",
    "unknown": "Isian ini tidak dikenal. Yang dikenal: {wanted}.",
}


class _RefusalError(Exception):
    """An answer that is a refusal: code, field, message."""

    def __init__(self, code: str, field: str | None, message: str) -> None:
        super().__init__(message)
        self.answer = {"error": {"code": code, "field": field, "message": message}}


def main(arguments: list[str]) -> int:
    """Run one rule over standard input, list the rules, or print their schemas; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.list:
        _write("".join(f"{name}\n" for name in sorted(MODULES)))
        return 0
    if options.schema:
        names = [options.name] if options.name else sorted(MODULES)
        if options.name and options.name not in MODULES:
            return _refuse(_unknown_rule(options.name))
        _write(
            json.dumps({name: _schema(_rule(name)) for name in names}, indent=1, ensure_ascii=False) + "\n"
        )
        return 0
    if options.name not in MODULES:
        return _refuse(_unknown_rule(options.name))
    rule = _rule(options.name)
    if options.lines:
        for line in sys.stdin:
            if line.strip():
                _write(_dumped(_answer_or_error(rule, line)) + "\n")
        return 0
    try:
        answer = _answer(rule, sys.stdin.read())
    except _RefusalError as refusal:
        return _refuse(refusal)
    _write(_dumped(answer) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="guyub calc", description="Hitung satu aturan; JSON masuk, JSON keluar."
    )
    parser.add_argument("name", nargs="?", metavar="ATURAN")
    parser.add_argument(
        "--lines", action="store_true", help="satu masukan tiap baris, satu jawaban tiap baris"
    )
    parser.add_argument("--list", action="store_true", help="sebutkan aturan yang ada")
    parser.add_argument("--schema", action="store_true", help="cetak JSON Schema masukan dan jawaban")
    return parser


def _rule(name: str) -> Rule:
    rules: tuple[Rule, ...] = import_module(MODULES[name]).RULES
    return next(rule for rule in rules if rule.name == name)


def _schema(rule: Rule) -> dict[str, Any]:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {"title": rule.title, "input": head | rule.given, "output": head | rule.answer}


def _answer(rule: Rule, text: str) -> dict[str, Any]:
    try:
        given = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except (
        ValueError,
        ArithmeticError,
        RecursionError,
    ) as error:  # no Decimal holds an exponent of twenty digits
        raise _RefusalError(
            "calc.input.not_json", None, "Masukan bukan JSON yang utuh. Periksa tanda kurung dan koma."
        ) from error
    try:
        return rule.run(given)
    except BadInputError as error:
        facts = error.facts
        message = WRONG[str(facts["wrong"])].format(**facts)
        raise _RefusalError(error.code, str(facts["field"]) or None, message) from error
    except DomainError as error:
        field = str(error.facts.get("field", "")) or None
        raise _RefusalError(error.code, field, str(error.facts.get("message", error.code))) from error


def _answer_or_error(rule: Rule, line: str) -> dict[str, Any]:
    try:
        return _answer(rule, line)
    except _RefusalError as refusal:
        return refusal.answer


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _unknown_rule(name: str | None) -> _RefusalError:
    return _RefusalError(
        "calc.rule.unknown",
        None,
        f"Aturan {name or ''} tidak dikenal. Yang ada: {', '.join(sorted(MODULES))}.",
    )


def _refuse(refusal: _RefusalError) -> int:
    _write(_dumped(refusal.answer) + "\n")
    return REFUSED


def _dumped(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _write(text: str) -> None:
    sys.stdout.write(text)
