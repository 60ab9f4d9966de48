"""Who works where the shop is still empty: at Mergosono, whose chair is alone in the demo, and at Kotalama beside it.

Run by ``tests/browser/test_shop_life.py`` and ``test_till_server.py`` as a process on the demo's database; they get in
as everybody does.
"""

import json
import os
import subprocess
import sys
from datetime import date
from uuid import uuid4

import django

from guyub.config.embedded_postgres import EmbeddedPostgres
from guyub.config.environment import DEMO_SECRETS

MERGOSONO = "35.73.03.1002"
CHAIR = "081200000053"
LOGINS = {  # by role: number, name
    "PENGELOLA_GERAI": ("081200000071", "Tutik Handayani"),
    "KASIR": ("081200000072", "Rudi Hartono"),
    "BENDAHARA": ("081200000073", "Wahyu Setiani"),
}
# Nobody works there before they come; its outlet is empty.
KOTALAMA, OUTLET, GOODS_RP = "35.73.03.1001", "Gerai Kotalama (contoh)", 150_000
FOUNDERS = {
    "KETUA": ("081200000074", "Endang Rahayu"),
    "PENGELOLA_GERAI": ("081200000075", "Bambang Susilo"),
    "BENDAHARA": ("081200000076", "Sri Utami"),
}


def bring(folder, place=MERGOSONO):
    """Enter them on the database of a demo that runs from a folder."""
    server = EmbeddedPostgres(folder / "postgres").found()
    surroundings = {
        "DATABASE_URL": server.url("guyub_app"),
        "DJANGO_SETTINGS_MODULE": "guyub.config.settings",
        "GUYUB_MODE": "demo",
        "GUYUB_DATA_DIR": str(folder),
        "GUYUB_CLOCK_OFFSET_S": str(json.loads((folder / "state.json").read_text())["clock_s"]),
    }
    command = [sys.executable, "-m", "tests.browser.newcomers", place]
    subprocess.run(command, env=os.environ | DEMO_SECRETS | surroundings, check=True)


def main():
    django.setup()
    from guyub.books.ledger.services.accounts import begin_books
    from guyub.books.treasury.domain.opening import OpeningLine
    from guyub.books.treasury.services.opening import bring_opening
    from guyub.community.cooperatives.services.outlets import OutletTyped, keep_outlet
    from guyub.foundation.identity.domain.roles import Actor, Role
    from guyub.foundation.identity.models import Person
    from guyub.foundation.identity.selectors.guiding import place_by_code
    from guyub.foundation.identity.services.people import add_person, give_role
    from guyub.foundation.kernel.dates import utc_now
    from guyub.foundation.kernel.tenancy.scope import scope

    place, now = place_by_code(sys.argv[1]), utc_now()
    chair = Person.objects.get(name="Wulan Sari", is_example=True)
    staff, seats = FOUNDERS if place.code == KOTALAMA else LOGINS, {}
    with scope(place.id, durable=True):
        if place.code == KOTALAMA:
            begin_books(place=place, opened_on=date(now.year, 1, 1))
        for role, (login, name) in staff.items():
            # Nobody of them is an example: the buttons of the demo let others in.
            person = add_person(name=name, login=login, now=now)
            Person.objects.filter(id=person.id).update(pin=chair.pin, password=chair.password)
            seat = give_role(person=person, cooperative_id=place.id, role=Role(role), now=now)
            seats[role] = Actor(person.id, name, Role(role), place.id, seat.id)
    if place.code == KOTALAMA:
        # It has an outlet, and its last neraca names goods, which no list names yet.
        today = {"today": now.date(), "request_id": uuid4(), "now": now}
        typed = OutletTyped("SEMBAKO", OUTLET, "SEWA", "HP")
        keep_outlet(actor=seats["KETUA"], place_id=place.id, typed=typed, **today)
        bring_opening(
            actor=seats["BENDAHARA"],
            place=place,
            lines=[OpeningLine("1.3.01", GOODS_RP)],
            is_midyear=False,
            rest_to_last_year=True,
            **today | {"request_id": uuid4()},
        )


if __name__ == "__main__":
    main()
