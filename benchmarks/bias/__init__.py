"""Uji bias: kecepatan skor per batch, angka beberapa checkpoint, dan kalibrasi ujinya.

Tiga bagian yang dapat dijalankan sendiri-sendiri:

- kecepatan: setiap fungsi skor ``course_lib.bias`` terhadap model yang sama yang diberi satu
  masukan sekali jalan, diukur bergantian di proses yang sama;
- angka: pengukuran Bab 12 dengan selangnya. Semuanya tentang checkpoint dan pola yang diuji,
  bukan tentang kelompok orang;
- kalibrasi: pada ribuan skor buatan tanpa bias, seberapa sering setiap uji menolak dan setiap
  selang memuat nol; lalu kekuatannya bila bias ditanam.
"""
