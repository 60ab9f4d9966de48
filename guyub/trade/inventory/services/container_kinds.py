"""Kinds of containers: what is counted as one, what is left for it as a deposit, which products it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import ActsOf
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.domain.containers import LONGEST_NAME, MOST_DEPOSIT_RP, ContainerRefusedError
from guyub.trade.inventory.models import (
    ContainerBook,
    ContainerKind,
    ContainerProduct,
    ContainerRate,
    Product,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

MOST_KINDS = 20
_once = ActsOf("inventory").once


def add_kind(
    *,
    actor: Actor,
    place: Cooperative,
    name: str,
    deposit_rp: int | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Begin to count a kind of containers, such as *LPG 3 kg*. Use-case; nothing of it is there yet.

    Args:
        actor: Who keeps goods.
        place: The own cooperative.
        name: At most 40 letters, and not another kind's.
        deposit_rp: Whole rupiah left for one, from today on; None: no deposit is taken.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ContainerRefusedError: ``name amount taken``; ``kind`` (there are twenty already).
    """
    called = " ".join(name.split())

    def work() -> str:
        if not called or len(called) > LONGEST_NAME:
            raise ContainerRefusedError(wrong="name", most=LONGEST_NAME)
        _check_deposit(deposit_rp)
        mine = ContainerKind.objects.filter(cooperative_id=place.id)
        names = {one.casefold() for one in mine.values_list("name", flat=True)}
        if called.casefold() in names:
            raise ContainerRefusedError(wrong="taken", name=called)
        if len(names) >= MOST_KINDS:
            raise ContainerRefusedError(wrong="kind")
        kind = ContainerKind.objects.create(id=uuid7(), cooperative_id=place.id, name=called, opened_on=today)
        ContainerBook.objects.create(cooperative_id=place.id, kind=kind)
        if deposit_rp is not None:
            ContainerRate.objects.create(
                cooperative_id=place.id, kind=kind, from_on=today, deposit_rp=deposit_rp
            )
        _told(place, actor, "inventory.container.kind_added", {"kind": called}, now)
        return str(kind.id)

    facts = {"name": called, "deposit_rp": deposit_rp}
    return UUID(_once(actor, Action.KEEP_GOODS, "add_container_kind", facts, request_id, now, work))


def set_rate(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    deposit_rp: int,
    from_on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Set what is left as a deposit for one container from a day on. Use-case.

    Deposits that are held stay what they are: each is given back as it was taken.

    Args, as of ``add_kind``, and:
        kind_id: Which kind.
        from_on: The first day, today or later; set twice for one day, the last word counts.

    Raises:
        ContainerRefusedError: ``kind amount day``.
    """

    def work() -> None:
        kind = _kind(place, kind_id)
        _check_deposit(deposit_rp)
        if from_on < today:
            raise ContainerRefusedError(wrong="day")
        ContainerRate.objects.update_or_create(
            cooperative_id=place.id, kind_id=kind.id, from_on=from_on, defaults={"deposit_rp": deposit_rp}
        )
        told = {"kind": kind.name, "amount": rupiah(deposit_rp), "from": day(from_on)}
        _told(place, actor, "inventory.container.rate_set", told, now)

    facts = {"kind": kind_id, "deposit_rp": deposit_rp, "from": from_on}
    _once(actor, Action.KEEP_GOODS, "set_container_rate", facts, request_id, now, work)


def link_product(
    *,
    actor: Actor,
    place: Cooperative,
    kind_id: UUID,
    product_id: UUID,
    is_linked: bool,
    request_id: UUID,
    now: datetime,
) -> None:
    """Say that a product is sold in containers of a kind, or that it is not any more. Use-case.

    Args, as of ``add_kind``, and:
        kind_id: Which kind.
        product_id: Which product; it is in one kind at most.
        is_linked: Whether it is.

    Raises:
        ContainerRefusedError: ``kind product``; ``taken`` (it is in another kind).
    """

    def work() -> None:
        kind = _kind(place, kind_id)
        product = Product.objects.filter(cooperative_id=place.id, id=product_id).first()
        if product is None:
            raise ContainerRefusedError(wrong="product")
        mine = ContainerProduct.objects.filter(cooperative_id=place.id, product_id=product_id)
        held = mine.first()
        if is_linked and held is not None:
            raise ContainerRefusedError(wrong="taken", name=product.name)
        if is_linked:
            ContainerProduct.objects.create(cooperative_id=place.id, kind_id=kind.id, product_id=product_id)
        elif mine.filter(kind_id=kind.id).delete()[0] == 0:
            raise ContainerRefusedError(wrong="product")
        act = "inventory.container.product_linked" if is_linked else "inventory.container.product_unlinked"
        _told(place, actor, act, {"kind": kind.name, "product": product.name}, now)

    facts = {"kind": kind_id, "product": product_id, "is_linked": is_linked}
    _once(actor, Action.KEEP_GOODS, "link_container_product", facts, request_id, now, work)


def _kind(place: Cooperative, kind_id: UUID) -> ContainerKind:
    kind = ContainerKind.objects.filter(cooperative_id=place.id, id=kind_id).first()
    if kind is None:
        raise ContainerRefusedError(wrong="kind")
    return kind


def _check_deposit(deposit_rp: int | None) -> None:
    if deposit_rp is not None and not 0 < deposit_rp <= MOST_DEPOSIT_RP:
        raise ContainerRefusedError(wrong="amount", most_rp=MOST_DEPOSIT_RP)


def _told(place: Cooperative, actor: Actor, act: str, facts: dict[str, Any], now: datetime) -> None:
    record(cooperative_id=place.id, actor=actor, act=act, facts=facts, now=now)
