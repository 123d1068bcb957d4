"""Akurasi: bagian prediksi yang sama dengan label sebenarnya."""

import datasets
import evaluate
import numpy as np

_DESCRIPTION = """
Akurasi adalah jumlah prediksi yang benar dibagi jumlah semua prediksi.
Nilainya antara 0.0 (semua salah) dan 1.0 (semua benar).
"""

_INPUTS = """
Args:
    predictions (list of int): label hasil prediksi.
    references (list of int): label sebenarnya, sama panjang dengan predictions.
    normalize (bool): jika False, hasilnya jumlah yang benar, bukan bagiannya.
    sample_weight (list of float): bobot setiap contoh; bawaan: semua sama.
Returns:
    accuracy (float): akurasi.
Examples:
    >>> accuracy = evaluate.load("accuracy")
    >>> accuracy.compute(predictions=[0, 1, 1, 0], references=[0, 1, 0, 0])
    {'accuracy': 0.75}
"""


@evaluate.utils.file_utils.add_start_docstrings(_DESCRIPTION, _INPUTS)
class Accuracy(evaluate.Metric):
    """Metrik akurasi untuk klasifikasi."""

    def _info(self):
        return evaluate.MetricInfo(
            description=_DESCRIPTION,
            citation="",
            inputs_description=_INPUTS,
            features=datasets.Features(
                {"predictions": datasets.Value("int32"), "references": datasets.Value("int32")}
            ),
        )

    def _compute(self, predictions, references, normalize=True, sample_weight=None):
        correct = np.asarray(predictions) == np.asarray(references)
        weights = np.ones(len(correct)) if sample_weight is None else np.asarray(sample_weight)
        total = float((correct * weights).sum())
        return {"accuracy": total / float(weights.sum()) if normalize else total}
