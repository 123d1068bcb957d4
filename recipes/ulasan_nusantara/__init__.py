"""Dataset kecil ``mini/ulasan-nusantara``: 252 makna, masing-masing dalam lima bahasa."""
