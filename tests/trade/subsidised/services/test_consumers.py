"""Buyers: registered anywhere, found everywhere by the NIK, changed, ended, forgotten, sealed anew."""

from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.vault import NumberRefusedError, ReasonTooShortError, identify
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.consumers import ConsumerRefusedError
from guyub.trade.subsidised.domain.programmes import KnownBy, Scope, UseState
from guyub.trade.subsidised.models import Consumer, QuotaKey, QuotaUse, Standing
from guyub.trade.subsidised.selectors.consumers import (
    consumer_by_id,
    consumer_by_nik,
    consumers_by_id,
    kk_indexes,
    nik_indexes,
    numbers_of,
)
from guyub.trade.subsidised.selectors.households import crowded_households
from guyub.trade.subsidised.services.consumers import (
    ConsumerChanged,
    change_consumer,
    end_standing,
    forget_consumer,
)
from guyub.trade.subsidised.services.keys import rotate_consumers
from tests.racing import together
from tests.trade.subsidised.buyers import KK, TODAY, nik, rationed, registered
from tests.world import NOW, new_id

WHY = "kartu keluarga baru ditunjukkan"
STALL = {"category": "UM", "proofs": ("KTP", "NIB", "FOTO_USAHA"), "nib": "1234567890123"}


@pytest.fixture
def shop(world):
    rationed()
    return world


def told(world):
    """Give what the trail of Bumiayu says, the newest first."""
    with scope(world.bumiayu.id):
        return list(AuditEntry.objects.filter(cooperative=world.bumiayu).order_by("-position"))


def acts(world):
    return [one.act for one in told(world)]


def wrong(act):
    with pytest.raises((ConsumerRefusedError, NumberRefusedError)) as refused:
        act()
    return refused.value.facts["wrong"]


def changed(world, consumer_id, *, place=None, role=Role.BENDAHARA, **to):
    change_consumer(
        actor=world.actor(role, place),
        consumer_id=consumer_id,
        changed=ConsumerChanged(**to),
        reason=WHY,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )


def ended(world, consumer_id, *, place=None, until_on=TODAY, category="RT"):
    (standing,) = [one for one in consumer_by_id(consumer_id).standings if one.category == category]
    end_standing(
        actor=world.actor(Role.PENGELOLA_GERAI, place),
        standing_id=standing.id,
        until_on=until_on,
        reason=WHY,
        request_id=new_id(),
        now=NOW,
    )


def forgotten(world, consumer_id, place=None):
    forget_consumer(
        actor=world.actor(Role.KASIR, place),
        consumer_id=consumer_id,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )


def bought(world, order=1, qty=4, kk=KK):
    return QuotaUse.objects.create(
        programme_id="LPG_3KG",
        category="RT",
        nik_index=nik_indexes(nik(order))[0],
        kk_index=kk_indexes(kk)[0] if kk else None,
        cooperative=world.bumiayu,
        qty=qty,
        at=NOW,
        day=TODAY,
        state=UseState.USED.value,
        known_by=KnownBy.NETWORK.value,
        decision={},
        recorded_at=NOW,
    )


