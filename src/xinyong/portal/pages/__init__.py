"""The pages, a module a kind. ROUTES are all of them, in the order in which addresses are matched."""

from xinyong.portal.pages import cities, compare, find, home, play, record, rules, run, what_if, words

ROUTES = (home.routes, find.routes, cities.routes, compare.routes, rules.routes, words.routes, record.routes, what_if.routes, play.routes, run.routes)
