import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import App from "ENTRY";

// It paints on a canvas, which no test environment has without a browser: so it is rendered, but not mounted.
test("it is rendered", () => {
  expect(renderToStaticMarkup(<App />)).not.toBe("");
});
