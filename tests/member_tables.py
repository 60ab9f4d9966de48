"""Tables of invented members as cooperatives keep them: clean ones, and the one in which everything is wrong."""

import csv
import io
from datetime import date, timedelta

import xlsxwriter

TODAY = date(2026, 11, 25)
FIRST = (
    "Siti",
    "Budi",
    "Dewi",
    "Agus",
    "Sri",
    "Joko",
    "Rina",
    "Eko",
    "Wati",
    "Hadi",
    "Yuni",
    "Slamet",
    "Lilis",
)
LAST = (
    "Contoh",
    "Rahayu",
    "Santoso",
    "Lestari",
    "Wibowo",
    "Utami",
    "Pratama",
    "Handayani",
    "Saputra",
    "Anggraini",
)
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
DAY_ZERO = date(1899, 12, 30)
PEOPLE = 130
ROUNDED_AT, KK_FROM, KK_OF = 7, 40, 40  # people whose NIK is a rounded number; forty in one household
HEADER = ("NIK", "No KK", "Nama", "Tgl Lahir", "JK", "Alamat", "RT/RW", "HP", "Tgl Masuk", "No Anggota",
          "Simp. Pokok", "Simp. Wajib", "Simp. Sukarela")  # fmt: skip


def born(at):
    """Give the day of birth of a person of the table."""
    return date(1950, 1, 1) + timedelta(days=110 * at % 15_000)


def is_woman(at):
    """Tell the sex of a person of the table."""
    return at % 2 == 0


def nik(at):
    """Make the NIK of a person: invented, with the day of birth and sex that the table says."""
    day = born(at)
    return f"3573{3 + at // 9_999:02}{day.day + 40 * is_woman(at):02}{day:%m%y}{at % 9_999 + 1:04}"


def name(at):
    """Give the name of a person; no two are the same."""
    return f"{FIRST[at % len(FIRST)]} {LAST[at // len(FIRST) % len(LAST)]} {at + 1}"


def savings(at):
    """Give pokok, wajib and sukarela of a person, in rupiah."""
    return 100_000, 15_000 * (at % 60), 25_000 if at % 3 == 0 else 0


def totals(people=PEOPLE):
    """Sum what people have saved."""
    return tuple(map(sum, zip(*map(savings, range(people)), strict=True)))


def clean(people, *, first=0, header=HEADER, with_savings=True):
    """Write people as a CSV without a flaw."""
    rows = []
    for at in range(first, first + people):
        row = [
            nik(at), f"35730301010{at // 3:05}", name(at), born(at).isoformat(), "P" if is_woman(at) else "L",
            f"Jl. Contoh {at} (contoh)", "02/04", f"0812{at:08}", "2019-05-12", str(at + 1), *map(str, savings(at)),
        ]  # fmt: skip
        rows.append(row if with_savings else row[:10])
    return table(header if with_savings else header[:10], *rows)


def table(*rows, delimiter=";"):
    """Write rows as a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def dirty():
    """Write the workbook that the issue describes: 130 members in the second of three sheets, and every kind of dirt.

    Two titles above a header of two lines with merged cells, columns counted from 1, headings of RT, blank lines,
    totals of every RT and of all, a child and somebody twice (both without savings), a signature below.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        cover = book.add_worksheet("Sampul")
        cover.write_row(0, 0, ["Koperasi Kelurahan Merah Putih Bumiayu (contoh)"])
        cover.write_row(2, 0, ["Disusun", "Desember 2025"])
        _members(book)
        officers = book.add_worksheet("Pengurus")
        officers.write_row(0, 0, ["Nama", "Jabatan"])
        officers.write_row(1, 0, ["Bambang Contoh", "Ketua"])
    return content.getvalue()


