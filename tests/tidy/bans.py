"""Our own bans: what no general linter knows. Each says what to do instead and shows a bad and a good line.

To add one: a function that yields the numbers of the bad lines of a file, and a row in BANS.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import lru_cache

DOORS = ("*/web/*", "*/api/*", "*/api.py", "*/jobs.py", "*/calc.py", "*/calc/*", "*/management/*")


@dataclass(frozen=True, kw_only=True)
class Ban:
    """One thing that does not land."""

    name: str
    instead: str
    bad: str
    good: str
    find: Callable[[str], Iterator[int]]
    where: tuple[str, ...] = ("guyub/*.py",)
    allowed: dict[str, str] = field(default_factory=dict)  # path pattern → reason; it may only shrink

    def covers(self, path):
        """Tell whether a file stands under this ban."""
        return any(fnmatch(path, pattern) for pattern in self.where) and not any(
            fnmatch(path, pattern) for pattern in self.allowed
        )


def lines_with(pattern):
    """Find lines by a regular expression, comments and all."""
    compiled = re.compile(pattern)

    def find(text):
        return (number for number, line in enumerate(text.splitlines(), 1) if compiled.search(line))

    return find


@lru_cache(maxsize=1)
def _parsed(text):
    """Parse a file once for all bans that look at it, one after the other."""
    return [*ast.walk(ast.parse(text))]


def nodes(matches):
    """Find nodes of the syntax tree."""

    def find(text):
        return (node.lineno for node in _parsed(text) if matches(node))

    return find


def _name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _is_amount(node):
    return any(_name(inner).endswith("_rp") for inner in ast.walk(node))


def floats_on_rupiah(node):
    """A division, a float literal or a float() where an amount takes part."""
    if isinstance(node, ast.BinOp) and _is_amount(node):
        sides = (node.left, node.right)
        return isinstance(node.op, ast.Div) or any(
            isinstance(side, ast.Constant) and isinstance(side.value, float) for side in sides
        )
    if isinstance(node, ast.Call) and _name(node.func) == "float":
        return any(_is_amount(argument) for argument in node.args)
    if isinstance(node, ast.AnnAssign):
        return _name(node.target).endswith("_rp") and "float" in ast.dump(node.annotation)
    return False


def clock_reads(node):
    """now() and today() of any kind, and time.time()."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = _name(node.func.value)
    return (node.func.attr in {"now", "today", "utcnow", "localdate", "localtime"} and owner != "") or (
        owner == "time" and node.func.attr == "time"
    )


def writes(node):
    """A call that writes rows."""
    names = {
        "save",
        "create",
        "delete",
        "update",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    }
    if (
        not isinstance(node, ast.Call)
        or not isinstance(node.func, ast.Attribute)
        or node.func.attr not in names
    ):
        return False
    # d.update({...}), digest.update(b"…") and picture.save(buffer) take one thing by position; rows go by keyword.
    return not (node.func.attr in {"update", "save"} and node.args)


def save_overrides(node):
    """def save(self …) in a class."""
    return isinstance(node, ast.ClassDef) and any(
        isinstance(inner, ast.FunctionDef) and inner.name == "save" for inner in node.body
    )


def long_functions(node):
    """More than seventy lines."""
    is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return is_function and node.end_lineno - node.lineno >= 70


