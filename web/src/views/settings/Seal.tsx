import { useEffect, useRef, useState } from "react";
import * as api from "@/api/calls";
import { newToken, type Tried, tryRoads } from "@/artifacts/trial";
import { Button } from "@/parts/Button";
import { Section } from "@/parts/Section";
import { toastError } from "@/parts/toasts";
import { useMe } from "@/shell/me";
import { useSpeech, type Words } from "@/words";

type Found = (Tried & { arrived: readonly string[] }) | "ended";

function verdict(found: Found, { seal }: Words["settings"]): { holds: boolean; words: string } {
  if (found === "ended") return { holds: false, words: seal.ended };
  if (found.off) return { holds: false, words: seal.off(found.off) };
  if (found.arrived.length) return { holds: false, words: seal.arrived(found.arrived.join(", ")) };
  if (found.open.length) return { holds: false, words: seal.open(found.open.join(", ")) };
  return { holds: true, words: seal.holds(found.tried.length) };
}

/** The test of the seal: anybody can run it, in the browser that they use. */
export default function Seal() {
  const { words, tongue } = useSpeech();
  const { settings } = words;
  const { server } = useMe();
  const place = useRef<HTMLDivElement>(null);
  const trial = useRef<AbortController | null>(null);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => () => trial.current?.abort(), []);

  const test = async () => {
    if (!place.current) return;
    const token = newToken();
    const ending = new AbortController();
    trial.current = ending;
    setBusy(true);
    setFound(null);
    try {
      const tried = await tryRoads(place.current, server.frame, token, tongue, settings.seal.title, ending.signal);
      if (ending.signal.aborted) return;
      setFound(tried ? { ...tried, arrived: (await api.arrived(token)).names } : "ended");
    } catch (error) {
      toastError(error, words);
    } finally {
      setBusy(false);
    }
  };

  const told = found && verdict(found, settings);
  return (
    <Section title={settings.seal.title} note={settings.seal.intro}>
      <div className="flex flex-col items-start gap-4 rounded-lg border border-line bg-panel p-4">
        <Button onClick={() => void test()} disabled={busy}>
          {busy ? settings.seal.testing : settings.seal.test}
        </Button>
        <p role="status" className={told && !told.holds ? "text-bad" : "text-ink"}>
          {told?.words}
        </p>
        <p className="text-sm text-soft">{settings.seal.not}</p>
        <div ref={place} aria-hidden="true" className="relative isolate h-px w-px overflow-hidden" />
      </div>
    </Section>
  );
}
