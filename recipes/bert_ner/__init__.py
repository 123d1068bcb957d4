"""Resep bert-entitas-indonesia: mengenali nama orang, tempat, dan organisasi."""
