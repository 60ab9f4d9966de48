"""A shop's server in memory, for looking at the till: its page, its files, and the three addresses it speaks to.

It keeps what docs/algorithms/till_sync.md promises and no more; the real one stands in the contexts above.
"""

import gzip
import hashlib
import json
import threading
import time
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Engine, engines

import guyub
from guyub.foundation.kernel.canonical import canonical_bytes
from tests.browser.till_rations import RACK, TURNS, Desk, rations
from tests.browser.till_shop import CASHIERS, MEMBERS, SETTINGS, STICKER, goods

RETAIL = Path(guyub.__file__).parent / "trade/retail"
DEVICE = "0193a1b2-0000-7000-8000-000000000001"
BOUND = {
    "device_id": DEVICE,
    "key": "kunci-contoh",
    "series": "K1",
    "cooperative": {"id": "c", "name": "KKMP Bumiayu (contoh)"},
    "outlet": {"id": "o", "name": "Gerai Bumiayu (contoh)"},
}
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "; ".join(
    f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)


@cache
def engine():
    base = engines["django"].engine
    return Engine(
        dirs=[RETAIL / "templates"],
        app_dirs=True,
        libraries=base.libraries,
        builtins=base.builtins,
        context_processors=[],
    )


def rendered(name, version):
    shell = [
        f"/static/{path}"
        for path in (
            "kernel/css/tokens.css",
            "kernel/css/dark.css",
            "kernel/css/base.css",
            "kernel/css/components.css",
            "retail/css/till.css",
            "kernel/icons/icons.svg",
            "kernel/mark.svg",
            "vendor/plus-jakarta-sans-5.3.0/plus-jakarta-sans-latin-wght-normal.woff2",
            *(f"retail/js/{one.name}" for one in sorted((RETAIL / "static/retail/js").glob("*.js"))),
        )
    ]
    facts = {
        "version": version,
        "shell": json.dumps(shell),
        "page_address": "/kasir/",
        "worker_address": "/kasir/pekerja.js",
        "manifest_address": "/kasir/manifest.json",
        "home_address": "/beranda/",
        "board_address": "/barang/papan-harga/",
        "dark_media": "screen and (prefers-color-scheme: dark)",
    }
    return engine().get_template(name).render(Context(facts))


@cache
def static_file(path):
    own = RETAIL / "static" / path
    found = own if own.is_file() else finders.find(path)
    return Path(found).read_bytes() if found else None


def sealed(event):
    facts = {name: event[name] for name in ("at", "body", "id", "kind", "seq")} | {"device": DEVICE}
    return hashlib.sha256(bytes.fromhex(event["previous"]) + canonical_bytes(facts)).hexdigest()


