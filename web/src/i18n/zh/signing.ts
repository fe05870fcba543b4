/** What is said where an act is countersigned in the same press; loaded with it. */
export const signing = {
  signed: "这台设备已随此操作签收合同记录（{{count}} 条）。",
  signed_one: "这台设备已随此操作签收合同记录（{{count}} 条）。",
  save: "下载回执",
  cannot: "已办理。这个浏览器不能保管签名密钥，没有随之签收合同记录；换一个较新的浏览器，可在合同的“事件”页签收。",
  failed: "已办理，但没有随之签收合同记录：{{reason}} 可稍后在合同的“事件”页签收。",
  received: "标为收到",
  receivedLead:
    "标为收到，只表示您收到并看过这份结算单，不表示同意其中的金额；不标也不表示同意。提出异议的期限不因此改变。",
  receivedAt: "{{party}}于 {{at}} 标为收到",
  notReceived: "{{party}}还没有标为收到",
} as const;
