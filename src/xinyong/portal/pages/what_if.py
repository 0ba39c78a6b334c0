"""What if: one life beside itself, lived again with the same luck under a change; and that life decided month by month."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from xinyong.errors import XinyongError
from xinyong.portal.charts import score_pictures
from xinyong.portal.choices import choices, event_text
from xinyong.portal.frame import Lang, address, page
from xinyong.portal.guard import Refused
from xinyong.portal.pages.record import View, record_of
from xinyong.portal.worlds import own_variants
from xinyong.record.rules import iso
from xinyong.study.report.page import safe_address

routes = APIRouter()
MOST = 60
"""Changes that one address may hold."""
Several = Annotated[list[str], Query(max_length=MOST)]


@routes.get("/runs/{name}/subjects/{code}/what-if")
def what_if(request: Request, lang: Lang, name: str, code: str, without: Several = (), do: Several = (), variant: str = Query("", max_length=100), rules: str = Query("", max_length=100),
            day: str = Query("", max_length=20), event: str = Query("", max_length=120), amount: str = Query("", max_length=12),
            as_of: str = Query("", max_length=20)):
    """Two lives side by side; the address holds the whole change."""
    record = record_of(request, name, code, as_of)
    run = record.run
    variants = own_variants(run.world_id)
    if variant and variant not in {v["id"] for v in variants}:
        raise Refused(400, f"variant: {run.world_id} has no variant “{variant[:40]}”. It has: {', '.join(v['id'] for v in variants)}.")
    added = [text[:200] for text in do] + ([event_text(day, event, amount)] if event else [])
    found, trouble = None, ""
    books = request.app.state.desk.books
    folder = str(books.named(rules)) if rules else ""
    if without or added or variant or rules:
        try:
            found = record.what_if(without=list(without), do=added, variant=[variant] if variant else [], scheme=[folder] if folder else [])
        except XinyongError as error:
            trouble = str(error)
    a = View(name, record, lang)
    query = {"without": list(without), "variant": variant, "rules": rules, "as_of": as_of}
    return page(request, "what_if.html", name=name, r=record, v=a, b=View(name, found.record, lang) if found else None, found=found, trouble=trouble,
                without=list(without), do=added, variant=variant, variants=variants, rules=rules, books=[known for known, book in books.mine() if book.id in record.rules.schemes], choices=choices(record, lang), as_of=as_of, safe_address=safe_address,
                pictures=_pictures(record, found, lang), iso=iso, status=400 if trouble else 200,
                dropped=[(text, address(lang, "runs", name, "subjects", record.code, "what-if", do=[d for d in added if d != text], **query)) for text in added],
                python=_python(name, record, without, added, variant, folder), shell=_shell(name, record, without, added, variant))


def _pictures(record, found, lang: str) -> dict:
    schemes = [s for s in record.rules.schemes if found is None or s in found.record.rules.schemes]
    other = found.record if found else None
    return {s: p for s in schemes if (p := score_pictures(record, s, lang, other=other))}


def _python(name: str, record, without, do, variant: str, scheme: str) -> str:
    said = [f"without={list(without)!r}"] * bool(without) + [f"do={list(do)!r}"] * bool(do) + [f'variant="{variant}"'] * bool(variant) + [f"scheme={scheme!r}"] * bool(scheme)
    return (f'import xinyong as xy\nlife = xy.open_run("{name}.duckdb").record("{record.code}")\n'
            f"other = life.what_if({', '.join(said) or 'without=' + repr(['r1'])})\nother.difference.to_dict(), other.spans_df, other.plot()")


def _shell(name: str, record, without, do, variant: str) -> str:
    said = [f"--without {label}" for label in without] + [f'--do "{text}"' for text in do] + [f"--variant {variant}"] * bool(variant)
    return f"xinyong record {name}.duckdb {record.code} {' '.join(said) or '--without r1'}"
