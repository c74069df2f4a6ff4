import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const path = join("src", "ENTRY");
const page = new DOMParser().parseFromString(readFileSync(path, "utf8"), "text/html");

test("there is something on the page", () => {
  document.body.innerHTML = page.body.innerHTML;
  expect(document.body.children.length).toBeGreaterThan(0);
});

test("every file that the page names is there", () => {
  const named = [...page.querySelectorAll("[src], link[href]")].map(
    (each) => each.getAttribute("src") ?? each.getAttribute("href") ?? "",
  );
  const own = named.filter((address) => address && !/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(address));
  const missing = own.filter((address) => {
    const file = decodeURIComponent(address.replace(/[?#].*$/, ""));
    return !existsSync(file.startsWith("/") ? join("src", file) : join(dirname(path), file));
  });
  expect(missing).toEqual([]);
});
