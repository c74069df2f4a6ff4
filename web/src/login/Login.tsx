// Signing in by name and password, or by the link that the terminal shows.
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import * as api from "@/api/calls";
import { ApiError } from "@/api/client";
import { Button } from "@/parts/Button";
import { Field } from "@/parts/Field";
import { wordsOfError } from "@/parts/toasts";
import { useWords, type Words } from "@/words";
import { Door, NewLink } from "./Door";

function problemOf(error: unknown, words: Words): string {
  if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return words.login.wrong;
  if (error instanceof ApiError && error.code === "limited") return words.login.slow;
  const { text, hint } = wordsOfError(error, words);
  return hint ? `${text} ${hint}` : text;
}

/** Where the person wanted to go: only ever a page of this workspace. */
const placeAfter = (from: unknown): string => (typeof from === "string" && /^\/(?!\/)/.test(from) ? from : "/");

export default function Login() {
  const words = useWords();
  const { login } = words;
  const client = useQueryClient();
  const navigate = useNavigate();
  const { state } = useLocation();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    api.logIn(name.trim(), password).then(
      () => {
        client.clear();
        navigate(placeAfter(state?.from), { replace: true });
      },
      (error) => {
        setBusy(false);
        setProblem(problemOf(error, words));
      },
    );
  };
  return (
    <Door title={login.title} text={state?.signedOut ? login.signedOut : login.subtitle}>
      <form onSubmit={submit} className="rise mt-7 space-y-4">
        <Field
          label={login.name}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          required
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={login.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {problem && (
          <p role="alert" className="rounded-md border border-bad-line bg-bad-wash px-3 py-2 text-sm text-bad">
            {problem}
          </p>
        )}
        <Button type="submit" tone="go" disabled={busy || !name || !password} className="h-9! w-full">
          {login.submit}
        </Button>
      </form>
      <section className="rise mt-9 border-t border-line pt-6 text-sm">
        <h2 className="font-[550]">{login.linkTitle}</h2>
        <p className="mt-1 text-soft">{login.linkText}</p>
        <NewLink />
      </section>
    </Door>
  );
}
