// Files of a version as one zip, made in the browser.
import { strToU8, zip } from "fflate";
import type { VersionContent } from "@/api/http";
import { contentOf } from "./asking";

/** A name for the disk: without what some systems do not take in one. */
export const fileName = (title: string): string =>
  title
    .replace(/[\p{Cc}\\/:*?"<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069]+/gu, " ")
    .trim()
    .replace(/^\.+/, "")
    .slice(0, 80) || "artifact";

export async function zipOf(version: VersionContent): Promise<Blob> {
  const { files, bytes = {} } = contentOf(version);
  const texts = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  const others = Object.entries(bytes).map(([path, data]) => [path, new Uint8Array(data)] as const);
  const made = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) =>
    zip(Object.fromEntries([...texts, ...others]), { level: 6 }, (error, data) =>
      error ? reject(error) : resolve(new Uint8Array(data)),
    ),
  );
  return new Blob([made], { type: "application/zip" });
}

/** Saves it on the person's machine. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it up by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
