"""Benchmarks against peers and limits. `python -m bench` runs all of them and writes docs/background/speed.md."""