TEMPLATES = ("guyub/*.html",)
BANS = (
    Ban(
        name="float on rupiah",
        instead="Rates are Decimal, shares go through allocate_rp, single amounts through round_rp.",
        bad="share = total_rp / 3",
        good="share = allocate_rp(total_rp, [1, 1, 1])",
        find=nodes(floats_on_rupiah),
        where=("guyub/*.py", "bench/*.py"),
    ),
    Ban(
        name="clock outside doors",
        instead="Take `now` or the business date as an argument; a door reads kernel.dates.utc_now().",
        bad="today = date.today()",
        good="def close_month(*, closed_on: date) -> None: ...",
        find=nodes(clock_reads),
        allowed={
            "guyub/foundation/kernel/dates.py": "utc_now is the one clock",
            **dict.fromkeys(DOORS, "doors read the clock and pass it on"),
        },
    ),
    Ban(
        name="write outside services",
        instead="Call a use-case or a step of services/.",
        bad="Note.objects.create(text=text)",
        good="write_note(cooperative_id=cooperative_id, text=text)",
        find=nodes(writes),
        allowed={
            "guyub/*/services/*": "here rows are written",
            "guyub/*/migrations/*": "moving data is a write of its own kind",
        },
    ),
    Ban(
        name="rows in doors",
        instead="Ask a selector; a view translates and does nothing else.",
        bad="notes = Note.objects.filter(cooperative=cooperative)",
        good="notes = open_notes(cooperative_id=cooperative_id)",
        find=lines_with(r"\.objects\b|_base_manager|connection\.cursor"),
        where=("guyub/*/web/*.py", "guyub/*/api/*.py", "guyub/*/api.py", "guyub/*/jobs.py"),
    ),
    Ban(
        name="hidden behaviour",
        instead="Say it in the service, where a posting can be read from top to bottom; news goes through the outbox.",
        bad="@receiver(post_save, sender=Note)",
        good="write_news(cooperative_id=cooperative_id, topic='notes.note_written', payload={}, now=now)",
        find=lines_with(r"@receiver\(|\.signals import|ATOMIC_REQUESTS[\"']?\s*[:=]\s*True"),
    ),
    Ban(
        name="save() override",
        instead="Put the rule into the service or a database constraint.",
        bad="class Note(Model):\n    def save(self): ...",
        good="class Note(Model):\n    text = 1",
        find=nodes(save_overrides),
    ),
    Ban(
        name="long function",
        instead="Split by subject: branching in the parent, sums in leaves.",
        bad="def f():\n" + "    x = 1\n" * 70,
        good="def f():\n    x = 1",
        find=nodes(long_functions),
        where=("guyub/*.py", "run.py", "bench/*.py", "tools/*.py"),
    ),
    Ban(
        name="unique across cooperatives",
        instead="UniqueConstraint(fields=('cooperative', …)) in a tenant table; ForeignKey + constraint, not OneToOne.",
        bad="holder = models.OneToOneField('members.Member', on_delete=models.PROTECT)",
        good="holder = TenantForeignKey('members.Member', on_delete=models.PROTECT)",
        find=lines_with(r"OneToOneField\(|Meta\.ordering|^\s+ordering = "),
        where=("guyub/*/models/*.py",),
    ),
    Ban(
        name="inline script or style",
        instead="A module under static/…/js attached by data-module; a class of the components.",
        bad='<button onclick="f()">',
        good='<button data-module="print">',
        find=lines_with(
            r"<script(?![^>]*\s(?:src=|type=\"application/json\"))|\sstyle=|\son[a-z]+=[\"']|javascript:"
        ),
        where=TEMPLATES,
    ),
    Ban(
        name="asset from elsewhere",
        instead="Vendor the file with tools/vendor.py; pages load from their own origin alone.",
        bad='<script src="https://cdn.example/htmx.js"></script>',
        good="<script src=\"{% static 'vendor/htmx-2.0.11/htmx.min.js' %}\"></script>",
        find=lines_with(r"(?:src|href|action)=[\"'](?:https?:)?//|@import|url\([\"']?https?:"),
        where=(*TEMPLATES, "guyub/*.css"),
    ),
    Ban(
        name="unescaped text",
        instead="format_html, or a component.",
        bad="{{ name|safe }}",
        good="{{ name }}",
        find=lines_with(r"\|\s*safe\b|mark_safe|autoescape off"),
        where=("guyub/*.py", *TEMPLATES),
    ),
    Ban(
        name="address in a lock file",
        instead="`./run lock`: packages are named and hashed; where they come from is the machine's business.",
        bad='"resolved": "https://registry.example/idb-8.0.4.tgz"',
        good='"integrity": "sha512-…"',
        find=lines_with(r"://|--index-url|--find-links"),
        where=("requirements/*", "package-lock.json", ".npmrc", "*/.npmrc"),
    ),
    Ban(
        name="path of one machine",
        instead="Paths are relative to the file, or come from the environment.",
        bad="DATA = '/home/sri/guyub'",
        good="DATA = Path(__file__).parent / 'data'",
        find=lines_with(r"(?<![\w.{}$])/(?:home|root|Users)/\w|\.\./shared\b"),
        where=("*",),
        allowed={
            "tests/tidy/*": "shows the bad line",
            "docs/operations/*": "examples of an operator's paths",
        },
    ),
    Ban(
        name="unfinished",
        instead="Finish it, or write a line in docs/debts.md.",
        bad="# TODO later",
        good="# the law says so",
        find=lines_with(r"\b(?:TODO|FIXME|XXX)\b|raise NotImplementedError|# pragma: no cover"),
        where=("*.py", "*.html", "*.js", "*.css"),
        allowed={"tests/tidy/*": "shows the bad line"},
    ),
)
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "stuff", "manager", "managers"}
LONGEST_MODULE = 400
LARGEST_FILE = 1_500_000
LARGER = {"guyub/config/demo.tar.xz": 10_000_000, "tests/browser/examples.tar.xz": 2_000_000}  # ADR 88, 89
