"""Members' savings: pokok, wajib, sukarela, berjangka, bertujuan; each account's movements and its balance."""
