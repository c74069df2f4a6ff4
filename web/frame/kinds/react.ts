// React: the entry's default export, rendered. Files may import each other, and the libraries that are here.
import { createElement, useLayoutEffect } from "react";
import { createRoot, type Root } from "react-dom/client";
import { Modules } from "../compile/modules.ts";
import { withTailwind } from "../program/tailwind.ts";
import { Failure, fail } from "../program/telling.ts";
import type { Draw } from "./kind.ts";

type Component = () => never;

function isComponent(value: unknown): value is Component {
  return typeof value === "function" || (typeof value === "object" && value !== null && "$$typeof" in value);
}

export const draw: Draw = async ({ root, files, bytes, entry, partial }) => {
  if (partial) return undefined;
  const modules = new Modules(files, bytes);
  const [module] = await Promise.all([modules.module(entry).then((address) => import(address)), withTailwind()]);
  const component: unknown = module.default ?? module.App;
  if (!isComponent(component)) {
    throw new Failure("load", "it has no component as its default export. Write: export default function App() {...}", {
      path: entry,
    });
  }
  const made = await mounted(root, component);
  return {
    end() {
      made.unmount();
      modules.forget();
    },
  };
};

/** The component, and word of its having been put into the document. */
function Whole({ component, onMounted }: { component: Component; onMounted: () => void }) {
  useLayoutEffect(onMounted, [onMounted]);
  return createElement(component);
}

/** Resolves when it has been put into the document; rejects when it threw at once. What it throws later is told as it
 * comes. */
function mounted(root: HTMLElement, component: Component): Promise<Root> {
  return new Promise((resolve, reject) => {
    let isMounted = false;
    const made = createRoot(root, {
      onUncaughtError(error) {
        reject(error);
        if (isMounted) fail(error);
      },
    });
    const onMounted = () => {
      isMounted = true;
      resolve(made);
    };
    made.render(createElement(Whole, { component, onMounted }));
  });
}