class TillServer:
    """What the server knows: the events in order, how often each was applied, and how it is to fail."""

    def __init__(self, how_many=20):
        self.products, self.desk = goods(how_many), Desk()
        self.events, self.applied, self.contacts = [], {}, 0
        self.version, self.loses_answers, self.dies_after, self.sent_bytes = "1", 0, None, 0
        self.is_revoked = False
        self.rack = RACK
        self.lock = threading.Lock()
        self.http = None

    def start(self, port=0):
        handler = type("Handler", (Handler,), {"till": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def stop(self):
        self.http.shutdown()
        self.http.server_close()

    def head(self):
        return {"seq": len(self.events), "hash": self.events[-1]["hash"] if self.events else "0" * 64}

    def admit(self, told):
        answers = []
        with self.lock:
            self.contacts += 1
            for event in told["events"]:
                if self.dies_after is not None and len(self.events) >= self.dies_after:
                    raise ConnectionError
                if event["seq"] > len(self.events) + 1:
                    return self.said(answers) | {"gap_from": len(self.events) + 1}
                if event["seq"] <= len(self.events):
                    is_same = self.events[event["seq"] - 1]["hash"] == event["hash"]
                    answer = "DUPLICATE" if is_same else "CONFLICT"
                    answers.append({"seq": event["seq"], "answer": answer, "first": "ACCEPTED"})
                    continue
                assert sealed(event) == event["hash"]
                assert event["previous"] == self.head()["hash"]
                self.events.append(event)
                self.applied[event["id"]] = self.applied.get(event["id"], 0) + 1
                answers.append(
                    {"seq": event["seq"], "answer": "ACCEPTED", "code": "", "words": "", "number": ""}
                )
            return self.said(answers)

    def said(self, answers):
        return {"server_time": datetime.now(UTC).isoformat(), "head": self.head(), "answers": answers}

    def told_sites(self):
        """Say of each rationed sale that the official site knows it."""
        sold = [
            event for event in self.events if event["kind"] == "sale.made" and event["body"].get("rations")
        ]
        return [
            {"sale_id": event["id"], "programme": one["programme"], "state": "DONE"}
            for event in sold
            for one in event["body"]["rations"]
        ]

    def slice(self, since):
        around = {"members": MEMBERS, "cashiers": CASHIERS, "settings": SETTINGS, "qris": STICKER}
        is_whole = not since
        return {
            "cursor": "1",
            "server_time": datetime.now(UTC).isoformat(),
            "is_whole": is_whole,
            "products": self.products if is_whole else [],
            "gone": [],
            "rations": rations(),
            "racks": [self.rack],
            "told_sites": self.told_sites(),
            "turns": TURNS,
        } | (around if is_whole else {})


class Handler(BaseHTTPRequestHandler):
    till = None  # a TillServer, set by it
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, status, content, kind, headers=()):
        packed = gzip.compress(content, 6) if "gzip" in self.headers.get("Accept-Encoding", "") else content
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(packed)))
        if packed is not content:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Security-Policy", POLICY)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(packed)
        self.till.sent_bytes += len(packed)

    def file(self, content, kind):
        """Send a file, but none again that the browser holds as it is: so does the real server too."""
        mark = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == mark:
            self.send_response(304)
            self.send_header("ETag", mark)
            self.end_headers()
            return
        self.answer(200, content, kind, [("ETag", mark)])

    def json(self, facts, status=200):
        self.answer(status, json.dumps(facts).encode(), "application/json")

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/kasir/":
            self.answer(
                200, rendered("retail/till.html", self.till.version).encode(), "text/html; charset=utf-8"
            )
        elif path == "/kasir/pekerja.js":
            script = rendered("retail/till_worker.js", self.till.version).encode()
            self.answer(200, script, "text/javascript", [("Cache-Control", "no-cache")])
        elif path == "/kasir/manifest.json":
            self.json({"name": "Kasir Guyub", "start_url": "/kasir/", "display": "standalone", "icons": []})
        elif path == "/api/v1/till/slice":
            self.json(self.till.slice(parse_qs(query).get("since", [""])[0]))
        elif (
            path.startswith("/static/") and (found := static_file(path.removeprefix("/static/"))) is not None
        ):
            self.file(found, TYPES.get(Path(path).suffix, "application/octet-stream"))
        else:
            self.answer(404, b"{}", "application/json")

    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/v1/devices/bind":
            is_known = told["code"] == "KODE-1234"
            words = {"code": "devices.code.refused", "words": "Kode ini tidak dikenal. Minta kode baru."}
            self.json(BOUND if is_known else words, 200 if is_known else 409)
            return
        if self.till.is_revoked:
            self.json(
                {"code": "devices.device.revoked", "words": "Gawai ini dicabut. Serahkan ke pengelola."}, 401
            )
            return
        if asked := self.till.desk.answer(self.path, told):
            self.json(asked[1], asked[0])
            return
        try:
            answer = self.till.admit(told)
        except ConnectionError:
            self.close_connection = True
            return
        if self.till.loses_answers:
            self.till.loses_answers -= 1
            self.close_connection = True
            return
        time.sleep(0.02)
        self.json(answer)
