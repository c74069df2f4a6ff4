import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, test } from "vitest";
import App from "ENTRY";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

afterEach(() => document.body.replaceChildren());

test("it is drawn, and goes away again", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await act(async () => root.render(<App />));
  expect(place.childNodes.length).toBeGreaterThan(0);
  await act(async () => root.unmount());
  expect(place.childNodes.length).toBe(0);
});
