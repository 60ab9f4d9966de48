"""What acts of the trail are called in members."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "members.book.written": "mencatat nomor {number} di {book}",
    "members.book.corrected": "mengoreksi {book} dengan baris nomor {number}",
    "members.employee.entered": "mencatat karyawan nomor {number}",
    "members.employee.ended": "mencatat hari terakhir karyawan nomor {number}",
    "members.reach.messages_made": "membuat pesan untuk {people_count} anggota: {title}",
    "members.reach.letters_made": "membuat {people_count} surat untuk anggota: {title}",
    "members.reach.phones_opened": "membuka {people_count} nomor HP anggota untuk {title}: {reason}",
    "members.card.issued": "mencetak {count} kartu anggota, {fresh} di antaranya baru: {numbers}",
    "members.card.reissued": "mengganti kartu anggota {number} {name} dengan kartu ke-{no}: {reason}",
    "members.card.revoked": "mematikan kartu anggota {number} {name}: {reason}",
    "members.join.asked": "menerima permintaan bergabung nomor {number} dari halaman publik",
    "members.join.moved": "mencatat permintaan bergabung nomor {number}: {state}",
    "members.join.phone_shown": "membuka nomor HP permintaan bergabung nomor {number}: {reason}",
    "members.suggestion.written": "menerima {kind} nomor {number} dari halaman publik",
    "members.own_request.asked": "mengajukan permintaan nomor {number} tentang {what}",
    "members.own_request.withdrawn": "menarik permintaan nomor {number}",
    "members.own_request.accepted": "menerima permintaan anggota nomor {number}",
    "members.own_request.refused": "menolak permintaan anggota nomor {number}",
    "members.kiosk.begun": "membuka kios anggota di perangkatnya",
    "members.kiosk.ended": "menutup kios anggota",
    "members.kiosk.known": "mencocokkan KTP anggota {member} di kios",
    "members.pin.set": "memasang PIN anggota {member} di kios",
    "members.suggestion.answered": "menjawab {kind} nomor {number}",
    "members.application.invited": "membuat tautan pendaftaran anggota {number}",
    "members.application.sent": "menerima pendaftaran anggota {number} dari HP warga",
    "members.application.checked": "mencocokkan pendaftaran anggota {number} dengan KTP dan meminta persetujuan",
    "members.application.asked_again": "meminta lagi persetujuan pendaftaran anggota {number}",
    "members.application.accepted": "menerima pendaftaran anggota {number}",
    "members.application.refused": "menolak pendaftaran anggota {number}: {reason}",
    "members.application.withdrawn": "mencatat pendaftaran anggota {number} ditarik: {reason}",
    # The person's file.
    "members.file.changed": "mengubah berkas {name}: {what}",
    "members.file.ktp_seen": "mencocokkan berkas {name} dengan KTP-nya",
    "members.group.opened": "membuka kelompok {group}",
    "members.group.entered": "memasukkan {member} ke kelompok {group}",
    "members.group.left": "mengeluarkan {member} dari kelompok {group}",
    "members.group.led": "menjadikan {member} ketua kelompok {group}",
    "members.group.closed": "menutup kelompok {group}",
    "members.group.by_rt": "menyusun kelompok RT: {made} dibuka, {entered} masuk, {left} keluar",
    # Missed dues and leaving.
    "members.passive.noticed": "memberi tahu {count} anggota tentang tunggakan simpanan wajib, sampai {due}",
    "members.passive.appealed": "mencatat banding anggota {number} atas tunggakan simpanan wajib",
    "members.passive.made": "memasifkan anggota {number}: {reason}",
    "members.passive.lifted": "mencabut pemberitahuan pasif anggota {number}: {reason}",
    "members.passive.paid": "mencabut {count} pemberitahuan pasif yang simpanan wajibnya sudah dibayar",
    "members.passive.ended": "mengaktifkan kembali anggota {number}: {reason}",
    "members.passive.phone_shown": "membuka nomor HP anggota {number}: {reason}",
    "members.exit.called_off": "membatalkan perkara keluar {number}: {reason}",
    "members.exit.settled": "menyelesaikan perkara keluar {number}, anggota {member}",
    "members.exit.signed": "menyimpan lembar penyelesaian {number} yang sudah ditandatangani",
    "members.import.brought": "mengunggah tabel anggota {name}: {rows} baris",
    "members.import.mapped": "memilih cara membaca tabel anggota {name}",
    "members.import.taken": "memasukkan tabel anggota {name}: {members} anggota baru, {merged} dilengkapi",
    "members.import.undone": "membatalkan tabel anggota {name}: {members} anggota dihapus lagi",
    "members.import.dropped": "membuang tabel anggota {name}",
}
