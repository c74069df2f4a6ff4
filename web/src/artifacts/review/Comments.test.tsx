import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ArtifactView, CommentView, VersionContent } from "@/api/http";
import { inSession, server, sessionAt, show } from "../../../tests/shown";
import { Comments } from "./Comments.tsx";
import { useReview } from "./useReview.ts";

const AT = "/api/sessions/s-1/artifacts/a-x-1";
const ARTIFACT = { id: "a-x-1", session: "s-1", kind: "markdown", newest: { number: 2 } } as unknown as ArtifactView;

const comment = (number: number, more: Partial<CommentView> = {}): CommentView => ({
  number,
  anchor: { version: 1, path: "a.md", start: 0, end: 3, selector: "", quote: "one" },
  text: `words ${number}`,
  who: "ann",
  at: 1_700_000_000,
  resolved: false,
  sent: false,
  place: { path: "a.md", start: 0, end: 3, words: "one" },
  lost: false,
  ...more,
});

function Room() {
  const review = useReview(ARTIFACT, 2, null);
  const begin = () => review.begin({ kind: "text", path: "a.md", from: 3, quote: "two", rewrites: true });
  return (
    <>
      <button type="button" onClick={begin}>
        begin
      </button>
      <Comments review={review} toPlace={() => undefined} />
    </>
  );
}

const shown = async (comments: CommentView[], answers: Record<string, unknown> = {}) => {
  const asked = server({ [`GET ${AT}/reviews`]: { comments, candidates: [] }, ...answers });
  await show(inSession(sessionAt([]), <Room />));
  return () => asked.filter(({ method }) => method !== "GET").map(({ method, path, json }) => [method, path, json]);
};

describe("comments", () => {
  it("say when they have lost their place, and hide what is resolved until it is wanted", async () => {
    await shown([comment(1, { lost: true, place: null }), comment(2, { resolved: true })]);
    await screen.findByText("It has lost its place: these words were in version 1.");
    expect(screen.queryByText("words 2")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Show 1 resolved" }));
    expect(screen.getByText("words 2")).toBeTruthy();
  });

  it("are sent together, and only one's own can be deleted", async () => {
    const did = await shown([comment(1), comment(2, { who: "ben" })], {
      [`POST ${AT}/comments/send`]: { comments: [], candidates: [] },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Send 2 to the model" }));
    await waitFor(() => expect(did()).toEqual([["POST", `${AT}/comments/send`, { comments: [1, 2], language: "en" }]]));
    expect(screen.getAllByRole("button", { name: "Delete this comment" })).toHaveLength(1);
  });

  it("are made where the words are in the version, counted in whole characters, and sent to be rewritten", async () => {
    const version = { files: { "a.md": "😀 two" } } as unknown as VersionContent;
    const did = await shown([], {
      [`GET ${AT}/versions/2`]: version,
      [`POST ${AT}/comments`]: comment(7),
      [`POST ${AT}/comments/send`]: { comments: [], candidates: [] },
    });
    fireEvent.click(screen.getByRole("button", { name: "begin" }));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: " shorter " } });
    fireEvent.click(screen.getByRole("button", { name: "Ask for it" }));
    await waitFor(() => expect(did()).toHaveLength(2));
    const anchor = { version: 2, path: "a.md", start: 2, end: 5 };
    expect(did()[0]).toEqual(["POST", `${AT}/comments`, { anchor, text: "shorter" }]);
    expect(did()[1]?.[2]).toEqual({ comments: [7], language: "en" });
  });

  it("are not made of words that are not there any more", async () => {
    const did = await shown([], { [`GET ${AT}/versions/2`]: { files: { "a.md": "gone" } } });
    fireEvent.click(screen.getByRole("button", { name: "begin" }));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "x" } });
    fireEvent.click(screen.getByRole("button", { name: "Ask for it" }));
    await waitFor(() => expect(screen.getByRole("textbox")).toHaveProperty("value", "x"));
    expect(did()).toEqual([]);
  });
});
