"""A day of a network while its machine fails: tills that sell, people at pages, and somebody who kills processes.

Whoever gets no answer asks again with the same words, as tills and browsers do. What was answered is remembered and
held against the database in the end.
"""

import http.client
import http.cookiejar
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress

import psycopg

from bench.till_outbox import Outbox
from guyub.config.embedded_postgres import EmbeddedPostgres
from guyub.config.environment import DEMO_SECRETS
from guyub.foundation.devices.domain.wire import written
from guyub.foundation.kernel.dates import CLOCK_SETTING
from tests.browser import examples
from tests.running import ROOT, Demo, processes_of, wait_until

KILLED = (
    "guyub web",
    "guyub worker",
    "postgres",
    "postgres:",
)  # the two of ours, the server, one of its connections
CAME_TWICE, TAKEN = "DUPLICATE", "ACCEPTED"
PAUSE_S = 0.3


class ChaosDay:
    """One demonstration with shops and tills everywhere, and what was acknowledged to whom."""

    def __init__(self, folder, *, seed, tills):
        self.folder, self.chance = folder, random.Random(seed)  # noqa: S311  a seed, no secret
        examples.fill(folder)
        self.demo = Demo(folder)
        assert self.demo.address()
        self.server = EmbeddedPostgres(folder / "postgres").found()
        self.clock_s = json.loads((folder / "state.json").read_text())[
            "clock_s"
        ]  # the demonstration's own day
        self.is_over = threading.Event()
        self.deposits, self.read, self.kills = {}, 0, []
        self.tills = [Till(self.demo.port, seat, self.is_over, self.clock_s) for seat in self.shops(tills)]

    def shops(self, tills):
        surroundings = DEMO_SECRETS | {
            "GUYUB_MODE": "demo",
            "GUYUB_DATA_DIR": str(self.folder),
            "DATABASE_URL": self.server.url("guyub_app"),
            "DJANGO_SETTINGS_MODULE": "guyub.config.settings",
            "PYTHONPATH": str(ROOT),
            CLOCK_SETTING: str(self.clock_s),
        }
        words = [sys.executable, "-m", "tests.simulation.chaos_shops", str(tills)]
        made = subprocess.run(words, env=os.environ | surroundings, stdout=subprocess.PIPE, check=True)
        return json.loads(made.stdout)

    def lives(self, *, seconds):
        """Let everybody work while processes die, then let everything come to rest."""
        people = [
            threading.Thread(target=self.serves),
            threading.Thread(target=self.reads, args=("ANGGOTA", "/saya/")),
            threading.Thread(target=self.reads, args=("PETUGAS_DINAS", "/kota/")),
            *(threading.Thread(target=till.sells) for till in self.tills),
        ]
        for one in people:
            one.start()
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            time.sleep(self.chance.uniform(1, 6))
            self.kill()
        self.is_over.set()
        for one in people:
            one.join()
        wait_until(self.demo.is_ready, "what was killed came back")

    def kill(self):
        """Kill one process of the installation, the hard way."""
        word = self.chance.choice(KILLED)
        found = processes_of(self.folder, word)
        if found:
            victim = found[0] if word != "postgres:" else self.chance.choice(found)
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
                self.kills.append(word)

    # People at pages.
    def serves(self):
        """Take deposits at the counter, each until it is acknowledged."""
        treasurer, number = Person(self.demo.port, "BENDAHARA"), 0
        members = self.members(treasurer)
        while not self.is_over.is_set():
            number += 1
            address = members[number % len(members)]
            page = treasurer.until(lambda address=address: treasurer.gets(address))
            form = deposit_form(page, 10_000 + number)
            treasurer.until(lambda address=address, form=form: treasurer.sends(f"{address}setor/", form))
            self.deposits[form["request_id"]] = int(form["amount"])

    @staticmethod
    def members(treasurer):
        """Find members whom this treasurer may serve at the counter."""
        found = treasurer.until(lambda: treasurer.gets("/simpanan/?cari=sri"))
        paths = sorted({*re.findall(r"/simpanan/loket/[0-9a-f-]{36}/", found)})
        pages = {path: treasurer.until(lambda path=path: treasurer.gets(path)) for path in paths}
        return [path for path, page in pages.items() if f'action="{path}setor/"' in page]

    def reads(self, role, path):
        """Look at a page again and again; it may fail, it is only read."""
        reader = Person(self.demo.port, role)
        while not self.is_over.is_set():
            self.read += bool(reader.gets(path))
            time.sleep(PAUSE_S)

    # What must be true afterwards.
    def findings(self):
        """List what was acknowledged and is not there, what is there twice, and what does not tie."""
        self.server = EmbeddedPostgres(self.folder / "postgres").found()
        with psycopg.connect(self.server.url("postgres")) as reader:
            for till in self.tills:
                yield from till.findings(reader)
            yield from self.of_deposits(reader)
        for examination in ("verify", "audit"):
            words = [sys.executable, "-m", "guyub", examination, "--data-dir", str(self.folder)]
            surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
            done = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=False)
            if done.returncode:
                yield f"{examination}: {done.stdout[-2000:]}{done.stderr[-500:]}"

    def of_deposits(self, reader):
        rows = reader.execute(
            "SELECT e.request_id::text, m.amount_rp FROM savings_savingsmovement m JOIN ledger_journalentry e"
            " ON e.cooperative_id = m.cooperative_id AND e.id = m.entry_id WHERE e.request_id = ANY(%s::uuid[])",
            [list(self.deposits)],
        ).fetchall()
        if sorted(rows) != sorted(self.deposits.items()):
            yield f"{len(self.deposits)} deposits were acknowledged, {len(rows)} are there"


