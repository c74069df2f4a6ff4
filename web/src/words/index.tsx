// The words of the page in the person's language, and numbers, money and times as that language writes them.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { en, type Words } from "./en";

export type { Words } from "./en";
export type Tongue = "en" | "zh";

const KEPT = "deskhand.language";

/** What the page shall speak: what the person chose, else what their browser asks for. */
export function chosenTongue(): Tongue {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === "en" || kept === "zh") return kept;
  } catch {
    // No storage: the browser's own language.
  }
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

/** The words of a language; Chinese is fetched when it is wanted. */
export async function wordsOf(tongue: Tongue): Promise<Words> {
  return tongue === "zh" ? (await import("./zh")).zh : en;
}

export interface Figures {
  money: (usd: number) => string;
  seconds: (s: number) => string;
  span: (s: number) => string;
  tokens: (n: number) => string;
  count: (n: number) => string;
  ago: (at: number) => string;
  clock: (at: number) => string;
  date: (at: number) => string;
  bytes: (n: number) => string;
}

export interface Speech {
  tongue: Tongue;
  words: Words;
  figures: Figures;
  speak: (tongue: Tongue) => void;
}

const SpeechContext = createContext<Speech | null>(null);

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("useSpeech outside of SpeechProvider");
  return speech;
}

export const useWords = (): Words => useSpeech().words;
export const useFigures = (): Figures => useSpeech().figures;

/** Made when it is first wanted: each of these takes milliseconds, and a page needs one or two of them at first. */
function lately<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function figuresOf(tongue: Tongue, words: Words): Figures {
  const locale = tongue === "zh" ? "zh-CN" : "en-GB";
  const plain = lately(() => new Intl.NumberFormat(locale));
  const short = lately(
    () => new Intl.NumberFormat(locale === "zh-CN" ? "en" : locale, { notation: "compact", maximumFractionDigits: 1 }),
  );
  const dates = (form: Intl.DateTimeFormatOptions) => lately(() => new Intl.DateTimeFormat(locale, form));
  const time = dates({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const date = dates({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const day = dates({ day: "numeric", month: "short" });
  const money = (usd: number) => (usd === 0 || usd >= 0.095 ? `$${usd.toFixed(2)}` : `$${Number(usd.toPrecision(2))}`);
  const span = (s: number) => {
    if (s < 59.5) return words.common.seconds(String(Math.round(s)));
    const [hours, minutes] = [Math.floor(s / 3_600), Math.floor(s / 60) % 60];
    if (!hours) return words.common.minutes(Math.round(s / 60));
    return minutes ? `${words.common.hours(hours)} ${words.common.minutes(minutes)}` : words.common.hours(hours);
  };
  return {
    money,
    seconds: (s) => (s < 59.95 ? words.common.seconds(s < 9.95 ? s.toFixed(1) : String(Math.round(s))) : span(s)),
    span,
    tokens: (n) => short().format(n).replace("K", "k"),
    count: (n) => plain().format(n),
    ago: (at) => {
      const s = Date.now() / 1_000 - at;
      if (s < 60) return words.common.now;
      if (s < 3_600) return words.common.minutes(Math.floor(s / 60));
      if (s < 86_400) return words.common.hours(Math.floor(s / 3_600));
      return s < 7 * 86_400 ? words.common.days(Math.floor(s / 86_400)) : day().format(at * 1_000);
    },
    clock: (at) => time().format(at * 1_000),
    date: (at) => date().format(at * 1_000),
    bytes: (n) => (n < 1_000 ? `${n} B` : n < 1e6 ? `${(n / 1e3).toFixed(0)} kB` : `${(n / 1e6).toFixed(1)} MB`),
  };
}

/** Gives the page its words. `initial` are those of `tongue`, fetched before the first drawing. */
export function SpeechProvider(given: { tongue: Tongue; initial: Words; children: ReactNode }) {
  const [now, setNow] = useState({ tongue: given.tongue, words: given.initial });
  const speak = useCallback((tongue: Tongue) => {
    try {
      localStorage.setItem(KEPT, tongue);
    } catch {
      // The choice then lasts as long as the page.
    }
    void wordsOf(tongue).then((words) => setNow({ tongue, words }));
  }, []);
  useEffect(() => {
    document.documentElement.lang = now.tongue === "zh" ? "zh-CN" : "en";
  }, [now.tongue]);
  const speech = useMemo<Speech>(() => ({ ...now, figures: figuresOf(now.tongue, now.words), speak }), [now, speak]);
  return <SpeechContext value={speech}>{given.children}</SpeechContext>;
}
