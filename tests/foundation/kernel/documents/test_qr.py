import xml.etree.ElementTree as ET

from guyub.foundation.kernel.documents.qr import qr_png, qr_svg

ADDRESS = "https://guyub.example/periksa/0193a1b2"


def test_a_drawing_for_the_page_has_a_title_and_no_style():
    drawing = ET.fromstring(qr_svg(ADDRESS, title='Periksa "nota"'))  # noqa: S314  our own drawing

    assert drawing.find("title").text == 'Periksa "nota"'
    assert not [part for part in drawing.iter() if "style" in part.attrib]
    assert {part.get("stroke") or part.get("fill") for part in drawing.iter("path")} == {"#fff", "#000"}


def test_a_picture_for_paper():
    content = qr_png(ADDRESS, scale=2)

    assert content.startswith(b"\x89PNG")
    assert qr_png(ADDRESS, scale=2) == content
