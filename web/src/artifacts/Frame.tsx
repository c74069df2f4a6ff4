// A sealed frame in the page. It knows no API: it is given what to show, and tells what the frame says.
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import type { FromFrame, Language, Theme } from "../../frame/protocol.ts";
import type { Ended } from "./sealed.ts";
import { type Seen, Showing, type Wanted } from "./showing.ts";

/** What a person can do about a frame that does not answer. */
export interface FrameHandle {
  wait: () => void;
  stop: () => void;
}

interface FrameProps {
  ref?: Ref<FrameHandle>;
  /** Where the frame is served: `server.frame` of GET /api/me. */
  address: string;
  wanted: Wanted | null;
  theme: Theme;
  language: Language;
  title: string;
  /** Elements can be pointed at. */
  inspecting?: boolean;
  onSaid: (words: FromFrame) => void;
  onEnded: (why: Ended) => void;
  onBusy?: (on: boolean) => void;
  onAsked?: Seen["asked"];
}

export function Frame(given: FrameProps) {
  const { ref, address, wanted, theme, language, title, inspecting = false, onSaid, onEnded, onBusy, onAsked } = given;
  const place = useRef<HTMLDivElement>(null);
  const showing = useRef<Showing | null>(null);
  const heard = useRef({ onSaid, onEnded, onBusy, onAsked });
  heard.current = { onSaid, onEnded, onBusy, onAsked };
  const look = useRef({ theme, language });
  look.current = { theme, language };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language begins afresh; the theme is told below
  useEffect(() => {
    if (!place.current) return;
    const made = new Showing(place.current, address, title, look.current, {
      said: (words) => heard.current.onSaid(words),
      ended: (why) => heard.current.onEnded(why),
      busy: (on) => heard.current.onBusy?.(on),
      asked(ask, of, answer, gone) {
        if (heard.current.onAsked) heard.current.onAsked(ask, of, answer, gone);
        else answer({ error: "this is not allowed" });
      },
    });
    showing.current = made;
    return () => {
      showing.current = null;
      made.end();
    };
  }, [address, title, language]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a showing that was made anew shows it anew
  useEffect(() => {
    if (wanted) showing.current?.show(wanted);
  }, [wanted, address, title, language]);

  useImperativeHandle(ref, () => ({
    wait: () => showing.current?.wait(),
    stop: () => showing.current?.stop(),
  }));

  useEffect(() => showing.current?.setTheme(theme), [theme]);
  useEffect(() => showing.current?.inspect(inspecting), [inspecting]);

  return <div ref={place} className="relative isolate h-full w-full overflow-hidden" />;
}
