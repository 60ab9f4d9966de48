"""Members ask about the own file: a correction, or that an entry is not right. Officers answer by a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.community.members.domain.files import LONGEST_WHY
from guyub.community.members.domain.letters import written_number
from guyub.community.members.domain.own_requests import (
    ANSWER_DAYS,
    FIELD_WORDS,
    LONGEST_ABOUT,
    LONGEST_VALUE,
    LONGEST_WORDS,
    MOST_OPEN,
    NUMBER_FIELDS,
    OWN_REQUEST_SERIES,
    Outcome,
    OwnRequestKind,
    meant,
)
from guyub.community.members.models import FileChange, MemberFile, OwnRequest
from guyub.community.members.selectors.sealed_forms import opened_words
from guyub.community.members.services.files import FileTyped, checked_file
from guyub.community.members.services.form_keys import sealed_words
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import checked_number, keep_secret, number_fingerprint
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import datetime

NEWS = "members.changed"
KEPT_FIELDS = (
    "name",
    "sex",
    "birthplace",
    "born_on",
    "address",
    "rt",
    "rw",
    "ward_code",
    "kk_relation",
    "work",
)


class OwnRequestRefusedError(DomainError):
    """A request about the own file is not taken, withdrawn or answered; ``wrong`` says why.

    ``field`` (none that can be corrected), ``value`` (cannot be read), ``same`` (the file says so already), ``about``,
    ``text``, ``answer`` (empty), ``too_long`` (``most`` letters), ``many`` (``most`` are open), ``file`` (no file of
    this person here), ``gone``, ``answered``, ``own`` (nobody answers the own request).
    """

    code: ClassVar[str] = "members.own_request.refused"


def ask_correction(
    *, actor: Actor, field: str, value: str, why: str, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Ask that a field of the own file be corrected. Use-case of the member.

    Args:
        actor: Whose file.
        field: One of FIELD_WORDS.
        value: What it should be. NIK, KK and phone are kept sealed until the answer, and never in clear.
        why: In own words: where it is wrong, what shows it.
        today: The business date; the answer is due ``anggota.koreksi_hari`` days later, that day inside.
        request_id: Made once per form.
        now: The moment, aware.

    Raises:
        OwnRequestRefusedError: ``field``, ``value``, ``same``, ``text``, ``too_long``, ``many``, ``file``.
        NumberRefusedError, PhoneNotUnderstoodError: A number that cannot be one.
        NameRefusedError, FileRefusedError: The file would not keep it so.
    """
    if field not in FIELD_WORDS:
        raise OwnRequestRefusedError(wrong="field")
    said, is_number = _said(why, wrong="text"), field in NUMBER_FIELDS
    if is_number:
        wanted = checked_number(SecretKind(NUMBER_FIELDS[field]), value, today=today)
        shown = number_fingerprint(SecretKind(NUMBER_FIELDS[field]), wanted)
    else:
        wanted = shown = _wanted(field, value)

    def work() -> str:
        file = _file_of(actor)
        kept = {} if is_number else _kept(file, field, wanted, today=today)
        row = OwnRequest(id=uuid7(), kind=OwnRequestKind.KOREKSI.value, about=field, text=said, file=file)
        row.value = "" if is_number else _plain(kept[field])
        row.sealed = sealed_words(wanted, f"own request {row.id}") if is_number else b""
        return _taken(row, actor, today=today, now=now, what=FIELD_WORDS[field].lower())

    facts = {"field": field, "value": shown, "why": said}
    return UUID(_by_member(actor, request_id, "members.ask_correction", facts, now, work))


