// Whose hands are on the desk, said plainly over its picture, and the way to change that.
import { Bot, Hand, HandHelping, Lock, UserRound } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { CATALOGUE } from "@/actions/catalogue";
import { Button } from "@/parts/Button";
import { join } from "@/parts/join";
import { Spinner } from "@/parts/Spinner";
import { useSession } from "@/session/SessionContext";
import { isOver } from "@/session/view";
import { useNameOf } from "@/shell/people";
import { useWords } from "@/words";
import type { DeskControl } from "./control";

interface Props {
  control: DeskControl;
  /** Asks before it takes the desk from another person. */
  askToTake: () => void;
  /** Whether the picture is there, so that hands have something to act on. */
  isLive: boolean;
  handBack: React.RefObject<HTMLButtonElement | null>;
}

export function HandsBar({ control, askToTake, isLive, handBack }: Props) {
  if (control.hands === "mine") return <Mine control={control} handBack={handBack} />;
  return <NotMine control={control} askToTake={askToTake} isLive={isLive} />;
}

const BAR = "flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-1 text-sm md:px-4";

function NotMine({ control, askToTake, isLive }: Omit<Props, "handBack">) {
  const { desk } = useWords();
  const { phase, mayCommand } = useSession();
  const name = useNameOf()(control.by) || desk.somebody;
  const theirs = control.hands === "other";
  const mineElsewhere = control.hands === "elsewhere" || control.hands === "loose";
  const [icon, told]: [ReactNode, string] = theirs
    ? [<UserRound key="them" />, desk.somebodyHas(name)]
    : mineElsewhere
      ? [<Hand key="me" />, desk.youHaveElsewhere]
      : [<Bot key="agent" />, isOver(phase) ? desk.agentRests : desk.agentHas];
  return (
    <div
      className={join(
        BAR,
        "border-b [&_svg]:size-4 [&_svg]:shrink-0",
        theirs ? "border-ask-line bg-ask-wash text-ask" : "border-line bg-panel text-soft",
      )}
    >
      {icon}
      <span role="status" className="min-w-0 truncate">
        <span className="font-[550] text-ink">{told}</span>
        <span className="hidden @lg:inline"> · {mayCommand ? desk.watching : desk.onlyWatching}</span>
      </span>
      <span className="ml-auto flex items-center gap-2">
        {mayCommand ? (
          <WayToTake {...{ control, askToTake, isLive, name }} />
        ) : (
          <Lock aria-hidden className="text-faint" />
        )}
      </span>
    </div>
  );
}

function WayToTake({ control, askToTake, isLive, name }: Omit<Props, "handBack"> & { name: string }) {
  const { desk } = useWords();
  const { hands, taking, take, mayTake } = control;
  if (taking) {
    return (
      <span className="flex items-center gap-2 text-hand">
        <Spinner /> {desk.taking}
      </span>
    );
  }
  if (hands === "other") {
    return (
      <Button size="sm" onClick={askToTake} disabled={!mayTake}>
        <Hand /> {desk.takeFrom(name)}
      </Button>
    );
  }
  const isMine = hands !== "agent";
  return (
    <Button
      size="sm"
      tone={isMine ? "go" : "plain"}
      onClick={take}
      disabled={!mayTake || !(isLive || isMine)}
      keys={CATALOGUE["session.takeOver"].keys}
    >
      <Hand /> {isMine ? desk.takeHere : desk.takeOver}
    </Button>
  );
}

function Mine({ control, handBack }: Pick<Props, "control" | "handBack">) {
  const { desk } = useWords();
  const { view } = useSession();
  const [written, write] = useState("");
  const field = useId();
  // The built-in model knows steps and nothing else: what is said to it must be some.
  const hint = view.started?.model === "steps" ? desk.handBackSteps : desk.handBackWords;
  const { returning, giveBack } = control;
  const give = () => giveBack(written);
  return (
    <div className={join(BAR, "bg-hand text-hand-ink [&_svg]:size-4 [&_svg]:shrink-0")}>
      <Hand />
      <span role="status" className="min-w-0 truncate">
        <span className="font-[620]">{desk.youHave}</span>
        <span className="hidden @3xl:inline"> · {desk.youHaveNote}</span>
      </span>
      <form
        className="flex min-w-0 flex-1 items-center justify-end gap-2 max-md:basis-full"
        onSubmit={(event) => {
          event.preventDefault();
          if (!returning) give();
        }}
      >
        <label htmlFor={field} className="sr-only">
          {hint}
        </label>
        <input
          id={field}
          value={written}
          onChange={(event) => write(event.target.value)}
          placeholder={hint}
          className="h-7 w-full max-w-80 min-w-0 rounded-md border border-transparent bg-panel px-2.5 text-sm text-ink placeholder:text-faint focus-visible:outline-hand-ink"
        />
        <Button
          ref={handBack}
          type="submit"
          size="sm"
          disabled={returning}
          className="shrink-0 focus-visible:outline-hand-ink"
        >
          <HandHelping /> {returning ? desk.handingBack : desk.handBack}
        </Button>
      </form>
    </div>
  );
}
