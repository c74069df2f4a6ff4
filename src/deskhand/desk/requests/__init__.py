"""The second wall: what pages would send out of the desk's browser is held until something that was allowed covers it.

`reading` turns what the browser tells of a request into a value; `rules` says which requests are held; `wall` holds
them, lets them go or stops them; `sockets` keeps lasting connections shut; `typing` remembers what was given to pages.
Nothing here knows verdicts or profiles: what is covered is told by whoever performs acts.
"""
