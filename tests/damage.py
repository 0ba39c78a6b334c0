"""Rule files damaged at random: what hands, editors and disks do to text."""

from __future__ import annotations

import random

ODD = ["", " ", ",", ":", "\"", "'", "{", "}", "[", "]", "- ", "#", "\n", "\t", "\0", "\\", "0", "-1", "999999999999", "1e9", "NaN", "％", "无",
       "true", "null", "drop", "&a", "*a", "!!x", "|", ">", "2020-02-30", "9999-01-01", "100 %", "5 to 3 days", "for ever", "(", ")", " and ",
       " in ", "==", "head.", "age", "role", "a" * 5000, "..", "/", "./points", "\ufeff", "\x85", "\u2028", "١"]


def damage(data: bytes, luck: random.Random) -> bytes:
    """A few bytes, words or lines changed, doubled, swapped or lost."""
    text = data.decode("utf-8")
    for _ in range(luck.choice((1, 1, 1, 2, 5))):
        lines = text.split("\n")
        at, cut = luck.randrange(len(text) + 1), luck.randrange(len(text) + 1)
        line, other = luck.randrange(len(lines)), luck.randrange(len(lines))
        match luck.randrange(9):
            case 0:
                text = text[:at] + luck.choice(ODD) + text[at:]
            case 1:
                text = text[:at] + text[at + luck.choice((1, 1, 5)) :]
            case 2:
                text = text[:cut]
            case 3:
                lines[line], lines[other] = lines[other], lines[line]
                text = "\n".join(lines)
            case 4:
                text = "\n".join([*lines[:line], lines[line], *lines[line:]])
            case 5:
                text = "\n".join(lines[:line] + lines[line + 1 :])
            case 6:
                pieces = lines[line].split(",")
                pieces[luck.randrange(len(pieces))] = luck.choice([*ODD, *lines[other].split(",")])
                lines[line] = ",".join(pieces)
                text = "\n".join(lines)
            case 7:
                head, colon, _ = lines[line].partition(":")
                lines[line] = head + colon + " " + luck.choice(ODD)
                text = "\n".join(lines)
            case 8:
                words = text.split(" ")
                words[luck.randrange(len(words))] = luck.choice([*ODD, luck.choice(words)])
                text = " ".join(words)
    result = text.encode("utf-8", "surrogatepass")
    return result if luck.random() > 0.02 else result[: len(result) // 2] + b"\xff\xfe" + result[len(result) // 2 :]
