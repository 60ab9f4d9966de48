"""How every use-case of loans begins: once, under a name of its own."""

from __future__ import annotations

from guyub.foundation.identity.services.acting import ActsOf

once = ActsOf("loans").once
