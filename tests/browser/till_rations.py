"""The buyers of the till's drawing, and how the server in memory answers for them (docs/algorithms/quota.md)."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SALT, ROUNDS = "a1b2c3d4e5f60718293a4b5c6d7e8f90", 1000
# Invented numbers: those of a member who may, one who passes what is usual, one who may not, one whom nobody knows.
SITI, BUDI, TUTIK, NOBODY = "3573014507820042", "3573011203900007", "3573015505750031", "3573016711950012"
PRIVATE = ec.derive_private_key(0x5EED, ec.SECP256R1())
POINT = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
CATEGORIES = [
    {"code": "RT", "title": "Rumah tangga", "usual_qty": 1, "proofs": "KTP KK"},
    {
        "code": "UM",
        "title": "Usaha mikro makanan dan minuman",
        "usual_qty": 2,
        "proofs": "KTP NIB FOTO_USAHA",
    },
]
WARNED = "Sudah 10 tabung sebulan untuk satu KK (usulan 2026)."
BLOCKED = "Sudah 20 tabung hari ini. Coba lagi besok."
PEOPLE = {
    SITI: ("Siti", "A-0042", {"RT": ("ok", 2, 2, "")}),
    BUDI: ("Budi", None, {"RT": ("warn", 0, 5, WARNED), "UM": ("ok", 6, 5, "")}),
    TUTIK: ("Tutik", None, {"RT": ("block", 0, 0, BLOCKED)}),
}
RACK = {
    "good": "LPG_3KG",
    "kind": "Tabung 3 kg",
    "full": 41,
    "empty": 52,
    "out": 7,
    "apart": 0,
    "deposit_rp": 150_000,
    "sold_qty": 266,
}

# Whose turn it is in a queue that hands out: Siti's household, and two whom nobody meets here.
TURNS = [
    {"programme": "LPG_3KG", "no": no, "last4": last4}
    for no, last4 in ((3, "0042"), (7, "0118"), (1, "0230"))
]


def tag(nik):
    return hashlib.pbkdf2_hmac("sha256", nik.encode(), bytes.fromhex(SALT), ROUNDS).hex()[:32]


def rations():
    """Give what a slice says: Siti has one cylinder set aside for this device."""
    until = (datetime.now(UTC) + timedelta(hours=12)).isoformat()
    programme = {
        "key": "LPG_3KG",
        "title": "LPG 3 kg",
        "unit": "TABUNG",
        "official": "MAP",
        "has_containers": True,
        "categories": CATEGORIES,
        "unknown_qty": 1,
        "hotline": "135",
    }
    buyer = {
        "tag": tag(SITI),
        "consumer_id": f"c-{SITI[-4:]}",
        "given_name": "Siti",
        "last4": SITI[-4:],
        "categories": ["RT"],
        "left": {"LPG_3KG": 1},
        "until": until,
    }
    return {
        "consent": {"version": 1, "text": "NIK dipakai untuk menghitung jatah (contoh)."},
        "programmes": [programme],
        "box": {"key_id": "k1", "public": base64.urlsafe_b64encode(POINT).rstrip(b"=").decode()},
        "tags": {"salt": SALT, "rounds": ROUNDS},
        "buyers": [buyer],
        "number": 1,
    }


def opened(box):
    """Open what the till sealed, as the server does."""
    told = base64.urlsafe_b64decode(box + "=" * (-len(box) % 4))
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), told[:65])
    met = PRIVATE.exchange(ec.ECDH(), theirs)
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"guyub box v1").derive(met)
    return AESGCM(key).decrypt(told[65:77], told[77:], None).decode()


class Desk:
    """Answers the four addresses; ``people`` grows by who is registered."""

    def __init__(self):
        self.people, self.reserved, self.released = dict(PEOPLE), {}, []

    def answer(self, path, told):
        """Give status and facts; None: not one of its addresses."""
        if path == "/api/v1/till/buyers":
            return 200, self.found(told["nik"])
        if path == "/api/v1/till/consumers":
            self.people[told["nik"]] = (told["name"].split()[0], None, {told["category"]: ("ok", 4, 4, "")})
            return 200, self.found(told["nik"])
        if path == "/api/v1/till/quota/reserve":
            self.reserved[told["use_id"]] = told
            until = (datetime.now(UTC) + timedelta(minutes=15)).isoformat()
            return 200, {"decision": "ok", "remaining": 1, "expires_at": until, "sentence": ""}
        if path == "/api/v1/till/quota/release":
            self.released.append(told["use_id"])
            return 200, {}
        return None

    def found(self, nik):
        if nik not in self.people:
            return {"found": False, "categories": CATEGORIES}
        name, number, standing = self.people[nik]
        return {
            "found": True,
            "consumer_id": f"c-{nik[-4:]}",
            "given_name": name,
            "last4": nik[-4:],
            "member_number": number,
            "categories": [
                one
                | dict(zip(("decision", "remaining", "most", "sentence"), standing[one["code"]], strict=True))
                for one in CATEGORIES
                if one["code"] in standing
            ],
            "last": {"on": "2026-11-14", "qty": 1, "is_here": True} if number else None,
        }
