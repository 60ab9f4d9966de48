"""`serve` hashes the names of modules one after another: what a module names, in comments too, is hashed before it."""

import re
from functools import cache
from pathlib import Path

import guyub
from guyub.foundation.kernel.web.static_storage import HashedStaticFiles

NAMED = re.compile(r'(?:from\s*|import\s*\(?\s*)"(\.{1,2}/[^"]+)"')


@cache
def depth(module, above=()):
    """Count how deep what a module names goes."""
    assert module not in above, f"a ring: {[one.name for one in (*above, module)]}"
    found = [(module.parent / name).resolve() for name in NAMED.findall(module.read_text())]
    return 1 + max((depth(one, (*above, module)) for one in found if one.exists()), default=0)


def test_no_ring_and_no_module_deeper_than_the_passes():
    modules = Path(guyub.__file__).parent.glob("**/static/**/js/**/*.js")

    assert 5 < max(depth(module) for module in modules) < HashedStaticFiles.max_post_process_passes
