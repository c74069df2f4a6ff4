import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { inSession, sessionAt, show } from "../../tests/shown";
import { dollars, Markdown, split } from "./Markdown";

const shown = (text: string) => show(inSession(sessionAt([]), <Markdown text={text} />));

describe("what a model wrote", () => {
  it("runs nothing that it holds", async () => {
    const { container } = await shown(
      '<script>alert(1)</script><img src=x onerror="alert(1)"> <svg onload=alert(1)> [a](javascript:alert(1)) ![b](data:text/html,x)',
    );
    expect(container.querySelector("script, svg, iframe, object, [onerror], [onload]")).toBeNull();
    for (const link of container.querySelectorAll("a"))
      expect(link.getAttribute("href") ?? "").not.toMatch(/javascript/);
  });

  it("tells the other side of a link nothing", async () => {
    await shown("[the page](https://example.com/x)");
    const link = screen.getByRole("link", { name: "the page" });
    expect(link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
    expect(link.getAttribute("target")).toBe("_blank");
  });

  it("fetches no picture from elsewhere, and shows those of the session", async () => {
    const hash = "a".repeat(64);
    const { container } = await shown(`![spy](https://evil.example/p.png) ![chart](blob:${hash})`);
    const pictures = [...container.querySelectorAll("img")].map((image) => image.getAttribute("src"));
    expect(pictures).toEqual([`/api/sessions/s-1/blobs/${hash}`]);
    expect(container.textContent).toContain("[spy]");
  });

  it("shows tables, lists of things to do, and code", async () => {
    await import("./colours"); // fetched here, so that no test ends before they have come
    const { container } = await shown("| a | b |\n| - | -: |\n| 1 | 2 |\n\n- [x] done\n\n```py\nprint(1)\n```");
    expect(screen.getByRole("table")).toBeTruthy();
    expect(screen.getByRole("img", { name: "done" })).toBeTruthy();
    await waitFor(() => expect(container.querySelector("pre code .hljs-built_in")?.textContent).toBe("print"));
    expect(container.querySelector("pre code")?.textContent).toBe("print(1)");
  });
});

describe("formulas", () => {
  it("are known by LaTeX's own brackets, but not in code", () => {
    expect(dollars("so \\(a^2\\) and \\[b\\] but `\\(c\\)`")).toBe("so $a^2$ and $$\nb\n$$ but `\\(c\\)`");
  });
});

describe("a text that grows", () => {
  it("is settled up to its last empty line", () => {
    expect(split("One.\n\nTwo.\n\nThr")).toEqual(["One.\n\nTwo.\n\n", "Thr"]);
  });

  it("is not cut within a block of code", () => {
    expect(split("One.\n\n```\na\n\nb")).toEqual(["One.\n\n", "```\na\n\nb"]);
  });
});
