"""The portal: everything a reader needs, in a browser, on one machine.

make_app    the pages as an ASGI application (portal/app.py)
serve       the pages at an address of this machine (portal/serve.py)

A module of `pages/` answers for one kind of page; `frame` is what all of them share; `shelf` finds runs, `lives` lives new ones, `words` is all that
the portal says in its own words.
"""
