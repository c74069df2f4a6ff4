import { Empty } from "@/parts/Empty";
import { Page } from "@/shell/Page";
import { useWords } from "@/words";

export default function Costs() {
  const { shell } = useWords();
  return (
    <Page title={shell.costs}>
      <Empty title={shell.viewComing} />
    </Page>
  );
}
