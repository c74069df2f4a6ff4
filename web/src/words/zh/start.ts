import type { Words } from "../en";

export const start: Words["start"] = {
  hello: "要做什么？",
  helloNamed: (name) => `${name}，要做什么？`,
  explain: "用你自己的话说就行。智能体在它自己的桌面上工作；你可以看着它，随时停止或接管。",
  stepsTitle: "还没有设置模型，但现在就可以开始",
  stepsText:
    "Deskhand 内置了模型“steps”。它按一行一行的普通文字做事：在屏幕上找到所说的东西，照做，不需要密钥、费用和网络。",
  placeholder: "例如：找出三个最便宜的 20 GB 手机套餐，列成表格",
  stepsPlaceholder: "每行一步，用平常的话写",
  stepsExample: "打开 http://example.test\n点击“新建费用”\n在“商家”中输入“午餐”\n应看到“已保存”",
  watchTitle: "看它做一件事",
  watchText: "都在这台机器上的真实桌面里进行",
  watchRun: "开始观看",
  addKey: "为其他模型添加密钥",
  recent: "最近",
  model: "模型",
  profile: "风险",
  project: "项目",
  personalProject: "个人",
  noKey: "需要密钥",
  builtin: "内置",
  startButton: "开始",
  starting: "正在开始…",
  profileNotes: {
    cautious: "大多数事情都先问",
    balanced: "要离开桌面或无法撤销的事先问",
    trusting: "只在无法撤销时才问",
  },
};

export const login: Words["login"] = {
  title: "登录",
  subtitle: "智能体的桌面，你的窗口。",
  name: "名称",
  password: "密码",
  submit: "登录",
  wrong: "名称与密码不符。",
  slow: "尝试次数太多，请稍等。",
  linkTitle: "或者使用链接",
  linkText: "在运行 Deskhand 的机器上，终端会显示一次性登录链接。用下面的命令生成新链接：",
  linkUsedTitle: "这个链接已经用过了",
  linkUsedText: "每个链接只能让一个浏览器登录一次，而且很快过期。请在运行 Deskhand 的机器上生成新链接：",
  askedTitle: (name) => `以 ${name} 的身份登录？`,
  askedText:
    "你是通过一个链接来到这里的。只有知道链接是谁发来的，才应继续：之后你在此所做的一切，该账号的使用者都能看到。",
  askedInstead: (name) => `你目前以 ${name} 的身份登录，继续后将不再是。只有知道链接是谁发来的，才应继续。`,
  askedYes: (name) => `以 ${name} 的身份登录`,
  askedNo: "不登录",
  signedOut: "你已退出登录。",
  toLogin: "用密码登录",
};
