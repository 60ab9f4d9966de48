"""How use-cases of partners begin."""

from __future__ import annotations

from guyub.foundation.identity.services.acting import ActsOf

once = ActsOf("partners").once
