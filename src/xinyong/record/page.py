"""How records show themselves in a notebook: plain HTML with the chart drawn in, nothing loaded."""

from __future__ import annotations

from html import escape

from xinyong.record.plot import svg
from xinyong.record.rules import iso
from xinyong.record.words import chain_text, say, signed, source_text

_LANG = "en"
MOST_ROWS = 200
_STYLE = ("<style>.xy-record td,.xy-record th{text-align:left;vertical-align:top;padding:.15em .6em}.xy-record td:nth-child(-n+3){white-space:nowrap}"
          ".xy-record .s{color:#555;font-size:90%}</style>")


def record_html(record) -> str:
    """A record: who, standing, score over time, records, measures, what comes."""
    whole = record.to_dict()
    parts = [_head(record, whole), *(_standing(s) for s in whole["standings"]), svg(record.plot()) if record.conditions.months else "",
             _records(whole["records"]), _measures(whole), _ahead(whole["next"]["if_nothing_is_done"])]
    return f"<div class='xy-record'>{_STYLE}{''.join(parts)}</div>"


def what_if_html(found) -> str:
    """Two lives: both scores over time, and where they differ."""
    d = found.difference
    rows = [(s.scheme, iso(s.first), iso(s.last), _text(s.scores[0]), _text(s.scores[1]), s.grades[0], s.grades[1]) for s in d.spans]
    table = _table(("scheme", "from", "to", "score as lived", "score what if", "grade as lived", "grade what if"), rows)
    only = [(e.label, iso(e.day), signed(e.points), r.rules.acts[e.act]["label"][_LANG], which)
            for r, entries, which in ((d.a, d.only_as_lived, "as lived"), (d.b, d.only_what_if, "what if")) for e in entries]
    records = _table(("record", "day", "points", "act", "only"), only)
    note = escape(say(_LANG, "kept couplings"))
    body = f"<p>{say(_LANG, 'no difference')}</p>" if d.is_nothing else table + records
    return (f"<div class='xy-record'>{_STYLE}<p><code>{found.record.code}</code> <strong>SYNTHETIC</strong>: {escape(str(found.change))}</p>"
            f"{svg(found.plot())}{body}<p class='s'>{note}</p></div>")


def _head(record, whole: dict) -> str:
    who = whole["kind"] if record.kind == "organisation" else f"person of {whole['attributes']['age']}"
    return (f"<p><code>{whole['code']}</code> <strong>SYNTHETIC</strong>: {who}, {escape(whole['place']['label'][_LANG])}, "
            f"{escape(whole['role'])}; as of {whole['as_of']}. In this model.</p>")


def _standing(s: dict) -> str:
    score = "no score" if s["score"] is None else f"{s['score']:g} points"
    grade = "no grade" if s["grade"] is None else f"grade {s['grade_label'][_LANG]} since {s['since']}"
    return (f"<p><strong>{escape(s['label'][_LANG])}: {score}, {grade}</strong><br><span class='s'>because "
            f"{escape(chain_text(s['because'], _LANG))}</span></p>")


def _records(rows: list[dict]) -> str:
    if not rows:
        return f"<p>{say(_LANG, 'nothing')}</p>"
    shown = [(r["id"], r["day"], signed(r["points"]), r["label"][_LANG], r["channel_label"][_LANG] if r["channel_label"] else "",
              ("yes" if r["true"] else r["wrong"]) + (f"; {say(_LANG, 'not_what_the_rule_says')}" if r["not_what_the_rule_says"] else ""), r["ended"] or r["displayed_until"] or "for ever", source_text(r["points_source"], _LANG))
             for r in rows[-MOST_ROWS:]]
    more = f"<p>{say(_LANG, 'not shown', n=len(rows) - MOST_ROWS)}</p>" if len(rows) > MOST_ROWS else ""
    return _table(("record", "day", "points", "act", "seen by", "it happened", "counts until", "rests on"), shown) + more


def _measures(whole: dict) -> str:
    rows = whole["measures"]
    now = [(r["kind"], r["label"][_LANG], r["from"], chain_text(r["because"], _LANG)) for r in rows if r["to"] is None]
    return _table((f"measures as of {whole['as_of']}", "", "since", "because"), now) if now else ""


def _ahead(changes: list[dict]) -> str:
    rows = [(c["day"], "; ".join([*(f"{next(iter(e.values()))} ends" for e in c["ends"]), *(f"score {_text(s['from'])} to {_text(s['to'])}" for s in c["scores"]),
                                  *(f"grade {g['from'] or 'none'} to {g['to'] or 'none'}" for g in c["grades"])])) for c in changes]
    return _table(("day", "what comes if nothing is done"), rows) if rows else ""


def _table(head, rows) -> str:
    if not rows:
        return ""
    cells = "".join(f"<th scope='col'>{escape(h)}</th>" for h in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(c))}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def _text(value) -> str:
    return "none" if value is None else f"{value:g}"
