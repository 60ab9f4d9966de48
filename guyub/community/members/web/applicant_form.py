"""The form of an applicant as pages show and read it: at the counter, at the check, on the resident's phone."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.members.domain.applicants import ApplicantTyped
from guyub.community.members.domain.files import RELATION_WORDS, SEX_WORDS
from guyub.community.members.web.consents import CONSENT_TEXTS
from guyub.foundation.identity.domain.vault import masked
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.money import allocate_rp
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative

ELSEWHERE = "LUAR"  # a KTP of another city: no ward that the house knows
_WRITTEN_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_WORDS = (
    "name",
    "nik",
    "kk",
    "phone",
    "sex",
    "birthplace",
    "address",
    "rt",
    "rw",
    "ward_code",
    "kk_relation",
)
_MORE = ("work", "wish")


def typed_applicant(request: HttpRequest) -> ApplicantTyped:
    """Read the form; what is no day and no number is nothing."""
    posted = {name: str(request.POST.get(name, "")) for name in (*_WORDS, *_MORE)}
    parts = request.POST.get("instalments", "1")
    consents = tuple(name for name in CONSENT_TEXTS if request.POST.get(f"consent_{name}") == "1")
    return ApplicantTyped(
        **posted,
        born_on=day_in(str(request.POST.get("born_on", ""))),
        instalments=int(parts) if parts.isascii() and parts.isdigit() and len(parts) < 3 else 0,
        consents=consents,
    )


def day_in(written: str) -> date | None:
    """Read a day as browsers send it or as people write it (31-12-1990); None where it is none."""
    match = _WRITTEN_DAY.fullmatch(written.strip())
    try:
        return (
            date(int(match[3]), int(match[2]), int(match[1]))
            if match
            else date.fromisoformat(written.strip())
        )
    except ValueError:
        return None


def form_context(
    request: HttpRequest,
    place: Cooperative,
    *,
    today: date,
    sent: ApplicantTyped | None = None,
    filled: Mapping[str, str] | None = None,
    purposes: tuple[str, ...],
) -> dict[str, Any]:
    """Give what the form shows. Needs the scope of the cooperative.

    Args:
        request: With what was typed, where it comes back.
        place: Whose form.
        today: The business date, for the rules of the day.
        sent: What a resident sent; the numbers of it stay hidden.
        filled: What is known before anybody typed, such as a name.
        purposes: The consents that are asked here.
    """
    posted = {name: str(value) for name, value in request.POST.items()}
    typed = posted if request.method == "POST" else _from_sent(sent) | dict(filled or {})
    agreed = sent.consents if sent and request.method != "POST" else ()
    ward = typed.get("ward_code") or place.code
    return {
        "typed": typed,
        "sexes": _choices(SEX_WORDS, typed.get("sex", ""), empty="Pilih"),
        "relations": _choices(RELATION_WORDS, typed.get("kk_relation", ""), empty="Tidak ditulis"),
        "wards": list(_ward_choices(place, ward)),
        "parts": list(_part_choices(place, typed.get("instalments", "1"), today)),
        "consents": [
            {
                "name": f"consent_{name}",
                "text": CONSENT_TEXTS[name],
                "checked": typed.get(f"consent_{name}") == "1" or name in agreed,
                "required": name == "MEMBER_REGISTER",
            }
            for name in purposes
        ],
        "sent_nik": masked(sent.nik) if sent else "",
        "sent_kk": masked(sent.kk) if sent else "",
        "sent_phone": masked(sent.phone) if sent and sent.phone else "",
        "is_sent": sent is not None,
    }


def _from_sent(sent: ApplicantTyped | None) -> dict[str, str]:
    if sent is None:
        return {}
    shown = {name: getattr(sent, name) for name in (*_WORDS, *_MORE) if name not in {"nik", "kk", "phone"}}
    born_on = sent.born_on.isoformat() if sent.born_on else ""
    return shown | {"born_on": born_on, "instalments": str(sent.instalments)}


def _choices(words: Mapping[Any, str], chosen: str, *, empty: str) -> list[dict[str, object]]:
    return [
        {"value": "", "label": empty},
        *[{"value": str(code), "label": label, "selected": code == chosen} for code, label in words.items()],
    ]


def _ward_choices(place: Cooperative, chosen: str) -> Iterator[dict[str, object]]:
    named = {ward.code: ward.name for ward in wards()}
    own = named.pop(place.code, place.name.removeprefix("KKMP "))
    for code, name in ({place.code: own} | named | {ELSEWHERE: "Di luar Kota Malang"}).items():
        yield {"value": code, "label": name, "selected": code == chosen}


def _part_choices(place: Cooperative, chosen: str, today: date) -> Iterator[dict[str, object]]:
    most = int(value_of("anggota.cicilan_pokok", cooperative_id=place.id, on=today))
    pokok_rp = int(value_of("simpanan.pokok", cooperative_id=place.id, on=today))
    for parts in range(1, most + 1):
        shares = allocate_rp(pokok_rp, [1] * parts)
        label = (
            f"Sekaligus, {rupiah(pokok_rp)}" if parts == 1 else f"{parts} kali, tiap kali {rupiah(shares[0])}"
        )
        yield {"value": str(parts), "label": label, "selected": str(parts) == chosen}
