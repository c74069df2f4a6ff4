import { Empty } from "@/parts/Empty";
import { Page } from "@/shell/Page";
import { useWords } from "@/words";

export default function Projects() {
  const { shell } = useWords();
  return (
    <Page title={shell.projects}>
      <Empty title={shell.viewComing} />
    </Page>
  );
}
