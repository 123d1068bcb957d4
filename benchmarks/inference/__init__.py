"""Inferensi di CPU: ukuran, kecepatan, mutu, dan RAM setiap cara mengecilkan model.

Tiga model: ``mini/bert-sentimen-nusantara`` (mutunya F1 makro), encoder seukuran BERT-base
dengan bobot acak (hanya ukuran dan kecepatan), dan Gemma 3 270M (mutunya perplexity).
Kecepatan selalu berupa rasio terhadap fp32 PyTorch yang diukur bergantian di proses yang
sama; setiap pengukuran dan setiap RAM puncak memakai proses anak yang baru.
"""
