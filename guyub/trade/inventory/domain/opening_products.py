"""What a line of a table says of a new product: its units, its numbers for scanners, its prices under the rules."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from guyub.community.cooperatives.domain.cells import is_rounded
from guyub.community.members.domain.import_cells import is_nothing, rupiah
from guyub.foundation.intake.domain.titles import closest, title_key
from guyub.trade.inventory.domain.barcodes import BarcodeRefusedError, normal_form
from guyub.trade.inventory.domain.catalogue import BASE_UNITS, CATEGORY_OF
from guyub.trade.inventory.domain.costing import CostMethod
from guyub.trade.inventory.domain.opening_cells import (
    CATEGORY_NAMES,
    GOOD_NAMES,
    Base,
    base_in,
    category_in,
    codes_in,
    good_in,
    method_in,
    spelt,
    units_in,
    with_commas,
)
from guyub.trade.inventory.domain.opening_fields import HELD_BY
from guyub.trade.inventory.domain.opening_shapes import NewProduct
from guyub.trade.inventory.domain.opening_stock import LOOSE, quantity_of
from guyub.trade.inventory.domain.price_rules import Deal, Judgement, channel_of, judge_line, ruling
from guyub.trade.inventory.domain.products import (
    LEAST_NAME,
    LONGEST_CODE,
    LONGEST_NAME,
    MOST_CONTENT,
    MOST_LEAST_QTY,
    MOST_UNITS,
    base_of,
)
from guyub.trade.inventory.domain.regulated import REGULATED, RuleUnit
from guyub.trade.inventory.domain.units import (
    MEASURES,
    BaseUnit,
    UnitRefusedError,
    read_quantity,
    resolve,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.foundation.intake.domain.readings import Line
    from guyub.trade.inventory.domain.catalogue import Category
    from guyub.trade.inventory.domain.opening_shapes import GoodsTable
    from guyub.trade.inventory.domain.units import UnitTold

OTHERS = CATEGORY_OF["LAIN"]
PIECE = Base("buah", "buah")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9./-]*", re.ASCII)
_CONTENT_OF: Mapping[str, str] = {"gram": "G", "ml": "ML"}
_RULE_CONTENT: Mapping[RuleUnit, str] = {RuleUnit.KG: "G", RuleUnit.LITER: "ML"}
_CONTENTS: Mapping[str, BaseUnit] = {"G": BaseUnit.GRAM, "ML": BaseUnit.MILILITER}
_IN_STORE = re.compile(r"2\d{12}", re.ASCII)
Barcodes = list[tuple[str, str]]


class Measured(NamedTuple):
    """In what a product is counted: its smallest unit, the one that its list speaks in, and what each holds."""

    base: str
    usual: str
    units: Mapping[str, int]


def new_product(
    line: Line,
    table: GoodsTable,
    *,
    code: str,
    barcodes: Sequence[tuple[str, str]],
    measured: Measured | None,
) -> NewProduct | None:
    """Read a new product; None where something is wrong, which is said.

    Args:
        line: The line.
        table: What the table is held against.
        code: The shop's own, in its form; empty: the next number.
        barcodes: Numbers for scanners and their units, as ``barcodes_of`` read them.
        measured: Its units, as ``measured_of`` read them.
    """
    if not LEAST_NAME <= len(" ".join(line.cell("name").split())) <= LONGEST_NAME:
        line.error("name", "name_bad")
    category, method = _category(line), _method(line)
    if measured is None:
        return None
    base, units = measured, measured.units
    good, content, content_unit = _content(line, base.base)
    least_qty = quantity_of(line, "least", units=units, usual=base.usual, base=base.base) or 0
    if least_qty > MOST_LEAST_QTY:
        line.error("least", "qty_large")
    price_rp, member_price_rp = _price(line, "price"), _price(line, "member_price")
    if price_rp and member_price_rp > price_rp:
        line.warn("member_price", "member_above")
    told = [(gtin, unit or base.usual) for gtin, unit in barcodes]
    for _, unit in told:
        if unit not in units:
            line.error("barcode", "barcode_unit", unit)
    if line.is_faulty:
        return None
    product = NewProduct(
        code=code,
        name=line.name,
        category=category.code,
        account=category.account,
        base_unit=base.base,
        usual=base.usual,
        units=units,
        content=content,
        content_unit=content_unit,
        good=good,
        method=method,
        has_batches=not (is_nothing(line.cell("batch")) and is_nothing(line.cell("expires"))),
        least_qty=least_qty,
        barcodes=told,
        price_rp=price_rp,
        member_price_rp=member_price_rp,
    )
    return product if _keeps_rules(line, table, product) else None


def measured_of(line: Line) -> Measured | None:
    """Read the units of a new product; None where they cannot be read, which is said."""
    base = _base(line)
    units = _units(line, base) if base else None
    return Measured(base.base, base.usual, units) if base and units else None


def code_of(line: Line) -> str:
    """Read the shop's own code of a line: capitals without blanks; empty where it has none or a wrong one."""
    written = line.cell("code")
    code = "" if is_nothing(written) else "".join(written.upper().split())
    if code and (len(code) > LONGEST_CODE or _CODE.fullmatch(code) is None):
        line.error("code", "code_bad")
        return ""
    return code


