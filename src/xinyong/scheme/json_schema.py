"""JSON Schemas of the rule files, so that editors complete and underline: a second telling of the tables that reading fills.

What a value must look like in full (a condition, a basis, what refers to what) only `xinyong check` tells. A test holds the two tellings together.
"""

from __future__ import annotations

import re

FILES = {
    "scheme.yaml": "scheme", "lists.yaml": "{list}", "remedies.yaml": "{remedy}", "sources.yaml": "{source}", "tests/*.yaml": "[worked-case]",
    "world.yaml": "world", "practice.yaml": "practice", "variants/*.yaml": "variant",
}
"""Each kind of YAML file and what it holds."""

OBJECTS = {
    "scheme": """id:id! label:label! about:text keeper:label! from:date! to:date subjects:kinds-of-subject! counting:counting governed_by:deed|entry|gentler
        governed_by_basis:basis same_conduct:gravest|all same_conduct_basis:basis transitions:{keep|lapse} transitions_basis:basis ledgers:{ledger} obligations:{duty}
        agreements:{passing} scales:{scale} grades:grades consent:H(consent)""",
    "kind-of-subject": "when:condition basis:basis!",
    "counting": "first_day:excluded|included roll:none|next_working_day clock:entry|deed|end basis:basis",
    "ledger": """kind:points|mean|scorecard! label:label! step:number start:H(number) start_basis:basis floor:H(number) floor_basis:basis ceiling:H(number) ceiling_basis:basis
        clipped:shown|entered clipped_basis:basis repeat:H(repeat) counts_for:[line-of-counts_for] groups:{group} frozen:frozen of:value|positive|defective of_basis:basis over:text
        over_basis:basis shown_from:text shown_from_basis:basis range:[number] range_basis:basis recomputed:set-days recomputed_basis:basis features:{feature} weights:number basis:basis!""",
    "repeat": "factor:number! basis:basis!",
    "line-of-counts_for": "when:condition for:duration! basis:basis!",
    "group": "takes:sum|highest|latest cap:cap basis:basis!",
    "frozen": "what:good|bad|any! while:condition! basis:basis!",
    "feature": "label:label! weight:H(number)! weight_basis:basis bins:[bin]! basis:basis!",
    "bin": "when:condition otherwise:true points:number! basis:basis",
    "duty": "label:label! amount:text! due:duration! ends:performed|with_the_conduct basis:basis! amount_basis:basis due_basis:basis ends_basis:basis",
    "passing": """label:label! gives:gift! of:kind against:ids-or-any! becomes:text when:condition lag:text follows:none|ends|corrections|both within:duration onward:yes|no
        consent:none|required from:date to:date basis:basis! gives_basis:basis against_basis:basis becomes_basis:basis when_basis:basis lag_basis:basis follows_basis:basis
        within_basis:basis onward_basis:basis consent_basis:basis""",
    "gift": "acts:acts-given list:text",
    "scale": "of:amount|severity|lasts! reached:{number} marginal:{number} basis:basis!",
    "grades": "ledger:id! bands:H([band])! assessed:set-days assessed_basis:basis",
    "band": "id:id! label:label! at_least:number keeps_to:number otherwise:true basis:basis!",
    "consent": "asked:not_asked|opt_in|opt_out! of:kind without:[score|grants] basis:basis",
    "list": """label:label! of:kind! colour:black|red|watch! grounds:{ground}! except:{exception} leaves:way-of-leaving grade:id grade_basis:basis enters:id enters_basis:basis
        before:notice-before effect:text effect_basis:basis published:publication removal:duration removal_basis:basis not_again_for:duration not_again_for_basis:basis from:date
        to:date basis:basis!""",
    "ground": "when:condition! term:text! term_basis:basis leaves:way-of-leaving extend:extension basis:basis!",
    "exception": "defeats:ids-or-any! when:condition! basis:basis!",
    "way-of-leaving": "when:condition! basis:basis!",
    "extension": "by:text! when:condition! at_most:number basis:basis!",
    "notice-before": "told:duration! basis:basis!",
    "publication": "after:duration for:duration basis:basis!",
    "remedy": """kind:objection|correction|appeal|repair|performance! label:label! against:target! when:condition open_for:duration after:duration decided_within:duration!
        not_again_for:duration follows:id at_most:cap meanwhile:counts|suspended if_lost:id if_won:text! cost:money office:id! from:date to:date basis:basis! against_basis:basis
        when_basis:basis open_for_basis:basis after_basis:basis decided_within_basis:basis not_again_for_basis:basis follows_basis:basis at_most_basis:basis meanwhile_basis:basis
        if_won_basis:basis if_lost_basis:basis cost_basis:basis office_basis:basis""",
    "target": "acts:ids-or-any lists:[id]",
    "source": "title:label! address:text from:date seen:date kind:original|translation|mirror|news|paper! note:text",
    "worked-case": "name:text! subject:{scalar} members:{attributes} from:date script:[text] expect:{expected}! basis:basis",
    "world": "id:id! label:label! about:text from:date! to:date! people:number! people_basis:basis! schemes:[scheme-in-force]! attributes:{attribute}! report_by:[text] age_groups:[number]",
    "scheme-in-force": "scheme:text! places:ids-or-any from:date! to:date",
    "attribute": "of:household|person|organisation! values:[scalar]! label:label",
    "practice": """told:practice-of-telling! remedies:{practice-of-a-remedy} offices:{office} consent:{practice-of-consent} obligations:{practice-of-an-obligation}
        agreements:{practice-of-an-agreement} discretion:{discretion}""",
    "practice-of-telling": "records:telling! lists:telling! before:telling served:telling",
    "telling": "share:share! after:span! basis:basis!",
    "practice-of-a-remedy": "filed:practice-of-filing! won:practice-of-deciding! takes:time-taken!",
    "practice-of-filing": "share:share right:share wrong:share after:span! basis:basis!",
    "practice-of-deciding": "share:share right:share wrong:share basis:basis!",
    "time-taken": "days:span! basis:basis!",
    "office": "handles:text! basis:basis!",
    "practice-of-consent": "share:share! basis:basis!",
    "practice-of-an-obligation": "performed:[row-of-what-is-performed]!",
    "row-of-what-is-performed": "when:condition share:share! after:span! pays:share basis:basis!",
    "practice-of-an-agreement": "done:share mistaken:share followed:share basis:basis!",
    "discretion": "label:label! in_use:yes|no! conduct:id! entered_as:text! channel:id! from:date! to:date basis:basis!",
    "variant": "label:label! from:date change:{any}! note:text",
}
"""Fields of each object as `name:type`, with ! where it must be there; in words of a choice _ stands for a space."""

