"""The small books that most browser tests look at: something in every state, found by name.

They are kept in a file, as the demonstration is; whoever changes an example makes it anew:
``python -m tests.browser.examples``.
"""

from datetime import datetime
from pathlib import Path

from guyub.config.backup import stamp_of
from guyub.config.data_folder import DataFolder
from guyub.config.demonstration import EXAMPLES, MOMENT, begin_demo, make_file
from guyub.config.environment import Mode
from guyub.config.processes import MIGRATED, code_stamp

FILE = Path(__file__).with_name("examples.tar.xz")


def make():
    """Make the file anew."""
    return make_file(FILE, at=datetime.fromisoformat(MOMENT), acts=("seed_demo", "--small"), sources=EXAMPLES)


def fill(path):
    """Fill the folder of a demonstration with them, as a start of one fills it with its own."""
    folder = DataFolder(path, Mode.DEMO)
    folder.take()
    begin_demo(folder, file=FILE)
    folder.write(MIGRATED, {"code": code_stamp()})
    folder.release()


def stamp():
    """Fingerprint what they are made of."""
    return stamp_of(*EXAMPLES)


if __name__ == "__main__":
    make()
