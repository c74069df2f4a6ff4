// Catches what breaks while a part of the page is drawn, says so, and lets the rest of the page live.
import { Component, type ErrorInfo, type ReactNode } from "react";
import { useWords } from "@/words";
import { Button } from "./Button";

interface Props {
  children: ReactNode;
  /** When this changes, the part is tried again. */
  about?: string;
}

export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override componentDidUpdate(before: Props) {
    if (before.about !== this.props.about && this.state.error) this.setState({ error: null });
  }

  override render() {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children;
  }
}

function Broken({ error }: { error: Error }) {
  const { errors } = useWords();
  return (
    <div role="alert" className="m-6 max-w-lg rounded-lg border border-bad-line bg-bad-wash p-4">
      <p className="font-[620]">{errors.crashedTitle}</p>
      <p className="mt-1 text-soft">{errors.crashedText}</p>
      <pre className="mt-3 overflow-x-auto whitespace-pre-wrap font-code text-xs text-soft">{error.message}</pre>
      <Button className="mt-3" onClick={() => location.reload()}>
        {errors.reload}
      </Button>
    </div>
  );
}
