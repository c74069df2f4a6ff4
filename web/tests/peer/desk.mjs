// The peer has no desk: it takes the page's WebSocket and closes it as the server does when no screen is there.
import { createHash } from "node:crypto";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const NO_SCREEN = 1012;

/** Answers an upgrade to a WebSocket, and ends it with the code. */
export function noDesk(request, socket) {
  const key = request.headers["sec-websocket-key"];
  if (!key) return socket.destroy();
  const accept = createHash("sha1")
    .update(key + GUID)
    .digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const frame = Buffer.alloc(4);
  frame.writeUInt16BE(0x8802, 0);
  frame.writeUInt16BE(NO_SCREEN, 2);
  socket.on("error", () => socket.destroy());
  socket.end(frame);
}
