"""The calendar that telephones read."""

from datetime import UTC, date, datetime

from guyub.books.planning.domain.ics import Dated, calendar_text

MADE = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def test_a_duty_is_a_whole_day_with_a_reminder():
    text = calendar_text(
        "Pajak, contoh",
        [Dated("a@guyub", date(2026, 12, 31), "Setor; PPh", "Satu\nbaris \\ lain")],
        made_at=MADE,
    )

    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    for line in (
        "X-WR-CALNAME:Pajak\\, contoh",
        "UID:a@guyub",
        "DTSTAMP:20261125T030000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Setor\\; PPh",
        "DESCRIPTION:Satu baris \\\\ lain",
        "TRIGGER:-P3D",
    ):
        assert f"\r\n{line}\r\n" in text


def test_long_lines_are_folded_within_75_bytes_and_never_within_a_letter():
    title = "é" * 100
    text = calendar_text("x", [Dated("a", date(2026, 1, 1), title, "")], made_at=MADE)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{title}" in text.replace("\r\n ", "")
