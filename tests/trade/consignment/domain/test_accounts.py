"""Where the share is earned, and what a paper is called."""

from guyub.trade.consignment.domain.accounts import SLIPS, paper_name, share_account


def test_names_and_accounts():
    assert paper_name(SLIPS, 2026, 12) == "TT-2026-0012"
    assert (share_account(is_member=True), share_account(is_member=False)) == ("4.1.05", "4.2.02")
