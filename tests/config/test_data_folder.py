import subprocess
import sys

import pytest

from guyub.config.data_folder import DataFolder, FolderRefusedError, FolderTakenError
from guyub.config.environment import Mode


@pytest.fixture(autouse=True)
def _releases(monkeypatch):
    """Let go of every folder that a test took."""
    taken = []
    take = DataFolder.take

    def take_and_remember(self):
        taken.append(self)
        take(self)

    monkeypatch.setattr(DataFolder, "take", take_and_remember)
    yield
    for folder in taken:
        folder.release()


HOLD = (
    "import sys; from pathlib import Path\n"
    "from guyub.config.data_folder import DataFolder; from guyub.config.environment import Mode\n"
    "folder = DataFolder(Path(sys.argv[1]), Mode.DEMO); folder.take()\n"
    "folder.write('state.json', {'address': 'http://localhost:8000'})\n"
    "print('taken', flush=True); sys.stdin.read()"
)


def test_a_second_taker_is_refused_with_the_address_and_a_dead_one_is_no_obstacle(tmp_path):
    path = tmp_path / "data"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"taken\n"
        with pytest.raises(FolderTakenError, match="http://localhost:8000"):
            DataFolder(path, Mode.DEMO).take()
        holder.kill()

    DataFolder(path, Mode.DEMO).take()


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "skripsi.doc").write_text("bab 1")

    with pytest.raises(FolderRefusedError, match="berisi hal lain"):
        DataFolder(tmp_path, Mode.DEMO).take()

    assert [entry.name for entry in tmp_path.iterdir()] == ["skripsi.doc"]


def test_a_demo_never_opens_a_real_house_nor_the_other_way(tmp_path):
    for first, second in ((Mode.SERVE, Mode.DEMO), (Mode.DEMO, Mode.SERVE)):
        path = tmp_path / first
        DataFolder(path, first).take()
        with pytest.raises(FolderRefusedError, match=f"dibuat oleh guyub {first}"):
            DataFolder(path, second).take()


def test_emptying_keeps_what_lies_outside(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("x")
    folder = DataFolder(tmp_path / "data", Mode.DEMO)
    with pytest.raises(RuntimeError):
        folder.empty()
    folder.take()
    (folder.path / "files").mkdir()
    (folder.path / "files" / "a").write_text("x")
    (folder.path / "link").symlink_to(outside)

    folder.empty()

    assert sorted(entry.name for entry in folder.path.iterdir()) == ["guyub.json", "lock"]
    assert (outside / "kept").exists()


def test_secrets_are_made_once_for_their_owner_alone(tmp_path):
    folder = DataFolder(tmp_path / "data", Mode.SERVE)
    folder.take()

    first = folder.secrets()

    assert folder.secrets() == first
    assert len(set(first.values())) == 4
    assert (folder.path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_a_small_file_cut_off_by_a_kill_counts_as_missing(tmp_path):
    (tmp_path / "state.json").write_text('{"addr')

    assert DataFolder(tmp_path, Mode.DEMO).read("state.json") == {}
