"""Dataset kecil ``mini/ulasan-warung``: 90 kalimat yang ditulis untuk kursus ini."""
