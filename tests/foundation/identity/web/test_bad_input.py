"""What nobody types and somebody sends: every form of every page answers, and never with a fault of ours."""

from random import Random
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.urls import reverse

from guyub.foundation.identity.domain.roles import TABLE, Role
from tests.entered import Entered, FullWorld, undone
from tests.permissions import ROWS

STRANGE = (
    "",
    "\x00",
    "\u202e\U0001f33e",
    "' OR 1=1 --",
    "9" * 400,
    "-1",
    "<script>",
    "0193a1b2",
    "[]",
    "NaN",
)
FIELDS = (
    "name login role reason place kind number purpose is_given membership person answer found_at what how handling"
    " people_count whom scopes decision proof value valid_from legal_basis source body title decided_on document"
    " seat pin password code request_id title quantity unit estimate urgency photo visit seen to note funding_source"
    " amount planned_on step text purpose plan visited_on minutes met notes due_on"
    " phone neighbourhood wish consent situs state withdrawn"
    " issuer holder_name issued_on expires_on outlet replaces file step responsible waits_for note started_on"
    " target_on kembali kbli edition berakhir official_name address postal_code opening_hours office_email origin post"
    " sex term_from term_to is_ex_officio appointed_by ended_on item received_by done_on one other relation ownership"
    " internet land_m2 electricity_va has_water status on unit_kind unit_name indicator written as_of report"
    " table f-code f-members through day anchor"
    " line entry suggested statement_rp f-date f-amount f-balance f-order"
    " jumlah pokok bunga pajak biaya choice cash_place to_place who happened_on recurring due is_favourite every"
    " first_on until"
    " cost residual taken months first location serial way cash who how file table check lender paper condition"
    " quantity worth what month is_midyear is_rest"
    " year basis percent how month_amount period"
    " occurred_on memo account debit credit line_note is_adjustment opened_on add"
    " jumlah pokok bunga pajak biaya choice cash_place to_place who happened_on recurring due is_favourite every"
    " first_on until"
    " occurred_on memo account debit credit line_note is_adjustment opened_on add document_sent photo_sent sha256 size"
    " opinion findings verdict"
    " pieces-K50000 count receiver receiver_id giver to_place from_place to_person amount_in bank_name bank_number"
    " bank_holder counted-0193a1b2-1234-7abc-8def-0123456789ab"
    " spent_on no_receipt_why is_another claim use members benefit beneficiary since"
    " cari anggota act"
    " ntpn paid_on"
    " nik kk birthplace born_on rt rw ward_code work kk_relation instalments ktp corrected known letter outcome"
    " consent_MEMBER_REGISTER consent_PHOTO movement"
    " field why again card seen outcome form"
    " sheet header_line double is_later leaves is_part f-name f-nik"
    " hearing appeal outcome all paid_to"
    " no_proof_why contribution benefit_name benefit_rp benefit_exact benefit_times"
    " was_name was_sex was_born_on was_rt was_work heir_name heir_relation heir_share makes a_month turnover workers"
    " photo_why"
    " account decision collector total nothing counted pieces-K100000"
    " lines pages first dari sampai simpanan said account wanted_on withdrawal"
    " of follow_up position appointed_by from_on until_on why siapa rt kelompok sent"
    " product_name rate per rate_from rate_to least_rp most_rp least_instalments most_instalments fee_name0 fee0"
    " contact office npwp nib payment lead day minimum forgets bank holder"
    " fee_time0 fee_owner0 penalty penalty_cap penalty_after payoff grace_principal guarantor_above"
).split()
POSTED = [
    row
    for row in ROWS
    if (row.method == "post" and not row.url_name.startswith("api:"))
    or row.url_name
    in {
        "identity:tokens",
        "journeys:invite",
        "parameters:decisions",
        "supervision:contacts",
        "cooperatives:imports",
        "member_imports:imports",
        "loan_openings:openings",
        "development:need_raise",
        "development:help_ask",
        "development:help_answer",
        "development:visit_plan",
        "development:visit",
        "public_site:join",
        "public_site:suggest",
        "members:join_request",
        "registers:line_new",
        "registers:employee_new",
        "registers:employee_end",
        "reach:mailing_new",
        "reach:mailing",
        "members:suggestion_answer",
        "applications:application_new",
        "applications:application_check",
        "joining:candidate",
        "own_requests:own_request",
        "member_desk:correction",
        "member_desk:dispute",
        "member_desk:kiosk_begin",
        "cooperatives:profile_change",
        "cooperatives:papers",
        "cooperatives:officers",
        "cooperatives:outlets",
        "cooperatives:outlet_change",
        "cooperatives:reports",
        "banks:bring",
        "banks:line_record",
        "banks:sheet",
        "budgets:budget_draft",
        "ledger:accounts",
        "ledger:journal_new",
        "ledger:entry_correct",
        "events:new",
        "closing:verify",
        "oversight:question",
        "oversight:sample",
        "cash:places",
        "cash:shift_open",
        "cash:shift_close",
        "cash:shift_offer",
        "cash:shift_take",
        "cash:handovers",
        "claims:claim_new",
        "member_cases:exit_new",
        "funds:fund_begin",
        "funds:fund_collect",
        "funds:fund_pay",
        "funds:fund_rule",
        "asset_deals:buy",
        "asset_deals:sell",
        "assets:register",
        "assets:runs",
        "assets:spreads",
        "assets:lent",
        "opening:opening",
        "member_files:data",
        "member_files:heirs",
        "member_files:business_new",
        "collections:list_new",
        "collections:field",
        "collections:count",
        "collections:book",
        "collections:messages",
        "dues:waive",
        "savings_products:product_new",
        "loan_products:product_new",
        "loan_products:terms_new",
        "savings_products:unit",
        "savings_products:city_open",
        "term_deposits:new",
        "term_deposits:take",
        "term_deposits:certificate",
        "savings:pay_in",
        "savings:take_out",
        "savings:take_back",
        "savings:hold",
    }
]


