// How the kinds look that are drawn here. Pages of people (html, react) do not get it.
export const STYLE = `
:root { --paper:#ffffff; --ink:#1c1b1a; --quiet:#5f5b57; --line:#dedad5; --soft:#f5f3f0; --accent:#1d4fd7;
  --keyword:#8a1fb5; --string:#1a6b34; --number:#9a4a00; --comment:#6a6661; --name:#0b5a9e;
  --series-1:#2f6fde; --series-2:#d9622b; --series-3:#2b9467; --series-4:#a24bc0; --series-5:#b58a00; --series-6:#c23b63;
  color-scheme: light }
:root.dark { --paper:#191817; --ink:#eceae7; --quiet:#a8a39d; --line:#3a3835; --soft:#242321; --accent:#8fb1ff;
  --keyword:#d9a0f5; --string:#8fd3a2; --number:#f0b27a; --comment:#9a958f; --name:#86c1f2;
  --series-1:#6f9ff5; --series-2:#f08a5b; --series-3:#5cc398; --series-4:#cf8ae6; --series-5:#e0b93f; --series-6:#ee7a9b;
  color-scheme: dark }
html, body { margin:0; height:100% }
body { background:var(--paper); color:var(--ink); font:15px/1.6 Inter, system-ui, "Noto Sans CJK SC", sans-serif }
.deskhand-root { position:relative; min-height:100% }
.deskhand-root.full { height:100% }
pre, code, .tree, .numbers { font-family:"IBM Plex Mono", ui-monospace, monospace; font-size:13px; line-height:1.55 }
.plain { margin:0; padding:16px; white-space:pre-wrap; overflow-wrap:anywhere; unicode-bidi:plaintext }
.source { display:flex; min-height:100% } .source pre { margin:0; padding:16px; tab-size:4 }
.source .numbers { color:var(--quiet); text-align:right; border-right:1px solid var(--line); user-select:none }
.hljs-keyword,.hljs-built_in,.hljs-type,.hljs-tag,.hljs-selector-tag { color:var(--keyword) }
.hljs-string,.hljs-regexp,.hljs-addition { color:var(--string) } .hljs-number,.hljs-literal { color:var(--number) }
.hljs-comment,.hljs-quote,.hljs-meta { color:var(--comment) }
.hljs-title,.hljs-name,.hljs-attr,.hljs-attribute,.hljs-section { color:var(--name) }
.drawing { display:grid; place-items:center; min-height:100%; padding:16px; box-sizing:border-box }
.drawing > svg, .drawing > img { max-width:100%; height:auto }
.prose { max-width:46rem; margin:0 auto; padding:32px 24px; overflow-wrap:anywhere }
.prose h1,.prose h2,.prose h3 { line-height:1.25; margin:1.6em 0 .6em } .prose > :first-child { margin-top:0 }
.prose a { color:var(--accent) } .prose img { max-width:100% }
.prose pre { background:var(--soft); padding:12px 16px; border-radius:8px; overflow:auto }
.prose :not(pre) > code { background:var(--soft); padding:.1em .35em; border-radius:4px }
.prose blockquote { margin:1em 0; padding-left:16px; border-left:3px solid var(--line); color:var(--quiet) }
.prose table { border-collapse:collapse; display:block; overflow:auto }
.prose th,.prose td { border:1px solid var(--line); padding:6px 12px; text-align:start }
.formula.display { display:block; overflow:auto; text-align:center; margin:1em 0 }
.deck { height:100%; display:grid; grid-template-rows:1fr 56px; background:var(--soft) }
.stage { display:grid; place-items:center; overflow:hidden }
.slide { width:960px; height:540px; max-width:none; box-sizing:border-box; padding:56px 72px; background:var(--paper);
  font-size:24px; overflow:hidden; transform:scale(var(--scale,1)); border-radius:6px; box-shadow:0 1px 12px #0002 }
.slide[hidden] { display:none }
.deck nav { display:flex; gap:16px; align-items:center; justify-content:center }
button, input { font:inherit; color:inherit }
.deck nav button { width:40px; height:40px; border:1px solid var(--line); border-radius:8px; background:var(--paper); font-size:20px }
:focus-visible { outline:2px solid var(--accent); outline-offset:1px }
.table { height:100%; display:grid; grid-template-rows:auto 1fr }
.table .tools { display:flex; gap:12px; align-items:center; padding:8px 12px; border-bottom:1px solid var(--line) }
.table input { padding:4px 10px; border:1px solid var(--line); border-radius:6px; background:var(--paper); width:16rem }
.table output { color:var(--quiet); font-size:13px } .table .scroll { overflow:auto }
.row { display:grid; grid-template-columns:var(--columns) 1fr; border-bottom:1px solid var(--line); box-sizing:border-box; height:30px; align-items:stretch; width:max-content; min-width:100% }
.row .cell { padding:0 10px; line-height:30px; overflow:hidden; text-overflow:ellipsis; white-space:nowrap;
  font-size:13px }
.row .number { text-align:right; font-variant-numeric:tabular-nums }
.row.head { position:sticky; top:0; z-index:1; background:var(--soft) }
.head button { all:unset; cursor:pointer; font-weight:600; width:100% } .head button:focus-visible { outline:2px solid var(--accent) }
[aria-sort=ascending] button::after { content:" ▲"; font-size:10px } [aria-sort=descending] button::after { content:" ▼"; font-size:10px }
.chart { position:absolute; inset:0; padding:16px }
.tree { padding:16px } .tree .leaf { padding-left:16px } .tree details > :not(summary) { margin-left:16px }
.tree summary { cursor:pointer } .tree .key { color:var(--name); margin-right:8px } .tree .size { color:var(--quiet) }
.tree .string { color:var(--string); overflow-wrap:anywhere } .tree .number,.tree .boolean,.tree .null { color:var(--number) }
@media print {
  html, body, .deskhand-root, .deskhand-root.full, .deck, .stage { height:auto; min-height:0; display:block; overflow:visible; background:none }
  .deck nav, .table .tools { display:none }
  .slide, .slide[hidden] { display:block; transform:none; box-shadow:none; border-radius:0; break-after:page; break-inside:avoid }
  .slide:last-child { break-after:auto }
  .prose:not(.slide) { max-width:none; padding:0; font-size:11pt }
  .prose :is(h1, h2, h3, h4) { break-after:avoid } .prose :is(p, li) { orphans:2; widows:2 }
  .prose :is(img, blockquote, tr, .formula) { break-inside:avoid } .prose pre { white-space:pre-wrap }
  .prose table { display:table; width:100% } .prose a { color:inherit }
  .source pre { white-space:pre-wrap; padding:0 0 0 12px } .source .numbers { padding:0 8px 0 0 } .plain { padding:0 }
}
`;
