"""The permission rows of pages that anybody may open; in these tests no cooperative is there for a stranger."""

from tests.permission_rows import Row, of_paper, of_place, of_suggestion

PUBLIC_ROWS = (
    Row("public_site:home", 200, 200),
    Row("public_site:cooperatives_csv", 200, 200),
    Row("public_site:cooperatives", 302, 302),
    Row("public_site:cooperative", 404, 404, arguments=of_place()),
    Row("public_site:product_photo", 404, 404, arguments=of_place("product_id")),
    Row("public_site:join", 404, 404, arguments=of_place()),
    Row("public_site:suggest", 404, 404, arguments=of_place()),
    Row("public_site:suggestion", 404, 404, arguments=lambda world: of_place()(world) | of_suggestion(world)),
    Row("public_site:verify_form", 200, 200),
    Row("public_site:tour", 200, 404),
    Row("public_site:tour_go", 404, 404, method="post"),  # nobody is an example in tests
    Row("public_site:tour_end", 302, 404, method="post"),
    Row("public_site:tour_again", 200, 404, method="post"),
    Row("public_site:verify", 404, 404, arguments=of_paper),
)
