// A spare frame loads, while nobody waits for it, what the next rendering will need.
import { libraryOf } from "../compile/libraries.ts";
import { DRAWS } from "../kinds/registry.ts";
import { loadTailwind } from "./tailwind.ts";

/** libraries: by their specifiers, or "kind:react" for all that a kind needs. What there is not is passed over. */
export async function warm(libraries: string[]): Promise<void> {
  for (const name of libraries) {
    try {
      const kind = name.startsWith("kind:") ? name.slice(5) : "";
      if (Object.hasOwn(DRAWS, kind)) await DRAWS[kind as keyof typeof DRAWS]();
      if (kind === "react") await loadTailwind();
      const library = kind ? null : libraryOf(name);
      if (library) await import(library);
    } catch {}
  }
}
