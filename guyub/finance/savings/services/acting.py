"""How use-cases of savings begin."""

from __future__ import annotations

from guyub.foundation.identity.services.acting import ActsOf

once = ActsOf("savings").once
