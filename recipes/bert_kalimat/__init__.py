"""Model ``mini/bert-kalimat-nusantara``: pengubah kalimat menjadi vektor, untuk pencarian semantik."""
