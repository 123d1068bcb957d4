"""Penjelajah yang dipakai pelajaran, satu modul untuk setiap penjelajah."""

from course_lib.explorers.classification import explore_classifier

__all__ = ["explore_classifier"]
