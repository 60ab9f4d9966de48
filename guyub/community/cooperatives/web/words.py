"""How holders, relations, states and alarms are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.officers import POST_WORDS, Alarm, AlarmKind, Relation
from guyub.community.cooperatives.domain.outlets import Internet, Missing, Ownership
from guyub.foundation.kernel.formats import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RELATION_WORDS: Mapping[str, str] = {
    Relation.PASANGAN: "suami istri",
    Relation.ORANG_TUA_ANAK: "orang tua dan anak",
    Relation.MERTUA_MENANTU: "mertua dan menantu",
}
OWNERSHIP_WORDS: Mapping[str, str] = {
    Ownership.MILIK: "Milik koperasi",
    Ownership.PINJAM_PAKAI: "Pinjam pakai pemerintah kota",
    Ownership.SEWA: "Sewa",
    Ownership.AGRINAS: "Dikelola Agrinas",
    Ownership.BELUM: "Belum ada tempat",
}
INTERNET_WORDS: Mapping[str, str] = {
    Internet.TIDAK_ADA: "Belum ada",
    Internet.HP: "Dari HP",
    Internet.KABEL: "Kabel atau WiFi",
}
READY_WORDS: Mapping[Missing, str] = {
    Missing.PLACE: "Tempat",
    Missing.POWER: "Listrik",
    Missing.INTERNET: "Internet",
    Missing.PERMIT: "Izin usaha kesehatan",
}
SEX_WORDS: Mapping[str, str] = {"": "tidak dicatat", "L": "Laki-laki", "P": "Perempuan"}
STATUS_TONES: Mapping[str, str] = {"OPERASIONAL": "ok", "SIAP": "act", "BELUM": "warn", "TUTUP": ""}
ORIGIN_WORDS: Mapping[str, str] = {
    "BARU": "Koperasi baru",
    "PENGEMBANGAN": "Pengembangan koperasi yang ada",
    "REVITALISASI": "Revitalisasi",
}
EDITION_WORDS: Mapping[str, str] = {"2020": "KBLI 2020", "2025": "KBLI 2025"}

_ALARMS: Mapping[AlarmKind, tuple[str, str]] = {
    AlarmKind.PENGURUS_FEW: ("warn", "Pengurus baru {count} orang, kurang dari jumlah paling sedikit."),
    AlarmKind.PENGURUS_EVEN: ("warn", "Pengurus {count} orang. Jumlahnya harus ganjil."),
    AlarmKind.PENGAWAS_FEW: ("warn", "Pengawas baru {count} orang, kurang dari jumlah paling sedikit."),
    AlarmKind.PENGAWAS_EVEN: ("warn", "Pengawas {count} orang. Jumlahnya harus ganjil."),
    AlarmKind.CHAIR_NOT_LURAH: ("warn", "Ketua pengawas tidak tercatat sebagai lurah karena jabatan."),
    AlarmKind.TERM_OVER: ("bad", "Masa jabatan {post} lewat {count} hari. Bahas di rapat anggota."),
    AlarmKind.TERM_ENDING: ("warn", "Masa jabatan {post} berakhir {count} hari lagi."),
    AlarmKind.WOMEN_FEW: (
        "",
        "Perempuan di pengurus {count} orang. Programnya meminta keterwakilan perempuan.",
    ),
    AlarmKind.KIN: ("bad", "{count} pasang pengurus atau pengawas berkerabat dekat. Bahas di rapat anggota."),
}


def alarm_words(alarms: Sequence[Alarm]) -> list[tuple[str, str]]:
    """Say alarms, each with its tone; posts that nobody holds share one sentence."""
    empty = [POST_WORDS[alarm.post].lower() for alarm in alarms if _is_empty(alarm) and alarm.post]
    said = [("warn", f"Belum terisi: {', '.join(empty)}.")] if empty else []
    for alarm in alarms:
        if not _is_empty(alarm):
            tone, sentence = _ALARMS[alarm.kind]
            post = POST_WORDS[alarm.post].lower() if alarm.post else ""
            said.append((tone, sentence.format(post=post, count=number(alarm.count))))
    return said


def _is_empty(alarm: Alarm) -> bool:
    return alarm.kind is AlarmKind.POST_EMPTY
