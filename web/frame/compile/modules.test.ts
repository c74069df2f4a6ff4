import { beforeEach, expect, test, vi } from "vitest";
import { Failure } from "../program/telling.ts";
import { Modules, resolved } from "./modules.ts";
import { compiled } from "./source.ts";

const failure = async (act: () => unknown): Promise<Failure> => {
  try {
    await act();
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    return error as Failure;
  }
  return expect.unreachable();
};
const kept = new Map<string, Blob>();
const code = async (address: string) => (await kept.get(address)?.text()) ?? "";

beforeEach(() => {
  kept.clear();
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    const address = `blob:null/${kept.size}`;
    kept.set(address, blob as Blob);
    return address;
  });
});

test.each([
  ["App.tsx", "./a", "a"],
  ["src/App.tsx", "../b.ts", "b.ts"],
  ["src/x/App.tsx", "./y/../z", "src/x/z"],
  ["src/App.tsx", "/c.css", "c.css"],
  ["a", "../../../etc/passwd", "etc/passwd"],
])("from %s, %s is %s", (from, asked, path) => expect(resolved(from, asked)).toBe(path));

test("a file that can't be read is told by its line and column", async () => {
  const { message, at } = await failure(() => compiled("const a = 1;\nconst b = <div>;\n", "App.tsx"));
  expect(at).toMatchObject({ path: "App.tsx", line: 2 });
  expect(message).not.toBe("");
});

test("lines stay lines", () => {
  const source = "interface A {\n  b: number;\n}\n\nexport const c: A = { b: 1 };\n";
  expect(compiled(source, "a.ts").split("\n")[4]).toContain("export const c");
});

test("files import each other and the libraries", async () => {
  const modules = new Modules({
    "App.tsx":
      'import { a } from "./lib/a";\nimport React from "https://esm.sh/react@18";\nexport default () => a + React.version;',
    "lib/a.ts": 'import text from "../words.txt";\nexport const a: string = text;',
    "words.txt": "``` ::: </script> \u0000 مرحبا 🎉",
  });
  const app = await code(await modules.module("App.tsx"));
  expect(app).toContain('from "react"');
  const inner = await code(/"(blob:[^"]+)"/.exec(app)?.[1] ?? "");
  const words = await code(/"(blob:[^"]+)"/.exec(inner)?.[1] ?? "");
  expect(words).toBe(`export default ${JSON.stringify("``` ::: </script> \u0000 مرحبا 🎉")};`);
});

test("what is not there and circles are named", async () => {
  const lacking = await failure(() => new Modules({ "a.ts": 'import "./b";' }).module("a.ts"));
  expect(lacking.message).toBe('"./b" is not there. The files are: a.ts.');
  const round = await failure(() => new Modules({ "a.ts": 'import "./b";', "b.ts": 'import "./a";' }).module("a.ts"));
  expect(round.message).toContain("a.ts -> b.ts -> a.ts");
});
