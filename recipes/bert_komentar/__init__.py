"""Model ``mini/bert-komentar``: penggolong komentar sopan dan kasar, untuk pelajaran keamanan."""
