"""Dataset kecil ``mini/layanan-publik``: 256 laporan warga, versi bersih dan versi kotornya."""
