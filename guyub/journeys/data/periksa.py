"""Periksa arsip Guyub: cukup Python 3.8 atau yang lebih baru, tanpa Guyub, tanpa internet.

    python3 periksa.py arsip.zip

Yang diperiksa: sidik setiap tabel dan berkas, jumlah baris, rantai jurnal, debit = kredit setiap jurnal dan setiap unit
usaha, nomor jurnal tanpa lompatan, saldo berjalan, rantai jejak tindakan, lalu neraca saldo dicetak. Kode keluar 1 bila
ada yang tidak cocok.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
import zipfile
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from typing import Any, Iterator

Row = Any  # satu baris tabel: nama kolom dan isinya

START = bytes(32)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MOST_SHOWN = 50
FACTS = ("context", "memo", "occurred_on", "part", "phase", "series", "source_kind")
NAMED = {
    "actor": "actor_id",
    "corrects": "corrects_id",
    "file": "file_id",
    "request": "request_id",
    "reverses": "reverses_id",
    "source": "source_id",
}


def canonical(facts: Row) -> bytes:
    """Tulis fakta dengan satu cara: kunci urut, tanpa spasi."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def moment(text: str) -> datetime:
    """Baca waktu seperti ditulis PostgreSQL: pecahan detiknya tanpa nol di belakang."""
    clock, zone, rest = text.partition("+00:00")
    if not zone or rest:
        raise ValueError(f"bukan waktu UTC: {text}")
    seconds, _, fraction = clock.partition(".")
    return datetime.strptime(f"{seconds}.{fraction.ljust(6, '0')}+0000", "%Y-%m-%dT%H:%M:%S.%f%z")


def byte_text(text: str) -> bytes:
    """Baca bita seperti ditulis PostgreSQL."""
    return bytes.fromhex(text[2:])


def facts_hash(entry: Row, lines: list[list[Any]], place: str | None) -> bytes:
    """Hitung sidik isi satu jurnal, dari yang tersimpan."""
    facts = {name: entry[name] for name in FACTS}
    facts.update({name: entry[column] for name, column in NAMED.items()})
    facts.update({"cooperative": place, "lines": lines, "v": 1})
    return hashlib.sha256(canonical(facts)).digest()


def link_hash(previous: bytes, entry: Row, facts: bytes) -> bytes:
    """Hitung segel satu jurnal sesudah jurnal sebelumnya."""
    days = (date.fromisoformat(entry["dated_on"]) - date(2000, 1, 1)).days
    posted_us = (moment(entry["posted_at"]) - EPOCH) // timedelta(microseconds=1)
    added = struct.pack(
        ">q16siiq",
        entry["chain_no"],
        bytes.fromhex(entry["id"].replace("-", "")),
        entry["number"],
        days,
        posted_us,
    )
    return hashlib.sha256(previous + added + facts).digest()


def trail_hash(previous: bytes, row: Row) -> tuple[bytes, bytes]:
    """Hitung sidik isi dan segel satu tindakan; sidik lama memuat juga nomornya."""
    facts = {
        "act": row["act"],
        "actor": row["actor_id"],
        "at": moment(row["at"]).isoformat(),
        "cooperative": row["cooperative_id"],
        "facts": row["facts"],
        "name": row["actor_name"],
        "role": row["actor_role"],
    }
    if row["seal"] == 1:
        facts["position"] = row["position"]
    sealed = hashlib.sha256(canonical(facts)).digest()
    return sealed, hashlib.sha256(previous + row["position"].to_bytes(8, "big") + sealed).digest()