class Till:
    """A till with an outbox: it sends what it sold until each event was answered."""

    def __init__(self, port, seat, is_over, clock_s):
        self.port, self.seat, self.is_over, self.clock_s = port, seat, is_over, clock_s
        self.outbox, self.chance = Outbox(seat, clock_s=clock_s), random.Random(seat["no"])  # noqa: S311  a seed, no secret
        self.written, self.acknowledged, self.refused = {}, set(), []

    def sells(self):
        """Sell, send what waits, close the shift when the day is over."""
        waiting = [self.outbox.opening()]
        while not self.is_over.is_set():
            basket = self.seat["goods"]
            waiting += [
                self.outbox.sale(self.chance.sample(basket, 2)) for _ in range(self.chance.randint(0, 3))
            ]
            waiting = self.sends(waiting)
            time.sleep(self.chance.uniform(0.5, 2))
        sold_rp = sum(
            json.loads(event.body).get("total_rp", 0) for event in {*self.written.values(), *waiting}
        )
        waiting.append(self.outbox.closing(sold_rp))
        while waiting:
            waiting = self.sends(waiting)

    def sends(self, waiting):
        """Send events; gives those that were not answered."""
        by_seq = {event.seq: str(event.id) for event in waiting}
        self.written |= {str(event.id): event for event in waiting}
        body = {
            "device_id": self.seat["device"],
            "at": time.time_ns() // 1_000_000 + self.clock_s * 1000,
            "written": self.outbox.seq,
            "waiting": len(waiting),
            "events": [written(event) for event in waiting[:50]],
        }
        headers = {
            "Authorization": f"Device {self.seat['device']}:{self.seat['key']}",
            "Content-Type": "application/json",
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("POST", "/api/v1/till/events", json.dumps(body), headers)
            answer = line.getresponse()
            told = answer.read()
            if answer.status != 200:
                raise OSError(answer.status)
        except (OSError, http.client.HTTPException):
            time.sleep(PAUSE_S)
            return waiting
        finally:
            line.close()
        answers = {by_seq[one["seq"]]: one for one in json.loads(told)["answers"]}
        self.refused += [one for one in answers.values() if one["answer"] not in {TAKEN, CAME_TWICE}]
        self.acknowledged |= answers.keys()
        return [event for event in waiting if str(event.id) not in answers]

    def findings(self, reader):
        """Hold what this till wrote against what was entered of it."""
        yield from (f"{self.seat['device']}: {one}" for one in self.refused)
        rows = reader.execute(
            "SELECT event_id::text, answer FROM devices_deviceevent WHERE device_id = %s",
            [self.seat["device"]],
        ).fetchall()
        if self.written.keys() != self.acknowledged or sorted(rows) != sorted(
            (id_, TAKEN) for id_ in self.written
        ):
            yield f"{self.seat['device']}: {len(self.written)} written, {len(self.acknowledged)} told, {len(rows)} kept"
        sales = {id_ for id_, event in self.written.items() if event.kind == "sale.made"}
        (count, total_rp) = reader.execute(
            "SELECT count(*), coalesce(sum(s.total_rp), 0) FROM retail_sale s JOIN retail_till t"
            " ON t.cooperative_id = s.cooperative_id AND t.id = s.till_id WHERE t.device_id = %s",
            [self.seat["device"]],
        ).fetchone()
        told_rp = sum(json.loads(self.written[id_].body)["total_rp"] for id_ in sales)
        if (count, total_rp) != (len(sales), told_rp):
            yield f"{self.seat['device']}: {len(sales)} sales of {told_rp} were told, {count} of {total_rp} entered"


class Person:
    """Somebody with a browser, in one of the demonstration's roles."""

    def __init__(self, port, role):
        self.base, self.role = f"http://localhost:{port}", role
        jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.until(self.enters)

    def until(self, act):
        """Try again until it is answered."""
        return wait_until(lambda: act() or time.sleep(PAUSE_S), f"{self.role} is answered")

    def gets(self, path):
        """Read a page; nothing when there is no answer."""
        return self.sends(path, None)

    def sends(self, path, form):
        """Send a form; nothing when there is no answer."""
        content = None if form is None else urllib.parse.urlencode(form).encode()
        asked = urllib.request.Request(self.base + path, content, {"Referer": self.base + path})  # noqa: S310  our own
        try:
            with self.browser.open(asked, timeout=20) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise AssertionError(path, error.code, error.read()[:2000]) from error
        except (OSError, http.client.HTTPException):
            pass
        return None

    def enters(self):
        """Go in as the role's example."""
        page = self.gets("/masuk/")
        return page and self.sends(
            "/masuk/contoh/", {"csrfmiddlewaretoken": token_in(page), "role": self.role}
        )


def token_in(page):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]


def deposit_form(page, amount_rp):
    """Fill the counter's form in: the first product, the first place for the money."""
    form = page[page.index("setor/") :].partition("</form>")[0]
    first = r'name="{}".*?<option value="([0-9a-f-]{{36}})"'
    return {
        "csrfmiddlewaretoken": token_in(form),
        "request_id": re.search(r'name="request_id" value="([0-9a-f-]{36})"', form)[1],
        "amount": str(amount_rp),
        "product": re.search(first.format("product"), form, re.DOTALL)[1],
        "cash_place": re.search(first.format("cash_place"), form, re.DOTALL)[1],
    }
