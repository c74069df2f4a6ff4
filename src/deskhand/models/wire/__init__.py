"""What the adapters of all providers share: pixels of the screen and of its pictures (`scale`), pictures made ready to
be sent (`pictures`), marks around words that are not the person's (`marks`), and a stranger's JSON made safe (`sound`).
It knows no provider's shapes and no SDK.
"""
