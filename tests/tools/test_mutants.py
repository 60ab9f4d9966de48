import pytest

from tools import mutate
from tools.mutants import mutants_of

# _case, the line, what it becomes
CASES = [
    ("a boundary", "a = b < c", {"a = b <= c"}),
    ("a chain", "a = 0 <= b", {"a = 0 < b", "a = 1 <= b", "a = -1 <= b"}),
    ("a sense", "a = b not in c", {"a = b in c"}),
    ("identity", "a = b is not c", {"a = b is c"}),
    ("signs", "a = b * c + d", {"a = b // c + d", "a = b * c - d"}),
    ("past brackets", "a = (b) // (c)", {"a = (b) * (c)"}),
    ("in place", "a += b", {"a -= b"}),
    ("divided in place", "a //= b", {"a *= b"}),
    ("yes and no", "a = True", {"a = False"}),
    ("digits of a text", 'a = Decimal("0.12")', {'a = Decimal("0.13")'}),
    ("digits, at nine", 'a = Fraction("1/9")', {'a = Fraction("1/8")'}),
    ("both of three", "a = b and c and d", {"a = b or c and d", "a = b and c or d"}),
    ("a not", "a = not b", {"a = (b)"}),
    ("a minus", "a = -b", {"a = (b)"}),
    ("a condition", "a = b if c else d", {"a = b if (not (c)) else d"}),
    ("a filter", "a = [b for b in c if d(b)]", {"a = [b for b in c if (not (d(b)))]"}),
    ("the least", "a = min(b)", {"a = max(b)"}),
    ("the least of each", "a = np.minimum(b, c)", {"a = np.maximum(b, c)"}),
    ("a result", "def f(): return b", {"def f(): return None"}),
    ("a refusal", "raise b", {"pass"}),
    ("a call", "f(b)", {"pass"}),
    ("past letters of two bytes", 'a = "×" + b', {'a = "×" - b'}),
    ("an annotation", "a: b | c = d", set()),
    ("text for people", 'a = f"{b + 1}"', set()),
    ("a guard", "a = zip(b, c, strict=True)", set()),
    ("a decorator", "@d(frozen=True)\nclass C: ...", set()),
    ("types", "if TYPE_CHECKING:\n    a = 1", set()),
]


@pytest.mark.parametrize(("_case", "line", "becomes"), CASES)
def test_mistakes(_case, line, becomes):
    source = f"{line}\n".encode()

    assert {mutant.changed_line(source) for mutant in mutants_of("a.py", source)} == becomes


def test_an_operator_is_found_past_a_comment_and_told_by_its_line():
    source = b"a = (\n    b  # and not or\n    or c\n)\n"
    (mutant,) = mutants_of("a.py", source)

    assert mutant.source(source) == b"a = (\n    b  # and not or\n    and c\n)\n"
    assert (mutant.line(source), mutant.changed_line(source)) == (3, "and c")


def test_module_names():
    assert mutate.module_name("guyub/finance/loans/__init__.py") == "guyub.finance.loans"
    assert mutate.module_name("guyub/finance/loans/domain/fees.py") == "guyub.finance.loans.domain.fees"
