// Modules that the build makes: see build.mjs.
declare module "made:katex-style" {
  const style: string;
  export default style;
}
declare module "made:fonts-style" {
  const style: string;
  export default style;
}
// Libraries that bring no types.
declare module "@tailwindcss/browser";
declare module "papaparse" {
  const Papa: {
    parse<Row>(text: string, options: { skipEmptyLines?: boolean | "greedy" }): { data: Row[] };
  };
  export default Papa;
}

declare module "pdfjs-dist/build/pdf.min.mjs" {
  export * from "pdfjs-dist";
}
declare module "pdfjs-dist/build/pdf.worker.min.mjs";
