import { Empty } from "@/parts/Empty";
import { Page } from "@/shell/Page";
import { useWords } from "@/words";

export default function Settings() {
  const { shell } = useWords();
  return (
    <Page title={shell.settings}>
      <Empty title={shell.viewComing} />
    </Page>
  );
}
