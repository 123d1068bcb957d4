"""Dataset kecil ``mini/komentar``: 480 komentar sopan dan kasar yang ditulis untuk kursus ini."""
