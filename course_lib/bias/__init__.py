"""Mengukur bias sebuah checkpoint dengan kalimat kontrafaktual.

Dibangun dengan tangan di Bab 12. Modulnya, dibaca urut:

- ``templates``: pola dan kata menjadi kalimat, dan kontras dua kelompok kata;
- ``scoring``, ``masked``, ``slots``: kalimat menjadi skor, dihitung per batch oleh ``batches``;
- ``intervals``: selang kepercayaan yang memperhitungkan pola dan kata, diperiksa ``design``;
- ``rates``: angka setiap kelompok dengan selangnya;
- ``permutation``: uji permutasi, dan koreksi untuk banyak uji.

Semua hasilnya tentang checkpoint dan pola yang diuji, bukan tentang kelompok orang.
"""

from course_lib.bias.intervals import two_way_bootstrap, two_way_interval
from course_lib.bias.masked import pseudo_log_likelihood
from course_lib.bias.permutation import PermutationResult, holm, label_permutation_test, sign_flip_test
from course_lib.bias.rates import rates_by_group
from course_lib.bias.scoring import TextScores, causal_log_likelihood, class_probabilities
from course_lib.bias.slots import slot_log_probabilities
from course_lib.bias.templates import fill, group_contrast

__all__ = [
    "PermutationResult",
    "TextScores",
    "causal_log_likelihood",
    "class_probabilities",
    "fill",
    "group_contrast",
    "holm",
    "label_permutation_test",
    "pseudo_log_likelihood",
    "rates_by_group",
    "sign_flip_test",
    "slot_log_probabilities",
    "two_way_bootstrap",
    "two_way_interval",
]
