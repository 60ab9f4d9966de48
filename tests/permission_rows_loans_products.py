"""The permission rows of loans: products and their terms."""

from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.models import BusinessUnit
from guyub.finance.loans.models import LoanProduct, LoanTerms
from guyub.finance.loans.services.offering import columns_of
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import Decision
from guyub.journeys.services.loan_product_examples import USAHA
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW

A = Action


def of_loan_product(world):
    """The address of a product of Bumiayu's loans, with terms."""
    if world is None:
        return {"product_id": SOME_ID}
    return {"product_id": made_once(world, "loan_product_id", lambda: make_loan_product(world))}


def make_loan_product(world):
    """Make a product with terms; gives its id."""
    world.cash()
    place, author = world.bumiayu, world.person(Role.BENDAHARA, name="Bendahara lama")
    with scope(place.id):
        # Under a name of its own: the rows of deposits open theirs.
        unit = BusinessUnit.objects.create(
            cooperative=place,
            kind=UnitKind.SIMPAN_PINJAM.value,
            name="Simpan pinjam uji",
            opened_on=USAHA.from_on,
        )
        decision, _ = Decision.objects.get_or_create(
            cooperative=place,
            number="05/RAT/2025",
            body="RAT",
            defaults={
                "decided_on": USAHA.from_on,
                "title": "Jasa pinjaman",
                "recorded_by": author,
                "recorded_at": NOW,
            },
        )
        product = LoanProduct.objects.create(
            cooperative=place, code="uji", name="Pinjaman uji", unit=unit, opened_on=USAHA.from_on
        )
        LoanTerms.objects.create(
            cooperative=place,
            product=product,
            no=1,
            decision=decision,
            person=author,
            recorded_at=NOW,
            **columns_of(USAHA),
        )
    return product.id


LOANS_PRODUCTS_ROWS: tuple[Row, ...] = (
    Row("loan_products:products", requires=A.VIEW_LOANS),
    Row("loan_products:products_export", requires=A.VIEW_LOANS),
    Row("loan_products:product_new", requires=A.KEEP_LOANS),
    Row("loan_products:product", requires=A.VIEW_LOANS, arguments=of_loan_product),
    Row("loan_products:terms_new", requires=A.KEEP_LOANS, arguments=of_loan_product),
    Row("loan_products:product_close", requires=A.KEEP_LOANS, method="post", arguments=of_loan_product),
)
