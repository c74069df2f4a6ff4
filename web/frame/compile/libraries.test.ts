import { expect, test } from "vitest";
import { Failure } from "../program/telling.ts";
import { available, libraryOf } from "./libraries.ts";

test.each([
  ["react", "react"],
  ["react-dom/client", "react-dom/client"],
  ["lodash", "lodash-es"],
  ["framer-motion", "motion/react"],
  ["three/examples/jsm/controls/OrbitControls", "three/addons/controls/OrbitControls.js"],
  ["https://unpkg.com/react@18/umd/react.production.min.js", "react"],
  ["https://cdn.jsdelivr.net/npm/chart.js", "chart.js"],
  ["https://cdn.jsdelivr.net/npm/chart.js@4.4.0/dist/chart.umd.min.js", "chart.js"],
  ["https://cdn.jsdelivr.net/npm/three@0.160.0/build/three.module.js", "three"],
  ["https://unpkg.com/three@0.160.0/examples/jsm/controls/OrbitControls.js", "three/addons/controls/OrbitControls.js"],
  ["https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js", "three"],
  ["https://cdnjs.cloudflare.com/ajax/libs/PapaParse/5.4.1/papaparse.min.js", "papaparse"],
  ["https://esm.sh/recharts@2?deps=react@18", "recharts"],
  ["https://esm.sh/react-dom@18/client", "react-dom/client"],
  ["https://cdn.jsdelivr.net/npm/mermaid@10/dist/mermaid.esm.min.mjs", "mermaid"],
  ["https://cdn.jsdelivr.net/npm/d3@7/+esm", "d3"],
  ["https://d3js.org/d3.v7.min.js", "d3"],
  ["https://cdn.tailwindcss.com/3.4.17", "@tailwindcss/browser"],
  ["https://cdn.tailwindcss.com", "@tailwindcss/browser"],
  ["https://cdn.tailwindcss.com?plugins=forms", "@tailwindcss/browser"],
  ["//cdn.jsdelivr.net/npm/katex@0.16.9/dist/katex.min.js", "katex"],
])("%s is served here as %s", (asked, specifier) => {
  expect(libraryOf(asked)).toBe(specifier);
});

test.each(["./a.tsx", "../b", "/src/c", "data:text/javascript,1"])("%s is a file of the artifact", (asked) => {
  expect(libraryOf(asked)).toBeNull();
});

test.each([
  "left-pad",
  "@mui/material",
  "https://evil.example/x.js",
  "https://cdn.jsdelivr.net/npm/jquery@3",
  "toString",
])("%s is refused, and what there is is named", (asked) => {
  try {
    libraryOf(asked, "App.tsx");
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    const { message, at, stage } = error as Failure;
    expect(message).toContain(`"${asked}" can't be loaded`);
    expect([stage, at.path, at.available]).toEqual(["compile", "App.tsx", available()]);
  }
});
