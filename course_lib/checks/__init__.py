"""Pemeriksa latihan, satu modul per bab dengan nama yang sama dengan pelajarannya."""
