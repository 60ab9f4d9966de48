"""Partners: added, changed, ended, taken up again; the phone of the person to ask for."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.community.partners.domain.partners import (
    FIELD_WORDS,
    KIND_WORDS,
    PartnerKind,
    PartnerRefusedError,
    PartnerTyped,
    changed_fields,
    checked_partner,
    folded,
    free_code,
)
from guyub.community.partners.models import Partner
from guyub.community.partners.selectors.locks import lock_names
from guyub.community.partners.selectors.partners import typed_of_row
from guyub.community.partners.services.acting import once
from guyub.foundation.identity.domain.names import phone_number
from guyub.foundation.identity.domain.roles import Action, Actor, can
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.people import add_visitor
from guyub.foundation.identity.services.vault import (
    PersonUnknownError,
    ShownAlreadyError,
    checked_reason,
    forget_number,
    full_number,
    keep_secret,
    number_fingerprint,
)

if TYPE_CHECKING:
    from datetime import date, datetime

PHONE = "nomor HP kontak"


def add_partner(
    *,
    actor: Actor,
    typed: PartnerTyped,
    phone: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Put a partner on the list. Use-case.

    Args:
        actor: Who.
        typed: The partner; without a code it gets one of its name, numbered where that is taken.
        phone: The mobile number of the contact; "" where none is known. It goes into the vault.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The partner's id.

    Raises:
        PartnerRefusedError: A field, ``name_taken code_taken``.
        PhoneNotUnderstoodError: The phone is no mobile number.
    """
    kept, number = checked_partner(typed, today=today), _checked_phone(phone, typed)

    def work() -> str:
        told = _named(actor.cooperative_id, kept, is_code_free=not typed.code.strip())
        row = Partner(cooperative_id=actor.cooperative_id, changed_at=now)
        _write(row, told)
        if number:
            _keep_phone(row, number, now)
        row.save(force_insert=True)
        said = {"name": row.name, "kind": KIND_WORDS[PartnerKind(row.kind)].lower()}
        _note(actor, "added", said, row, now)
        return str(row.id)

    facts = asdict(kept) | {"code": typed.code, "phone": _fingerprint(number)}
    return UUID(once(actor, Action.KEEP_PARTNERS, "add_partner", facts, request_id, now, work))


