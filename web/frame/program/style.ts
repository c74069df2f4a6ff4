// How the kinds look that are drawn here, in the workspace's own colours. Pages of people (html, react) do not get it.
const COLOURS = `
:root { --paper:#ffffff; --ink:#1f1d1a; --quiet:#6c665c; --line:#e6e2da; --line-strong:#c9c3b7; --soft:#f6f4f0;
  --raise:#edeae3; --accent:#0a7570; --accent-wash:#e3f1ef;
  --keyword:#7a3e9d; --string:#2d6b3c; --number:#9a4a00; --comment:#6f695f; --name:#1c5d99;
  --series-1:#0f8a83; --series-2:#d9622b; --series-3:#3b6fd4; --series-4:#b8860b; --series-5:#9046b8; --series-6:#c23b63;
  --series-7:#5f8f2f; --series-8:#6c7a89; color-scheme:light }
:root.dark { --paper:#1a1a18; --ink:#ece9e2; --quiet:#a29c91; --line:#33322d; --line-strong:#4a4841; --soft:#232320;
  --raise:#2e2e2a; --accent:#5cc8bf; --accent-wash:#15312f;
  --keyword:#cfa3ea; --string:#94d09f; --number:#eab07a; --comment:#979186; --name:#8fbfee;
  --series-1:#4cc0b6; --series-2:#f08a5b; --series-3:#7ba3f5; --series-4:#e0b93f; --series-5:#c98ae6; --series-6:#ee7a9b;
  --series-7:#9cc76a; --series-8:#9fadbb; color-scheme:dark }
html, body { margin:0; height:100% }
body { background:var(--paper); color:var(--ink);
  font:15px/1.6 Inter, "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif;
  -webkit-font-smoothing:antialiased; text-rendering:optimizeLegibility }
.deskhand-root { position:relative; min-height:100% }
.deskhand-root.full { height:100% }
pre, code, kbd, .tree, .numbers { font-family:"IBM Plex Mono", ui-monospace, "Noto Sans Mono CJK SC", monospace }
button, input { font:inherit; color:inherit }
:focus-visible { outline:2px solid var(--accent); outline-offset:1px }
::selection { background:color-mix(in srgb, var(--accent) 24%, transparent) }
.quiet { color:var(--quiet); text-align:center }
`;

const TEXTS = `
.plain { margin:0; padding:20px 24px; white-space:pre-wrap; overflow-wrap:anywhere; unicode-bidi:plaintext;
  font-size:13.5px; line-height:1.6 }
.plain .part { display:block; content-visibility:auto; contain-intrinsic-size:auto 20000px }
.plain .part:only-child { content-visibility:visible }
.source { display:flex; min-height:100%; font-size:13px; line-height:20px; width:max-content; min-width:100% }
.source pre { margin:0; padding:16px 20px; tab-size:4; font-size:inherit; line-height:inherit }
.source .numbers { position:sticky; left:0; color:var(--quiet); text-align:right; background:var(--soft);
  border-right:1px solid var(--line); padding:16px 12px 16px 20px; user-select:none; opacity:.85 }
.hljs-keyword,.hljs-built_in,.hljs-type,.hljs-tag,.hljs-selector-tag,.hljs-doctag { color:var(--keyword) }
.hljs-string,.hljs-regexp,.hljs-addition,.hljs-char { color:var(--string) }
.hljs-number,.hljs-literal,.hljs-symbol,.hljs-variable.constant_ { color:var(--number) }
.hljs-comment,.hljs-quote,.hljs-meta { color:var(--comment) } .hljs-comment { font-style:italic }
.hljs-title,.hljs-name,.hljs-attr,.hljs-attribute,.hljs-section,.hljs-property,.hljs-selector-class { color:var(--name) }
.hljs-deletion { color:var(--series-6) }
.drawing { display:grid; place-items:center; min-height:100%; padding:24px; box-sizing:border-box }
.drawing > svg, .drawing > img { max-width:100%; height:auto }
.drawing.fit > svg { max-height:calc(100vh - 48px) }
.drawing > img { max-height:calc(100vh - 48px); object-fit:contain; border-radius:6px }
.whole .drawing > :is(svg, img) { max-height:none }
.tree { padding:20px 24px; font-size:13px; line-height:22px }
.tree .leaf { padding-left:18px } .tree details > :not(summary) { margin-left:8px; padding-left:14px;
  border-left:1px solid var(--line) }
.tree summary { cursor:pointer; border-radius:4px; list-style:none; padding-left:18px; position:relative }
.tree summary::before { content:""; position:absolute; left:4px; top:7px; border:4px solid transparent;
  border-left:6px solid var(--quiet); transform-origin:3px 4px }
.tree details[open] > summary::before { transform:rotate(90deg) }
.tree summary:hover, .tree .leaf:hover { background:var(--soft) }
.tree .key { color:var(--name); margin-right:10px } .tree .key:not(:empty)::after { content:":"; color:var(--quiet) }
.tree .size { color:var(--quiet) } .tree .hint { color:var(--quiet); margin-left:10px; opacity:.8 }
.tree details[open] > summary .hint { display:none }
.tree .string { color:var(--string); overflow-wrap:anywhere } .tree .number,.tree .boolean { color:var(--number) }
.tree .null { color:var(--quiet) }
.pages { display:grid; gap:20px; justify-items:center; padding:24px; background:var(--soft); min-height:100%;
  box-sizing:border-box; align-content:start }
.sheet { width:100%; background:#fff; border-radius:3px; box-shadow:0 1px 3px #0003, 0 8px 28px -8px #0004 }
.sheet canvas { display:block; width:100%; height:auto; border-radius:inherit }
`;

