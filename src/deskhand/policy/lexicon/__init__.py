"""Words of English and Chinese pages and programs, as data: what labels, surroundings, fields and addresses mean.

Nothing in here decides; `policy.pressing` and its neighbours do. A label may lie about what it does, which is why a
request that changes something is held in the browser whatever the button was called.
"""
