import type { ReactNode } from "react";
import { Mark } from "@/parts/Mark";
import { useSpeech } from "@/words";

/** The page before the workspace: the mark, what is to be done, and the language, which nobody has chosen yet. */
export function Door({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const { words, tongue, speak } = useSpeech();
  return (
    <main id="main" className="grid min-h-dvh grid-rows-[1fr_auto] px-5">
      <div className="mx-auto flex w-full max-w-sm flex-col justify-center py-10">
        <div className="rise mb-8 flex items-center gap-2.5 text-lg font-[650] tracking-tight">
          <Mark size={26} /> {words.common.product}
        </div>
        <h1 className="rise font-title text-2xl tracking-[-0.01em]">{title}</h1>
        <p className="rise mt-1.5 text-soft">{text}</p>
        {children}
      </div>
      <footer className="flex justify-center gap-1 pb-6 text-sm">
        {(["en", "zh"] as const).map((each) => (
          <button
            key={each}
            type="button"
            lang={each === "zh" ? "zh-CN" : "en"}
            aria-pressed={tongue === each}
            onClick={() => speak(each)}
            className={`rounded-md px-2.5 py-1 ${tongue === each ? "font-[550] text-ink" : "text-faint hover:text-ink"}`}
          >
            {each === "en" ? "English" : "中文"}
          </button>
        ))}
      </footer>
    </main>
  );
}

export function NewLink() {
  return (
    <pre className="mt-3 overflow-x-auto rounded-md border border-line bg-sunk px-3.5 py-2.5 font-code text-sm text-ink">
      deskhand up --link
    </pre>
  );
}
