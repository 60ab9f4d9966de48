"""Several who act at the same moment, each on a connection of its own."""

import threading

from django.db import connection

from guyub.foundation.kernel.errors import DomainError


def together(*acts):
    """Let each act begin at the same moment; give what each met, sorted: ``done``, or what is wrong."""
    gate, said = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(timeout=20)
            act()
            said.append("done")
        except DomainError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return sorted(said)
