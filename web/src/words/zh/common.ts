import type { Words } from "../en";

export const common: Words["common"] = {
  product: "Deskhand",
  cancel: "取消",
  close: "关闭",
  save: "保存",
  remove: "删除",
  back: "返回",
  retry: "重试",
  copy: "复制",
  copied: "已复制",
  more: "更多",
  open: "打开",
  search: "搜索",
  loading: "正在载入…",
  none: "无",
  yes: "是",
  no: "否",
  free: "无费用",
  costUnknown: "价格未知",
  skipToTalk: "跳到对话",
  now: "刚刚",
  minutes: (n) => `${n} 分钟`,
  hours: (n) => `${n} 小时`,
  days: (n) => `${n} 天`,
  steps: (n) => `${n} 步`,
  seconds: (n) => `${n} 秒`,
};

export const errors: Words["errors"] = {
  unreachable: "服务器没有应答。",
  unreachableHint: "请看看 `deskhand up` 是否还在运行；它恢复后，这个页面会自己继续。",
  failed: "没有成功。",
  crashedTitle: "页面的这一部分出错了。",
  crashedText: "会话没有丢失任何东西：一切都在日志里。重新载入即可继续。",
  reload: "重新载入",
  notFoundTitle: "这里什么也没有",
  notFoundText: "它已被删除，或者属于别人。",
  toStart: "回到首页",
};

export const connection: Words["connection"] = {
  lost: "连接断开了。发生的一切仍在记录；正在重新连接…",
  offline: "这台设备离线了。会话会照常进行。",
  back: "已重新连接",
  again: "立即连接",
};
