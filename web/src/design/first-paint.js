// Before the first paint: the theme and language that this person chose, or else those of their machine.
(() => {
  const kept = (name) => {
    try {
      return localStorage.getItem(name) || "";
    } catch {
      return "";
    }
  };
  const chosen = kept("deskhand.theme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const language = kept("deskhand.language") || (navigator.language.startsWith("zh") ? "zh" : "en");
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";

  // And what the page will ask for first is asked for now, while its own scripts are still on their way (src/api/early.ts).
  if (/^\/(login|enter)/.test(location.pathname)) return;
  const early = {};
  globalThis.deskhandEarly = early;
  const ask = (address) => {
    early[address] = fetch(address, { headers: { Accept: "application/json" } })
      // Taken in as it comes: what nobody reads yet the server could not send.
      .then(async (answer) => new Response(await answer.arrayBuffer(), answer))
      .catch(() => null);
  };
  ask("/api/me");
  const session = /^\/s\/([\w-]+)/.exec(location.pathname);
  if (!session) return;
  ask(`/api/sessions/${session[1]}/events?after=0&limit=10000`);
  for (const href of (document.currentScript?.dataset.session ?? "").split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", href, crossOrigin: "" });
    document.head.append(link);
  }
})();
