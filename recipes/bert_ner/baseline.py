"""Dua pembanding: kamus, dan *conditional random field* (CRF) linear.

CRF (Lafferty dkk. 2001) menilai seluruh deretan tanda: jumlah skor ciri tiap
kata ditambah skor perpindahan antartanda. Cirinya bentuk kata, imbuhan, dan
jendela dua kata. Ditulis dengan torch agar tidak menambah pustaka.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from scipy.optimize import minimize
from sklearn.feature_extraction import FeatureHasher

from recipes.bert_ner.data import LABELS, Sentence
from recipes.bert_ner.spans import report, spans

PENALTIES = (0.1, 0.3, 1.0, 3.0)
WINDOW = 2
COLUMNS = 2**19
ROUNDS = 80
RARE = 2


def shape(word: str) -> str:
    """Bentuk kata: ``A`` huruf besar, ``a`` kecil, ``0`` angka; bentuk beruntun diringkas.

    Contoh::

        >>> shape("Jakarta"), shape("PT"), shape("B-17")
        ('Aa', 'A', 'A-0')
    """
    found = []
    for letter in word:
        mark = "0" if letter.isdigit() else "A" if letter.isupper() else "a" if letter.isalpha() else letter
        if not found or found[-1] != mark:
            found.append(mark)
    return "".join(found)


def word_features(words: Sequence[str], position: int) -> Iterator[str]:
    """Ciri satu kata: kata, imbuhan, bentuk, dan kata serta bentuk di sekitarnya."""
    word = words[position]
    low = word.lower()
    yield "b"
    yield f"c={word}"
    for size in (1, 2, 3, 4):
        yield f"p{size}={low[:size]}"
        yield f"s{size}={low[-size:]}"
    for step in range(-WINDOW, WINDOW + 1):
        place = position + step
        if not 0 <= place < len(words):
            yield f"{step}:tepi"
            continue
        near = words[place]
        yield f"{step}:w={near.lower()}"
        yield f"{step}:h={shape(near)}"
    if position:
        yield f"-1,0:w={words[position - 1].lower()}|{low}"
        yield f"-1,0:h={shape(words[position - 1])}|{shape(word)}"
        yield f"-1w,0h={words[position - 1].lower()}|{shape(word)}"
    if position + 1 < len(words):
        yield f"0,1:w={low}|{words[position + 1].lower()}"
        yield f"0,1:h={shape(word)}|{shape(words[position + 1])}"


def allowed(before: str, after: str) -> bool:
    """Apakah tanda ``after`` boleh mengikuti ``before`` menurut IOB2."""
    return not after.startswith("I-") or before[2:] == after[2:]


LEGAL = np.array([[0.0 if allowed(a, b) else -np.inf for b in LABELS] for a in LABELS])


def viterbi(scores: np.ndarray, moves: np.ndarray | None = None) -> list[str]:
    """Deretan tanda IOB2 sah dengan jumlah skor terbesar.

    ``scores`` berukuran (kata, tanda); ``moves`` (tanda, tanda) skor perpindahan.
    """
    if not len(scores):
        return []
    step = LEGAL if moves is None else LEGAL + moves
    best = scores[0] + step[0]  # sebelum kata pertama dianggap O
    back = []
    for row in scores[1:]:
        total = best[:, None] + step
        back.append(total.argmax(axis=0))
        best = total.max(axis=0) + row
    path = [int(best.argmax())]
    for pointer in reversed(back):
        path.append(int(pointer[path[-1]]))
    return [LABELS[i] for i in reversed(path)]


class Dictionary:
    """Tiap kata mendapat tanda tersering pada data latih (huruf kecil); kata baru mendapat O."""

    def __init__(self, train: Sequence[Sentence]):
        seen: dict[str, Counter] = defaultdict(Counter)
        for sentence in train:
            for word, tag in zip(sentence.words, sentence.tags, strict=True):
                seen[word.lower()][tag] += 1
        self.known = {word: tags.most_common(1)[0][0] for word, tags in seen.items()}

    def tags(self, words: Sequence[str]) -> list[str]:
        """Tanda tiap kata dalam ``words``."""
        return [self.known.get(word.lower(), "O") for word in words]


def partition(scores: torch.Tensor, lengths: torch.Tensor, moves: torch.Tensor) -> torch.Tensor:
    """Log jumlah skor semua deretan tanda tiap kalimat.

    ``scores`` (kalimat, kata, tanda), ``lengths`` (kalimat,) menurun, ``moves``
    (tanda + 1, tanda); baris terakhir ``moves`` untuk kata pertama.
    """
    columns = scores.unbind(1)  # bukan irisan: turunan tiap irisan mengisi larik penuh
    total = columns[0] + moves[-1]
    finished = []
    for place in range(1, len(columns)):
        alive = int((lengths > place).sum())
        finished.append(total[alive:])
        total = total[:alive]
        total = torch.logsumexp(total[:, :, None] + moves[:-1], dim=1) + columns[place][:alive]
    finished.append(total)
    return torch.logsumexp(torch.cat(finished[::-1]), dim=1)


class Crf:
    """CRF linear; ``penalty`` adalah bobot L2 (makin besar makin sederhana)."""

    def __init__(self, train: Sequence[Sentence], penalty: float, rounds: int = ROUNDS):
        self.hasher = FeatureHasher(COLUMNS, input_type="string", alternate_sign=False)
        order = sorted(range(len(train)), key=lambda i: -len(train[i].words))
        rows = [train[i] for i in order if train[i].words]
        table = self._table([row.words for row in rows])
        self.kept = np.flatnonzero(np.bincount(table.indices, minlength=COLUMNS) >= RARE)
        table = table[:, self.kept].tocsr()
        back = table.T.tocsr()
        lengths = torch.tensor([len(row.words) for row in rows])
        gold = torch.tensor([LABELS.index(tag) for row in rows for tag in row.tags])
        inside = torch.arange(int(lengths[0]))[None] < lengths[:, None]
        firsts = torch.zeros(len(gold), dtype=torch.bool)
        firsts[torch.cat([torch.zeros(1, dtype=torch.long), lengths.cumsum(0)[:-1]])] = True
        before = torch.where(firsts, len(LABELS), gold.roll(1))
        width, count = len(self.kept), len(LABELS)
        split = width * count

        def objective(values: np.ndarray) -> tuple[float, np.ndarray]:
            weights = values[:split].reshape(width, count)
            flat = torch.tensor(table @ weights, requires_grad=True)
            moves = torch.tensor(values[split:].reshape(count + 1, count), requires_grad=True)
            scores = torch.zeros(*inside.shape, count, dtype=flat.dtype)
            scores[inside] = flat
            right = flat.gather(1, gold[:, None]).sum() + moves[before, gold].sum()
            loss = partition(scores, lengths, moves).sum() - right
            loss.backward()
            slope = np.concatenate([(back @ flat.grad.numpy()).ravel(), moves.grad.numpy().ravel()])
            return loss.item() + penalty / 2 * float(values @ values), slope + penalty * values

        start = np.zeros(split + (count + 1) * count)
        found = minimize(
            objective, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6}
        )
        self.weights = found.x[:split].reshape(width, count)
        self.moves = found.x[split:].reshape(count + 1, count)

    def _table(self, sentences: Sequence[Sequence[str]]):
        """Matriks jarang ciri (semua kata, ``COLUMNS``)."""
        return self.hasher.transform(
            list(word_features(words, i)) for words in sentences for i in range(len(words))
        )

    def _scores(self, words: Sequence[str]) -> np.ndarray:
        scores = self._table([words])[:, self.kept] @ self.weights
        scores[0] += self.moves[-1]
        return scores

    def probabilities(self, words: Sequence[str]) -> np.ndarray:
        """Peluang marginal tanda (kata, ``LABELS``): turunan log jumlah terhadap skor."""
        if not len(words):
            return np.zeros((0, len(LABELS)))
        scores = torch.tensor(self._scores(words), requires_grad=True)
        moves = torch.tensor(np.vstack([self.moves[:-1], np.zeros(len(LABELS))]))
        partition(scores[None], torch.tensor([len(words)]), moves).sum().backward()
        return scores.grad.numpy()

    def tags(self, words: Sequence[str]) -> list[str]:
        """Deretan tanda IOB2 terbaik untuk ``words``."""
        return viterbi(self._scores(words), self.moves[:-1]) if len(words) else []


def fit_crf(train: Sequence[Sentence], held: Sequence[Sentence], penalties=PENALTIES) -> tuple[Crf, dict]:
    """Latih tiap bobot L2, pilih F1 terbaik pada ``held``; kembalikan model dan catatannya."""
    gold = [spans(sentence.tags) for sentence in held]
    found = {}
    for penalty in penalties:
        model = Crf(train, penalty)
        guess = [spans(model.tags(sentence.words)) for sentence in held]
        found[penalty] = (report(gold, guess)["f1"], model)
    best = max(found, key=lambda penalty: found[penalty][0])
    return found[best][1], {"penalty": best, "validation_f1": {str(c): s for c, (s, _) in found.items()}}
