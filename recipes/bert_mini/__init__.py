"""Resep BERT mini: tokenizer, pralatih, penyetelan halus, pengukuran, kartu model."""
