"""A bank account of Bumiayu with entries of November, and files as its bank would send them."""

from datetime import date

from guyub.books.treasury.selectors.banks import bank_of
from guyub.books.treasury.services.bank_statements import bring_statement
from guyub.books.treasury.services.bank_taking import take_statement
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()
NOVEMBER = date(2026, 11, 1)
HEADER = "Tanggal;Keterangan;Debet;Kredit;Saldo"
# What the bank saw of the world's entries: the grant, the shelf, and a fee that no entry tells of.
SEEN = (
    "02/11/2026;HIBAH PEMKOT;0;25.000.000;25.000.000",
    "05/11/2026;TRF TOKO MEBEL 081234567890;4.500.000;0;20.500.000",
    "16/11/2026;BIAYA ADM;10.000;0;20.490.000",
)


def csv(*lines, header=HEADER):
    """Write a file of the bank."""
    return "\n".join([header, *lines]).encode()


def brought(world, content=None, *, bank_id=None, name="koran.csv", request_id=None):
    """Bring a file; give the id of the statement."""
    return bring_statement(
        actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
        place=world.bumiayu,
        bank_id=bank_id or world.cash()["BANK"],
        name=name,
        content=csv(*SEEN) if content is None else content,
        request_id=request_id or new_id(),
        now=NOW,
    )


def taken(world, content=None, **more):
    """Bring a file and take it in; give what that did and the id of the statement."""
    statement_id = brought(world, content, **more)
    done = take_statement(
        actor=world.actor(Role.BENDAHARA, name="Bendahara lama"),
        place=world.bumiayu,
        statement_id=statement_id,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    return done, statement_id


def bank(world):
    """Give the account as it stands."""
    with scope(world.bumiayu.id):
        return bank_of(cooperative_id=world.bumiayu.id, bank_id=world.cash()["BANK"])
