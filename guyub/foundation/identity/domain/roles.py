"""Who may do what: the one table of roles and acts.

A person acts in one role for one cooperative at a time. What is not in the table is not allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


class Role(StrEnum):
    """What a person is to a cooperative or to the city."""

    KASIR = "KASIR"
    KOLEKTOR = "KOLEKTOR"
    PENGELOLA_GERAI = "PENGELOLA_GERAI"
    BENDAHARA = "BENDAHARA"
    SEKRETARIS = "SEKRETARIS"
    KETUA = "KETUA"
    WAKIL_KETUA_USAHA = "WAKIL_KETUA_USAHA"
    WAKIL_KETUA_ANGGOTA = "WAKIL_KETUA_ANGGOTA"
    PENGAWAS = "PENGAWAS"
    ANGGOTA = "ANGGOTA"
    PENDAMPING = "PENDAMPING"
    PETUGAS_DINAS = "PETUGAS_DINAS"
    KEPALA_DINAS = "KEPALA_DINAS"
    PRODUSEN = "PRODUSEN"
    OPERATOR = "OPERATOR"


class Action(StrEnum):
    """What can be done. Each later context adds its own lines here and in TABLE."""

    VIEW_OWN = "view_own"
    VIEW_ROLES = "view_roles"
    VIEW_PEOPLE = "view_people"
    INVITE = "invite"
    ASK_ROLE = "ask_role"
    APPROVE_ROLE = "approve_role"
    END_ROLE = "end_role"
    ASK_RESET = "ask_reset"
    APPROVE_RESET = "approve_reset"
    KEEP_IDENTITY = "keep_identity"
    UNMASK_IDENTITY = "unmask_identity"
    KEEP_CONSENT = "keep_consent"
    ANSWER_SUBJECT = "answer_subject"
    HANDLE_BREACH = "handle_breach"
    VIEW_AUDIT = "view_audit"
    VIEW_PARAMETERS = "view_parameters"
    ASK_PARAMETER = "ask_parameter"
    APPROVE_PARAMETER = "approve_parameter"
    KEEP_DECISION = "keep_decision"
    VIEW_APPROVALS = "view_approvals"
    MANAGE_TOKENS = "manage_tokens"
    VIEW_SYSTEM = "view_system"
    VIEW_COOPERATIVE = "view_cooperative"
    KEEP_LEGAL = "keep_legal"
    KEEP_OFFICERS = "keep_officers"
    KEEP_OUTLETS = "keep_outlets"
    HANDLE_LETTERS = "handle_letters"
    ASK_HELP = "ask_help"
    ANSWER_HELP = "answer_help"
    KEEP_VISIT = "keep_visit"
    VIEW_MENTORED = "view_mentored"
    RAISE_NEED = "raise_need"
    MOVE_NEED = "move_need"
    RECEIVE_NEED = "receive_need"
    VIEW_CITY = "view_city"
    KEEP_REPORT = "keep_report"
    IMPORT_NETWORK = "import_network"
    OPEN_CONTACTS = "open_contacts"
    VIEW_STATEMENTS = "view_statements"
    VIEW_JOURNAL = "view_journal"
    POST_JOURNAL = "post_journal"
    APPROVE_JOURNAL = "approve_journal"
    KEEP_ACCOUNTS = "keep_accounts"
    CLOSE_BOOKS = "close_books"
    ASK_REOPEN = "ask_reopen"
    APPROVE_REOPEN = "approve_reopen"
    VERIFY_BOOKS = "verify_books"
    VIEW_CONSOLIDATED = "view_consolidated"
    RECORD_EVENT = "record_event"
    HANDLE_CASH = "handle_cash"
    KEEP_TREASURY = "keep_treasury"
    CLAIM = "claim"
    APPROVE_CLAIM = "approve_claim"
    KEEP_FUNDS = "keep_funds"
    KEEP_ASSETS = "keep_assets"
    KEEP_BUDGET = "keep_budget"
    REVIEW_BOOKS = "review_books"
    ANSWER_REVIEW = "answer_review"
    VIEW_MEMBERS = "view_members"
    VIEW_MEMBER_FILE = "view_member_file"
    KEEP_MEMBERS = "keep_members"
    APPROVE_MEMBERS = "approve_members"
    IMPORT_MEMBERS = "import_members"
    REACH_MEMBERS = "reach_members"
    KEEP_REGISTERS = "keep_registers"
    RUN_KIOSK = "run_kiosk"
    TAKE_SAVINGS = "take_savings"
    VIEW_SAVINGS = "view_savings"
    KEEP_SAVINGS = "keep_savings"
    APPROVE_SAVINGS = "approve_savings"
    COLLECT_SAVINGS = "collect_savings"
    OVERRIDE_UNIT_GATE = "override_unit_gate"
    VIEW_LOANS = "view_loans"
    TAKE_LOANS = "take_loans"
    KEEP_LOANS = "keep_loans"
    APPROVE_LOANS = "approve_loans"
    COLLECT_LOANS = "collect_loans"
    SETTLE_MEMBER = "settle_member"
    VIEW_PARTNERS = "view_partners"
    KEEP_PARTNERS = "keep_partners"
    APPROVE_PARTNERS = "approve_partners"
    VIEW_GOODS = "view_goods"
    KEEP_GOODS = "keep_goods"
    MOVE_STOCK = "move_stock"
    COUNT_STOCK = "count_stock"
    APPROVE_STOCK = "approve_stock"
    BUY_GOODS = "buy_goods"
    APPROVE_BUYING = "approve_buying"
    VIEW_BUYERS = "view_buyers"
    SERVE_BUYERS = "serve_buyers"
    KEEP_BUYERS = "keep_buyers"
    LIST_BUYERS = "list_buyers"
    SHARE_GOODS = "share_goods"
    APPROVE_SHARES = "approve_shares"
    VIEW_DEVICES = "view_devices"
    BIND_DEVICES = "bind_devices"
    RESOLVE_EVENTS = "resolve_events"
    JUDGE_RATIONS = "judge_rations"
    APPROVE_EVENTS = "approve_events"
    OWN_MEMBERSHIP = "own_membership"


CITY_ROLES = frozenset({Role.PETUGAS_DINAS, Role.KEPALA_DINAS, Role.OPERATOR})

_A = Action
_EVERYBODY = {_A.VIEW_OWN}
_WORKING = {*_EVERYBODY, _A.VIEW_ROLES, _A.VIEW_PARAMETERS, _A.VIEW_APPROVALS}
_STAFF = {*_WORKING, _A.VIEW_COOPERATIVE}
# Whoever works here may have paid for the cooperative from the own pocket.
_WORKS_HERE = {*_STAFF, _A.CLAIM, _A.VIEW_MEMBERS, _A.RUN_KIOSK, _A.VIEW_GOODS}
_WATCHING = {*_STAFF, _A.VIEW_PEOPLE, _A.VIEW_AUDIT}
_READING = {_A.VIEW_STATEMENTS, _A.VIEW_JOURNAL, _A.VERIFY_BOOKS, _A.VIEW_DEVICES}
_LOOKING = {
    *(_A.VIEW_MEMBER_FILE, _A.VIEW_SAVINGS, _A.VIEW_LOANS),
    *(_A.VIEW_GOODS, _A.VIEW_PARTNERS, _A.VIEW_BUYERS),
}
_PENGURUS = {
    *(*_WATCHING, *_READING, *_LOOKING),
    *(_A.CLAIM, _A.VIEW_MEMBERS, _A.RUN_KIOSK, _A.ANSWER_REVIEW),
    *(_A.KEEP_LEGAL, _A.ASK_HELP, _A.RAISE_NEED, _A.RECEIVE_NEED),
}
# The city reads statements, which name no person; the journal of a cooperative stays the cooperative's.
_CITY = {
    *(*_WATCHING, _A.VIEW_CITY, _A.MOVE_NEED, _A.OPEN_CONTACTS),
    *(_A.VIEW_STATEMENTS, _A.VERIFY_BOOKS, _A.VIEW_CONSOLIDATED, _A.JUDGE_RATIONS),
}
_REGISTER = {_A.INVITE, _A.ASK_ROLE, _A.ASK_RESET, _A.KEEP_IDENTITY, _A.KEEP_CONSENT, _A.ANSWER_SUBJECT}
# Who keeps the register of members; the board, others of it, decides who comes and goes.
_MEMBERS = {_A.KEEP_MEMBERS, _A.IMPORT_MEMBERS, _A.REACH_MEMBERS, _A.KEEP_REGISTERS}

# Who stands at the counter, also before those who buy rationed goods.
_COUNTER = {
    *(_A.HANDLE_CASH, _A.TAKE_SAVINGS, _A.VIEW_SAVINGS),
    *(_A.TAKE_LOANS, _A.VIEW_LOANS, _A.VIEW_BUYERS, _A.SERVE_BUYERS),
}
# Who runs the shop: what it sells, what lies where, what is ordered.
_SHOP = {_A.KEEP_GOODS, _A.MOVE_STOCK, _A.COUNT_STOCK, _A.BUY_GOODS, _A.VIEW_PARTNERS, _A.KEEP_PARTNERS}
# Who answers for the tills, and for what could not be entered of them.
_TILLS = {_A.VIEW_DEVICES, _A.BIND_DEVICES, _A.RESOLVE_EVENTS}
# Whose word people need for a role and for a new way in.
_SECOND = {_A.APPROVE_ROLE, _A.APPROVE_RESET}
_BOOKS = {_A.POST_JOURNAL, _A.KEEP_ACCOUNTS, _A.CLOSE_BOOKS, _A.ASK_REOPEN, _A.RECORD_EVENT}
_TREASURY = {_A.KEEP_TREASURY, _A.KEEP_FUNDS, _A.KEEP_ASSETS, _A.KEEP_BUDGET}
_GOODS_SECOND = {_A.APPROVE_STOCK, _A.APPROVE_PARTNERS, _A.APPROVE_EVENTS}
# What opens an outlet to people and to machines.
_OUTLETS = {_A.KEEP_OUTLETS, _A.MANAGE_TOKENS, _A.BIND_DEVICES}
# What those decide who answer for the business.
_BUSINESS = {_A.APPROVE_JOURNAL, _A.APPROVE_CLAIM, _A.APPROVE_MEMBERS, _A.APPROVE_SAVINGS, _A.APPROVE_LOANS}

# No single role both asks and approves the same kind of act; who holds two roles may, and the page of roles names them.
TABLE: Mapping[Role, frozenset[Action]] = {
    role: frozenset(actions)
    for role, actions in {
        Role.KASIR: {*_WORKS_HERE, *_COUNTER, _A.COUNT_STOCK, _A.VIEW_PARTNERS, _A.VIEW_DEVICES},
        Role.KOLEKTOR: {*_WORKS_HERE, _A.COLLECT_SAVINGS, _A.COLLECT_LOANS},
        Role.PENGELOLA_GERAI: {*_WORKS_HERE, *_COUNTER, *_SHOP, *_TILLS, _A.KEEP_BUYERS},
        Role.BENDAHARA: {
            *_PENGURUS,
            _A.ASK_PARAMETER,
            *_SECOND,
            _A.MANAGE_TOKENS,
            *_BOOKS,
            *_COUNTER,
            *_TREASURY,
            _A.KEEP_SAVINGS,
            _A.KEEP_LOANS,
            _A.KEEP_PARTNERS,
            _A.SETTLE_MEMBER,
            _A.COUNT_STOCK,
            _A.APPROVE_BUYING,
            _A.RESOLVE_EVENTS,
            _A.KEEP_BUYERS,
        },
        Role.SEKRETARIS: {
            *_PENGURUS,
            *_REGISTER,
            *_MEMBERS,
            _A.UNMASK_IDENTITY,
            _A.KEEP_DECISION,
            _A.ASK_PARAMETER,
            _A.KEEP_OFFICERS,
            _A.KEEP_OUTLETS,
            _A.HANDLE_LETTERS,
            _A.APPROVE_LOANS,
            _A.KEEP_BUYERS,
        },
        Role.KETUA: {
            *_PENGURUS,
            *_SECOND,
            _A.APPROVE_PARAMETER,
            _A.END_ROLE,
            _A.KEEP_DECISION,
            _A.HANDLE_BREACH,
            _A.UNMASK_IDENTITY,
            *_OUTLETS,
            _A.HANDLE_LETTERS,
            *_BUSINESS,
            *_GOODS_SECOND,
            _A.APPROVE_BUYING,
            _A.APPROVE_REOPEN,
            _A.KEEP_REGISTERS,
        },
        Role.WAKIL_KETUA_USAHA: {
            *_PENGURUS,
            _A.ASK_PARAMETER,
            *_SECOND,
            *_OUTLETS,
            *_BUSINESS,
            *_SHOP,
            *_TILLS,
        },
        Role.WAKIL_KETUA_ANGGOTA: {
            *_PENGURUS,
            *_REGISTER,
            *_MEMBERS,
            _A.APPROVE_PARAMETER,
            _A.KEEP_OFFICERS,
            _A.HANDLE_LETTERS,
            _A.APPROVE_CLAIM,
            _A.APPROVE_LOANS,
            *_GOODS_SECOND,
        },
        Role.PENGAWAS: {
            *_WATCHING,
            *_READING,
            _A.CLAIM,
            _A.VIEW_MEMBERS,
            *_LOOKING,
            _A.APPROVE_LOANS,
            *(_A.REVIEW_BOOKS, _A.JUDGE_RATIONS),
            *_SECOND,
            _A.APPROVE_REOPEN,
        },
        Role.ANGGOTA: {*_EVERYBODY, _A.OWN_MEMBERSHIP},
        Role.PENDAMPING: {
            *_EVERYBODY,
            _A.VIEW_ROLES,
            _A.VIEW_PARAMETERS,
            _A.VIEW_COOPERATIVE,
            _A.VIEW_MENTORED,
            _A.VIEW_STATEMENTS,
            _A.KEEP_LEGAL,
            _A.ANSWER_HELP,
            _A.KEEP_VISIT,
            _A.RAISE_NEED,
        },
        Role.PETUGAS_DINAS: {
            *_CITY,
            *_REGISTER,
            _A.ASK_PARAMETER,
            _A.SHARE_GOODS,
            _A.KEEP_DECISION,
            _A.KEEP_LEGAL,
            _A.KEEP_OFFICERS,
            _A.KEEP_OUTLETS,
            _A.ANSWER_HELP,
            _A.KEEP_VISIT,
            _A.RAISE_NEED,
            _A.KEEP_REPORT,
            _A.IMPORT_NETWORK,
            _A.LIST_BUYERS,
            _A.MANAGE_TOKENS,
        },
        Role.KEPALA_DINAS: {
            *_CITY,
            *_SECOND,
            _A.APPROVE_PARAMETER,
            _A.APPROVE_SHARES,
            _A.END_ROLE,
            _A.KEEP_DECISION,
            _A.HANDLE_BREACH,
            _A.UNMASK_IDENTITY,
            _A.OVERRIDE_UNIT_GATE,
        },
        Role.PRODUSEN: _EVERYBODY,
        Role.OPERATOR: {
            *_WORKING,
            _A.VIEW_PEOPLE,
            _A.INVITE,
            _A.ASK_ROLE,
            _A.ASK_RESET,
            _A.HANDLE_BREACH,
            _A.MANAGE_TOKENS,
            _A.VIEW_SYSTEM,
        },
    }.items()
}

# Asking and approving are two people's work: the mechanism refuses one person on both sides, whatever the roles.
# Claims are not here: every officer may have one, and another one approves it.
TWO_SIDED: Mapping[Action, Action] = {
    _A.ASK_ROLE: _A.APPROVE_ROLE,
    _A.ASK_RESET: _A.APPROVE_RESET,
    _A.ASK_PARAMETER: _A.APPROVE_PARAMETER,
    _A.POST_JOURNAL: _A.APPROVE_JOURNAL,
    _A.RECORD_EVENT: _A.APPROVE_JOURNAL,
    _A.ASK_REOPEN: _A.APPROVE_REOPEN,
    _A.KEEP_MEMBERS: _A.APPROVE_MEMBERS,
    _A.TAKE_SAVINGS: _A.APPROVE_SAVINGS,
    _A.KEEP_SAVINGS: _A.APPROVE_SAVINGS,
    _A.TAKE_LOANS: _A.APPROVE_LOANS,
    _A.KEEP_LOANS: _A.APPROVE_LOANS,
    _A.MOVE_STOCK: _A.APPROVE_STOCK,
    _A.COUNT_STOCK: _A.APPROVE_STOCK,
    _A.BUY_GOODS: _A.APPROVE_BUYING,
    _A.SHARE_GOODS: _A.APPROVE_SHARES,
    _A.KEEP_PARTNERS: _A.APPROVE_PARTNERS,
    _A.RESOLVE_EVENTS: _A.APPROVE_EVENTS,
}
# What a city's officer may also do in the cooperatives that the city guides; everything else stops at the own door.
REACHING: frozenset[Action] = frozenset(
    {
        *(_A.VIEW_COOPERATIVE, _A.KEEP_LEGAL, _A.KEEP_OFFICERS, _A.KEEP_OUTLETS),
        *(_A.ANSWER_HELP, _A.KEEP_VISIT, _A.RAISE_NEED, _A.MOVE_NEED),
        *(_A.VIEW_STATEMENTS, _A.VERIFY_BOOKS, _A.OVERRIDE_UNIT_GATE),
    }
)
# Who approves carries a second factor wherever real people work.
APPROVING_ROLES = frozenset(role for role, actions in TABLE.items() if actions & set(TWO_SIDED.values()))


@dataclass(frozen=True)
class Actor:
    """A person in one role for one cooperative, for the length of one request."""

    person_id: UUID
    name: str
    role: Role
    cooperative_id: int
    membership_id: UUID
    has_second_factor: bool = False


def can(actor: Actor, action: Action, cooperative_id: int) -> bool:
    """Tell whether an actor may do something for a cooperative.

    Args:
        actor: Who, in which role, for which cooperative.
        action: What.
        cooperative_id: Whose object it is; the act of another cooperative is never allowed.
    """
    return actor.cooperative_id == cooperative_id and action in TABLE[actor.role]


def may_reach(actor: Actor, action: Action) -> bool:
    """Tell whether an actor may do something in the cooperatives that the actor's city guides.

    Whether the city guides a given cooperative is the caller's question (selectors.guiding).
    """
    return actor.role in CITY_ROLES and action in REACHING and action in TABLE[actor.role]


def needs_second_factor(role: Role) -> bool:
    """Tell whether a role may only be used with a second factor where real people work."""
    return role in APPROVING_ROLES


def fits(role: Role, *, is_city: bool) -> bool:
    """Tell whether a role belongs to a city office (or, otherwise, to a cooperative)."""
    return (role in CITY_ROLES) is is_city
