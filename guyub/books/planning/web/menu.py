"""Planning's places in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

ENTRIES = (
    Entry(label="Anggaran", icon="clipboard-check", url_name="budgets:own", group="Pembukuan",
          requires=Action.VIEW_STATEMENTS, place="KOPERASI", is_family=True,
          keywords="rapb rencana belanja realisasi perkiraan selisih"),
    Entry(label="Pajak & tenggat", icon="calendar", url_name="taxes:own", group="Pembukuan",
          requires=Action.VIEW_STATEMENTS, place="KOPERASI", is_family=True,
          keywords="pph final spt kewajiban kalender omzet peredaran pkp ppn lapor setor"),
)  # fmt: skip
