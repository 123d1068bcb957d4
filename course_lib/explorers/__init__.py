"""Penjelajah yang dipakai pelajaran, satu modul untuk setiap penjelajah."""

from course_lib.explorers.bias import explore_bias
from course_lib.explorers.classification import explore_classifier
from course_lib.explorers.decoding import explore_decoding
from course_lib.explorers.threshold import explore_threshold
from course_lib.explorers.tokens import explore_tokens

__all__ = ["explore_bias", "explore_classifier", "explore_decoding", "explore_threshold", "explore_tokens"]