_BASIS = r"^(text|secondary|borrowed) \S+( .*)?$|^assumption .+$"
_DURATION = r"^\d+ (working )?days?$|^\d+ months?$|^\d+ years?$|^for ever$|^while it holds$|^to the end of the (next )?(month|quarter|half-year|year)$"
_TYPES: dict[str, dict] = {
    "any": {}, "scalar": {"type": ["string", "number", "boolean"]}, "text": {"type": ["string", "number"]}, "true": {"enum": [True, "true"]},
    "id": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}, "number": {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$|^none$"},
    "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}, "duration": {"type": "string", "pattern": _DURATION},
    "cap": {"type": "string", "pattern": r"^\d+(\.\d+)? (a month|a quarter|a half-year|a year|in all)$"},
    "share": {"type": "string", "pattern": r"^\d+(\.\d+)? ?%$|^\d+ in \d+$"}, "money": {"type": "string", "pattern": r"^\d+(\.\d+)? yuan$"},
    "span": {"type": "string", "pattern": r"^\d+ to \d+ days$|^\d+ days?$"}, "kind": {"enum": ["person", "organisation", "both"]},
    "basis": {"type": "string", "pattern": _BASIS, "description": "text DOC pin · secondary DOC pin · borrowed DOC pin · assumption why"},
    "condition": {"type": ["string", "boolean"], "description": "The language of when: docs/reference/format.md, section 3"},
    "label": {"type": "object", "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}, "required": ["en"], "additionalProperties": False},
    "set-days": {"type": "string", "description": "continuously · monthly on 6 · yearly on 01-31 and 07-31"},
    "ids-or-any": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "acts-given": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "object", "additionalProperties": {"type": "string"}}]},
    "attributes": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
    "expected": {"type": "object"},
    "kinds-of-subject": {"type": "object", "properties": {kind: {"$ref": "#/$defs/kind-of-subject"} for kind in ("person", "organisation")}, "additionalProperties": False},
}
_FIELD = re.compile(r"(\w+):(\S+?)(!?)(?:\s+|$)")


def fields_of(name: str) -> dict[str, tuple[str, bool]]:
    """Each field of an object with its type and whether it must be there."""
    return {field: (kind, bool(needed)) for field, kind, needed in _FIELD.findall(OBJECTS[name])}


def json_schema(file: str) -> dict:
    """The JSON Schema (2020-12) of one kind of file, a key of FILES."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Xinyong rules: {file}", **_of(FILES[file]),
            "$defs": {name: _object(name) for name in OBJECTS}}


def _object(name: str) -> dict:
    fields = fields_of(name)
    return {"type": "object", "properties": {field: _of(kind) for field, (kind, _) in fields.items()},
            "required": [field for field, (_, needed) in fields.items() if needed], "additionalProperties": False}


def _of(kind: str) -> dict:
    if kind in OBJECTS:
        return {"$ref": f"#/$defs/{kind}"}
    if kind in _TYPES:
        return _TYPES[kind]
    if kind.startswith("{"):
        return {"type": "object", "additionalProperties": _of(kind[1:-1])}
    if kind.startswith("["):
        return {"type": "array", "items": _of(kind[1:-1])}
    if kind.startswith("H("):
        item = _of(kind[2:-1])
        return {"anyOf": [item, {"type": "object", "patternProperties": {r"^\d{4}-\d\d-\d\d$": {"anyOf": [item, {"const": "none"}]}}, "additionalProperties": False}]}
    words = [word.replace("_", " ") for word in kind.split("|")]
    return {"enum": words + [value for word, value in (("yes", True), ("no", False), ("true", True)) if word in words]}
