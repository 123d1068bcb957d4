"""Rekaman Bab 10 lengkap, dan penyiapan hanya membungkam pesan yang tidak menuntut tindakan."""

import json
import logging
import warnings
from types import SimpleNamespace

from course_lib import runtime
from course_lib.recording import FOLDER


def result(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["result"]


def test_every_way_was_measured_on_the_same_rounds_and_rows():
    measured = result("bab10_cepat")
    ways = ["fp32", "bf16", "int8 torchao", "fp32 ONNX", "int8 ONNX"]
    assert list(measured["tebakan"]) == ways
    assert {len(guesses) for guesses in measured["tebakan"].values()} == {360}
    assert list(measured["detik"]) == ["1", "8", "72"]
    for seconds in measured["detik"].values():
        assert list(seconds) == ways and {len(rounds) for rounds in seconds.values()} == {21}


def test_gemma_tokens_line_up():
    measured = result("bab10_gemma")
    lengths = {name: [len(review) for review in reviews] for name, reviews in measured["logp"].items()}
    assert len(lengths) == 4 and all(found == lengths["fp32"] for found in lengths.values())
    assert len(lengths["fp32"]) == 72
    missing = [name for name, reviews in measured["logp"].items() if None in sum(reviews, [])]
    assert missing == ["GGUF Q4_K_M"]  # hanya server yang memberi 2.000 calon teratas


def test_setup_hides_one_warning_and_no_other():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        runtime._quiet_libraries(SimpleNamespace(is_class_hub=False))
        warnings.warn("`isinstance(treespec, LeafSpec)` is deprecated, use `TreeSpec`", FutureWarning, stacklevel=1)
        warnings.warn("`anu` is deprecated", FutureWarning, stacklevel=1)
    assert [str(warning.message) for warning in seen] == ["`anu` is deprecated"]
    assert logging.getLogger("torch.onnx").getEffectiveLevel() == logging.ERROR