def test_a_buyer_is_one_row_wherever_they_are_registered(shop):
    first = registered(shop, request_id=(asked := new_id()))
    again = registered(shop, request_id=asked)
    stall = registered(shop, place=shop.arjosari, kk="", **STALL)
    third = registered(shop, place=shop.arjosari)

    assert (first.is_new, again, stall.is_new, third.is_new) == (True, first, False, False)
    assert {first.consumer_id, stall.consumer_id, third.consumer_id} == set(
        Consumer.objects.values_list("id", flat=True)
    )
    found = consumer_by_nik(nik())
    assert found == consumer_by_id(first.consumer_id) == consumers_by_id([first.consumer_id])[found.id]
    assert (found.given_name, found.last4) == ("Siti", nik()[-4:])
    assert found.kk_index == kk_indexes(KK)[0]
    assert found.categories_on("LPG_3KG", TODAY) == ["RT", "UM"]
    standing = found.standing("LPG_3KG", "UM", TODAY)
    assert (standing.nib_last4, standing.proofs) == ("0123", ("FOTO_USAHA", "KTP", "NIB"))
    assert consumer_by_nik(nik(2)) is None
    with pytest.raises(RequestReusedError):
        registered(shop, 2, request_id=asked)
    # Nothing of the numbers stands anywhere in clear.
    sealed = bytes(Consumer.objects.get().sealed)
    assert not {nik().encode(), KK.encode(), b"Aminah"} & {sealed[at : at + 6] for at in range(len(sealed))}
    assert numbers_of(Consumer.objects.get()) == {
        "nik": nik(), "kk": KK, "name": "Siti Aminah", "phone": "", "address": "", "nibs": ["1234567890123"],
    }  # fmt: skip
    assert acts(shop) == ["subsidised.consumer.registered"]


@pytest.mark.parametrize(
    ("_case", "typed", "refusal"),
    [
        ("no such good", {"programme": "EMAS"}, "programme"),
        ("nobody of that kind", {"category": "HOTEL"}, "category"),
        ("only by a list", {"category": "PETANI", "proofs": ("KTP", "DAFTAR")}, "listed"),
        ("a paper was not shown", {"proofs": ("KTP",)}, "proofs"),
        ("no KK", {"kk": " "}, "kk"),
        ("no NIB", STALL | {"nib": ""}, "nib"),
        ("half a NIB", STALL | {"nib": "123"}, "nib"),
        ("one digit is wrong", {"nik": "3573036313900001"}, "birth_date"),
        ("half a KK", {"kk": "357303"}, "length"),
        ("a ward that is none", {"ward": "Bumiayu"}, "ward"),
        ("a long address", {"address": "Jalan " * 30}, "address"),
        ("an old text", {"consent_version": 0}, "consent"),
    ],
)
def test_who_is_not_registered(shop, _case, typed, refusal):
    assert wrong(lambda: registered(shop, **typed)) == refusal
    assert not Consumer.objects.exists()


def test_another_kk_is_changed_with_a_reason_and_many_on_one_are_told_not_refused(shop):
    other = "3573030101100008"
    first = registered(shop)
    assert wrong(
        lambda: registered(shop, kk=other, category="UM", proofs=STALL["proofs"], nib=STALL["nib"])
    ) == ("other_kk")
    changed(
        shop, first.consumer_id, kk=other, phone="0812 0000 0042", name="Siti A. Aminah", ward="35.73.03.1003"
    )
    assert consumer_by_nik(nik()).kk_index == kk_indexes(other)[0]
    assert numbers_of(Consumer.objects.get())["phone"] == "+6281200000042"
    assert acts(shop)[0] == "subsidised.consumer.household_changed"

    assert [registered(shop, order, kk=other).household for order in range(2, 7)] == [2, 3, 4, 5, 6]
    assert acts(shop)[0] == "subsidised.household.crowded"
    span = {"since": NOW, "until": NOW + timedelta(days=1)}
    (crowd,) = crowded_households(cooperative_id=shop.bumiayu.id, least=6, **span)
    assert (crowd.count, crowd.kk_index) == (6, kk_indexes(other)[0])
    assert crowded_households(cooperative_id=shop.bumiayu.id, least=7, **span) == []


