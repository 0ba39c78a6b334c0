"""Living a small world in a process of its own, in which the law runs as plain Python, so that no compiler stands between."""

import json
import os
import subprocess
import sys
from pathlib import Path


def printed_by(script: str) -> dict:
    """The JSON document that a script of this folder prints."""
    done = subprocess.run([sys.executable, Path(__file__).with_name(script)], capture_output=True, text=True, check=False,
                          env=os.environ | {"XINYONG_DIALECT": "python"})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