class Archive:
    """Satu arsip yang sedang diperiksa, dan temuan-temuannya."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        """Baca manifesnya."""
        self.file = file
        self.about = json.loads(file.read("manifest.json").decode())
        self.findings: list[str] = []
        self.places: dict[int, str] = {}
        self.balances: dict[str, list[tuple[str, int, int]]] = {}

    def find(self, said: str) -> None:
        """Catat satu temuan."""
        self.findings.append(said)

    def rows(self, label: str) -> Iterator[Row]:
        """Baca satu tabel baris demi baris, sambil menghitung sidik dan jumlahnya."""
        told = self.about["tables"].get(label)
        if told is None:
            return
        digest, count = hashlib.sha256(), 0
        try:
            with self.file.open("tables/" + label + ".jsonl") as lines:
                for line in lines:
                    digest.update(line)
                    count += 1
                    yield json.loads(line)
        except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            self.find(f"Tabel {label} tidak terbaca utuh ({error}).")
            return
        if count != told["rows"]:
            self.find(f"Tabel {label} berisi {count} baris, di manifes {told['rows']}.")
        if digest.hexdigest() != told["sha256"]:
            self.find(f"Isi tabel {label} berubah sejak arsip dibuat.")

    def check(self) -> None:
        """Periksa semuanya."""
        self.places = {row["id"]: row["code"] for row in self.rows("kernel.cooperative")}
        self.journal()
        self.trail()
        seen = {"kernel.cooperative", "ledger.journalhead", "ledger.account", "ledger.journalentry"}
        seen |= {"ledger.journalline", "ledger.accountbalance", "identity.auditentry", "identity.audithead"}
        for label in sorted(self.about["tables"]):
            if label not in seen:
                for _ in self.rows(label):
                    pass
        self.documents()

    def journal(self) -> None:
        """Periksa jurnal setiap koperasi, lalu saldo berjalannya."""
        heads = {row["cooperative_id"]: row for row in self.rows("ledger.journalhead")}
        codes = {(row["cooperative_id"], row["id"]): row["code"] for row in self.rows("ledger.account")}
        ends: dict[int, tuple[int, bytes]] = {}
        numbers: dict[Any, int] = {}
        sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        lines = Lines(self.rows("ledger.journalline"))
        for entry in self.rows("ledger.journalentry"):
            place = entry["cooperative_id"]
            name = f"{self.places.get(place)}, jurnal ke-{entry['chain_no']}"
            common = heads[place]["common_unit_id"] if place in heads else None
            own = lines.of(place, entry["id"])
            self.entry(name, entry, own, numbers)
            told = [
                [
                    codes.get((place, line["account_id"]), "?"),
                    None if line["unit_id"] == common else line["unit_id"],
                    line["amount_rp"],
                    line["flow"],
                    line["member_id"],
                    line["partner_id"],
                    line["note"],
                ]
                for line in own
            ]
            for line in told:
                sums[place, line[0]][line[2] < 0] += abs(line[2])
            last, previous = ends.get(place, (0, START))
            facts = facts_hash(entry, told, self.places.get(place))
            if entry["chain_no"] != last + 1:
                self.find(f"{name}: nomor urut di rantai tidak bersambung.")
            if facts != byte_text(entry["facts_hash"]):
                self.find(f"{name}: isinya tidak cocok dengan segelnya.")
            elif link_hash(previous, entry, facts) != byte_text(entry["hash"]):
                self.find(f"{name}: tidak bersambung dengan jurnal sebelumnya.")
            ends[place] = (entry["chain_no"], byte_text(entry["hash"]))
        if lines.rest():
            self.find("Ada baris jurnal tanpa jurnalnya.")
        self.ends(heads, ends, sums)
        self.running(codes, sums)

    def entry(self, name: str, entry: Row, lines: list[Row], numbers: dict[Any, int]) -> None:
        """Periksa satu jurnal: seimbang, lengkap, bernomor urut."""
        units: dict[str, int] = defaultdict(int)
        for line in lines:
            units[line["unit_id"]] += line["amount_rp"]
        debit = sum(line["amount_rp"] for line in lines if line["amount_rp"] > 0)
        if sum(units.values()):
            self.find(f"{name}: debit tidak sama dengan kredit.")
        elif any(units.values()):
            self.find(f"{name}: ada unit usaha yang tidak seimbang.")
        if len(lines) != entry["line_count"] or [line["line_no"] for line in lines] != list(
            range(1, len(lines) + 1)
        ):
            self.find(f"{name}: jumlah barisnya berbeda dari yang tertulis.")
        if debit != entry["total_rp"]:
            self.find(f"{name}: jumlah rupiahnya berbeda dari yang tertulis.")
        series = entry["cooperative_id"], entry["series"], entry["year"]
        if entry["number"] != numbers.get(series, 0) + 1:
            self.find(f"{name}: nomor {series[1]}-{series[2]}-{entry['number']:04} melompat.")
        numbers[series] = entry["number"]

    def ends(self, heads: dict[int, Row], ends: dict[int, tuple[int, bytes]], sums: Row) -> None:
        """Cocokkan ujung rantai dan neraca saldo dengan manifes."""
        for place, head in heads.items():
            code = self.places.get(place, "?")
            told = self.about["places"].get(code)
            chain_no, last = ends.get(place, (0, START))
            if (head["chain_no"], byte_text(head["hash"])) != (chain_no, last):
                self.find(f"{code}: ujung rantai bukan jurnal yang terakhir.")
            rows = sorted(
                (account, both[0], both[1]) for (owner, account), both in sums.items() if owner == place
            )
            self.balances[code] = rows
            text = "".join(f"{account};{debit};{credit}\n" for account, debit, credit in rows)
            wanted = {"chain_no": chain_no, "hash": last.hex()}
            if told is None or told["journal"] != wanted:
                self.find(f"{code}: jurnal tidak berakhir seperti yang ditulis manifes.")
            elif told["trial_balance"]["sha256"] != hashlib.sha256(text.encode()).hexdigest():
                self.find(f"{code}: neraca saldo berbeda dari manifes.")
        for code, told in self.about["places"].items():
            if told["journal"]["hash"] and code not in self.balances:
                self.find(f"{code}: jurnalnya tidak ada di arsip.")

    def running(self, codes: Row, sums: Row) -> None:
        """Cocokkan saldo berjalan dengan jumlah baris jurnal."""
        kept: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        for row in self.rows("ledger.accountbalance"):
            both = kept[row["cooperative_id"], codes.get((row["cooperative_id"], row["account_id"]), "?")]
            both[0] += row["debit_rp"]
            both[1] += row["credit_rp"]
        for place, account in sorted(set(kept) | set(sums)):
            if kept[place, account] != sums[place, account]:
                self.find(f"{self.places.get(place)}, akun {account}: saldo berjalan berbeda dari jurnalnya.")

    def trail(self) -> None:
        """Periksa rantai jejak tindakan."""
        ends: dict[int, tuple[int, bytes]] = {}
        for row in self.rows("identity.auditentry"):
            place = row["cooperative_id"]
            before, previous = ends.get(place, (0, START))
            sealed, linked = trail_hash(previous, row)
            name = f"{self.places.get(place)}, tindakan ke-{row['position']}"
            if row["position"] != before + 1:
                self.find(f"{name}: nomor urut di jejak tidak bersambung.")
            if sealed != byte_text(row["facts_hash"]):
                self.find(f"{name}: isinya tidak cocok dengan segelnya.")
            elif linked != byte_text(row["hash"]):
                self.find(f"{name}: tidak bersambung dengan tindakan sebelumnya.")
            ends[place] = (row["position"], byte_text(row["hash"]))
        heads = {row["cooperative_id"]: row for row in self.rows("identity.audithead")}
        for place in sorted(set(ends) | set(heads)):
            code = self.places.get(place, "?")
            position, last = ends.get(place, (0, START))
            told = self.about["places"].get(code, {}).get("trail")
            head = heads.get(place)
            if head is None or (head["position"], byte_text(head["hash"])) != (position, last):
                self.find(f"{code}: ujung jejak bukan tindakan yang terakhir.")
            if told != {"position": position, "hash": last.hex()}:
                self.find(f"{code}: jejak tidak berakhir seperti yang ditulis manifes.")

    def documents(self) -> None:
        """Cocokkan sidik setiap berkas; yang pribadi disandikan dan diperiksa sandinya saja."""
        names = {name for name in self.file.namelist() if name.startswith("documents/")}
        for name, told in sorted(self.about["documents"].items()):
            try:
                content = self.file.read(name)
            except (KeyError, EOFError, zipfile.BadZipFile):
                self.find(f"Berkas {name} tidak ada atau tidak terbaca.")
                continue
            found = hashlib.sha256(content).hexdigest()
            if found != told or (name.startswith("documents/public/") and found != name.split("/")[-1]):
                self.find(f"Berkas {name} berubah sejak arsip dibuat.")
        for name in sorted(names - set(self.about["documents"])):
            self.find(f"Berkas {name} tidak dikenal manifes.")


class Lines:
    """Baris jurnal, yang terurut seperti jurnalnya."""

    def __init__(self, rows: Iterator[Row]) -> None:
        """Mulai dari baris pertama."""
        self.rows = rows
        self.next = next(rows, None)

    def of(self, place: int, entry_id: str) -> list[Row]:
        """Ambil baris satu jurnal."""
        own = []
        while self.next and (self.next["cooperative_id"], self.next["entry_id"]) == (place, entry_id):
            own.append(self.next)
            self.next = next(self.rows, None)
        return own

    def rest(self) -> bool:
        """Tahu apakah ada yang tersisa; dibaca sampai habis supaya sidiknya terhitung."""
        left = self.next is not None
        for _ in self.rows:
            pass
        return left


def rupiah(amount: int) -> str:
    """Tulis rupiah dengan titik ribuan."""
    return format(amount, ",d").replace(",", ".")


def main(path: str) -> int:
    """Periksa satu berkas; 0: cocok, 1: ada temuan, 2: bukan arsip."""
    out = sys.stdout.write
    try:
        with zipfile.ZipFile(path) as file:
            archive = Archive(file)
            archive.check()
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        out(f"{path} bukan arsip Guyub yang utuh ({error}).\n")
        return 2
    for code in sorted(archive.balances):
        told = archive.about["places"].get(code) or {"name": "?"}
        rows = archive.balances[code]
        out(f"\n{told['name']} ({code}), neraca saldo\n")
        total = ("Jumlah", sum(row[1] for row in rows), sum(row[2] for row in rows))
        for account, debit, credit in [*rows, total]:
            out(f"  {account:12} {rupiah(debit):>20} {rupiah(credit):>20}\n")
    out("\n")
    for said in archive.findings[:MOST_SHOWN]:
        out(f"- {said}\n")
    if archive.findings:
        out(f"{len(archive.findings)} temuan. Minta salinan arsip yang lain.\n")
        return 1
    rows = sum(table["rows"] for table in archive.about["tables"].values())
    out(f"{rows} baris, {len(archive.about['documents'])} berkas diperiksa, semua cocok.\n")
    if archive.about["documents_left"]:
        out(f"{archive.about['documents_left']} berkas pribadi tidak ikut arsip ini.\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.stderr.write("Cara pakai: python3 periksa.py arsip.zip\n")
        sys.exit(2)
    sys.exit(main(sys.argv[1]))