def change_partner(
    *,
    actor: Actor,
    partner_id: UUID,
    typed: PartnerTyped,
    phone: str,
    forgets_phone: bool,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Change what is known of a partner that is traded with; the trail says which fields. Use-case.

    Args:
        actor: Who.
        partner_id: Which.
        typed: Everything that is known, also what stays.
        phone: Another mobile number of the contact; "" leaves the one there is.
        forgets_phone: Deletes the number that is kept. A contact without a name has none either.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        PartnerRefusedError: A field, ``gone ended name_taken code_taken same``.
        PhoneNotUnderstoodError: The phone is no mobile number.
    """
    kept, number = checked_partner(typed, today=today), _checked_phone(phone, typed)

    def work() -> None:
        row = locked_partner(cooperative_id=actor.cooperative_id, partner_id=partner_id)
        told = _named(actor.cooperative_id, kept, row=row, is_code_free=not typed.code.strip())
        what = [FIELD_WORDS[field] for field in changed_fields(typed_of_row(row), told)]
        is_forgotten = (forgets_phone or not told.contact) and not number and row.contact_id is not None
        if number or is_forgotten:
            what.append(PHONE)
        if not what:
            raise PartnerRefusedError(wrong="same")
        _write(row, told)
        if is_forgotten:
            _forget_phone(row)
        elif number:
            _keep_phone(row, number, now)
        row.changed_at = now
        row.save()
        _note(actor, "changed", {"name": row.name, "what": ", ".join(what)}, row, now)

    facts = asdict(kept) | {
        "partner": partner_id,
        "code": typed.code,
        "phone": _fingerprint(number),
        "forgets": forgets_phone,
    }
    once(actor, Action.KEEP_PARTNERS, "change_partner", facts, request_id, now, work)


def end_partner(*, actor: Actor, partner_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Write down that a partner is traded with no more: it leaves every choice and stays in the list. Use-case.

    Raises:
        PartnerRefusedError: ``gone ended``.
    """

    def work() -> None:
        row = locked_partner(cooperative_id=actor.cooperative_id, partner_id=partner_id)
        row.ended_on, row.changed_at = today, now
        row.save(update_fields=["ended_on", "changed_at"])
        _note(actor, "ended", {"name": row.name}, row, now)

    once(
        actor,
        Action.KEEP_PARTNERS,
        "end_partner",
        {"partner": partner_id, "on": today},
        request_id,
        now,
        work,
    )


def take_up_again(*, actor: Actor, partner_id: UUID, request_id: UUID, now: datetime) -> None:
    """Trade with a partner again. Use-case.

    Raises:
        PartnerRefusedError: ``gone running``.
    """

    def work() -> None:
        row = locked_partner(cooperative_id=actor.cooperative_id, partner_id=partner_id, is_ended=True)
        row.ended_on, row.changed_at = None, now
        row.save(update_fields=["ended_on", "changed_at"])
        _note(actor, "resumed", {"name": row.name}, row, now)

    once(actor, Action.KEEP_PARTNERS, "take_up_again", {"partner": partner_id}, request_id, now, work)


def show_phone(*, actor: Actor, partner_id: UUID, reason: str, request_id: UUID, now: datetime) -> str:
    """Show the phone of a partner's contact, once, and write down who saw it and why. Use-case.

    Also for who decides on its account: they ring the number that was there before, to ask whether it is right.

    Returns:
        The number in its one form: ``+62812…``.

    Raises:
        ReasonTooShortError: Fewer than 10 letters.
        PartnerRefusedError: ``gone``.
        PersonUnknownError: No phone is kept.
        ShownAlreadyError: This very request showed it before.
    """
    why = checked_reason(reason)
    shown: list[str] = []

    def work() -> None:
        row = Partner.objects.filter(cooperative_id=actor.cooperative_id, id=partner_id).first()
        if row is None:
            raise PartnerRefusedError(wrong="gone")
        if row.contact_id is None:
            raise PersonUnknownError
        shown.append(full_number(person_id=row.contact_id, kind=SecretKind.PHONE))
        _note(actor, "phone_shown", {"name": row.name, "reason": why}, row, now)

    decides = can(actor, Action.APPROVE_PARTNERS, actor.cooperative_id)
    action = Action.APPROVE_PARTNERS if decides else Action.KEEP_PARTNERS
    facts = {"partner": partner_id, "reason": why}
    once(actor, action, "show_phone", facts, request_id, now, work)
    if not shown:
        raise ShownAlreadyError
    return shown[0]


def locked_partner(*, cooperative_id: int, partner_id: UUID, is_ended: bool = False) -> Partner:
    """Lock a partner that is traded with, or with ``is_ended`` one that is not. Step.

    Raises:
        PartnerRefusedError: ``gone``; ``ended`` or ``running``: it stands the other way.
    """
    rows = Partner.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(cooperative_id=cooperative_id, id=partner_id).first()
    if row is None:
        raise PartnerRefusedError(wrong="gone")
    if (row.ended_on is not None) is not is_ended:
        raise PartnerRefusedError(wrong="running" if is_ended else "ended")
    return row


def _named(
    cooperative_id: int, kept: PartnerTyped, *, is_code_free: bool, row: Partner | None = None
) -> PartnerTyped:
    """See that nobody else has the name or the code; give a code that was not typed its number."""
    lock_names(cooperative_id=cooperative_id)
    others = Partner.objects.filter(cooperative_id=cooperative_id)
    if row is not None:
        others = others.exclude(id=row.id)
    namesake = others.filter(folded_name=folded(kept.name)).values_list("name", flat=True).first()
    if namesake is not None:
        raise PartnerRefusedError(wrong="name_taken", name=namesake)
    if is_code_free:
        taken = set(others.filter(code__startswith=kept.code[:2]).values_list("code", flat=True))
        return replace(kept, code=free_code(kept.code, taken))
    holder = others.filter(code=kept.code).values_list("name", flat=True).first()
    if holder is not None:
        raise PartnerRefusedError(wrong="code_taken", name=holder)
    return kept


def _write(row: Partner, told: PartnerTyped) -> None:
    for field, value in asdict(told).items():
        setattr(row, "contact_name" if field == "contact" else field, value)
    row.folded_name = folded(told.name)


def _checked_phone(written: str, typed: PartnerTyped) -> str:
    if not written.strip():
        return ""
    if not typed.contact.strip():
        raise PartnerRefusedError(wrong="phone")
    return phone_number(written)


def _keep_phone(row: Partner, number: str, now: datetime) -> None:
    """Put a number into the vault of a person of its own; whom the earlier number belonged to is forgotten."""
    _forget_phone(row)
    person = add_visitor(name=row.contact_name, now=now)
    keep_secret(person=person, kind=SecretKind.PHONE, value=number, now=now)
    row.contact_id = person.id


def _forget_phone(row: Partner) -> None:
    if row.contact_id is not None:
        forget_number(person_id=row.contact_id, kind=SecretKind.PHONE)
    row.contact = None


def _fingerprint(number: str) -> str:
    return number_fingerprint(SecretKind.PHONE, number) if number else ""


def _note(actor: Actor, act: str, facts: dict[str, str], row: Partner, now: datetime) -> None:
    """Write the trail: names and fields, never the phone; where somebody's phone is kept, about whom it is."""
    about = {"about": str(row.contact_id)} if row.contact_id else {}
    told = facts | about
    record(cooperative_id=row.cooperative_id, actor=actor, act=f"partners.partner.{act}", facts=told, now=now)
