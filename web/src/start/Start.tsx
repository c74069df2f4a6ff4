// The first page: what shall be done, by which model and with how much risk; and for a first run, a job to watch.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Play, Shapes } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { useAction } from "@/actions/registry";
import * as api from "@/api/calls";
import type { Summary } from "@/api/types";
import { useAttachments } from "@/conversation/attaching";
import { useDraft } from "@/conversation/draft";
import { WriteBox, type WriteBoxHandle } from "@/conversation/WriteBox";
import { Button } from "@/parts/Button";
import { toastError } from "@/parts/toasts";
import { applyNews } from "@/session/list";
import { useMayCommand, useMe } from "@/shell/me";
import { Page } from "@/shell/Page";
import { useSpeech, useWords } from "@/words";
import { Choices, useChoices } from "./Choices";
import { Recent } from "./Recent";

function useOpen(): (made: Summary) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (made) => {
    applyNews(client, { kind: "session", session: made });
    navigate(`/s/${made.id}`);
  };
}

export default function Start() {
  const { start, common } = useWords();
  const { account, first_run } = useMe();
  const mayCommand = useMayCommand();
  useEffect(() => {
    document.title = common.product;
  }, [common.product]);
  return (
    <Page title="">
      <div className="mx-auto flex min-h-full w-full max-w-3xl flex-col px-5 pt-[min(13vh,7.5rem)] pb-16">
        <h1 className="rise text-center font-title text-3xl tracking-[-0.01em] text-ink">
          {account.name && !first_run ? start.helloNamed(account.name) : start.hello}
        </h1>
        <p className="rise mx-auto mt-3 max-w-xl text-center text-soft">{start.explain}</p>
        {mayCommand && <NewSession />}
        <Recent />
        <Examples />
      </div>
    </Page>
  );
}

function NewSession() {
  const words = useWords();
  const open = useOpen();
  const [text, write] = useDraft("new");
  const [busy, setBusy] = useState(false);
  const attachments = useAttachments();
  const choices = useChoices();
  const box = useRef<WriteBoxHandle>(null);
  useAction("talk.focus", () => box.current?.focus());
  useAction("talk.attach", () => box.current?.pick());

  const send = () => {
    setBusy(true);
    const parts = attachments.held.flatMap((each) => each.part ?? []);
    api.startSession({ task: text.trim(), ...(parts.length ? { parts } : {}), ...choices.given }).then(
      (made) => {
        write("");
        attachments.clear();
        open(made);
      },
      (error) => {
        setBusy(false);
        toastError(error, words);
      },
    );
  };
  return (
    <div className="rise mt-8">
      <WriteBox
        ref={box}
        value={text}
        onChange={write}
        onSend={send}
        attachments={attachments}
        placeholder={choices.model?.id === "steps" ? words.start.stepsPlaceholder : words.start.placeholder}
        label={words.start.hello}
        sendLabel={busy ? words.start.starting : words.start.startButton}
        busy={busy}
        rows={3}
        autoFocus
        tools={<Choices choices={choices} />}
      />
    </div>
  );
}

/** One of each kind of artifact, in a session of one's own: one click, no key. */
function GalleryCard() {
  const words = useWords();
  const { tongue } = useSpeech();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const look = () => {
    setBusy(true);
    api.makeGallery(tongue).then(
      ({ session, artifact }) => {
        applyNews(client, { kind: "session", session });
        navigate(`/s/${session.id}/artifacts?artifact=${artifact}`);
      },
      (error) => {
        setBusy(false);
        toastError(error, words);
      },
    );
  };
  return (
    <section className="rise mt-8 flex flex-wrap items-center gap-x-5 gap-y-3 rounded-xl border border-line bg-panel py-4 pr-4 pl-5 shadow-1">
      <Shapes className="size-5 shrink-0 text-hand" />
      <div className="min-w-52 flex-1">
        <h2 className="text-sm font-[550]">{words.start.galleryTitle}</h2>
        <p className="mt-0.5 text-sm text-soft">{words.start.galleryText}</p>
      </div>
      <Button disabled={busy} onClick={look}>
        {busy ? words.start.starting : words.start.galleryLook}
      </Button>
    </section>
  );
}

function Examples() {
  const words = useWords();
  const { first_run } = useMe();
  const mayCommand = useMayCommand();
  const open = useOpen();
  const { data: told } = useQuery({ queryKey: ["models"], queryFn: api.models });
  const { data: examples = [] } = useQuery({ queryKey: ["examples"], queryFn: api.examples });
  const [busy, setBusy] = useState("");
  const hasKey = told?.providers.some((each) => each.needs_key && each.has_key) ?? true;
  if (!mayCommand) return null;
  if (hasKey && !first_run) return <GalleryCard />;
  const run = (id: string) => {
    setBusy(id);
    api.runExample(id).then(open, (error) => {
      setBusy("");
      toastError(error, words);
    });
  };
  return (
    <section aria-label={words.start.watchTitle} className="rise mt-10">
      <div className="grid items-start gap-x-8 gap-y-4 rounded-xl border border-line bg-panel p-6 shadow-1 md:grid-cols-[1fr_15.5rem]">
        <div>
          <h2 className="text-read font-[620]">{words.start.stepsTitle}</h2>
          <p className="mt-1.5 text-soft">{words.start.stepsText}</p>
          <p className="mt-3">
            <Link
              to="/settings/models"
              className="text-sm font-[550] text-hand underline decoration-hand-line underline-offset-4 hover:decoration-current"
            >
              {words.start.addKey}
            </Link>
          </p>
        </div>
        <pre className="overflow-x-auto rounded-lg bg-sunk px-4 py-3.5 font-code text-xs leading-6 text-soft">
          {words.start.stepsExample}
        </pre>
      </div>
      <GalleryCard />
      <h2 className="mt-8 text-sm font-[550] text-soft">
        {words.start.watchTitle} <span className="font-normal text-faint">· {words.start.watchText}</span>
      </h2>
      <ul className="mt-2 divide-y divide-line rounded-xl border border-line bg-panel shadow-1">
        {examples.map((example) => (
          <li key={example.id} className="flex items-center gap-4 py-2.5 pr-3 pl-5">
            <h3 className="min-w-0 flex-1 text-sm">{example.title}</h3>
            <Button
              disabled={busy !== ""}
              onClick={() => run(example.id)}
              aria-label={`${words.start.watchRun}: ${example.title}`}
            >
              <Play className="text-hand" /> {busy === example.id ? words.start.starting : words.start.watchRun}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
