"""The places beside the official sites in the menu."""

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.web.menu import Entry

LOG_ENTRIES = (
    Entry(
        label="Catatan situs resmi",
        short="Catatan",
        icon="clipboard-check",
        url_name="rations_log:queue",
        rank=26,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        keywords="map merchant apps pangkalan klik sphp ipubers jatah lpg elpiji salin nik antre ketik",
    ),
    Entry(
        label="Lembar harian jatah",
        icon="scale",
        url_name="rations_log:days",
        rank=26,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        keywords="rekonsiliasi tutup hari selisih map tabung isi kosong tunai lpg sphp",
    ),
    Entry(
        label="Buku jatah",
        icon="notebook-pen",
        url_name="rations_log:book",
        rank=26,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        keywords="logbook buku tulis lpg sphp cetak blangko tabel excel mati listrik",
    ),
    Entry(
        label="Antrean barang",
        short="Antrean",
        icon="users",
        url_name="queues:queues",
        rank=26,
        is_family=True,
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        keywords="antre giliran undian nomor kurang habis lpg jatah keluarga kk pesan",
    ),
    Entry(
        label="Tidak terlayani",
        icon="users",
        url_name="rations_log:unmet",
        rank=26,
        place="KOPERASI",
        requires=Action.VIEW_GOODS,
        keywords="habis kosong kebutuhan jatah lpg tanpa ktp pembeli pulang",
    ),
    Entry(
        label="Penjualan janggal",
        icon="circle-alert",
        url_name="rations_log:oddities",
        group="Pengawasan",
        requires=Action.JUDGE_RATIONS,
        keywords="anomali penyalahgunaan lpg jatah kk nik malam beruntun pengecer",
    ),
)
