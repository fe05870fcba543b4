/** Who acts for the intermediary of a contract; loaded with the line that says it. */
export const intermediary = {
  firm: "中介机构：",
  today: "今天的协调人：",
  nobodyToday: "今天没有协调人，请甲方在“机构”里登记",
  person: "代表中介人的是：",
  nobody: "中介人还没有对应的机构或人员，没有人能以其身份登录",
  contact: "联系方式：{{contact}}",
};
