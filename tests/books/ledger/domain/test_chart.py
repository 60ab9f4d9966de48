"""The chart that this release ships."""

import pytest

from guyub.books.ledger.domain.chart import AccountKind, Mark, kind_of, read_chart
from guyub.books.ledger.selectors.chart import chart


def test_own_accounts_take_after_the_one_above():
    assert chart().above("1.1.03.01") is chart().above("1.1.03") is chart().accounts["1.1.03"]
    for code in ("1.1", "1.1.03.1", "9.9.99", "1.1.99", "", "1.1.03.01.02", "١.١.٠٣"):
        with pytest.raises(KeyError):
            chart().above(code)


def test_marks_are_found_and_kinds_follow_the_code():
    assert chart().marked(Mark.SHU).code == "3.5.01"
    assert chart().marked(Mark.ANTAR_UNIT).code == "1.9.01"
    assert {kind_of(f"{digit}.1.01") for digit in "1234567"} == set(AccountKind)
    assert chart().accounts["6.1.01"].kind is AccountKind.BEBAN


def test_every_account_stands_on_a_line_of_its_own_side():
    sides = {
        "POSISI": {AccountKind.ASET, AccountKind.KEWAJIBAN, AccountKind.EKUITAS},
        "HASIL": {AccountKind.PENDAPATAN, AccountKind.BEBAN},
    }
    for account in chart().accounts.values():
        line = chart().lines[account.line]
        assert account.kind in sides[line.statement]
        assert bool(line.column) == (account.kind is AccountKind.EKUITAS)
        assert (account.mark is Mark.CASH) == (account.flow == "")


@pytest.mark.parametrize(("line", "flow"), [("X", "F"), ("L", "X")])
def test_a_table_that_refers_to_nothing_is_refused(line, flow):
    with pytest.raises(KeyError):
        read_chart(
            1,
            accounts=f"code,name,line,flow,owner,marks,register,since\n1.1.01,a,{line},{flow},,,,1",
            lines="code,statement,section,title,column\nL,POSISI,ASET_LANCAR,l,",
            flows="code,activity,title\nF,OPERASI,f",
        )


def test_an_earlier_version_is_without_what_came_later():
    assert chart(1).version == 1
    assert set(chart(1).accounts) < set(chart(2).accounts)
    assert "1.3.07" not in chart(1).accounts
