"""Resep bert-sentimen-inggris: pengelompok dua kelas yang hanya mengenal bahasa Inggris."""
