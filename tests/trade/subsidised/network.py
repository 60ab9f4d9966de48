"""A small network that sells rationed goods: outlets with devices, a programme with limits, buyers of households."""

import json
from datetime import date, timedelta

from guyub.foundation.devices.domain.lending import Word
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.subsidised.domain.programmes import KnownBy
from guyub.trade.subsidised.domain.told import RationTold, Stays
from guyub.trade.subsidised.models import BuyerCategory, Consumer, LimitRule, Programme, QuotaUse, Standing
from guyub.trade.subsidised.services.noting import note_lines
from guyub.trade.subsidised.services.quota import QuotaRefusedError, Wish, release, reserve
from guyub.trade.subsidised.services.slices import lend_rations
from guyub.trade.subsidised.services.told_lines import Noted
from tests.world import NOW

LPG, RT = "LPG_3KG", "RT"
_BASIS = {"legal_basis": "contoh", "source": "contoh", "confidence": "C", "set_by": "contoh", "set_at": NOW}


class Network:
    """LPG in Bumiayu and Arjosari; limits as a test sets them."""

    def __init__(self, world):
        self.world = world
        self.here, self.there = world.bumiayu, world.arjosari
        Programme.objects.get_or_create(
            key=LPG, defaults={"title": "LPG 3 kg", "unit": "TABUNG", "official": "MAP"}
        )
        BuyerCategory.objects.filter(programme_id=LPG).delete()
        LimitRule.objects.filter(programme_id=LPG).delete()
        self.category(RT, "Rumah tangga", 1)
        self.people = 0

    def category(self, code, title, usual_qty):
        told = {
            "code": code,
            "title": title,
            "usual_qty": usual_qty,
            "registers": "COUNTER",
            "proofs": "KTP KK",
        }
        return BuyerCategory.objects.create(programme_id=LPG, valid_from=date(2025, 1, 1), **told, **_BASIS)

    def limit(self, max_qty, mode, *, scope="KK", period="MONTH", **more):
        fields = {"counts": "QTY", "category": "", "valid_from": date(2025, 1, 1), **more}
        return LimitRule.objects.create(
            programme_id=LPG, scope=scope, period=period, max_qty=max_qty, mode=mode, **fields, **_BASIS
        )

    def buyer(self, *, kk="3573030101010001", place=None, nik="", category=RT):
        """Register somebody of a household."""
        self.people += 1
        nik = nik or f"357303{self.people:06}0001"
        id_ = uuid7()
        told = json.dumps({"nik": nik, "kk": kk, "name": "Contoh"})
        consumer = Consumer.objects.create(
            id=id_,
            nik_index=index_keys().index(SecretKind.NIK.value, nik),
            kk_index=index_keys().index(SecretKind.KK.value, kk) if kk else None,
            index_key_id=index_keys().current,
            key_id=vault_keys().current,
            sealed=vault_keys().seal(told, bound_to=f"consumer:{id_}"),
            given_name="Contoh",
            nik_last4=nik[-4:],
            registered_by=place or self.here,
            person=self.world.person(Role.KASIR),
            registered_at=NOW - timedelta(days=90),
            consent_version=1,
            changed_at=NOW,
        )
        Standing.objects.create(
            consumer=consumer,
            programme_id=LPG,
            category=category,
            proofs="KTP KK",
            from_on=date(2025, 1, 1),
            verified_by_id=consumer.person_id,
            verified_for=consumer.registered_by,
            verified_at=NOW,
        )
        return consumer

    def wishes(
        self, buyer, qty=1, *, place=None, device_id=None, use_id=None, reason="", category=RT, now=NOW
    ):
        """Set something aside; give what was answered."""
        wish = Wish(
            use_id=use_id or uuid7(),
            programme=LPG,
            category=category,
            consumer_id=buyer.id,
            qty=qty,
            reason=reason,
        )
        return reserve(place=place or self.here, device_id=device_id or self.device_id, wish=wish, now=now)

    device_id = uuid7()

    def told(self, buyer, qty=1, *, known_by="UNKNOWN", use_id=None, box="", line=1, category=RT):
        """Give a line as a till tells it."""
        return RationTold(
            line=line,
            use_id=use_id or uuid7(),
            programme=LPG,
            category=category,
            consumer_id=buyer.id if buyer else None,
            box=box,
            last4="0001",
            known_by=KnownBy(known_by),
            qty=qty,
            reason="",
            empties=qty,
            stays=Stays.NO,
            deposit_rp=0,
        )

    def notes(self, *told, place=None, device_id=None, at=NOW, now=NOW, sale_id=None):
        """Note what a till sold, each line a sale of its own unless one is named."""
        lines = [Noted(sale_id or uuid7(), one, at) for one in told]
        note_lines(place=place or self.here, device_id=device_id or self.device_id, lines=lines, now=now)
        return lines

    def gives(self, use_id):
        return release(place=self.here, use_id=use_id)

    def uses(self, **which):
        rows = QuotaUse.objects.filter(**which).order_by("recorded_at", "id")
        return [(row.state, row.qty, row.known_by, row.over_mode) for row in rows]

    def lends(self, *, place, device, heard_no=0, written=None, is_whole=False, now=NOW):
        """Let a bound device ask."""
        return lend_rations(
            place=place,
            device_id=device.id,
            word=Word(heard_no, written),
            is_whole=is_whole,
            now=now,
        )


def refused(act, *given, **named):
    """Give why something is refused."""
    try:
        act(*given, **named)
    except QuotaRefusedError as refusal:
        return refusal.facts["wrong"]
    return ""
