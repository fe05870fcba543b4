import type { Chance } from "./random.ts";

const SURNAMES = [
  ..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜",
];
const GIVEN =
  "建国 秀兰 志强 丽娟 桂英 海燕 伟民 晓峰 玉珍 国华 雪梅 文斌 春花 振宇 美玲 俊杰 淑芬 立新 佳怡 子涵 欣妍 浩然 婷婷 永康 红梅 家豪 素芳 明远 静怡 启航 思远 雨桐 凯 敏 磊 娜 涛 静 强 洁 宁 悦 翔 慧 波 颖 鑫 琳 晨 瑶 泽宇 梓萱 宏伟 晓红 志远 文静 长青 玉兰 建平 丽华 天佑 若兰 景行 书瑶 承恩 月华 立群 佩珊 嘉木 语嫣 光明 秋菊 向阳 安琪".split(
    " ",
  );
const TRADES = [
  "餐饮",
  "物流",
  "建材",
  "电子商务",
  "机械配件",
  "茶叶",
  "纺织",
  "印刷",
  "装饰工程",
  "农产品",
  "汽车服务",
  "软件",
  "水产",
  "口腔诊所",
  "幼教",
  "酒店管理",
];
const SIGNS = [
  "鸿运",
  "佳和",
  "德盛",
  "瑞丰",
  "新源",
  "永信",
  "海川",
  "明达",
  "金桥",
  "安泰",
  "同创",
  "嘉禾",
  "云帆",
  "正阳",
  "万象",
  "和顺",
  "启明",
  "长风",
  "润泽",
  "宏图",
];

/** Names of people that nobody bears twice in one company, in an order that the seed decides. */
export const personNames = (chance: Chance): string[] =>
  chance.shuffled(SURNAMES.flatMap((surname) => GIVEN.map((given) => surname + given)));
export const organisationNames = (chance: Chance, city: string): string[] =>
  chance.shuffled(SIGNS.flatMap((sign) => TRADES.map((trade) => `${city}${sign}${trade}有限公司`)));
