// A link to enter that another page led to, or that is for another account: the person says whether they want that.
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import * as api from "@/api/calls";
import type { LinkView } from "@/api/http";
import { Button } from "@/parts/Button";
import { useWords } from "@/words";
import { Door } from "./Door";

/** The token stands behind the #, which no server and no log is told, and leaves the address at once. */
function takeToken(): string {
  const token = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname);
  return token;
}

export default function EnterAsked() {
  const { login } = useWords();
  const navigate = useNavigate();
  const [token] = useState(takeToken);
  const [link, setLink] = useState<LinkView | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    api.linkOf(token).then(setLink, () => navigate("/enter", { replace: true }));
  }, [token, navigate]);
  if (!link) return null;
  const enter = () => {
    setBusy(true);
    api.enterBy(token).then(
      () => location.replace("/"), // anew: nothing of another account is kept
      () => navigate("/enter", { replace: true }),
    );
  };
  return (
    <Door title={login.askedTitle(link.name)} text={link.now ? login.askedInstead(link.now) : login.askedText}>
      <div className="rise mt-6 flex flex-wrap gap-2">
        <Button tone="go" disabled={busy} onClick={enter}>
          {login.askedYes(link.name)}
        </Button>
        <Button disabled={busy} onClick={() => navigate("/", { replace: true })}>
          {login.askedNo}
        </Button>
      </div>
    </Door>
  );
}
