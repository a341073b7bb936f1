"""Workloads and measures; `python3 run.py bench` prints the table."""
