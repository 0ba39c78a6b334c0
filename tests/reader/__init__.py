"""A second reading of the rule format, slow and plain, by which the engine is judged.

Written from docs/reference/format.md alone; it shares no code with `xinyong`. A scheme's folder and a worked case go in; where everybody
stands at the end of every day comes out. `days` counts, `files`, `parsing` and `values` read, `conditions` weighs, `rules` and `script` hold what was
written (`scheme` reads a folder), `life` lives it day by day. Only `engine` knows the program that is judged.
"""