def dispute(*, actor: Actor, about: str, text: str, today: date, request_id: UUID, now: datetime) -> UUID:
    """Say that an entry or a figure about oneself is not right. Use-case of the member.

    Args:
        actor: Who says so.
        about: Which entry, in the words of the page that showed it: kind, day, voucher; at most 60 letters.
        text: What is not right, at most 400 letters.
        today: The business date; the answer is due ``anggota.sanggah_hari`` days later, that day inside.
        request_id: Made once per form.
        now: The moment, aware.

    Raises:
        OwnRequestRefusedError: ``about``, ``text``, ``too_long``, ``many``, ``file``.
    """
    what, said = " ".join(about.split())[:LONGEST_ABOUT], _said(text, wrong="text")
    if not what:
        raise OwnRequestRefusedError(wrong="about")

    def work() -> str:
        row = OwnRequest(
            id=uuid7(), kind=OwnRequestKind.SANGGAHAN.value, about=what, text=said, file=_file_of(actor)
        )
        return _taken(row, actor, today=today, now=now, what="catatan simpanan")

    facts = {"about": what, "text": said}
    return UUID(_by_member(actor, request_id, "members.dispute", facts, now, work))


def withdraw_own(*, actor: Actor, own_request_id: UUID, request_id: UUID, now: datetime) -> None:
    """Take back an own request before it is answered; a sealed number is gone with it. Use-case of the member.

    Raises:
        OwnRequestRefusedError: ``gone`` (also another person's), ``answered``.
    """

    def work() -> None:
        row = _open(actor.cooperative_id, own_request_id, person_id=actor.person_id)
        row.outcome, row.sealed, row.answered_at = Outcome.DITARIK.value, b"", now
        row.save(update_fields=["outcome", "sealed", "answered_at"])
        _note(row, actor, "members.own_request.withdrawn", now)

    facts = {"own_request": own_request_id}
    _by_member(actor, request_id, "members.withdraw_own", facts, now, work)


