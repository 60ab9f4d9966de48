"""What the shop asks of a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action
from guyub.trade.retail.selectors.gateways import GATEWAY_KIND
from guyub.trade.retail.selectors.qris_codes import CODE_KIND
from guyub.trade.retail.selectors.qris_waiting import LOSS_KIND
from guyub.trade.retail.services.gateways import carry_out_gateway
from guyub.trade.retail.services.qris_codes import carry_out_code
from guyub.trade.retail.services.qris_missing import carry_out_loss

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def code_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Say whose a code is; that it is another merchant's than before, first."""
    other = facts["before_nmid"] and facts["before_nmid"] != facts["nmid"]
    warned = (
        (("Perhatian", f"NMID berbeda dari yang dipakai sekarang, {facts['before_nmid']}"),) if other else ()
    )
    return (
        *warned,
        ("Nama yang dilihat pembeli", facts["name"]),
        ("NMID", facts["nmid"]),
        ("Kota", facts["city"]),
        ("Kelas usaha di kode", facts["criteria"] or "tidak disebut"),
        (
            "Cara memeriksa",
            "Cocokkan nama dan NMID dengan surat dari bank, lalu coba pindai dan bayar sedikit",
        ),
    )


KINDS = (
    Kind(
        code=CODE_KIND,
        title="Kode QRIS koperasi",
        ask=Action.RECORD_EVENT,
        approve=Action.APPROVE_JOURNAL,
        sentence="kasir memakai kode QRIS {name}, NMID {nmid}",
        carry_out=carry_out_code,
        details=code_details,
    ),
    Kind(
        code=GATEWAY_KIND,
        title="Gerbang pembayaran",
        ask=Action.RECORD_EVENT,
        approve=Action.APPROVE_JOURNAL,
        sentence="kabar pembayaran {provider} untuk {merchant} dipercaya",
        carry_out=carry_out_gateway,
    ),
    Kind(
        code=LOSS_KIND,
        title="QRIS yang tidak pernah masuk",
        ask=Action.RECORD_EVENT,
        approve=Action.APPROVE_JOURNAL,
        sentence="QRIS nota {name} sebesar {amount} diterima sebagai kerugian",
        carry_out=carry_out_loss,
    ),
)
