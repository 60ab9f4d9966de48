"""Who works at Mergosono, whose shop is still empty: entered beside the demo, where its chair is alone.

Run by ``tests/browser/test_shop_life.py`` as a process on the demo's database; they get in as everybody does.
"""

import os
import subprocess
import sys

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


def bring(folder):
    """Enter them on the database of a demo that runs from a folder."""
    server = EmbeddedPostgres(folder / "postgres").found()
    surroundings = {
        "DATABASE_URL": server.url("guyub_app"),
        "DJANGO_SETTINGS_MODULE": "guyub.config.settings",
        "GUYUB_MODE": "demo",
        "GUYUB_DATA_DIR": str(folder),
    }
    command = [sys.executable, "-m", "tests.browser.newcomers"]
    subprocess.run(command, env=os.environ | DEMO_SECRETS | surroundings, check=True)


def main():
    django.setup()
    from guyub.foundation.identity.domain.roles import Role
    from guyub.foundation.identity.models import Person
    from guyub.foundation.identity.selectors.guiding import place_by_code
    from guyub.foundation.identity.services.people import add_person, give_role
    from guyub.foundation.kernel.dates import utc_now
    from guyub.foundation.kernel.tenancy.scope import scope

    place, now = place_by_code(MERGOSONO), utc_now()
    chair = Person.objects.get(name="Wulan Sari", is_example=True)
    with scope(place.id, durable=True):
        for role, (login, name) in LOGINS.items():
            # Nobody of them is an example: the buttons of the demo let others in.
            person = add_person(name=name, login=login, now=now)
            Person.objects.filter(id=person.id).update(pin=chair.pin, password=chair.password)
            give_role(person=person, cooperative_id=place.id, role=Role(role), now=now)


if __name__ == "__main__":
    main()