def _members(book):
    sheet = book.add_worksheet("Daftar Anggota")
    middle = book.add_format({"align": "center"})
    sheet.merge_range(0, 0, 0, 12, "DAFTAR ANGGOTA KKMP BUMIAYU (CONTOH)", middle)
    sheet.merge_range(1, 0, 1, 12, "per 31 Desember 2025", middle)
    for place, title in enumerate(
        (
            "No",
            "Nama Anggota",
            "No. KTP",
            "No. KK",
            "L/P",
            "TTL",
            "Alamat",
            "RT / RW",
            "No. HP/WA",
            "Tgl. Masuk",
        )
    ):
        sheet.merge_range(3, place, 4, place, title, middle)
    sheet.merge_range(3, 10, 3, 12, "Simpanan (Rp)", middle)
    sheet.write_row(4, 10, ["Pokok", "Wajib", "Sukarela"])
    sheet.write_row(5, 0, range(1, 14))
    line, at, part = 6, 0, 0
    for part, size in enumerate((40, 40, 50), 1):
        sheet.write(line, 1, f"RT {part:02}")
        line += 1
        start = at
        for at in range(start, start + size):
            _person(book, sheet, line, at)
            line += 1 + (at % 17 == 16)  # here and there a blank line
        at += 1
        if part == 2:
            sheet.write_row(
                line, 1, ["Anak Contoh", nik(0)[:6] + "020515" + "0009", "", "L", "Malang, 2 Mei 2015"]
            )
            sheet.write_row(line + 1, 1, [name(3), f"'{nik(3)[:6]} {nik(3)[6:12]}.{nik(3)[12:]}"])
            line += 2
        sums = [sum(column) for column in zip(*map(savings, range(start, at)), strict=True)]
        sheet.write(line, 1, f"Jumlah RT {part:02}")
        sheet.write_row(line, 10, sums)
        line += 1
    sheet.merge_range(line, 0, line, 9, "JUMLAH SELURUHNYA", middle)
    sheet.write_row(line, 10, [f"Rp {total:,},-".replace(",", ".").replace(".-", ",-") for total in totals()])
    sheet.write_row(line + 3, 1, ["Ketua", "", "", "", "", "", "", "Bendahara"])
    sheet.write_row(line + 6, 1, ["Bambang Contoh", "", "", "", "", "", "", "Ratna Contoh"])


def _person(book, sheet, line, at):
    day = born(at)
    written = (
        f"Malang, {day.day} {MONTHS[day.month - 1]} {day.year}",
        f"Kab. Malang, {day:%d/%m/%y}",
        f"Blitar {day.day}-{day.month}-{day.year}",
    )[at % 3]
    pokok, wajib, sukarela = savings(at)
    number = nik(at)
    sheet.write(line, 0, at + 1)
    sheet.write(line, 1, _odd_name(at))
    if at == ROUNDED_AT:
        sheet.write_number(line, 2, float(number))
    else:
        sheet.write_string(
            line, 2, (number, f"'{number}", f"{number[:6]} {number[6:12]} {number[12:]}")[at % 3]
        )
    is_household = KK_FROM <= at < KK_FROM + KK_OF
    sheet.write_string(
        line, 3, "3573030101100777" if is_household else f"35730301010{at:05}" if at % 4 else "-"
    )
    sheet.write(line, 4, (("P", "Perempuan", "Wanita"), ("L", "Laki-laki", "Pria"))[not is_woman(at)][at % 3])
    sheet.write_string(line, 5, written)
    sheet.write(line, 6, f"Jl. Contoh Gang {at} (contoh)")
    sheet.write_string(line, 7, ("02/04", "RT 02 RW 04", "2 / 4")[at % 3])
    if at % 2:
        sheet.write_number(line, 8, 81_200_000_000 + at)
    else:
        sheet.write_string(line, 8, (f"0812-0000-{at:04}", f"+62 812 0000 {at:04}")[at % 4 == 0])
    joined = date(2018, 3, 1) + timedelta(days=at)
    if at % 3 == 0:
        sheet.write_datetime(line, 9, joined, book.add_format({"num_format": "dd/mm/yyyy"}))
    elif at % 3 == 1:
        sheet.write_number(line, 9, (joined - DAY_ZERO).days)
    else:
        sheet.write_string(line, 9, f"{joined.day} {MONTHS[joined.month - 1][:3]} {joined:%y}")
    sheet.write(line, 10, ("Rp 100.000,-", "100.000", pokok)[at % 3])
    sheet.write(line, 11, (wajib or "-", f"Rp {wajib:,}".replace(",", "."))[at % 2])
    sheet.write(line, 12, sukarela or "-")


def _odd_name(at):
    """Give some people the names that programs stumble over."""
    return {4: "Sukarno", 11: 'Nur "Ipung" A\'yun', 19: "Sri 🌸 Lestari", 23: "  d'Arc   Contoh "}.get(
        at, name(at)
    )
