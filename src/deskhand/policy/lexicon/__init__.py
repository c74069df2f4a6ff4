"""Words of English and Chinese pages and programs, as data: what labels, surroundings, fields and addresses mean.

`meanings` says what follows from a family of verbs and a kind of thing, `english` and `chinese` which words belong to
them; `around` and `taking_back` are about the words beside a button, `fields` and `addresses` about forms.

Nothing in here decides; `policy.pressing` and its neighbours do. A label may lie about what it does, which is why a
request that changes something is held in the browser whatever the button was called.
"""
