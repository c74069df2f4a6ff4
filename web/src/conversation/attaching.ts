// Files on their way into a message: picked, dropped or pasted, uploaded at once, and then parts of what is said.
import { useCallback, useEffect, useRef, useState } from "react";
import * as api from "@/api/calls";
import { newId } from "@/api/client";
import type { FilePart, PicturePart } from "@/api/events";
import { toast, wordsOfError } from "@/parts/toasts";
import { useWords } from "@/words";

export interface Attachment {
  id: string;
  name: string;
  size: number;
  /** An address of this page's own for a picture, to show it before it is uploaded. */
  preview: string;
  part: PicturePart | FilePart | null;
}

const PICTURES = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/** The file as a part of what is said. What calls itself a picture and is none has no size, and is a file. */
async function uploaded(file: File, signal: AbortSignal): Promise<PicturePart | FilePart> {
  const { hash, media_type, name, width, height } = await api.upload(file, file.name || "picture.png", signal);
  if (!width || !height) return { kind: "file", blob: hash, media_type, name };
  return { kind: "picture", blob: hash, media_type, width, height, frame: null, region: null, alt: name };
}

type Takes = (files: Iterable<File>) => void;
const fields = new Map<string, Takes>();
const waiting = new Map<string, File[]>();

/** Puts a file beside the words that are not sent yet, now or when their field is there. */
export function addToAttachments(name: string, file: File): void {
  const takes = fields.get(name);
  if (takes) takes([file]);
  else waiting.set(name, [...(waiting.get(name) ?? []), file]);
}

/** name: the field's own, where others may add to it. */
export function useAttachments(name = "") {
  const words = useWords();
  const [held, setHeld] = useState<readonly Attachment[]>([]);
  const uploads = useRef(new Map<string, AbortController>());

  const remove = useCallback((id: string) => {
    uploads.current.get(id)?.abort();
    uploads.current.delete(id);
    setHeld((now) => {
      const gone = now.find((each) => each.id === id);
      if (gone?.preview) URL.revokeObjectURL(gone.preview);
      return now.filter((each) => each.id !== id);
    });
  }, []);

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const id = newId();
        const preview = PICTURES.has(file.type) ? URL.createObjectURL(file) : "";
        const upload = new AbortController();
        uploads.current.set(id, upload);
        setHeld((now) => [
          ...now,
          { id, name: file.name || words.conversation.picture, size: file.size, preview, part: null },
        ]);
        uploaded(file, upload.signal).then(
          (part) => setHeld((now) => now.map((each) => (each.id === id ? { ...each, part } : each))),
          (error) => {
            remove(id);
            if (upload.signal.aborted) return;
            const { text, hint } = wordsOfError(error, words);
            toast(words.conversation.uploadFailed(file.name), { hint: hint || text, bad: true });
          },
        );
      }
    },
    [words, remove],
  );

  useEffect(() => {
    if (!name) return;
    fields.set(name, add);
    const files = waiting.get(name) ?? [];
    waiting.delete(name);
    if (files.length) add(files);
    return () => {
      if (fields.get(name) === add) fields.delete(name);
    };
  }, [name, add]);

  const clear = useCallback(() => {
    setHeld((now) => {
      for (const each of now) if (each.preview) URL.revokeObjectURL(each.preview);
      return [];
    });
    uploads.current.clear();
  }, []);

  return { held, add, remove, clear, busy: held.some((each) => !each.part) };
}
