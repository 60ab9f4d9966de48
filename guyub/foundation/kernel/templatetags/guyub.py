"""Tags and filters of the components, built into every template (settings.TEMPLATES).

``{% component "card" title="…" %}…{% endcomponent %}`` renders templates/kernel/components/card.html with the body as
``slot``; ``{% part "chip" tone="ok" text="Lunas" %}`` renders one without a body. Each component says in its first
comment what it takes; /gaya/ shows them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.templatetags.static import static
from django.utils.html import format_html

from guyub.foundation.kernel import formats

if TYPE_CHECKING:
    from django.template.context import Context
    from django.utils.safestring import SafeString

register = template.Library()

register.filter("angka", formats.number)
register.filter("rupiah", formats.rupiah)
register.filter("rupiah_laporan", formats.statement_rupiah)
register.filter("rupiah_singkat", formats.short_rupiah)
register.filter("tanggal", formats.day)
register.filter("hari_tanggal", formats.weekday)
register.filter("tanggal_panjang", formats.long_day)
register.filter("jam", formats.clock)


class ComponentNode(Node):
    """Renders a component's template with the given values and, if it has a body, the slot."""

    def __init__(
        self, name: FilterExpression, values: dict[str, FilterExpression], body: NodeList | None
    ) -> None:
        self.name, self.values, self.body = name, values, body

    def render(self, context: Context) -> SafeString:
        """Render the body first, then the component around it; the component sees only what it was given."""
        engine = context.template.engine  # type: ignore[union-attr]  # a node is only rendered inside a template
        file = engine.get_template(f"kernel/components/{self.name.resolve(context)}.html")
        values: dict[str, Any] = {key: value.resolve(context) for key, value in self.values.items()}
        if self.body is not None:
            values["slot"] = self.body.render(context)
        return file.render(context.new(values))


def _name_and_values(parser: Parser, token: Token) -> tuple[FilterExpression, dict[str, FilterExpression]]:
    tag, name, *rest = token.split_contents()
    values = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"{{% {tag} %}}: not a key=value: {rest[0]}")
    return parser.compile_filter(name), values


@register.tag
def component(parser: Parser, token: Token) -> ComponentNode:
    """``{% component "card" title="Stok" %}…{% endcomponent %}``."""
    name, values = _name_and_values(parser, token)
    body = parser.parse(("endcomponent",))
    parser.delete_first_token()
    return ComponentNode(name, values, body)


@register.tag
def part(parser: Parser, token: Token) -> ComponentNode:
    """``{% part "chip" tone="ok" text="Lunas" %}``."""
    name, values = _name_and_values(parser, token)
    return ComponentNode(name, values, None)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite; it says nothing by itself, so words stand beside it."""
    address = f"{static('kernel/icons/icons.svg')}#{name}"
    return format_html('<svg class="i {}" aria-hidden="true"><use href="{}"/></svg>', extra, address)


@register.simple_tag
def rp(amount_rp: int | None) -> SafeString:
    """Show an amount with a small "Rp"; an unknown one is a dash that says so to a screen reader."""
    if amount_rp is None:
        return format_html(
            '<span class="rp">{}<span class="vh">tidak diketahui</span></span>', formats.UNKNOWN
        )
    minus = formats.MINUS if amount_rp < 0 else ""
    return format_html('<span class="rp">{}<i>Rp&nbsp;</i>{}</span>', minus, formats.number(abs(amount_rp)))


@register.filter
def persen(part: int, whole: int) -> str:
    """Tell a part of a whole for an SVG width: ``35|persen:57`` is ``61.40%``; of nothing it is nothing."""
    return f"{part * 100 / whole:.2f}%" if whole else "0%"


@register.filter
def sampai(count: int) -> range:
    """Count: ``{% for n in 57|sampai %}`` gives 0 to 56."""
    return range(count)
