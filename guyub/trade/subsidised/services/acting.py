"""How every act of rationed goods begins: once, under a name of its own."""

from guyub.foundation.identity.services.acting import ActsOf

_ACTS = ActsOf("subsidised")
once, note = _ACTS.once, _ACTS.note
