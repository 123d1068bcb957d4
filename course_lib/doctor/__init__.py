"""Kata ``periksa``: pemeriksaan komputer dan pemasangan, satu fungsi per pemeriksaan."""
