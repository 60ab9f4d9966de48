"""The permission rows of loans: products and their terms."""

from guyub.finance.loans.models import LoanProduct, LoanTerms
from guyub.finance.loans.services.offering import columns_of
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.loan_product_examples import USAHA
from tests.finance.loans.security_book import SecurityBook
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW

A = Action


def of_loan_product(world):
    """The address of a product of Bumiayu's loans, with terms."""
    if world is None:
        return {"product_id": SOME_ID}
    return {"product_id": made_once(world, "loan_product_id", lambda: make_loan_product(world))}


def make_loan_product(world):
    """Make a product with terms in the unit of the loan book; gives its id."""
    book = made_once(world, "loan_book", lambda: SecurityBook(world))
    with scope(book.place.id):
        product = LoanProduct.objects.create(
            cooperative=book.place,
            code="uji",
            name="Pinjaman uji",
            unit_id=book.unit_id,
            opened_on=USAHA.from_on,
        )
        LoanTerms.objects.create(
            cooperative=book.place,
            product=product,
            no=1,
            decision=book.decision,
            person=world.person(Role.BENDAHARA),
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
