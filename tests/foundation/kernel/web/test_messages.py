import pkgutil
import string
from importlib import import_module

import guyub
from guyub.finance.loans.domain.terms import refused
from guyub.foundation.kernel.documents.spreadsheets import TableRefusedError
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.web.messages import sentence, sentences


def error_classes(kind=DomainError):
    for child in kind.__subclasses__():
        if child.__module__.startswith("guyub."):
            yield child
        yield from error_classes(child)


def test_every_refusal_has_a_sentence_and_every_sentence_its_refusal():
    for module in pkgutil.walk_packages(guyub.__path__, "guyub."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)
    codes = {kind.code for kind in error_classes()}

    assert {key.partition(":")[0] for key in sentences()} == codes


def test_sentences_end_and_hold_no_blame():
    for key, words in sentences().items():
        assert words.endswith("."), key
        assert not {"error", "gagal", "invalid", "berhasil", "salah"} & set(
            words.lower().translate(str.maketrans("", "", string.punctuation)).split()
        ), key


def test_a_case_has_its_own_words_with_its_facts():
    said = sentence(TableRefusedError(wrong="too_many_rows", most=50_000))

    assert said.startswith("Tabel ini lebih dari 50.000 baris.")


def test_cases_may_share_the_words_of_their_code():
    said = sentence(refused("rate", "rate", "Suku jasa tidak boleh kurang dari nol."))

    assert said == "Suku jasa tidak boleh kurang dari nol. Perbaiki isian itu, lalu hitung lagi."
