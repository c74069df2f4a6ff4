// What can be done with words that are selected in the text.
import { MessageSquarePlus, Sparkles } from "lucide-react";
import { Button } from "@/parts/Button";
import { useWords } from "@/words";

interface Props {
  count: number;
  onComment: () => void;
  onRewrite: () => void;
}

export function SelectionBar({ count, onComment, onRewrite }: Props) {
  const { together } = useWords();
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line bg-sunk px-3 py-1.5 text-xs text-soft">
      <span className="flex-1">{together.selected(count)}</span>
      <Button size="sm" onClick={onComment}>
        <MessageSquarePlus /> {together.comment}
      </Button>
      <Button size="sm" onClick={onRewrite}>
        <Sparkles /> {together.rewrite}
      </Button>
    </div>
  );
}