def barcodes_of(line: Line) -> Barcodes:
    """Read the numbers for scanners of a line, each with its unit; an empty unit is the usual one."""
    written = line.cell("barcode")
    if is_nothing(written):
        return []
    codes = None if is_rounded(written) else codes_in(written)
    if codes is None:
        line.error("barcode", "barcode_lost" if is_rounded(written) else "barcode_bad")
        return []
    found: Barcodes = []
    for one in codes:
        try:
            gtin = normal_form(one.digits)
        except BarcodeRefusedError as refused:
            if refused.facts["wrong"] == "check":
                line.error("barcode", "barcode_check", f"{one.digits[:-1]}{refused.facts['expected']}")
            else:
                line.error("barcode", "barcode_bad", one.digits)
            continue
        if _IN_STORE.fullmatch(gtin):
            line.warn("barcode", "barcode_own", gtin)
        elif gtin not in {code for code, _ in found}:
            found.append((gtin, one.unit))
    return found


def _category(line: Line) -> Category:
    written = line.cell("category")
    if is_nothing(written):
        if "category" in line.places:
            line.warn("category", "category_empty")
        return OTHERS
    found = category_in(written)
    if found is None:
        like = closest(title_key(written), CATEGORY_NAMES, at_least=0.6)
        line.error("category", "category_unknown", CATEGORY_NAMES[like].name if like else "")
    return found or OTHERS


def _method(line: Line) -> CostMethod:
    written = line.cell("method")
    found = CostMethod.AVERAGE if is_nothing(written) else method_in(written)
    if found is None:
        line.error("method", "method_unknown")
    return found or CostMethod.AVERAGE


def _base(line: Line) -> Base | None:
    written = line.cell("unit")
    if is_nothing(written):
        if "unit" in line.places:
            line.warn("unit", "unit_empty")
        return PIECE
    found = base_in(written)
    if found is None:
        line.error("unit", "unit_unknown", closest(spelt(written), BASE_UNITS, at_least=0.6) or "")
    return found


@lru_cache(maxsize=1_024)
def _read(written: str, usual: str, piece: str) -> tuple[UnitTold, ...] | None:
    """Read what further units hold; a list says the same of thousands of goods."""
    told = units_in(written, usual=usual, piece=piece)
    return None if told is None else tuple(told)


@lru_cache(maxsize=1_024)
def _sizes(kind: BaseUnit, piece: str, told: tuple[UnitTold, ...]) -> Mapping[str, int]:
    return resolve(kind, piece=piece, told=told)


