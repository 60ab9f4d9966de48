"""What gateways send, as the tests write it; signatures are made here by openssl's way, not by the code under test."""

import hashlib
import json

SERVER_KEY = "SB-Mid-server-contoh-0001"
TOKEN = "token-verifikasi-contoh-0001"


def midtrans(
    *, reference="9F3A1B2C4D5E", amount="18000.00", status="settlement", code="200", key=SERVER_KEY, **more
):
    """Give the body of a notification of Midtrans, signed with a server key."""
    signed = hashlib.sha512(f"{reference}{code}{amount}{key}".encode()).hexdigest()
    fields = {
        "transaction_id": "b1f9-contoh",
        "order_id": reference,
        "transaction_status": status,
        "status_code": code,
        "gross_amount": amount,
        "currency": "IDR",
        "signature_key": signed,
        "payment_type": "qris",
        "issuer": "gopay",
        "customer_details": {"name": "Pembeli Contoh", "phone": "081200000000"},
    }
    return json.dumps(fields | more).encode()


def xendit(*, reference="9F3A1B2C4D5E", amount=18000, status="SUCCEEDED", **more):
    """Give the body of a notification of Xendit; its token is a header."""
    told = {
        "id": "qrpy_contoh",
        "reference_id": reference,
        "amount": amount,
        "currency": "IDR",
        "status": status,
        "payment_detail": {"source": "DANA", "name": "Pembeli Contoh"},
    }
    return json.dumps({"event": "qr.payment", "data": told | more}).encode()
