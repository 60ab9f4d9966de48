from datetime import date

import pytest

from guyub.finance.loans.domain.reminding import (
    Asked,
    ReminderRefusedError,
    Tone,
    called,
    letter_paragraphs,
    next_letter,
    reminder_text,
    tone_of,
)

TODAY = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("days", "tone"),
    [
        (-7, Tone.RAMAH),
        (0, Tone.RAMAH),
        (7, Tone.RAMAH),
        (8, Tone.TEGAS),
        (30, Tone.TEGAS),
        (31, Tone.RESMI),
        (400, Tone.RESMI),
    ],
)
def test_the_tone_follows_the_days(days, tone):
    assert tone_of(days) is tone


@pytest.mark.parametrize(
    ("_case", "days", "sent", "found"),
    [
        ("the first", 31, [], 1),
        ("the second, fourteen days later", 60, [date(2026, 11, 18)], 2),
        ("the third", 60, [date(2026, 11, 1), date(2026, 11, 18)], 3),
        ("nothing late", 0, [], "nothing"),
        ("too early", 30, [], "early"),
        ("thirteen days later", 60, [date(2026, 11, 19)], "soon"),
        ("a fourth", 200, [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)], "all"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_letters_come_one_after_the_other(_case, days, sent, found):
    if isinstance(found, int):
        assert next_letter(days_late=days, sent=sent, today=TODAY) == found
        return
    with pytest.raises(ReminderRefusedError) as refused:
        next_letter(days_late=days, sent=sent, today=TODAY)
    assert refused.value.facts["wrong"] == found


def asked(days, penalty_rp=0):
    return Asked(
        name="Siti Aminah",
        sex="P",
        loan="PJ-2026-0001",
        amount_rp=112_000,
        penalty_rp=penalty_rp,
        due_on=date(2026, 11, 1),
        days_late=days,
    )


def test_a_reminder_says_what_how_much_and_how_to_pay_and_never_threatens():
    soon, today, missed, late = (
        reminder_text(asked(days, 5_500), cooperative="KKMP Contoh") for days in (-3, 0, 4, 20)
    )
    assert "sejumlah Rp\u00a0112.000 jatuh tempo 1 November 2026." in soon
    assert "jatuh tempo hari ini." in today
    assert "Mungkin terlewat." in missed
    assert "20 hari: Rp\u00a0112.000, dan denda Rp\u00a05.500." in late
    assert "denda" not in reminder_text(asked(20), cooperative="KKMP Contoh")
    for text in (soon, today, missed, late):
        assert text.startswith("Yth. Ibu Siti Aminah.")
        assert text.endswith("Terima kasih.\n\nKKMP Contoh")
        assert "Bila sedang sulit, kabari kami" in text
        assert not {"sita", "polisi", "tetangga", "penjamin"} & set(text.lower().replace(",", "").split())


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_letter_has_its_words_and_a_day(number):
    first, second, *rest = letter_paragraphs(asked(40), number=number, answer_by=date(2026, 12, 16))
    assert "Ibu Siti Aminah" in first
    assert second.endswith("paling lambat 16 Desember 2026.")
    assert any("tanpa biaya" in line for line in rest)


def test_people_are_addressed_as_they_are():
    assert [called(sex) for sex in ("L", "P", "")] == ["Bapak", "Ibu", "Bapak/Ibu"]
