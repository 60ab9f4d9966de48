import pytest

from guyub.finance.loans.domain.group_standing import GroupClass, GroupFacts, standing_of

CASES = (
    ("nothing yet", {}, "BARU", "Belum ada pinjaman dan pertemuan yang dibukukan."),
    ("a first loan", {"loans": 1}, "LANCAR", "Tidak ada tunggakan dan tidak ada talangan lama."),
    (
        "all on time",
        {"loans": 3, "due_rp": 1_000, "brought_rp": 1_000, "meetings": 12},
        "LANCAR",
        "Tidak ada tunggakan; 100% angsuran 12 pertemuan terakhir dibayar sendiri.",
    ),
    ("at the limits", {"loans": 3, "due_rp": 10, "brought_rp": 9, "meetings": 2, "covers_rp": 5, "cover_days": 30},
     "LANCAR", "Tidak ada tunggakan; 90% angsuran 2 pertemuan terakhir dibayar sendiri."),
    ("a day late", {"loans": 1, "overdue_rp": 5_000, "overdue_days": 1}, "PERHATIAN",
     "Menunggak Rp 5.000, paling lama 1 hari."),
    ("ninety days late", {"loans": 1, "overdue_rp": 5, "overdue_days": 90}, "PERHATIAN",
     "Menunggak Rp 5, paling lama 90 hari."),
    ("longer", {"loans": 1, "overdue_rp": 5, "overdue_days": 91}, "BERMASALAH", "Menunggak Rp 5, paling lama 91 hari."),
    ("an old cover", {"loans": 1, "covers_rp": 20_000, "cover_days": 31}, "PERHATIAN",
     "Talangan Rp 20.000 belum diganti, paling lama 31 hari."),
    ("a very old cover", {"loans": 0, "covers_rp": 1, "cover_days": 91}, "BERMASALAH",
     "Talangan Rp 1 belum diganti, paling lama 91 hari."),
    ("ninety days", {"covers_rp": 1, "cover_days": 90}, "PERHATIAN",
     "Talangan Rp 1 belum diganti, paling lama 90 hari."),
    ("less brought", {"loans": 1, "due_rp": 100, "brought_rp": 89, "meetings": 3}, "PERHATIAN",
     "Hanya 89% angsuran 3 pertemuan terakhir dibayar sendiri."),
    ("half", {"loans": 1, "due_rp": 100, "brought_rp": 50, "meetings": 3}, "PERHATIAN",
     "Hanya 50% angsuran 3 pertemuan terakhir dibayar sendiri."),
    ("less than half", {"loans": 1, "due_rp": 1_000, "brought_rp": 499, "meetings": 3}, "BERMASALAH",
     "Hanya 49% angsuran 3 pertemuan terakhir dibayar sendiri."),
    ("the worst counts", {"loans": 1, "overdue_rp": 5, "overdue_days": 3, "covers_rp": 7, "cover_days": 100},
     "BERMASALAH",
     "Menunggak Rp 5, paling lama 3 hari; talangan Rp 7 belum diganti, paling lama 100 hari."),
)  # fmt: skip


@pytest.mark.parametrize(("facts", "grade", "why"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_word_and_the_sentence(facts, grade, why):
    found = standing_of(GroupFacts(**facts))
    assert (found.grade, found.why.replace("\u00a0", " ")) == (GroupClass(grade), why)
    assert found.is_warning == (grade in {"PERHATIAN", "BERMASALAH"})
    tones = {"BARU": "plain", "LANCAR": "ok", "PERHATIAN": "warn", "BERMASALAH": "bad"}
    assert found.tone == tones[grade]
    assert found.words in {"Baru", "Lancar", "Perlu perhatian", "Bermasalah"}
