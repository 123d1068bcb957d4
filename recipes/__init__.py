"""Resep: tiap subpaket membangun satu model mini dari data dan benih acak yang dinyatakan."""
