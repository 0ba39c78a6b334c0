"""An exhibit's data as a CSV that a spreadsheet opens with the Chinese intact, and that says what it is when it has left its page."""

from __future__ import annotations

import base64
import csv
import io
import re

from xinyong.study.report.exhibit import Exhibit
from xinyong.study.report.material import Material

BOM = "\ufeff"


def csv_text(m: Material, exhibit: Exhibit) -> str:
    """The CSV: lines that begin with `#` say what it is, then the header, then the rows. Begins with a byte-order mark."""
    w, table = m.w, exhibit.downloaded
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in (w("SYNTHETIC: nobody in this is real", "合成数据（SYNTHETIC）：其中无一真人"), exhibit.title,
                 w(f"This figure {exhibit.of_class.text(w)}", f"此数值：{exhibit.of_class.text(w)}"),
                 w(f"Run digest {m.row['digest']}", f"运行摘要 {m.row['digest']}"),
                 f"{w.name(m.names['world']['label'])}, seed {m.row['seed']}, xinyong {m.row['program']}"):
        out.write(f"# {comment(line)}\r\n")
    writer.writerow([c.heading(w) for c in table.columns])
    writer.writerows([_no_formula(c.plain(value)) if c.kind == "text" else c.plain(value) for c, value in zip(table.columns, row)] for row in table.rows)
    return BOM + out.getvalue()


def comment(text: str) -> str:
    """A line that is one cell for a spreadsheet and needs no quotes, which readers that skip comments would stumble over."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", text).replace(",", ";").replace('"', "'")


def _no_formula(text: str) -> str:
    """Text that a spreadsheet does not take for a formula: labels come from files that anybody may have written."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def csv_address(m: Material, exhibit: Exhibit) -> str:
    """The CSV as an address that needs no server."""
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(csv_text(m, exhibit).encode()).decode()
