"""Dataset kecil ``mini/bacaan-nusantara``: prosa Indonesia asli yang ditulis untuk kursus ini."""
