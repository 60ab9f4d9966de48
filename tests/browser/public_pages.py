"""An example of each kind of page that anybody may open."""

PAGES = (
    "/",
    "/?kelurahan=bumi",
    "/?kelurahan=tidak-ada",
    "/gaya/",
    "/sistem/",
    "/perintah/?q=ha",
    "/koperasi/35.73.03.1003/",
    "/koperasi/35.73.03.1007/",
    "/koperasi/35.73.03.1003/gabung/",
    "/koperasi/35.73.03.1003/saran/",
    "/periksa/",
    "/lpg/",
    "/tur/",
    "/simulasi-pinjaman/",
    "/simulasi-pinjaman/?jenis1=pinjaman&pokok1=abc&jenis2=titil",
    "/kartu/1/0193a1b2-1234-7abc-8def-0123456789ab/",
    "/periksa/1/0193a1b2-1234-7abc-8def-0123456789ab/",
    "/tidak-ada/",
)
