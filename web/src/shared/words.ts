// The few words of the page that a link leads to, so that it needs none of the workspace's.
const en = {
  version: (n: number) => `Version ${n}`,
  readOnly: "Read only",
  until: (when: string) => `This link ends on ${when}`,
  coming: "Coming…",
  none: "This link shows nothing, or nothing any more.",
  noneHint: "It was revoked, its time is over, or it is not whole. Ask whoever gave it to you for a new one.",
  unreachable: "The server can't be reached.",
  unreachableHint: "Load this page again in a moment.",
  broken: "This can't be shown.",
  ended: {
    silent: "It did not answer any more, so it was stopped.",
    stopped: "It was stopped.",
    left: "It tried to go elsewhere, so it was closed.",
    unreachable: "The frame that it runs in can't be reached from here.",
  },
  unsealed: "Scripts stay off: this browser does not hold the frame shut.",
  again: "Start it again",
};

const zh: typeof en = {
  version: (n) => `版本 ${n}`,
  readOnly: "只读",
  until: (when) => `此链接于 ${when} 失效`,
  coming: "正在载入…",
  none: "此链接没有可显示的内容，或已失效。",
  noneHint: "它已被撤销、已过期或不完整。请向给你链接的人索取新的链接。",
  unreachable: "无法连接服务器。",
  unreachableHint: "请稍后重新载入此页面。",
  broken: "无法显示此内容。",
  ended: {
    silent: "它不再响应，已被停止。",
    stopped: "它已被停止。",
    left: "它试图转到别处，已被关闭。",
    unreachable: "从这里无法访问运行它的框架。",
  },
  unsealed: "脚本保持关闭：此浏览器无法封住框架。",
  again: "重新开始",
};

export type SharedWords = typeof en;
export const tongue = (): "en" | "zh" => (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
export const sharedWords = (): SharedWords => ({ en, zh })[tongue()];
