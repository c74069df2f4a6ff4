import { expect, test } from "vitest";
import type { SessionEvent } from "@/api/events";
import type { ArtifactSummary } from "@/api/http";
import { folded } from "@/session/fold";
import { call, finished, Journal, judged, replied, said, started } from "../../tests/journals";
import { shotsOf } from "./pictures.ts";

const picture = (blob: string, alt = "") => ({
  kind: "picture" as const,
  blob,
  media_type: "image/png",
  width: 640,
  height: 400,
  frame: null,
  region: null,
  alt,
});

const FOUND = [
  { id: "a-1-1", session: "s-1", kind: "react", title: "Page", newest: { number: 1, entry: "App.tsx" } },
  { id: "a-1-2", session: "s-1", kind: "picture", title: "Draft", newest: { number: 3, entry: "draft 1.png" } },
] as unknown as ArtifactSummary[];

test("attached pictures come first, then the screen, then pictures that are artifacts; each once", () => {
  const words = said("Make this a page.") as Extract<SessionEvent, { type: "said" }>;
  const first = { ...words, parts: [...words.parts, picture("aa", "design.png"), picture("bb")] };
  const seen = { ...finished("a"), screen: picture("cc") } as SessionEvent;
  const again = { ...finished("b"), screen: picture("cc") } as SessionEvent;
  const { events } = new Journal().add(
    first,
    replied("", [call("a", "look", {}), call("b", "look", {})]),
    judged("a"),
    started("a"),
    seen,
    judged("b"),
    started("b"),
    again,
  );
  const shots = shotsOf(folded(events), FOUND, (hash) => `/b/${hash}`);
  expect(shots.map(({ from, address }) => [from, address])).toEqual([
    ["attached", "/b/aa"],
    ["attached", "/b/bb"],
    ["screen", "/b/cc"],
    ["artifact", "/api/sessions/s-1/artifacts/a-1-2/versions/3/files/draft%201.png"],
  ]);
  expect(shots[0]?.name).toBe("design.png");
});
