// The libraries that an artifact may import, served by this machine: one entry a specifier.
//
// names: "all" re-exports what the module exports; "read" lists the names by loading it here, for modules of the older
// form. hasDefault: it has a default export; without one, that is the whole of it. global: how a classic <script> knows
// it.

export const LIBRARIES = [
  { specifier: "react", names: "read", hasDefault: true, global: "React" },
  { specifier: "react-dom", names: "read", hasDefault: true, global: "ReactDOM" },
  { specifier: "react-dom/client", names: "read", hasDefault: true, global: "ReactDOM" },
  { specifier: "react/jsx-runtime", names: "read", hasDefault: true },
  { specifier: "react-is", names: "read", hasDefault: true, global: "ReactIs" },
  { specifier: "recharts", global: "Recharts" },
  { specifier: "lucide-react", global: "LucideReact" },
  { specifier: "d3", global: "d3" },
  { specifier: "three", global: "THREE" },
  { specifier: "three/addons/controls/OrbitControls.js" },
  { specifier: "three/addons/controls/PointerLockControls.js" },
  { specifier: "three/addons/controls/TrackballControls.js" },
  { specifier: "three/addons/geometries/RoundedBoxGeometry.js" },
  { specifier: "three/addons/objects/Sky.js" },
  { specifier: "three/addons/postprocessing/EffectComposer.js" },
  { specifier: "three/addons/postprocessing/RenderPass.js" },
  { specifier: "three/addons/postprocessing/UnrealBloomPass.js" },
  { specifier: "three/addons/postprocessing/OutputPass.js" },
  { specifier: "three/addons/renderers/CSS2DRenderer.js" },
  { specifier: "mermaid", hasDefault: true, global: "mermaid" },
  { specifier: "katex", hasDefault: true, global: "katex" },
  { specifier: "chart.js", from: "chart.js/auto", hasDefault: true, global: "Chart" },
  { specifier: "chart.js/auto", hasDefault: true, global: "Chart" },
  { specifier: "motion", global: "Motion" },
  { specifier: "motion/react", global: "Motion" },
  { specifier: "mathjs", global: "math" },
  { specifier: "lodash-es", hasDefault: true, global: "_" },
  { specifier: "papaparse", names: "read", hasDefault: true, global: "Papa" },
  { specifier: "marked", global: "marked" },
  { specifier: "dompurify", hasDefault: true, global: "DOMPurify" },
  { specifier: "clsx", hasDefault: true, global: "clsx" },
  { specifier: "tailwind-merge" },
  { specifier: "class-variance-authority" },
];

/** Other names for the same. */
export const ALIASES = {
  lodash: "lodash-es",
  underscore: "lodash-es",
  "framer-motion": "motion/react",
  "framer-motion/client": "motion/react",
  "motion/react-client": "motion/react",
  "react/jsx-dev-runtime": "react/jsx-runtime",
  chartjs: "chart.js",
  lucide: "lucide-react",
  "katex/dist/katex.mjs": "katex",
};
