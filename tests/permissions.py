"""The permission table: every address, who may open it, what the others get.

A new address without a row fails, and so does a row whose address is gone. Where a row requires an act, every role is
tried: those to whom the table of roles allows it get in, the others 403; another cooperative's officer gets 404 or a
refusal for an object of this one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from guyub.city.development.services.help_requests import ask_help
from guyub.city.development.services.needs import Wish, raise_need
from guyub.city.development.services.visits import plan_visit
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.selectors.people import memberships_of
from tests.world import NOW, new_id

LOGIN = 302  # strangers are led to the login
SOME_ID = "0193a1b2-1234-7abc-8def-0123456789ab"


@dataclass(frozen=True)
class Row:
    """One address: what strangers get in a demo and in service, and which act opens it to whom."""

    url_name: str
    in_demo: int = LOGIN
    in_service: int = LOGIN
    requires: Action | None = None
    method: str = "get"
    arguments: Callable | dict = field(default_factory=dict)
    fields: Callable | dict = field(default_factory=dict)

    def address_arguments(self, world=None):
        """Give the arguments of the address: of objects of Bumiayu where the world is there."""
        return self.arguments(world) if callable(self.arguments) else self.arguments


def of_person(world):
    """The address of Bumiayu's member."""
    return {"person_id": world.person(Role.ANGGOTA).id if world else SOME_ID}


def of_request(world):
    """The address of a request for a second person in Bumiayu."""
    return {"approval_id": world.open_request() if world else SOME_ID}


def of_join_request(world):
    """The address of a wish to join Bumiayu."""
    return {"letter_id": world.join_request() if world else SOME_ID}


def of_suggestion(world):
    """The address of a complaint to Bumiayu."""
    return {"letter_id": world.suggestion() if world else SOME_ID}


def of_paper(world):
    """The address of a paper that Bumiayu issued."""
    place, paper = (world.bumiayu.id, world.paper()) if world else (1, SOME_ID)
    return {"cooperative_id": place, "paper_id": paper}


def of_place(name="", value=SOME_ID):
    """Bumiayu by the code of its ward, as addresses name it; with an id of nothing where the address has one more."""
    return lambda _world: {"code": "35.73.03.1003"} | ({name: value} if name else {})


def of(name):
    """An address with an id of nothing."""
    return {name: SOME_ID}


def made_once(world, name, make):
    """Make an object of Bumiayu the first time that an address asks for it."""
    if not world:
        return SOME_ID
    if name not in vars(world):
        setattr(world, name, make())
    return getattr(world, name)


def of_need(world):
    """The address of a need of Bumiayu."""
    wish = Wish(
        kind="TIMBANGAN",
        title="Timbangan 50 kg",
        quantity=1,
        unit="buah",
        estimate_rp=750_000,
        reason="Menimbang beras",
        urgency=2,
    )
    need_id = made_once(
        world,
        "need_id",
        lambda: raise_need(
            actor=world.actor(Role.KETUA, name="Ketua lama"),
            place_id=world.bumiayu.id,
            wish=wish,
            request_id=new_id(),
            now=NOW,
        ),
    )
    return {"code": "35.73.03.1003", "need_id": need_id}


def of_help(world):
    """The address of a call for help of Bumiayu."""
    help_id = made_once(
        world,
        "help_id",
        lambda: ask_help(
            actor=world.actor(Role.KETUA, name="Ketua lama"),
            place_id=world.bumiayu.id,
            step="NIB",
            text="Alamat berbeda",
            request_id=new_id(),
            now=NOW,
        ),
    )
    return {"code": "35.73.03.1003", "help_id": help_id}


def of_visit(world):
    """The address of a planned visit to Bumiayu."""
    visit_id = made_once(
        world,
        "visit_id",
        lambda: plan_visit(
            actor=world.actor(Role.PENDAMPING, name="Pendamping lama"),
            place_id=world.bumiayu.id,
            planned_on=NOW.date(),
            purpose="Mendampingi NIB",
            plan="",
            today=NOW.date(),
            request_id=new_id(),
            now=NOW,
        ),
    )
    return {"code": "35.73.03.1003", "visit_id": visit_id}


