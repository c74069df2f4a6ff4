import { Empty } from "@/parts/Empty";
import { useSession } from "@/session/SessionContext";
import { useWords } from "@/words";

export default function Timeline() {
  const { shell, common } = useWords();
  const { view } = useSession();
  return <Empty title={shell.viewComing} text={common.steps(view.steps.length)} />;
}
