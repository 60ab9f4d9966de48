from dataclasses import dataclass

from django.template import engines

from guyub.foundation.kernel.rows import Row


@dataclass(frozen=True)
class Line(Row):
    title: str

    @property
    def is_long(self):
        return len(self.title) > 3


def rendered(text, **values):
    return engines["django"].from_string(text).render(values)


def test_a_template_reads_fields_and_properties():
    assert rendered("{{ row.title }} {{ row.is_long }}", row=Line("Beras")) == "Beras True"


def test_what_is_not_there_is_nothing():
    assert rendered("[{{ row.price }}{{ row.0 }}]", row=Line("Beras")) == "[]"
