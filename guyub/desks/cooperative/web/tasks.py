"""What waits for this person, as sentences with the way to where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from guyub.finance.loans.selectors.morning import SOON_DAYS
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import MONTHS, clock, day, number, rupiah
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from guyub.desks.cooperative.selectors.home import HomePage, Waiting
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class Task(Row):
    """One thing that waits: what, where it is done, and how pressing it is."""

    title: str
    note: str
    address: str
    button: str
    chip: str = ""
    tone: str = ""
    icon: str = ""


def way(url_name: str, place: Cooperative, *more: str | int) -> str:
    """Give the address of a page of a cooperative; "" where this installation has no such page."""
    try:
        return reverse(url_name, args=[place.code, *more])
    except NoReverseMatch:
        return ""


def tasks_of(page: HomePage, place: Cooperative, *, today: date) -> list[Task]:
    """List what waits for this person, what holds the cooperative up first; without what no page here does."""
    found = (
        *_decisions(page),
        *_cash(page.waiting, place),
        *_bank(page, place),
        *_tills(page, place),
        *_suppliers(page),
        *_next_step(page, place),
        *_questions(page, place),
        *_books(page.waiting, place, today),
        *_letters(page),
        *_joining(page),
        *_leaving(page),
        *_dues(page),
        *_loans(page),
        *_terms(page, place),
    )
    return [task for task in found if task.address]


def _decisions(page: HomePage) -> Iterator[Task]:
    count, amount_rp = page.waiting.to_decide
    inbox = reverse("approvals:inbox")
    if count:
        yield Task(
            f"Putuskan {count} klaim nota", rupiah(amount_rp), inbox, "Periksa", "Anda", "warn", "clock"
        )
    if page.approvals:
        title = f"Putuskan {page.approvals} usulan"
        yield Task(title, "menunggu orang kedua", inbox, "Periksa", "Anda", "warn", "clock")


def _cash(waiting: Waiting, place: Cooperative) -> Iterator[Task]:
    cash, claims = way("cash:places", place), way("claims:claims", place)
    mine = waiting.own_shift
    if mine:
        since = clock(mine.opened_at.astimezone(Zone(place.zone).info))
        note = f"dibuka pukul {since}"
        yield Task(f"Tutup giliran di {mine.drawer}", note, cash, "Hitung laci")
    for shift in waiting.old_shifts:
        note = f"dibuka {shift.person}, {day(business_date(shift.opened_at, Zone(place.zone)))}"
        yield Task(f"{shift.drawer} belum ditutup", note, cash, "Periksa", "Sejak kemarin", "warn", "clock")
    if waiting.due:
        first, count = waiting.due[0], len(waiting.due)
        title = f"Catat {first.what.lower()}" if count == 1 else f"Catat {count} kejadian rutin"
        note = f"jatuh {day(first.due_on)}" if count == 1 else f"yang pertama {first.what.lower()}"
        yield Task(title, note, way("events:recurring", place), "Catat")
    if waiting.claims and waiting.claims.to_pay and waiting.may_pay:
        title, note = f"Ganti {waiting.claims.to_pay} klaim nota", rupiah(waiting.claims.to_pay_rp)
        yield Task(title, f"{note}, sudah disetujui", claims, "Bayar")
    elif waiting.claims and waiting.claims.own:
        title = f"Klaim Anda: {waiting.claims.own} belum diganti"
        yield Task(title, rupiah(waiting.claims.own_rp), claims, "Lihat")


def _bank(page: HomePage, place: Cooperative) -> Iterator[Task]:
    lines = page.money.banks.open_lines if page.money else 0
    if lines and page.waiting.may_pay:
        note = f"{lines} baris belum berpasangan"
        yield Task("Cocokkan rekening bank", note, way("banks:banks", place), "Cocokkan")


def _tills(page: HomePage, place: Cooperative) -> Iterator[Task]:
    if page.till_events:
        title = f"Putuskan {page.till_events} catatan kasir"
        note = "sudah terjadi, belum masuk ke buku"
        yield Task(title, note, reverse("devices:events"), "Periksa", "Tertahan", "bad", "circle-alert")
    if page.silent:
        name, at = page.silent[0]
        count, last_on = len(page.silent), business_date(at, Zone(place.zone))
        title = f"{name} belum terdengar" if count == 1 else f"{count} perangkat belum terdengar"
        note = f"terakhir {day(last_on)}" if count == 1 else f"paling lama {name}, {day(last_on)}"
        yield Task(
            title,
            f"{note}; cabut bila tidak dipakai lagi",
            reverse("devices:devices"),
            "Periksa",
            "Diam",
            "warn",
            "clock",
        )


def _suppliers(page: HomePage) -> Iterator[Task]:
    count, amount_rp, late = page.debts_due
    if count:
        note = (
            f"{rupiah(amount_rp)}, {late} lewat jatuh tempo" if late else f"{rupiah(amount_rp)}, minggu ini"
        )
        chip = ("Lewat", "bad", "clock") if late else ("", "", "")
        yield Task(f"Bayar {count} tagihan pemasok", note, reverse("buying:debts"), "Bayar", *chip)


def _next_step(page: HomePage, place: Cooperative) -> Iterator[Task]:
    first = page.next_step
    if first:
        note = f"Sejak {day(page.since_on)}" if page.since_on else first.why
        address = reverse("development:path", args=[place.code])
        yield Task(first.goal, note, address, "Buka jalur", "Langkah berikutnya", "act")


def _questions(page: HomePage, place: Cooperative) -> Iterator[Task]:
    review = page.waiting.review
    if review is None:
        return
    questions = way("oversight:questions", place)
    if review.to_answer and page.waiting.may_answer:
        yield Task(f"Jawab {review.to_answer} pertanyaan pengawas", "tentang jurnal", questions, "Jawab")
    if not page.waiting.may_review:
        return
    if review.answered:
        yield Task(f"Baca {review.answered} jawaban pengurus", "lalu selesaikan", questions, "Baca")
    kept = page.books.glance.kept if page.books and page.books.glance else None
    closed = kept.closed_through if kept else None
    if closed and (review.reviewed is None or review.reviewed < closed.replace(day=1)):
        note = "sudah ditutup, belum Anda sahkan"
        address = way("oversight:month", place, closed.year, closed.month)
        yield Task(f"Periksa bulan {month_words(closed)}", note, address, "Periksa")


def _books(waiting: Waiting, place: Cooperative, today: date) -> Iterator[Task]:
    if waiting.months_due:
        months, count = waiting.months_due, len(waiting.months_due)
        note = f"dari {month_words(months[0])}" if count > 1 else "penyusutan dan beban dibayar di muka"
        title = f"Susutkan aset {count} bulan" if count > 1 else f"Susutkan aset {month_words(months[0])}"
        yield Task(title, note, way("assets:assets", place), "Jalankan")
    if waiting.close_on:
        title = f"Tutup buku {month_words(waiting.close_on)}"
        late = (today - waiting.close_on).days
        yield Task(title, f"berakhir {late} hari lalu", way("closing:books", place), "Tutup buku")
    if waiting.undetailed:
        note = f"{waiting.undetailed} jumlah belum dirinci"
        yield Task("Rinci saldo awal", note, way("opening:opening", place), "Rinci")
    if waiting.is_budget_missing:
        note = "belum ada yang berlaku tahun ini"
        yield Task(f"Tetapkan anggaran {today.year}", note, way("budgets:budget", place), "Susun")


def _letters(page: HomePage) -> Iterator[Task]:
    letters = reverse("members:letters")
    if page.join_requests:
        title = f"Hubungi {page.join_requests} warga yang ingin bergabung"
        yield Task(title, "dari halaman publik", letters, "Buka")
    if page.suggestions:
        yield Task(f"Jawab {page.suggestions} usul atau keluhan", "ada batas jawabnya", letters, "Jawab")
    waiting, late = page.own_requests
    if waiting:
        title, address = f"Jawab {waiting} permintaan anggota", reverse("own_requests:own_requests")
        chip = (f"{late} terlambat", "bad", "clock") if late else ("", "", "")
        yield Task(title, "koreksi data dan sanggahan", address, "Jawab", *chip)


def _joining(page: HomePage) -> Iterator[Task]:
    if page.applications:
        title = f"Cocokkan {page.applications} pendaftaran dengan KTP"
        yield Task(title, "dikirim warga dari HP", reverse("applications:applications"), "Periksa")
    if page.candidates:
        title = f"Terima simpanan pokok {page.candidates} calon anggota"
        yield Task(title, "nomor anggota keluar setelah lunas", reverse("joining:candidates"), "Buka")


def _leaving(page: HomePage) -> Iterator[Task]:
    to_settle, to_sign = page.exits
    if page.notices:
        passive = reverse("member_cases:passive")
        title = f"Putuskan {page.notices} anggota yang menunggak"
        yield Task(title, "sudah diberi tahu, waktunya lewat atau banding", passive, "Putuskan")
    if to_settle:
        title = f"Bayar hak {to_settle} anggota yang keluar"
        address = f"{reverse('member_cases:cases')}?bagian=bayar"
        yield Task(title, "sudah disetujui pengurus", address, "Bayar")
    if to_sign:
        title = f"Simpan {to_sign} lembar keluar yang ditandatangani"
        address = f"{reverse('member_cases:cases')}?bagian=selesai"
        yield Task(title, "difoto sesudah dibayar", address, "Foto")


def _dues(page: HomePage) -> Iterator[Task]:
    late, missing_rp = page.arrears
    if late:
        title = f"Tagih {number(late)} anggota yang belum bayar simpanan wajib"
        yield Task(title, f"lewat jatuh tempo, {rupiah(missing_rp)}", reverse("dues:bills"), "Buka")


def _loans(page: HomePage) -> Iterator[Task]:
    waiting, due = page.loans_waiting, page.loans_due
    if waiting and waiting.applications:
        title = f"Proses {number(waiting.applications)} permohonan pinjaman"
        yield Task(title, "belum diputus", reverse("loan_requests:requests"), "Buka")
    if waiting and waiting.agreed:
        title = f"Cairkan {number(waiting.agreed)} pinjaman yang disetujui"
        yield Task(title, rupiah(waiting.agreed_rp), f"{reverse('loans:book')}?tampil=setuju", "Buka")
    if due and due.late:
        title = f"Tagih {number(due.late)} pinjaman yang menunggak"
        yield Task(
            title, f"lewat jatuh tempo, {rupiah(due.late_rp)}", reverse("loan_arrears:arrears"), "Buka"
        )
    if due and due.soon:
        title = f"{number(due.soon)} pinjaman jatuh tempo dalam {SOON_DAYS} hari"
        yield Task(title, rupiah(due.soon_rp), reverse("loan_arrears:arrears"), "Lihat")


def _terms(page: HomePage, place: Cooperative) -> Iterator[Task]:
    if page.term_ends_on:
        note = f"masa jabatan berakhir {day(page.term_ends_on)}"
        address = reverse("cooperatives:officers", args=[place.code])
        yield Task("Siapkan pergantian pengurus", note, address, "Periksa", "Segera", "warn")
    if page.expires_on:
        note = f"berlaku sampai {day(page.expires_on)}"
        address = reverse("cooperatives:papers", args=[place.code])
        yield Task("Perpanjang dokumen", note, address, "Buka", "Segera", "warn")


def month_words(on: date) -> str:
    """Write a month: ``Oktober``; its year stands in the books."""
    return MONTHS[on.month - 1]