def test_a_buyer_is_kept_by_who_knows_them(shop):
    first = registered(shop)
    for act in (
        lambda: changed(shop, first.consumer_id, place=shop.arjosari, name="Budi"),
        lambda: ended(shop, first.consumer_id, place=shop.arjosari),
        lambda: forgotten(shop, first.consumer_id, shop.arjosari),
    ):
        assert wrong(act) == "unknown"
    with pytest.raises(NotAllowedError):
        changed(shop, first.consumer_id, role=Role.KASIR, name="Budi")
    with pytest.raises(NotAllowedError):
        registered(shop, 2, role=Role.PENGAWAS)
    with pytest.raises(ReasonTooShortError):
        change_consumer(
            actor=shop.actor(Role.BENDAHARA),
            consumer_id=first.consumer_id,
            changed=ConsumerChanged(name="Budi"),
            reason="salah",
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )
    assert wrong(lambda: ended(shop, first.consumer_id, until_on=TODAY - timedelta(days=1))) == "ends"
    ended(shop, first.consumer_id)
    assert consumer_by_nik(nik()).categories_on("LPG_3KG", TODAY) == ["RT"]
    assert consumer_by_nik(nik()).categories_on("LPG_3KG", TODAY + timedelta(days=1)) == []
    assert wrong(lambda: ended(shop, first.consumer_id)) == "closed"


def test_who_withdraws_is_forgotten_and_what_was_bought_counts_on(shop):
    identify(
        actor=shop.actor(Role.SEKRETARIS),
        person_id=shop.person(Role.ANGGOTA).id,
        kind=SecretKind.NIK,
        written=nik(),
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    first = registered(shop)
    use = bought(shop)
    forgotten(shop, first.consumer_id)

    assert consumer_by_nik(nik()) is None is consumer_by_id(first.consumer_id)
    gone = Consumer.objects.get()
    assert (gone.given_name, gone.nik_last4, bytes(gone.sealed), gone.kk_index) == ("", "", b"", None)
    assert Standing.objects.get().ended_why == "persetujuan ditarik"
    assert wrong(lambda: forgotten(shop, first.consumer_id)) == "unknown"
    newest, before, *_ = told(shop)
    about = str(shop.person(Role.ANGGOTA).id)
    assert (newest.act, newest.facts["about"], before.facts["about"]) == (
        "subsidised.consumer.forgotten", about, about,
    )  # fmt: skip
    back = registered(shop)
    assert back.is_new
    assert consumer_by_nik(nik()).nik_index == bytes(use.nik_index)


def test_buyers_and_what_they_bought_move_to_new_keys(shop, settings):
    registered(shop, **STALL | {"kk": KK})
    bought(shop), bought(shop, 9, kk="")
    QuotaKey.objects.create(scope=Scope.NIK.value, key_index=nik_indexes(nik())[0])
    before = QuotaUse.objects.values_list("nik_index", flat=True)
    old = {bytes(one) for one in before}
    settings.VAULT_KEYS = f"k2:baru {settings.VAULT_KEYS}"
    settings.INDEX_KEYS = f"k2:baru {settings.INDEX_KEYS}"
    assert (found := consumer_by_nik(nik())) is not None

    assert (rotate_consumers(), rotate_consumers()) == (1, 0)

    settings.VAULT_KEYS, settings.INDEX_KEYS = "k2:baru", "k2:baru"
    moved = consumer_by_nik(nik())
    assert (moved.id, moved.nik_index == found.nik_index) == (found.id, False)
    assert numbers_of(Consumer.objects.get())["kk"] == KK
    uses = {bytes(one.nik_index): one.kk_index for one in QuotaUse.objects.all()}
    assert bytes(uses.pop(moved.nik_index)) == moved.kk_index == kk_indexes(KK)[0]
    assert set(uses) < old  # nobody registered the other
    assert [bytes(one.key_index) for one in QuotaKey.objects.filter(scope="NIK")] == [moved.nik_index]
    assert bytes(Standing.objects.get().nib_index) == QuotaKey.objects.get(scope="NIB").key_index


@pytest.mark.django_db(transaction=True)
def test_two_outlets_that_register_one_person_at_once_make_one_row(world):
    rationed()
    met = together(
        lambda: registered(world), lambda: registered(world, place=world.arjosari), lambda: registered(world)
    )

    assert met == ["done"] * 3
    assert (Consumer.objects.count(), Standing.objects.count()) == (1, 1)
