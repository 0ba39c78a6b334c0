"""What is kept of a run, and reading it back.

live        live a world and keep the run in one DuckDB file (run/run.py; importing it loads the kernel)
KeptRun     a run kept earlier: its figures, tables and frames, and all that a life is lived again from
TABLES      the tables of a run, with what each column means
"""

from xinyong.run.kept import KeptRun
from xinyong.run.tables import TABLES

__all__ = ["TABLES", "KeptRun"]
