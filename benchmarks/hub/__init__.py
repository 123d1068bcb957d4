"""Kecepatan hub kelas dibandingkan nginx, pada komputer dan saat yang sama."""
