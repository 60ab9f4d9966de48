"""Tables of members."""

from guyub.community.members.models.books import BookLine, Employee
from guyub.community.members.models.cases import ExitCase, OwnRequest, PassiveCase
from guyub.community.members.models.imports import ImportedMember, MemberImport
from guyub.community.members.models.letters import JoinRequest, Suggestion
from guyub.community.members.models.parts import Business, BusinessPaper, FileChange, Group, GroupSeat, Heir
from guyub.community.members.models.people import Application, Card, Member, MemberFile, StatusEvent
from guyub.community.members.models.reach import Mailing, MailingLine

__all__ = [
    "Application",
    "BookLine",
    "Business",
    "BusinessPaper",
    "Card",
    "Employee",
    "ExitCase",
    "FileChange",
    "Group",
    "GroupSeat",
    "Heir",
    "ImportedMember",
    "JoinRequest",
    "Mailing",
    "MailingLine",
    "Member",
    "MemberFile",
    "MemberImport",
    "OwnRequest",
    "PassiveCase",
    "StatusEvent",
    "Suggestion",
]
