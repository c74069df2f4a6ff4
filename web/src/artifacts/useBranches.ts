import { useQueryClient } from "@tanstack/react-query";
import * as api from "@/api/artifacts";
import type { ArtifactView } from "@/api/http";
import { toast } from "@/parts/toasts";
import { useDoing } from "@/parts/useDoing";
import { useWords } from "@/words";
import { artifactsAgain, useTaken } from "./asking";
import type { Chosen } from "./useChosen";

const TITLE_CHARS_MAX = 200;

/** Makes branches of an artifact, and brings one into where it came from. */
export function useBranches(artifact: ArtifactView | undefined, chosen: Chosen) {
  const { artifacts } = useWords();
  const { busy, run } = useDoing();
  const client = useQueryClient();
  const session = artifact?.session ?? "";
  const taken = useTaken(session);
  const shown = async (made: ArtifactView, words: string) => {
    taken(made);
    await artifactsAgain(client, session, made.id);
    chosen.go({ artifact: made.id, number: 0, mode: "preview" });
    toast(words);
  };
  const branch = async (number: number) => {
    if (!artifact) return;
    const title = artifacts.branchTitle(artifact.title).slice(0, TITLE_CHARS_MAX);
    const made = await run(() => api.branchArtifact(session, artifact.id, { number, title }));
    if (!made) return;
    await shown(made, artifacts.branched(number));
  };
  const bring = async () => {
    if (!artifact) return;
    const note = artifacts.broughtNote(artifact.title, artifact.newest.number);
    const told = await run(() => api.bringBranch(session, artifact.id, { note }));
    if (!told) return;
    const { artifact: into, candidate } = told;
    await shown(into, candidate ? artifacts.broughtToLook : artifacts.brought(into.title, into.newest.number));
  };
  return { branch: (number: number) => void branch(number), bring: () => void bring(), busy };
}
