"""A device that makes events, for tests."""

from uuid import UUID

from guyub.trade.retail.domain.events import NOTHING_BEFORE, sealed_event

DEVICE = "0193f0a0-0000-7000-8000-0000000000d1"
START_MS = 1_764_230_400_000


def event(seq=1, before=NOTHING_BEFORE, **told):
    facts = {
        "id_": str(UUID(int=(0x7 << 76) + (0b10 << 62) + seq)),
        "device": DEVICE,
        "seq": seq,
        "kind": "SALE",
        "at_ms": START_MS + seq,
        "offset_ms": 0,
        "contact_ms": START_MS,
        "body": {"number": seq},
        "before": before,
    }
    return sealed_event(**facts | told)


def chain(count, *, start=1, before=NOTHING_BEFORE, mark=0):
    """Make events in a row; another mark makes other events of the same numbers."""
    made = []
    for seq in range(start, start + count):
        facts = {"body": {"number": seq, "mark": mark}}
        if mark:
            facts["id_"] = str(UUID(int=(mark << 80) + (0x7 << 76) + (0b10 << 62) + seq))
        made.append(event(seq, before, **facts))
        before = made[-1]["hash"]
    return made
