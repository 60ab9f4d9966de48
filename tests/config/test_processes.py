"""The supervisor looks after a database that dies again while it recovers: later each time, and never gives up."""

from guyub.config.data_folder import DataFolder
from guyub.config.environment import Mode
from guyub.config.postgres_binaries import EmbeddedPostgresError
from guyub.config.processes import Supervisor
from tests.running import free_port, wait_until


class Dying:
    """A database that dies so often while it starts."""

    def __init__(self, times):
        self.times, self.starts, self.is_running = times, 0, False

    def start(self):
        self.starts += 1
        if self.starts <= self.times:
            raise EmbeddedPostgresError("Basis data tidak mau jalan.")
        self.is_running = True


def test_a_database_that_dies_in_its_recovery_is_started_again(tmp_path, capsys):
    surroundings = {"DATABASE_URL": "elsewhere"}
    supervisor = Supervisor(
        DataFolder(tmp_path, Mode.SERVE), host="127.0.0.1", port=free_port(), environment=surroundings
    )
    supervisor._database = database = Dying(2)

    wait_until(lambda: supervisor._look_after() or database.is_running, "it never came back")

    assert database.starts == 3
    assert capsys.readouterr().err.count("tidak mau jalan") == 2