def answer_own_request(
    *,
    actor: Actor,
    own_request_id: UUID,
    is_accepted: bool,
    answer: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Answer a member's request. Use-case of an officer.

    An accepted correction changes the file in the same transaction, with its line of history; an accepted dispute is
    put right in the books by who keeps them, and the answer says how.

    Args:
        actor: An officer; not the person who asks.
        own_request_id: Of the own cooperative.
        is_accepted: Accepted, or refused.
        answer: Words that the member reads, at most 400 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        OwnRequestRefusedError: ``answer``, ``too_long``, ``gone``, ``answered``, ``own``.
        NumberRefusedError: ``taken``: the NIK is another person's by now.
        NameRefusedError, FileRefusedError: The file would not keep it so any more.
    """
    said = _said(answer, wrong="answer")

    def work() -> None:
        row = _open(actor.cooperative_id, own_request_id)
        if row.file.person_id == actor.person_id:
            raise OwnRequestRefusedError(wrong="own")
        if is_accepted and row.kind == OwnRequestKind.KOREKSI.value:
            _apply(row, actor, today=today, now=now)
        row.outcome = (Outcome.DITERIMA if is_accepted else Outcome.DITOLAK).value
        row.answer, row.answered_at, row.answered_by_id, row.sealed = said, now, actor.person_id, b""
        row.save(update_fields=["outcome", "answer", "answered_at", "answered_by", "sealed"])
        act = "members.own_request.accepted" if is_accepted else "members.own_request.refused"
        _note(row, actor, act, now)

    facts = {"own_request": own_request_id, "accepted": is_accepted, "answer": said}
    act_once(
        actor=actor,
        action=Action.HANDLE_LETTERS,
        request_id=request_id,
        use_case="members.answer_own_request",
        facts=facts,
        now=now,
        work=work,
    )


def _apply(row: OwnRequest, actor: Actor, *, today: date, now: datetime) -> None:
    """Change the file as the request says, and write down what it was."""
    field, file = (
        row.about,
        MemberFile.objects.select_for_update(of=("self",)).get(
            cooperative_id=row.cooperative_id, id=row.file_id
        ),
    )
    before = after = ""
    if field in NUMBER_FIELDS:
        kind = SecretKind(NUMBER_FIELDS[field])
        keep_secret(
            person=file.person, kind=kind, value=opened_words(row.sealed, f"own request {row.id}"), now=now
        )
    else:
        before, value = _plain(getattr(file, field)), _kept(file, field, row.value, today=today)[field]
        setattr(file, field, value)
        file.changed_at = now
        file.save(update_fields=[field, "changed_at"])
        after = _plain(value)
    why = f"Permintaan anggota {written_number(row.number, row.year)}"
    FileChange.objects.create(
        cooperative_id=row.cooperative_id,
        file=file,
        field=field,
        before=before[:LONGEST_WHY],
        after=after[:LONGEST_WHY],
        why=why,
        person_id=actor.person_id,
        changed_at=now,
    )


def _wanted(field: str, value: str) -> str:
    if len(" ".join(value.split())) > LONGEST_VALUE:
        raise OwnRequestRefusedError(wrong="too_long", most=LONGEST_VALUE)
    wanted = meant(field, value)
    if wanted is None:
        raise OwnRequestRefusedError(wrong="value")
    return wanted


def _kept(file: MemberFile, field: str, wanted: str, *, today: date) -> dict[str, Any]:
    """Give the field in the form in which the file would keep it; refused where the file says so already."""
    now_kept: dict[str, Any] = {name: getattr(file, name) for name in KEPT_FIELDS}
    typed = FileTyped(**now_kept | {field: date.fromisoformat(wanted) if field == "born_on" else wanted})
    after = getattr(checked_file(typed, today=today), field)
    if after == now_kept[field]:
        raise OwnRequestRefusedError(wrong="same")
    return {field: after}


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _file_of(actor: Actor) -> MemberFile:
    """Lock the person's file: two forms at once cannot both be the tenth."""
    rows = MemberFile.objects.select_for_update(of=("self",))
    file = rows.filter(cooperative_id=actor.cooperative_id, person_id=actor.person_id).first()
    if file is None:
        raise OwnRequestRefusedError(wrong="file")
    waiting = OwnRequest.objects.filter(
        cooperative_id=actor.cooperative_id, file=file, outcome=Outcome.MENUNGGU.value
    )
    if waiting.count() >= MOST_OPEN:
        raise OwnRequestRefusedError(wrong="many", most=MOST_OPEN)
    return file


def _taken(row: OwnRequest, actor: Actor, *, today: date, now: datetime, what: str) -> str:
    days = int(value_of(ANSWER_DAYS[OwnRequestKind(row.kind)], cooperative_id=actor.cooperative_id, on=today))
    row.cooperative_id, row.year = actor.cooperative_id, today.year
    row.number = next_number(cooperative_id=actor.cooperative_id, series=OWN_REQUEST_SERIES, year=today.year)
    row.asked_at, row.due_on = now, today + timedelta(days=days)
    row.save(force_insert=True)
    _note(row, actor, "members.own_request.asked", now, what=what)
    return str(row.id)


def _open(cooperative_id: int, own_request_id: UUID, *, person_id: UUID | None = None) -> OwnRequest:
    rows = OwnRequest.objects.select_for_update(of=("self",)).select_related("file")
    row = rows.filter(cooperative_id=cooperative_id, id=own_request_id).first()
    if row is None or person_id not in {None, row.file.person_id}:
        raise OwnRequestRefusedError(wrong="gone")
    if row.outcome != Outcome.MENUNGGU.value:
        raise OwnRequestRefusedError(wrong="answered")
    return row


def _said(written: str, *, wrong: str) -> str:
    text = " ".join(written.split())
    if not text:
        raise OwnRequestRefusedError(wrong=wrong)
    if len(text) > LONGEST_WORDS:
        raise OwnRequestRefusedError(wrong="too_long", most=LONGEST_WORDS)
    return text


def _note(row: OwnRequest, actor: Actor, act: str, now: datetime, **facts: str) -> None:
    """Write the trail and the news: the number alone; what was asked stays in the request."""
    number = written_number(row.number, row.year)
    about = {} if row.file.person_id == actor.person_id else {"about": str(row.file.person_id)}
    record(
        cooperative_id=row.cooperative_id,
        act=act,
        facts={"number": number, **facts, **about},
        now=now,
        actor=actor,
    )
    payload = {"own_request": str(row.id)}
    write_news(cooperative_id=row.cooperative_id, topic=NEWS, payload=payload, now=now)


def _by_member(
    actor: Actor, request_id: UUID, use_case: str, facts: dict[str, Any], now: datetime, work: Any
) -> Any:
    return act_once(
        actor=actor,
        action=Action.OWN_MEMBERSHIP,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
