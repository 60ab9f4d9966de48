"""What use-cases of the catalogue begin with: who keeps the goods, and the products that are written, under lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.models import Product, Stock

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.errors import DomainError
    from guyub.foundation.kernel.models import Cooperative


def keep_once(
    *,
    actor: Actor,
    use_case: str,
    facts: Mapping[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do one act of who keeps the goods, or give what came of it the first time (``acting.act_once``)."""
    return act_once(
        actor=actor,
        action=Action.KEEP_GOODS,
        request_id=request_id,
        use_case=f"inventory.{use_case}",
        facts=facts,
        now=now,
        work=work,
    )


def mark_changed(product: Product, *, now: datetime) -> None:
    """Let tills see that something of a locked product changed. Step."""
    product.changed_at = now
    product.save(update_fields=["changed_at"])


def locked_product(*, cooperative_id: int, product_id: UUID, is_open: bool = True) -> Product:
    """Lock one product; nobody opens a stock of it meanwhile. Step: needs an open transaction.

    Raises:
        ProductRefusedError: ``gone``; ``closed`` where it must be open.
    """
    rows = Product.objects.select_for_update().filter(cooperative_id=cooperative_id, id=product_id)
    product = rows.first()
    if product is None:
        raise ProductRefusedError(wrong="gone")
    if is_open and product.closed_on:
        raise ProductRefusedError(wrong="closed")
    return product


def locked_products(*, cooperative_id: int, product_ids: Collection[UUID]) -> dict[UUID, Product]:
    """Lock products in the order of their ids, stocks of them left free. Step: needs an open transaction.

    Raises:
        ProductRefusedError: ``gone``: one of them is none here; ``closed``.
    """
    rows = Product.objects.select_for_update(no_key=True).filter(
        cooperative_id=cooperative_id, id__in=product_ids
    )
    found = {row.id: row for row in rows.order_by("id")}
    if set(product_ids) - set(found):
        raise ProductRefusedError(wrong="gone")
    if any(row.closed_on for row in found.values()):
        raise ProductRefusedError(wrong="closed")
    return found


def locked_stocks_of(product: Product) -> list[Stock]:
    """Lock what lies of a product anywhere, in the order in which moving locks it. Step."""
    rows = Stock.objects.select_for_update().filter(
        cooperative_id=product.cooperative_id, product_id=product.id
    )
    return list(rows.order_by("id"))


def unless_taken(write: Callable[[], Any], refusals: Mapping[str, DomainError]) -> Any:
    """Write what must be the only one of its kind; another may have written it at this very moment.

    Args:
        write: Does it.
        refusals: By the name of the constraint that says there is one already.

    Raises:
        DomainError: The one of the constraint that was broken.
    """
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        broken = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
        if broken not in refusals:
            raise
        raise refusals[broken] from error


def change_once(
    *,
    actor: Actor,
    place: Cooperative,
    use_case: str,
    product_id: UUID,
    request_id: UUID,
    now: datetime,
    change: Callable[[Product], dict[str, str] | None],
    act: str,
    is_open: bool = True,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Do one thing to a locked product and write its line of the trail, with what ``change`` says besides its name.

    Raises:
        ProductRefusedError: ``gone``; ``closed`` where it must be open.
    """

    def work() -> None:
        product = locked_product(cooperative_id=place.id, product_id=product_id, is_open=is_open)
        said = change(product) or {}
        product.changed_at = now
        product.save(update_fields=["closed_on", "changed_at"])
        facts = {"name": product.name, "code": product.code, **said}
        record(cooperative_id=place.id, actor=actor, act=act, facts=facts, now=now)

    facts = {"product": product_id, **(more or {})}
    keep_once(actor=actor, use_case=use_case, facts=facts, request_id=request_id, now=now, work=work)
