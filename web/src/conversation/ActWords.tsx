// An act as a sentence, with the things themselves set apart from the words around them.
import { memo } from "react";
import { pieces, tell, tenseOf } from "@/session/acts";
import type { Step } from "@/session/view";
import { useWords } from "@/words";

const CODE = new Set(["command", "keys", "path", "to"]);
const CHARS_MAX = 90;

const short = (text: string) => (text.length > CHARS_MAX ? `${text.slice(0, CHARS_MAX - 1)}…` : text);

export const ActWords = memo(function ActWords({ step }: { step: Step }) {
  const words = useWords();
  const told = tell(step, words);
  return (
    <span className="[overflow-wrap:anywhere]">
      {pieces(told, tenseOf(step), words).map((piece) => {
        if (!piece.strong) return piece.text;
        if (CODE.has(piece.name) && told.key !== "set") {
          return (
            <code key={piece.name} className="font-code text-[0.92em] text-ink">
              {short(piece.text)}
            </code>
          );
        }
        const quoted = piece.name === "text" && told.key.startsWith("typed");
        return (
          <b key={piece.name} className="font-[550] text-ink">
            {quoted ? `‘${short(piece.text)}’` : short(piece.text)}
          </b>
        );
      })}
    </span>
  );
});
