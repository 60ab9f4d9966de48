"""Post entries one after the other and acknowledge each on standard output; made to be killed.

Arguments: the cooperative's id, the seed of the request ids, the first entry's place in their order, and how many.
When the database hangs up it asks again, under the same id.
"""

import sys
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from django.db import Error, connection

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope

TODAY = date(2026, 11, 25)
ACT = "ledger.entry.posted"


def draft_of(seed, at):
    """Give the entry of a place in the order: the same facts every time."""
    return EntryDraft(
        occurred_on=TODAY,
        memo=f"Contoh {at}",
        lines=[LineDraft("6.1.02", 1_000 + at), LineDraft("1.1.02", -1_000 - at)],
        request_id=uuid5(NAMESPACE_OID, f"{seed} {at}"),
        series=("JU", "KM")[at % 2],
    )


def posted(place, draft):
    """Post in a transaction of its own."""
    with scope(place.id, durable=True):
        return post_entry(
            place=place, context="ledger", draft=draft, today=TODAY, act=Act(ACT, {}, utc_now())
        )


def main():
    """Post until all are posted."""
    place_id, seed, first, count = map(int, sys.argv[1:])
    place = Cooperative.objects.get(id=place_id)
    for at in range(first, first + count):
        while True:
            try:
                answer = posted(place, draft_of(seed, at))
                break
            except Error:
                connection.close()
        told = (at, answer.series, answer.number, answer.chain_no, answer.hash.hex())
        sys.stdout.write(" ".join(map(str, told)) + "\n")
        sys.stdout.flush()
