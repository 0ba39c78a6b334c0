"""How the law is compiled, and luck: what every compiled part of the program stands on."""
