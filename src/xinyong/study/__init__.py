"""What is made of runs: reports, and what to cite."""
