"""Resep gpt-pantun: GPT mini yang menulis pantun dari bahan tulisan sendiri."""
