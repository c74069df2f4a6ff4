"""The desk's screen for people: RFB between a WebSocket and the desk's socket, read in both directions.

`Bridge.serve(websocket, Seat(...))` carries one view. Looking is for every viewer; keys, pointer and clipboard for the
connection that the journal says holds control.
"""

from deskhand.server.desk.bridge import Bridge, Seat
from deskhand.server.desk.closing import Ending
from deskhand.server.desk.holder import Holder, connection_name
from deskhand.server.desk.relay import Limits

__all__ = ["Bridge", "Ending", "Holder", "Limits", "Seat", "connection_name"]
