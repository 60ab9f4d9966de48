"""simpanan_pokok, simpanan_wajib, simpanan_sukarela, simpanan_berjangka and the jasa on them."""
