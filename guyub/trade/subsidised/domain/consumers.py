"""Who can be registered for rationed goods: what must be told, in which form it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.identity.domain.names import person_name
from guyub.foundation.kernel.errors import DomainError
from guyub.trade.subsidised.domain.programmes import PROOF_WORDS, Registers

if TYPE_CHECKING:
    from guyub.trade.subsidised.domain.programmes import BuyerCategory

GIVEN_NAME = 30
LONGEST_ADDRESS = 160
_NIB = re.compile(r"\d{13}", re.ASCII)
_WARD = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}", re.ASCII)


class ConsumerRefusedError(DomainError):
    """Somebody is not registered for rationed goods, or not changed; ``wrong`` says why.

    ``programme`` (no such good), ``category`` (nobody of that kind buys it that day), ``listed`` (only an official list
    brings somebody into it), ``proofs`` (a paper was not looked at; fact ``papers``), ``kk`` (its KK must be told),
    ``nib`` (13 digits must be told), ``ward`` (not the code of a ward), ``address`` (too long), ``consent`` (to another
    text than today's), ``other_kk`` (registered with another KK: change it first, with a reason), ``unknown`` (nobody
    of that id is known here), ``closed`` (it ended before), ``ends`` (a day before it began).
    """

    code: ClassVar[str] = "subsidised.consumer.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumerTyped:
    """Somebody who wants to be registered, as the counter typed it.

    Args:
        programme: For which good.
        category: As what, such as ``RT``.
        nik: As typed; blanks and dots are dropped.
        name: As on the KTP.
        kk: As typed; empty: not shown.
        nib: As typed; empty: none.
        ward: The code of the ward where they live; empty: not told.
        phone: As typed; empty: not told.
        address: Where they live; empty: not told.
        proofs: The papers that were looked at; keys of ``PROOF_WORDS``.
        consent_version: Of the text that was read to them.
    """

    programme: str
    category: str
    nik: str
    name: str
    kk: str = ""
    nib: str = ""
    ward: str = ""
    phone: str = ""
    address: str = ""
    proofs: tuple[str, ...] = ()
    consent_version: int


def given_name(name: str) -> str:
    """Give the part of a name that other outlets are shown: the first word that is no initial, at most 30 letters."""
    words = [word for word in person_name(name).split() if len(word.strip(".,")) > 1]
    return (words[0] if words else name.split(maxsplit=1)[0]).strip(",")[:GIVEN_NAME]


def nib_number(written: str) -> str:
    """Bring the number of a business to 13 digits.

    Raises:
        ConsumerRefusedError: ``nib``.
    """
    digits = re.sub(r"[\s.-]", "", written)
    if _NIB.fullmatch(digits) is None:
        raise ConsumerRefusedError(wrong="nib")
    return digits


def ward_code(written: str) -> str:
    """Check the code of a ward; empty stays empty.

    Raises:
        ConsumerRefusedError: ``ward``.
    """
    if written and _WARD.fullmatch(written) is None:
        raise ConsumerRefusedError(wrong="ward")
    return written


def address_line(written: str) -> str:
    """Bring an address to one line.

    Raises:
        ConsumerRefusedError: ``address``.
    """
    line = " ".join(written.split())
    if len(line) > LONGEST_ADDRESS:
        raise ConsumerRefusedError(wrong="address")
    return line


def refuse_papers(category: BuyerCategory, typed: ConsumerTyped) -> None:
    """Refuse who cannot be taken in at a counter, or whose papers were not looked at.

    Raises:
        ConsumerRefusedError: ``listed``, ``proofs``, ``kk``, ``nib``, in this order.
    """
    if category.registers is Registers.LIST:
        raise ConsumerRefusedError(wrong="listed")
    missing = [proof for proof in category.proofs if proof not in typed.proofs]
    if missing:
        raise ConsumerRefusedError(wrong="proofs", papers=", ".join(PROOF_WORDS[proof] for proof in missing))
    if "KK" in category.proofs and not typed.kk.strip():
        raise ConsumerRefusedError(wrong="kk")
    if "NIB" in category.proofs and not typed.nib.strip():
        raise ConsumerRefusedError(wrong="nib")
