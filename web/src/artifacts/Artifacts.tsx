// The artifacts of a session: what the model and people made, shown, read, changed by hand, and all their versions.
import { Shapes } from "lucide-react";
import { Empty } from "@/parts/Empty";
import { Spinner } from "@/parts/Spinner";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";
import { useArtifacts } from "./asking";
import { Shelf } from "./Shelf";
import { useChosen } from "./useChosen";
import { useWriting } from "./useWriting";

export default function Artifacts() {
  const { id, live, view } = useSession();
  const { artifacts } = useWords();
  const { found, known } = useArtifacts(id);
  const writing = useWriting(live, view, found);
  const chosen = useChosen(found, writing);
  if (found.length || writing) return <Shelf found={found} writing={writing} chosen={chosen} />;
  if (known) return <Empty icon={<Shapes />} title={artifacts.none} text={artifacts.noneText} />;
  return (
    <div className="grid h-full place-items-center text-faint">
      <Spinner />
    </div>
  );
}