A = Action
ROWS = (
    Row("api:api-root", 404, 404),  # no page of its own
    Row("api:openapi-json", 200, 200),
    Row("api:about", 200, 200),
    Row("api:people", 401, 401),  # keys, not people: tests/foundation/identity/api/
    Row("api:parameters", 401, 401),
    Row("api:cooperatives", 401, 401),
    Row("api:cooperative", 401, 401, arguments={"code": "35.73.03.1003"}),
    Row("api:reports", 401, 401, arguments={"code": "35.73.03.1003"}),
    Row("api:report_keep", 401, 401, method="post", arguments={"code": "35.73.03.1003"}),
    Row("api:notes", 401, 401, arguments={"code": "35.73.03.1003"}),
    Row("api:regions", 401, 401),
    Row("kernel:healthz", 200, 200),
    Row("kernel:readyz", 503, 503),  # no worker runs in tests
    Row("kernel:metrics", 200, 200),  # for this machine alone: test_health.py
    Row("kernel:palette", 200, 200),
    Row("kernel:stored_file", 404, 404, arguments={"cooperative_id": 1, "file_id": SOME_ID}),
    Row("kernel:styleguide", 200, 404),
    Row("kernel:system", 200, 404),
    Row("public_site:home", 200, 200),
    Row("public_site:cooperatives_csv", 200, 200),
    Row("public_site:cooperatives", 302, 302),
    Row("public_site:cooperative", 404, 404, arguments=of_place()),  # in these tests no cooperative is there
    Row("public_site:join", 404, 404, arguments=of_place()),
    Row("public_site:suggest", 404, 404, arguments=of_place()),
    Row("public_site:suggestion", 404, 404, arguments=lambda world: of_place()(world) | of_suggestion(world)),
    Row("public_site:verify_form", 200, 200),
    Row("public_site:verify", 404, 404, arguments=of_paper),
    Row("members:letters", requires=A.HANDLE_LETTERS),
    Row("members:join_request", requires=A.HANDLE_LETTERS, arguments=of_join_request),
    Row(
        "members:join_phone",
        requires=A.HANDLE_LETTERS,
        method="post",
        arguments=of_join_request,
        fields={"reason": "menghubungi calon anggota"},
    ),
    Row("members:suggestion_answer", requires=A.HANDLE_LETTERS, arguments=of_suggestion),
    Row("account_login", 200, 200),
    Row("account_logout", 302, 302),
    Row("mfa_authenticate", 302, 302),
    Row("mfa_login_webauthn", 302, 302),
    Row("identity:invitation", 200, 200),
    Row("identity:example_login", 404, 404, method="post"),  # nobody is an example in tests
    Row("account_reauthenticate"),
    Row("account_change_password"),
    Row("account_set_password"),
    Row("mfa_index"),
    Row("mfa_list_webauthn"),
    Row("mfa_reauthenticate"),
    Row("mfa_reauthenticate_webauthn"),
    Row("mfa_activate_totp"),
    Row("mfa_deactivate_totp"),
    Row("mfa_add_webauthn"),
    Row("mfa_remove_webauthn", arguments={"pk": 1}),
    Row("mfa_view_recovery_codes"),
    Row("mfa_generate_recovery_codes"),
    Row("identity:own"),
    Row("identity:sit", method="post"),
    Row("identity:account"),
    Row("identity:pin", method="post"),
    Row("identity:sitting_end", method="post", arguments={"sitting_id": 1}),
    Row("identity:people", requires=A.VIEW_PEOPLE),
    Row("identity:person", requires=A.VIEW_PEOPLE, arguments=of_person),
    Row(
        "identity:number",
        requires=A.KEEP_IDENTITY,
        method="post",
        arguments=of_person,
        fields={"kind": "NIK", "number": "3573034105900001"},
    ),
    Row(
        "identity:unmask",
        requires=A.UNMASK_IDENTITY,
        method="post",
        arguments=of_person,
        fields={"kind": "NIK", "reason": "dicocokkan dengan KTP"},
    ),
    Row(
        "identity:consent",
        requires=A.KEEP_CONSENT,
        method="post",
        arguments=of_person,
        fields={"purpose": "PHOTO", "is_given": "1"},
    ),
    Row(
        "identity:role_end",
        requires=A.END_ROLE,
        method="post",
        arguments=of_person,
        fields=lambda world: {
            "membership": memberships_of(
                cooperative_id=world.bumiayu.id, person_id=world.person(Role.ANGGOTA).id
            )[0].id,
            "reason": "pindah rumah",
        },
    ),
    Row("identity:roles", requires=A.VIEW_ROLES),
    Row("identity:audit", requires=A.VIEW_AUDIT),
    Row("identity:audit_export", requires=A.VIEW_AUDIT),
    Row("identity:privacy", requires=A.VIEW_PEOPLE),
    Row(
        "journeys:request_receive",
        requires=A.ANSWER_SUBJECT,
        method="post",
        fields=lambda world: {"kind": "ACCESS", "person": world.person(Role.ANGGOTA).id},
    ),
    Row(
        "identity:request_answer",
        requires=A.ANSWER_SUBJECT,
        method="post",
        arguments=of("subject_request_id"),
        fields={"answer": "sudah"},
    ),
    Row(
        "journeys:breach_report",
        requires=A.HANDLE_BREACH,
        method="post",
        fields={"what": "", "how": "dicuri", "people_count": "3"},
    ),
    Row(
        "identity:breach_told",
        requires=A.HANDLE_BREACH,
        method="post",
        arguments=of("case_id"),
        fields={"whom": "people"},
    ),
    Row("identity:tokens", requires=A.MANAGE_TOKENS),
    Row("identity:token_revoke", requires=A.MANAGE_TOKENS, method="post", arguments=of("token_id")),
    Row("development:needs", requires=A.VIEW_COOPERATIVE),
    Row("development:needs_export", requires=A.VIEW_COOPERATIVE),
    Row("cooperative_desk:home"),
    Row("supervision:city", requires=A.VIEW_CITY),
    Row("supervision:city_export", requires=A.VIEW_CITY),
    Row("supervision:mayor_report", requires=A.VIEW_CITY, method="post"),
    Row("supervision:calendar", requires=A.VIEW_CITY),
    Row("supervision:contacts", requires=A.OPEN_CONTACTS),
    Row("supervision:nation", requires=A.VIEW_CITY),
    Row("supervision:region", requires=A.VIEW_CITY, arguments={"code": "35.73"}),
    Row("development:own_path", requires=A.VIEW_COOPERATIVE),
    Row("development:path", requires=A.VIEW_COOPERATIVE, arguments=of_place()),
    Row("development:guide", requires=A.VIEW_COOPERATIVE, arguments=of_place("step", "NIB")),
    Row("development:need_raise", requires=A.RAISE_NEED, arguments=of_place()),
    Row("development:need", requires=A.VIEW_COOPERATIVE, arguments=of_need),
    Row(
        "development:need_move",
        requires=A.VIEW_COOPERATIVE,
        method="post",
        arguments=of_need,
        fields={"seen": "RAISED", "to": "VERIFIED"},
    ),
    Row(
        "development:need_file",
        requires=A.VIEW_COOPERATIVE,
        arguments=lambda world: {"code": "35.73.03.1003", "file_id": SOME_ID},
    ),
    Row("development:help", requires=A.VIEW_COOPERATIVE),
    Row("development:help_ask", requires=A.ASK_HELP, arguments=of_place()),
    Row("development:help_answer", requires=A.ANSWER_HELP, arguments=of_help),
    Row("development:visits", requires=A.VIEW_COOPERATIVE),
    Row("development:visit_plan", requires=A.KEEP_VISIT, arguments=of_place()),
    Row("development:visit", requires=A.VIEW_COOPERATIVE, arguments=of_visit),
    Row(
        "development:visit_cancel",
        requires=A.KEEP_VISIT,
        method="post",
        arguments=of_visit,
        fields={"reason": "Ketua sakit"},
    ),
    Row(
        "development:visit_action_done",
        requires=A.KEEP_VISIT,
        method="post",
        arguments=lambda world: {"code": "35.73.03.1003", "action_id": SOME_ID},
    ),
    Row("development:mentor_desk", requires=A.VIEW_MENTORED),
    Row("development:monthly_report", requires=A.VIEW_MENTORED),
    Row("approvals:inbox", requires=A.VIEW_APPROVALS),
    Row("approvals:request", requires=A.VIEW_APPROVALS, arguments=of_request),
    Row(
        "approvals:decide",
        requires=A.VIEW_APPROVALS,
        method="post",
        arguments=of_request,
        fields={"decision": "setuju", "proof": "1"},
    ),
    Row("approvals:withdraw", requires=A.VIEW_APPROVALS, method="post", arguments=of_request),
    Row("parameters:list", requires=A.VIEW_PARAMETERS),
    Row("parameters:one", requires=A.VIEW_PARAMETERS, arguments={"key": "simpanan.wajib"}),
    Row("parameters:decisions", requires=A.VIEW_PARAMETERS),
    Row("cooperatives:own", requires=A.VIEW_COOPERATIVE),
    Row("cooperatives:own_officers", requires=A.VIEW_COOPERATIVE),
    Row("cooperatives:own_outlets", requires=A.VIEW_COOPERATIVE),
    Row("cooperatives:profile", requires=A.VIEW_COOPERATIVE, arguments=of_place()),
    Row("cooperatives:profile_change", requires=A.KEEP_LEGAL, arguments=of_place()),
    Row(
        "cooperatives:kbli",
        requires=A.KEEP_LEGAL,
        method="post",
        arguments=of_place(),
        fields={"kbli": "47112", "edition": "2020"},
    ),
    Row(
        "cooperatives:step_note",
        requires=A.KEEP_LEGAL,
        method="post",
        arguments=of_place(),
        fields={"step": "NIB", "started_on": "2026-11-01", "waits_for": "KETUA"},
    ),
    Row("cooperatives:papers", requires=A.VIEW_COOPERATIVE, arguments=of_place()),
    Row(
        "cooperatives:paper_void",
        requires=A.KEEP_LEGAL,
        method="post",
        arguments=of_place("record_id"),
        fields={"reason": "nomornya tertukar"},
    ),
    Row("cooperatives:paper_file", requires=A.VIEW_COOPERATIVE, arguments=of_place("file_id")),
    Row("cooperatives:officers", requires=A.VIEW_COOPERATIVE, arguments=of_place()),
    Row(
        "cooperatives:officer_end",
        requires=A.KEEP_OFFICERS,
        method="post",
        arguments=of_place("officer_id"),
        fields={"ended_on": "2026-11-01", "reason": "pindah rumah"},
    ),
    Row(
        "cooperatives:handover",
        requires=A.KEEP_OFFICERS,
        method="post",
        arguments=of_place("officer_id"),
        fields={"item": "KAS", "received_by": "Sri Wahyuni", "done_on": "2026-11-01"},
    ),
    Row(
        "cooperatives:kin",
        requires=A.KEEP_OFFICERS,
        method="post",
        arguments=of_place(),
        fields={"one": SOME_ID, "other": SOME_ID, "relation": "PASANGAN"},
    ),
    Row("cooperatives:outlets", requires=A.VIEW_COOPERATIVE, arguments=of_place()),
    Row("cooperatives:outlet_change", requires=A.KEEP_OUTLETS, arguments=of_place("outlet_id")),
    Row(
        "cooperatives:outlet_status",
        requires=A.KEEP_OUTLETS,
        method="post",
        arguments=of_place("outlet_id"),
        fields={"status": "SIAP", "on": "2026-11-01"},
    ),
    Row(
        "cooperatives:unit_open",
        requires=A.KEEP_OUTLETS,
        method="post",
        arguments=of_place(),
        fields={"unit_kind": "LPG", "unit_name": "Pangkalan", "on": "2026-11-01"},
    ),
    Row(
        "cooperatives:unit_close",
        requires=A.KEEP_OUTLETS,
        method="post",
        arguments=of_place("unit_id"),
        fields={"on": "2026-11-01"},
    ),
    Row("cooperatives:reports", requires=A.VIEW_COOPERATIVE, arguments=of_place()),
    Row("cooperatives:download", requires=A.VIEW_COOPERATIVE, arguments=of_place("what", "dokumen")),
    Row("journeys:invite", requires=A.INVITE),
    Row("journeys:code", requires=A.VIEW_APPROVALS, arguments=of("invitation_id")),
    Row(
        "journeys:role_ask",
        requires=A.ASK_ROLE,
        method="post",
        arguments=of_person,
        fields={"role": "KASIR", "reason": "menggantikan"},
    ),
    Row(
        "journeys:reset_ask",
        requires=A.ASK_RESET,
        method="post",
        arguments=of_person,
        fields={"reason": "HP hilang"},
    ),
    Row(
        "journeys:value_propose",
        requires=A.ASK_PARAMETER,
        method="post",
        arguments={"key": "simpanan.wajib"},
        fields={"value": "x", "valid_from": "2027-01-01", "reason": "naik"},
    ),
    Row("cooperatives:imports", requires=A.IMPORT_NETWORK),
    Row("cooperatives:import_template", requires=A.IMPORT_NETWORK, arguments={"kind": "REPORTS"}),
    Row("cooperatives:import_batch", requires=A.IMPORT_NETWORK, arguments=of("batch_id")),
    Row("cooperatives:import_faults", requires=A.IMPORT_NETWORK, arguments=of("batch_id")),
    Row("cooperatives:import_map", requires=A.IMPORT_NETWORK, method="post", arguments=of("batch_id")),
    Row("cooperatives:import_take", requires=A.IMPORT_NETWORK, method="post", arguments=of("batch_id")),
    Row("cooperatives:import_undo", requires=A.IMPORT_NETWORK, method="post", arguments=of("batch_id")),
    Row("cooperatives:import_drop", requires=A.IMPORT_NETWORK, method="post", arguments=of("batch_id")),
)
__all__ = ["NOW", "ROWS", "Row", "new_id"]
