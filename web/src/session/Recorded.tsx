import { useWords } from "@/words";

/** The record's own sentence, where the page tells it in other words. */
export function Recorded({ text }: { text: string }) {
  const { judged } = useWords();
  if (!text) return null;
  return (
    <span className="mt-0.5 block text-xs text-faint [overflow-wrap:anywhere]">
      {judged.recorded}: <span lang="en">{text}</span>
    </span>
  );
}
