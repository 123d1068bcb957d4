"""Fine-tuning di data kecil: TF-IDF, BERT-mini, Gemma beku, dan Gemma dengan LoRA.

Data: NusaX Indonesia, Jawa, Sunda, dan Minangkabau, baris latih dan validasi (600 makna
per bahasa; data uji tidak dibaca). Setiap metode menebak setiap baris dari model yang tidak
melihat maknanya dalam bahasa apa pun: validasi silang 5 lipatan menurut makna, tiga benih.
Cakupan *terpisah* melatih satu model per bahasa; *gabungan* satu model untuk empat bahasa.
"""
