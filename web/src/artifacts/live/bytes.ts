// Bytes as letters, for what holds letters only.
const PIECE = 0x8000;

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  return bytes;
}

export function base64Of(bytes: Uint8Array): string {
  let letters = "";
  for (let place = 0; place < bytes.length; place += PIECE) {
    letters += String.fromCharCode(...bytes.subarray(place, place + PIECE));
  }
  return btoa(letters);
}