const PROSE = `
.prose { overflow-wrap:anywhere }
article.prose { max-width:44rem; margin:0 auto; padding:48px 32px 96px; font-size:16.5px; line-height:1.72 }
.prose h1,.prose h2,.prose h3,.prose h4 { line-height:1.25; letter-spacing:-.012em; font-weight:680; text-wrap:balance }
.prose h1 { font-size:2.05em; margin:1.4em 0 .55em } .prose h2 { font-size:1.42em; margin:2em 0 .6em }
.prose h3 { font-size:1.13em; margin:1.7em 0 .5em } .prose h4 { font-size:1em; margin:1.5em 0 .4em }
.prose > :first-child { margin-top:0 } .prose > :last-child { margin-bottom:0 }
.prose p, .prose ul, .prose ol, .prose blockquote { margin:.9em 0 }
.prose ul,.prose ol { padding-left:1.5em } .prose li { margin:.3em 0 } .prose li::marker { color:var(--accent) }
.prose li:has(> input[type=checkbox]) { list-style:none; margin-left:-1.4em }
.prose input[type=checkbox] { accent-color:var(--accent); margin-right:.55em }
.prose a { color:var(--accent); text-underline-offset:.18em; text-decoration-thickness:1px }
.prose strong { font-weight:650 } .prose img { max-width:100%; border-radius:8px }
.prose hr { border:0; border-top:1px solid var(--line); margin:2.4em 0 }
.prose pre { background:var(--soft); border:1px solid var(--line); padding:14px 18px; border-radius:10px; overflow:auto;
  font-size:.82em; line-height:1.6; margin:1.2em 0 }
.prose :not(pre) > code { background:var(--soft); border:1px solid var(--line); padding:.08em .35em; border-radius:5px;
  font-size:.86em }
.prose kbd { border:1px solid var(--line-strong); border-bottom-width:2px; border-radius:5px; padding:.05em .4em; font-size:.82em }
.prose blockquote { padding:.1em 0 .1em 1.1em; border-left:3px solid var(--accent); color:var(--quiet) }
.prose blockquote > :first-child { margin-top:0 } .prose blockquote > :last-child { margin-bottom:0 }
.prose table { border-collapse:collapse; display:block; width:max-content; max-width:100%; overflow:auto; margin:1.3em 0;
  font-size:.92em; line-height:1.5; font-variant-numeric:tabular-nums }
.prose th { text-align:start; font-weight:620; border-bottom:2px solid var(--line-strong); padding:8px 22px 8px 0; white-space:nowrap }
.prose td { border-bottom:1px solid var(--line); padding:8px 22px 8px 0; vertical-align:top }
.prose th[align=right],.prose td[align=right] { text-align:right } .prose th[align=center],.prose td[align=center] { text-align:center }
.prose th:last-child,.prose td:last-child { padding-right:0 } .prose tbody tr:hover td { background:var(--soft) }
.prose .drawing { min-height:0; padding:12px 0; margin:1.2em 0 }
.formula.display { display:block; overflow:auto hidden; text-align:center; margin:1.2em 0; padding:.2em 0 }
`;

