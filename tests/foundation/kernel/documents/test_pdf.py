import re

import pytest

from guyub.foundation.kernel.documents.pdf import render_pdf

PAYLOAD = {
    "who": "KKMP Bumiayu",
    "where": "Kedungkandang, Kota Malang",
    "title": "Daftar anggota",
    "lead": "#panic() adalah teks, $bukan$ perintah.",
    "columns": [
        {"label": "Nama", "align": "left", "width": "wide"},
        {"label": "Rp", "align": "right", "width": ""},
    ],
    "rows": [["Sri *Wahyuni*", "1.234.567"], ["<b>Budi</b>", "(50.000)"]],
    "sums": [["Jumlah", "1.184.567"]],
    "source": "Buku anggota",
    "printed": "Dicetak 24 Nov 2026, 10.24 WIB",
    "signers": [{"role": "Ketua", "name": "Sri Wahyuni"}, {"role": "Bendahara", "name": ""}],
}


def test_the_same_facts_give_the_same_bytes():
    first = render_pdf(template="kernel/list.typ", payload=PAYLOAD)

    assert first.startswith(b"%PDF-")
    assert render_pdf(template="kernel/list.typ", payload=dict(reversed(PAYLOAD.items()))) == first


def test_it_is_tagged_titled_and_in_indonesian():
    content = render_pdf(template="kernel/list.typ", payload=PAYLOAD)

    assert b"pdfuaid:part" in content
    assert b"/MarkInfo" in content
    assert re.search(rb"/Lang ?\(id", content)


def test_invented_figures_are_marked():
    real = render_pdf(template="kernel/list.typ", payload=PAYLOAD)

    assert render_pdf(template="kernel/list.typ", payload=PAYLOAD, is_example=True) != real


def test_a_long_list_runs_over_pages():
    content = render_pdf(
        template="kernel/list.typ", payload=PAYLOAD | {"rows": [["Sri", "1"]] * 200, "signers": []}
    )

    assert len(re.findall(rb"/Type ?/Page\b", content)) >= 3


def test_what_is_not_a_fact_or_not_a_template_is_refused():
    with pytest.raises(TypeError):
        render_pdf(template="kernel/list.typ", payload=PAYLOAD | {"rows": [["Sri", 0.5]]})
    with pytest.raises(KeyError):
        render_pdf(template="kernel/none.typ", payload={})
