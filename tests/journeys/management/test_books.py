"""The commands that examine books, and the one that writes a journal down."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from guyub.books.ledger.models import JournalHead
from guyub.config.cli import main
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.books import ELECTRICITY, OPENED, begun, posted


@pytest.fixture
def place(world):
    place = begun(world.bumiayu)
    posted(place, ELECTRICITY, OPENED)
    return place


def run(capsys, *arguments):
    """Run a command; give its exit code and what it said."""
    try:
        call_command(*arguments)
        code = 0
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def break_head(place):
    with scope(place.id):
        JournalHead.objects.filter(cooperative=place).update(hash=bytes(32))


def test_verify_says_what_it_checked_and_prints_the_anchor(place, world, capsys):
    code, said = run(capsys, "examine_books", "verify")

    assert code == 0
    assert "KKMP Arjosari (35.73.01.1011): pembukuan belum dimulai." in said
    assert "KKMP Bumiayu (35.73.03.1003): 1 jurnal, 2 baris diperiksa dalam " in said
    assert "semua cocok. Segel 35.73.03.1003:1:" in said


def test_what_is_found_is_named_and_the_exit_is_1(place, capsys):
    break_head(place)

    code, said = run(capsys, "examine_books", "verify", f"--place={place.code}")
    assert code == 1
    assert "1 temuan" in said
    assert "- Akhir jurnal. Ujung rantai bukan jurnal yang terakhir" in said
    assert run(capsys, "examine_books", "audit")[0] == 1
    code, said = run(capsys, "examine_books", "reconcile")
    assert (code, "Bumiayu (35.73.03.1003): semua cocok." in said) == (0, True)


def test_a_sheet_of_paper_decides(place, capsys):
    _, said = run(capsys, "examine_books", "verify", f"--place={place.code}")
    anchor = said.split("Segel ")[1].strip()

    assert run(capsys, "examine_books", "verify", f"--place={place.code}", f"--anchor={anchor}")[0] == 0
    other = f"--anchor={place.code}:1:{'0' * 16}"
    assert run(capsys, "examine_books", "verify", f"--place={place.code}", other)[0] == 1
    for more in ([other], [f"--place={place.code}", "--anchor=412"], ["--place=35.73.09.1001"]):
        with pytest.raises(CommandError):
            call_command("examine_books", "verify", *more)


def test_a_journal_is_written_and_verified_without_a_database(place, capsys, tmp_path):
    posted(place, ELECTRICITY, OPENED)
    code, said = run(capsys, "export_journal", f"--place={place.code}")
    file = tmp_path / "jurnal.jsonl"
    file.write_text(said, encoding="utf-8")
    assert (code, said.count("\n")) == (0, 2)

    assert main(["verify", "--file", str(file)]) == 0
    whole = capsys.readouterr().out
    assert whole.startswith("2 jurnal, 4 baris diperiksa, semua cocok. Ujung: 35.73.03.1003:2:")
    anchor = whole.split("Ujung: ")[1].strip()
    assert main(["verify", "--file", str(file), "--anchor", anchor]) == 0
    file.write_text(said.splitlines(keepends=True)[0], encoding="utf-8")
    assert main(["verify", "--file", str(file)]) == 0
    assert main(["verify", "--file", str(file), "--anchor", anchor]) == 1
    assert "Jurnal tidak cocok dengan segel di kertas" in capsys.readouterr().out
    assert main(["verify", "--file", str(file), "--anchor", "412"]) == 2
    assert main(["verify", "--file", str(tmp_path / "tidak-ada")]) == 2
    with pytest.raises(CommandError):
        call_command("export_journal", "--place=35.73.09.1001")


def test_a_file_is_verified_without_django(tmp_path):
    file = tmp_path / "jurnal.jsonl"
    file.write_text("", encoding="utf-8")
    script = (
        "import sys; from guyub.config.cli import main; code = main(['verify', '--file', sys.argv[1]]);"
        " assert not [name for name in sys.modules if name.startswith(('django', 'psycopg'))]; sys.exit(code)"
    )

    assert subprocess.run([sys.executable, "-c", script, str(file)], check=False).returncode == 0