const DECK = `
.deck { height:100%; display:grid; grid-template-rows:1fr 52px; background:var(--soft); position:relative }
.stage { display:grid; place-items:center; overflow:hidden; touch-action:pan-y }
.slide { grid-area:1/1; width:960px; height:540px; box-sizing:border-box; padding:52px 68px; background:var(--paper);
  line-height:1.5; overflow:hidden; transform:scale(var(--scale,1)); border-radius:10px;
  box-shadow:0 0 0 1px var(--line), 0 20px 50px -20px #0005; display:flex; flex-direction:column }
.slide[hidden] { display:none }
.slide .prose { flex:1; min-height:0 } .slide .prose h1 { font-size:1.7em } .slide .prose h2 { font-size:1.42em; margin:0 0 .75em }
.slide .prose h2::after { content:""; display:block; width:44px; height:4px; border-radius:2px; background:var(--accent); margin-top:.45em }
.slide .prose p,.slide .prose ul,.slide .prose ol { margin:.55em 0 } .slide .prose li { margin:.38em 0 }
.slide .prose pre { font-size:.68em } .slide .prose table { font-size:.8em } .slide .prose img { max-height:330px }
.slide .prose .drawing > svg { max-height:350px }
.slide .columns { display:grid; grid-template-columns:1.1fr 1fr; gap:44px; align-items:center }
.slide .columns p:has(> img) { margin:0 } .slide .columns img { width:100%; object-fit:cover }
.slide.opening .prose { display:flex; flex-direction:column; justify-content:center }
.slide.opening { background:linear-gradient(135deg, var(--paper) 45%, var(--accent-wash)) ; border-left:10px solid var(--accent) }
.slide.opening h1 { font-size:2.25em; margin:0 0 .35em; letter-spacing:-.025em } .slide.opening p { color:var(--quiet); margin:.15em 0 }
.slide.section { background:var(--accent); color:var(--paper) } .slide.section .prose { display:grid; align-content:center }
.slide.section h1,.slide.section h2,.slide.section h3 { font-size:2.1em; margin:0 } .slide.section h2::after { background:var(--paper); opacity:.6 }
.deck nav { display:flex; gap:14px; align-items:center; justify-content:center; font-size:13px }
.deck output { color:var(--quiet); font-variant-numeric:tabular-nums; min-width:4.5em; text-align:center }
.deck nav button { width:36px; height:32px; border:1px solid var(--line); border-radius:8px; background:var(--paper); font-size:18px;
  line-height:1; cursor:pointer } .deck nav button:hover { background:var(--raise) } .deck nav button:disabled { opacity:.4; cursor:default }
.progress { position:absolute; left:0; right:0; bottom:0; height:3px; background:var(--accent); transform-origin:left;
  transition:transform .25s } @media (prefers-reduced-motion:reduce) { .progress { transition:none } }
:root:dir(rtl) .progress { transform-origin:right }
`;

const TABLE = `
.table { height:100%; display:grid; grid-template-rows:auto 1fr }
.table .tools { display:flex; gap:14px; align-items:center; padding:10px 16px; border-bottom:1px solid var(--line) }
.table input { padding:6px 12px; border:1px solid var(--line-strong); border-radius:8px; background:var(--paper); width:18rem; max-width:55% }
.table input::placeholder { color:var(--quiet) }
.table output { color:var(--quiet); font-size:13px; font-variant-numeric:tabular-nums } .table .scroll { overflow:auto; outline-offset:-2px }
.row { display:grid; grid-template-columns:var(--columns) 1fr; border-bottom:1px solid var(--line); box-sizing:border-box; height:34px;
  align-items:stretch; width:max-content; min-width:100% }
.rows .row:hover { background:var(--accent-wash) }
.row .cell { padding:0 14px; line-height:33px; overflow:hidden; text-overflow:ellipsis; white-space:nowrap; font-size:13.5px;
  min-width:0 }
.row .cell.none { color:var(--quiet) }
.row .number { text-align:right; font-variant-numeric:tabular-nums }
.row.head { position:sticky; top:0; z-index:1; background:var(--soft); border-bottom:1px solid var(--line-strong) }
.head button { all:unset; cursor:pointer; font-weight:620; width:100%; overflow:hidden; text-overflow:ellipsis; box-sizing:border-box }
.head button:hover { color:var(--accent) } .head button:focus-visible { outline:2px solid var(--accent); outline-offset:-2px }
[aria-sort] button { color:var(--accent) }
[aria-sort=ascending] button::after { content:" ↑" } [aria-sort=descending] button::after { content:" ↓" }
.empty { color:var(--quiet); text-align:center; padding:40px }
.chart { position:absolute; inset:0; padding:24px 28px; box-sizing:border-box }
@media (max-width:520px) { article.prose { padding:28px 20px 64px; font-size:16px } .chart { padding:14px } }
`;

const PRINT = `
@media print {
  html, body, .deskhand-root, .deskhand-root.full, .deck, .stage { height:auto; min-height:0; display:block; overflow:visible; background:none }
  .deck nav, .progress, .table .tools { display:none }
  .slide, .slide[hidden] { display:flex; transform:none; box-shadow:none; border-radius:0; break-after:page; break-inside:avoid }
  .slide:last-child { break-after:auto }
  article.prose { max-width:none; padding:0; font-size:11pt }
  .prose :is(h1, h2, h3, h4) { break-after:avoid } .prose :is(p, li) { orphans:2; widows:2 }
  .prose :is(img, blockquote, tr, .formula) { break-inside:avoid } .prose pre { white-space:pre-wrap }
  .prose table { display:table; width:100% } .prose a { color:inherit }
  .source pre { white-space:pre-wrap; padding:0 0 0 12px } .source .numbers { padding:0 8px 0 0 } .plain { padding:0 }
}
`;

export const STYLE = COLOURS + TEXTS + PROSE + DECK + TABLE + PRINT;
