"""The chart of accounts of a ward cooperative: versioned data, with the line of a statement that each account feeds.

A code has three parts, ``1.1.03``: kind, group, account. A cooperative adds accounts below one of the chart,
``1.1.03.01``; such an account takes everything but its name from the one above it.

Source: SAK EP, Permenkop 2/2024 (no official chart for these cooperatives exists; this one is ours).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE = re.compile(r"(\d\.\d\.\d\d)(?:\.\d\d)?", re.ASCII)
OWN_CODE = re.compile(r"\d\.\d\.\d\d\.\d\d", re.ASCII)


class AccountKind(StrEnum):
    """What an account holds; the first digit of its code says it."""

    ASET = "ASET"
    KEWAJIBAN = "KEWAJIBAN"
    EKUITAS = "EKUITAS"
    PENDAPATAN = "PENDAPATAN"
    BEBAN = "BEBAN"


_KINDS = {
    "1": AccountKind.ASET,
    "2": AccountKind.KEWAJIBAN,
    "3": AccountKind.EKUITAS,
    "4": AccountKind.PENDAPATAN,
    "5": AccountKind.BEBAN,
    "6": AccountKind.BEBAN,
    "7": AccountKind.BEBAN,
}
DEBIT_KINDS = frozenset({AccountKind.ASET, AccountKind.BEBAN})
RESULT_KINDS = frozenset({AccountKind.PENDAPATAN, AccountKind.BEBAN})


class Mark(StrEnum):
    """What else is to be known of an account."""

    CASH = "cash"
    CONTRA = "contra"  # shown as a deduction
    ANTAR_UNIT = "antar_unit"  # what units owe each other; adds to nothing
    ANTAR_SALDO = "antar_saldo"  # what cooperatives owe each other; disappears in consolidation
    ANTAR_USAHA = "antar_usaha"  # what cooperatives sell each other; disappears in consolidation
    SHU = "shu"  # takes the result of a closed year


class Register(StrEnum):
    """Which list of the house says, piece by piece, what stands on an account.

    Such an account is not posted to by hand: it moves where its list does. Any context's use-case may move both.
    """

    ASET = "aset"  # fixed assets
    DANA = "dana"  # funds with rules
    KLAIM = "klaim"  # what officers paid from the own pocket
    WADAH = "wadah"  # deposits for containers
    RINCI = "rinci"  # totals of the opening position, until the detail behind them is brought


@dataclass(frozen=True)
class ChartAccount:
    """One account of the chart.

    Args:
        code: ``1.1.03``.
        name: What people call it.
        line: The statement line that it feeds.
        flow: The line of the cash flow statement that cash against this account belongs to; "" for cash itself.
        owner: The context that alone posts to it; "" for all.
        mark: What else is to be known; None: nothing.
        register: The list that says what stands on it; None: the journal alone.
        since: The version of the chart that brought it.
    """

    code: str
    name: str
    line: str
    flow: str
    owner: str
    mark: Mark | None
    register: Register | None
    since: int

    @property
    def kind(self) -> AccountKind:
        """What it holds."""
        return kind_of(self.code)


@dataclass(frozen=True)
class StatementLine:
    """One line of a statement that sums accounts; ``column`` is its column in the statement of changes in equity."""

    code: str
    statement: str
    section: str
    title: str
    column: str


@dataclass(frozen=True)
class FlowLine:
    """One line of the cash flow statement, of OPERASI, INVESTASI, PENDANAAN or (adding to nothing) ANTAR_KAS."""

    code: str
    activity: str
    title: str


@dataclass(frozen=True)
class Chart:
    """One version of the chart with its statement lines and cash flow lines, each in the order of printing."""

    version: int
    accounts: Mapping[str, ChartAccount]
    lines: Mapping[str, StatementLine]
    flows: Mapping[str, FlowLine]

    def above(self, code: str) -> ChartAccount:
        """Give the chart's account for a code of the chart or of a cooperative's own.

        Raises:
            KeyError: The code is none, or the chart knows nothing above it.
        """
        match = CODE.fullmatch(code)
        if match is None:
            raise KeyError(code)
        return self.accounts[match[1]]

    def marked(self, mark: Mark) -> ChartAccount:
        """Give the first account with a mark, such as the one that takes a year's result."""
        return next(account for account in self.accounts.values() if account.mark is mark)


def kind_of(code: str) -> AccountKind:
    """Tell what an account holds, by its code."""
    return _KINDS[code[0]]


def read_chart(version: int, *, accounts: str, lines: str, flows: str) -> Chart:
    """Read a version of the chart from its three tables.

    Args:
        version: Its number; accounts that later versions brought are left out.
        accounts: CSV with the columns ``code name line flow owner marks register since``.
        lines: CSV with ``code statement section title column``.
        flows: CSV with ``code activity title``.

    Raises:
        KeyError: A table refers to a line that another does not have.
    """
    line_table = {row["code"]: StatementLine(**row) for row in csv.DictReader(lines.splitlines())}
    flow_table = {row["code"]: FlowLine(**row) for row in csv.DictReader(flows.splitlines())}
    account_table = {}
    for row in csv.DictReader(accounts.splitlines()):
        marked, listed, since = row.pop("marks"), row.pop("register"), int(row.pop("since"))
        if since > version:
            continue
        mark = Mark(marked) if marked else None
        account = ChartAccount(**row, mark=mark, register=Register(listed) if listed else None, since=since)
        line_table[account.line]
        if mark is not Mark.CASH:
            flow_table[account.flow]
        account_table[account.code] = account
    return Chart(version, account_table, line_table, flow_table)
