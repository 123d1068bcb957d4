"""Resep t5-angka: T5 mini yang menulis bilangan dan tanggal dengan kata."""