def _units(line: Line, base: Base) -> dict[str, int] | None:
    """Tell what each unit holds: the smallest one, the usual one, and those that the line tells."""
    piece = base.usual if base.base in LOOSE else base.base
    others = line.cell("others")
    told = () if is_nothing(others) else _read(others, base.usual, piece)
    if told is None:
        line.error("others", "units_bad")
        return None
    for code, name in HELD_BY.items():
        written = line.cell(code)
        if is_nothing(written):
            continue
        more = _read(f"{name} = {written}", base.usual, piece)
        if more is None:
            line.error(code, "units_bad")
            return None
        told = (*told, *more)
    kind = base_of(base.base)
    own = tuple(one for one in dict.fromkeys(told) if one.name not in {base.base, *MEASURES[kind]})
    try:
        sizes = _sizes(kind, base.base, own)
    except UnitRefusedError as refused:
        line.error("others", f"units_{refused.facts['wrong']}", str(refused.facts["unit"]))
        return None
    kept = {
        name: size
        for name, size in sizes.items()
        if name in {base.base, base.usual, *(one.name for one in own)}
    }
    if len(kept) > MOST_UNITS:
        line.error("others", "units_many", str(MOST_UNITS))
    other = next((one.name for one in told if sizes.get(spelt(one.of), 0) * one.count != sizes[one.name]), "")
    if other:
        # The smallest unit, or a measure, is told to hold something else than it does.
        line.error("others", "units_base", other)
    return kept


def _content(line: Line, base: str) -> tuple[str, int, str]:
    """Give the good under a rule, and what one smallest unit holds as the rule measures it."""
    written, good = line.cell("good"), ""
    if not is_nothing(written):
        good = good_in(written) or ""
        if not good:
            like = closest(title_key(written), GOOD_NAMES, at_least=0.6)
            line.error("good", "good_unknown", REGULATED[GOOD_NAMES[like]].title if like else "")
    content, content_unit = _packed(line, base)
    if good and _RULE_CONTENT.get(REGULATED[good].unit, "BUAH") != content_unit:
        line.error("content", "content_needed", REGULATED[good].title)
    return good, content, content_unit


def _packed(line: Line, base: str) -> tuple[int, str]:
    if base in LOOSE:
        return 1, _CONTENT_OF[base]
    written = line.cell("content")
    if is_nothing(written):
        return 1, "BUAH"
    text = with_commas(spelt(written))
    for content_unit, measure in _CONTENTS.items():
        units = MEASURES[measure]
        try:
            # A number without a unit says nothing: no measure is the usual one.
            content = read_quantity(text, units=units, usual="?")
        except UnitRefusedError:
            continue
        if 1 <= content <= MOST_CONTENT:
            return content, content_unit
    line.error("content", "content_bad")
    return 1, "BUAH"


def _price(line: Line, code: str) -> int:
    written = line.cell(code)
    found = rupiah(written)
    if found is None:
        line.error(code, "money_bad")
    elif found < 0:
        line.error(code, "money_below")
    elif not found and any(sign.isdecimal() for sign in written):
        line.error(code, "price_zero")
    return max(0, found or 0)


def _keeps_rules(line: Line, table: GoodsTable, product: NewProduct) -> bool:
    """Hold prices against the rules of the product's good, as a till will, and tell whether it may sell at them."""
    if not product.good:
        return True
    rules = ruling(
        table.rules, good=product.good, region=table.region, channel=channel_of(product.good), on=table.today
    )
    is_kept = True
    for code, amount_rp in (("price", product.price_rp), ("member_price", product.member_price_rp)):
        if not amount_rp:
            continue
        verdict = judge_line(
            deal=Deal.SALE,
            net_rp=amount_rp,
            base_qty=product.units[product.usual],
            content=product.content,
            rules=rules,
            is_rationed=REGULATED[product.good].is_rationed,
        )
        is_kept = is_kept and verdict.is_accepted
        for finding in verdict.findings:
            limit = str(finding.limit_rp or "")
            if finding.judgement is Judgement.REFUSED:
                line.error(code, "above_ceiling", limit)
            elif finding.judgement is Judgement.STOPPED:
                line.error(code, "no_ceiling")
            else:
                line.warn(code, "above_reference", limit)
    return is_kept
