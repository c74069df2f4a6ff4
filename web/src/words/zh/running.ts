import type { Words } from "../en";

export const running: Words["running"] = {
  run: "运行",
  output: "输出",
  begins: "正在放到桌面上…",
  waits: "正在排队…",
  runs: "正在运行…",
  done: "已完成",
  noProgram: "这个桌面上没有能运行它的程序。",
  close: "关闭输出",
};
