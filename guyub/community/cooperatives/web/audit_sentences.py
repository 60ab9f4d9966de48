"""What acts on cooperatives are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "cooperatives.import.brought": "mengunggah tabel {name} ({what}), {rows} baris",
    "cooperatives.import.mapped": "mengatur kolom tabel {name} ({what})",
    "cooperatives.import.taken": "memasukkan tabel {name} ({what}): {written} baris ditulis",
    "cooperatives.import.undone": "membatalkan tabel {name} ({what})",
    "cooperatives.import.dropped": "membuang tabel {name} ({what}) sebelum dimasukkan",
    "cooperatives.import.entered": "memasukkan {rows} baris tentang koperasi ini dari sebuah tabel ({what})",
    "cooperatives.import.withdrawn": "membatalkan {rows} baris tentang koperasi ini dari sebuah tabel ({what})",
    "cooperatives.report.kept": "mencatat laporan tentang {place}: {title} {value}",
    "cooperatives.report.retracted": "menarik laporan tentang {place}: {title} {value}, sebab {reason}",
    "cooperatives.paper.kept": "mencatat dokumen {title} {number}",
    "cooperatives.paper.replaced": "mengganti dokumen {title}, kini {number}",
    "cooperatives.paper.voided": "membatalkan catatan dokumen {title} {number}, sebab {reason}",
    "cooperatives.paper.opened": "membuka berkas {title} {number}",
    "cooperatives.kbli.chosen": "menambah KBLI {code} {title}",
    "cooperatives.kbli.ended": "mengakhiri KBLI {code} {title}",
    "cooperatives.step.noted": "mencatat kabar langkah {step}",
    "cooperatives.profile.changed": "mengubah profil koperasi: {fields}",
    "cooperatives.officer.appointed": "mencatat {name} sebagai {post}",
    "cooperatives.officer.ended": "mengakhiri masa jabatan {name} sebagai {post}: {reason}",
    "cooperatives.officer.handed_over": "mencatat serah terima {title} dari {name} kepada {receiver}",
    "cooperatives.kin.declared": "mencatat hubungan keluarga {one} dan {other}",
    "cooperatives.outlet.kept": "mencatat gerai {name}",
    "cooperatives.outlet.changed": "mengubah gerai {name}",
    "cooperatives.outlet.status_changed": "mengubah keadaan gerai {name} menjadi {status}",
    "cooperatives.unit.opened": "membuka unit usaha {name}",
    "cooperatives.unit.closed": "menutup unit usaha {name}",
}
