"""Halaman depan sebuah repositori: kartu, cara memuat, dan keterangannya."""

from functools import lru_cache

from class_hub import card, info
from class_hub.errors import EntryMissing
from class_hub.names import MAIN
from class_hub.pages import addresses, markdown, wording
from class_hub.pages.base import PageHandler
from class_hub.refs import BRANCH, TAG
from class_hub.repository import File, Repository

MOST_REFS = 100
_READ = 4 * markdown.MAX_LENGTH  # byte; cukup untuk kartu terpanjang yang ditampilkan
_MOST_VALUES = 20
_CARD_KEYS = {
    "Lisensi": ("license",),
    "Bahasa": ("language",),
    "Tugas": ("pipeline_tag", "task_categories"),
    "Dataset": ("datasets",),
    "Metrik": ("metrics",),
    "Model dasar": ("base_model",),
    "Pustaka": ("library_name", "sdk"),
}
_CLASS_BY_TASK = {
    "text-classification": "AutoModelForSequenceClassification",
    "token-classification": "AutoModelForTokenClassification",
    "fill-mask": "AutoModelForMaskedLM",
    "text-generation": "AutoModelForCausalLM",
}
_TOKENIZER_FILES = {"tokenizer.json", "tokenizer_config.json", "tokenizer.model", "vocab.txt", "vocab.json"}


class RepositoryHandler(PageHandler):
    """``GET /[datasets/|spaces/]{id}``: kartu repositori pada cabang utama."""

    def get(self, kind: str | None, repo_id: str) -> None:
        repository = self.repository(kind, repo_id)
        head = self.commit = repository.refs.get(BRANCH + MAIN)
        facts = info.describe(repository, head) if head else {}
        branches, tags = repository.refs.under(BRANCH), repository.refs.under(TAG)
        self.show(
            "repository.html",
            repository=repository,
            head=head,
            changed=repository.commit_at(head).when if head else 0,
            facts=facts,
            keys=card_rows(facts.get("cardData") or {}),
            code=loading_code(repository, facts),
            readme=_readme(repository, head) if head else None,
            branches=list(branches)[:MOST_REFS],
            tags=list(tags)[:MOST_REFS],
            hidden_refs=max(0, len(branches) - MOST_REFS) + max(0, len(tags) - MOST_REFS),
            main=MAIN,
        )


def card_rows(values: dict) -> list[tuple[str, str]]:
    """Keterangan penting dari awal kartu, ``[("Lisensi", "mit"), ...]``."""
    rows = []
    for label, keys in _CARD_KEYS.items():
        found = [wording.title(text) for key in keys for text in card.values(values, key) if text]
        if found:
            rows.append((label, wording.several(found, _MOST_VALUES)))
    return rows


def loading_code(repository: Repository, facts: dict) -> str:
    """Kode Python untuk memuat repositori ini."""
    if repository.kind == "datasets":
        return f'from datasets import load_dataset\n\ndata = load_dataset("{repository.id}")'
    if facts.get("library_name") != "transformers":
        kind = ', repo_type="space"' if repository.kind == "spaces" else ""
        call = f'folder = snapshot_download("{repository.id}"{kind})'
        return f"from huggingface_hub import snapshot_download\n\n{call}"
    model = _CLASS_BY_TASK.get(str(facts.get("pipeline_tag")), "AutoModel")
    loading = f'model = {model}.from_pretrained("{repository.id}")'
    if _TOKENIZER_FILES.isdisjoint(one["rfilename"] for one in facts["siblings"]):
        return f"from transformers import {model}\n\n{loading}"
    tokenizer = f'tokenizer = AutoTokenizer.from_pretrained("{repository.id}")'
    return f"from transformers import {model}, AutoTokenizer\n\n{tokenizer}\n{loading}"


@lru_cache(maxsize=32)
def _readme(repository: Repository, commit: str) -> markdown.Rendered | None:
    """Kartu yang sudah disusun, atau ``None`` jika tidak ada README."""
    try:
        file = repository.entry(commit, "README.md")
    except EntryMissing:
        return None
    if not isinstance(file, File):
        return None
    data = b"".join(repository.chunks(file, 0, min(file.size, _READ)))
    found = markdown.render(
        card.without_front_matter(data.decode("utf-8", "replace")),
        lambda url: addresses.from_card(repository, MAIN, url),
    )
    return found._replace(complete=found.complete and file.size <= _READ)
