"""Static files under hashed names, the names inside ES modules included."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Whitenoise's storage that also rewrites `import … from "./x.js"`; nothing needs a build."""

    support_js_module_import_aggregation = True
    # A module's name is known once those of all it imports are: the till stands seven deep, Django stops after five.
    max_post_process_passes = 20
