"""F1: rata-rata harmonik antara presisi dan recall."""

import datasets
import evaluate
from sklearn.metrics import f1_score

_DESCRIPTION = """
F1 = 2 * presisi * recall / (presisi + recall).
Nilainya antara 0.0 dan 1.0; tinggi hanya jika presisi dan recall sama-sama tinggi.
"""

_INPUTS = """
Args:
    predictions (list of int): label hasil prediksi.
    references (list of int): label sebenarnya, sama panjang dengan predictions.
    labels (list of int): label yang ikut dihitung; bawaan: semua.
    pos_label (int): label yang dianggap positif bila average="binary".
    average (str): "binary", "micro", "macro", "weighted", atau None (satu nilai tiap label).
    sample_weight (list of float): bobot setiap contoh; bawaan: semua sama.
Returns:
    f1 (float, atau array jika average=None): nilai F1.
Examples:
    >>> f1 = evaluate.load("f1")
    >>> f1.compute(predictions=[0, 2, 1, 0], references=[0, 1, 1, 0], average="macro")
    {'f1': 0.5555555555555555}
"""


@evaluate.utils.file_utils.add_start_docstrings(_DESCRIPTION, _INPUTS)
class F1(evaluate.Metric):
    """Metrik F1 untuk klasifikasi."""

    def _info(self):
        return evaluate.MetricInfo(
            description=_DESCRIPTION,
            citation="",
            inputs_description=_INPUTS,
            features=datasets.Features(
                {"predictions": datasets.Value("int32"), "references": datasets.Value("int32")}
            ),
        )

    def _compute(
        self, predictions, references, labels=None, pos_label=1, average="binary", sample_weight=None
    ):
        score = f1_score(
            references,
            predictions,
            labels=labels,
            pos_label=pos_label,
            average=average,
            sample_weight=sample_weight,
        )
        return {"f1": score if average is None else float(score)}
