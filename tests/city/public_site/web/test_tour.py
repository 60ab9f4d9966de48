"""The press that lets a demonstration begin anew: a note for the supervisor, in a demonstration alone."""

import pytest

pytestmark = pytest.mark.django_db
PRESS = "/tur/ulang/"


def test_a_press_leaves_a_note_and_says_to_wait(client, settings, tmp_path):
    settings.IS_DEMO, settings.BEGIN_AGAIN = True, tmp_path / "again.json"
    assert client.get(PRESS).status_code == 405
    assert not settings.BEGIN_AGAIN.exists()
    assert "Salinan baru sedang disiapkan" in client.post(PRESS).content.decode()
    assert settings.BEGIN_AGAIN.exists()


def test_elsewhere_there_is_nothing_to_press(client, settings, tmp_path):
    settings.IS_DEMO, settings.BEGIN_AGAIN = False, tmp_path / "again.json"
    assert client.post(PRESS).status_code == 404
    assert not settings.BEGIN_AGAIN.exists()
