"""Daftar nama, kelompok, pekerjaan, dan pola kalimat ``mini/daftar-bias`` untuk pelajaran bias."""