# As a browser sends a form without files; written once, for thousands are sent.
BODIES = {strange: urlencode(dict.fromkeys(FIELDS, strange)) for strange in STRANGE}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def stage(standing):
    """The world and everybody's login, made once."""
    with standing():
        world = FullWorld()
        return world, Entered(world)


@pytest.mark.parametrize("count", [3, pytest.param(len(STRANGE), marks=pytest.mark.long)])
@pytest.mark.parametrize("row", POSTED, ids=lambda row: row.url_name)
def test_strange_words_in_every_field_are_answered(row, count, client, stage, db):
    cache.clear()
    world, entered = stage[0].as_it_stands(), stage[1]
    entered.enter(
        client, world.person(next((one for one in Role if row.requires in TABLE[one]), Role.SEKRETARIS))
    )
    address = reverse(row.url_name, kwargs=row.address_arguments(world))
    for strange in Random(row.url_name).sample(STRANGE, count):  # noqa: S311  the same words for a page every time
        with undone():
            answer = client.post(address, BODIES[strange], content_type=FORM)

        assert answer.status_code in {200, 302, 400, 403, 404, 422}, (strange, answer.status_code)


@pytest.mark.parametrize(
    "query", ["sebelum=x", "sebelum=" + "9" * 40, "dari=besok", "nama=%00", "jenis=%00", "jenis=" + "a" * 999]
)
def test_strange_filters_of_the_trail_are_answered(query, client, world):
    client.force_login(world.person(Role.PENGAWAS))

    assert client.get(f"/jejak/?{query}").status_code == (400 if "%00" in query else 200)


@pytest.mark.parametrize(
    "address", ["/kebutuhan/", "/kebutuhan/unduh/", "/kunjungan/", "/pembinaan/laporan/"]
)
@pytest.mark.parametrize("strange", [*STRANGE[2:], "0"])
def test_strange_filters_of_needs_visits_and_reports_are_answered(address, strange, client, world):
    client.force_login(world.person(Role.PENDAMPING))
    fields = "jenis keadaan mendesak kecamatan halaman untuk bulan bentuk".split()

    assert client.get(address, dict.fromkeys(fields, strange)).status_code == 200
