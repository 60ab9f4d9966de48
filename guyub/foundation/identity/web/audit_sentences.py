"""What an act of the trail is called; every context lists its own acts so."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.web.words import KIND_WORDS, PURPOSE_WORDS, SUBJECT_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.foundation.identity.selectors.audit import Line

SENTENCES: Mapping[str, str] = {
    "identity.role.given": "memberi {name} peran {role}",
    "identity.role.ended": "mengakhiri peran {role} dari {name}: {reason}",
    "identity.invitation.issued": "mengundang {name}",
    "identity.invitation.used": "memasang kata sandi dari undangan",
    "identity.reset.issued": "memberi {name} kode masuk baru",
    "identity.reset.used": "memasang kata sandi dari kode masuk baru",
    "identity.number.kept": "mencatat {kind} milik {name}",
    "identity.number.unmasked": "membuka {kind} milik {name}: {reason}",
    "identity.consent.given": "mencatat persetujuan {name}: {purpose}, versi {version}",
    "identity.consent.withdrawn": "mencatat {name} menarik persetujuan: {purpose}, versi {version}",
    "identity.own.shown": "membuka nomornya sendiri",
    "identity.own.consented": "memberi persetujuan: {purpose}, versi {version}",
    "identity.own.withdrew": "menarik persetujuan: {purpose}, versi {version}",
    "identity.own.copied": "mengambil salinan datanya sendiri sebagai {form}",
    "identity.subject.asked": "menerima permintaan {name}: {kind}",
    "identity.subject.answered": "menjawab permintaan {name}: {kind}",
    "identity.breach.reported": "mencatat kebocoran data {people_count} orang",
    "identity.breach.told": "memberi tahu {whom} tentang kebocoran data",
    "identity.token.made": "membuat kunci API {name}",
    "identity.token.revoked": "mencabut kunci API {name}",
}
# Codes among the facts become words.
_WORDS = (
    {role.value: words for role, words in ROLE_WORDS.items()}
    | {kind.value: KIND_WORDS[kind] for kind in SecretKind}
    | dict(PURPOSE_WORDS)
    | dict(SUBJECT_WORDS)
    | {"people": "pemilik data", "authority": "lembaga berwenang"}
)


@cache
def sentences() -> Mapping[str, str]:
    """Collect the sentences of every context: act → what the actor did, with ``{fact}`` places."""
    collected: dict[str, str] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.web.audit_sentences"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.web") and find_spec(module):
            collected |= import_module(module).SENTENCES
    return collected


def said(line: Line) -> str:
    """Say an act in a sentence: ``Sri Wahyuni (Bendahara) mencatat NIK milik Slamet``."""
    who = f"{line.name} ({ROLE_WORDS[Role(line.role)]})" if line.role else line.name
    facts = {
        name: _WORDS.get(fact, fact) if isinstance(fact, str) else fact for name, fact in line.facts.items()
    }
    return f"{who} {sentences()[line.act].format(**facts)}".rstrip(".")
