// Clauses: N2
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { diagnose } from "@fealty/engine/doctor.ts";
import { sha256 } from "../../world.ts";
import { calendars } from "../calendars.ts";
import { agreeing, type Command, counted, EXIT, say, UsageError } from "../command.ts";
import { compute, evaluateCall, timeText } from "../input.ts";
import { visible } from "../visible.ts";

export const command: Command = {
  summary: { zh: "证明逐条记账与整体重算一致", en: "Prove that event by event equals recomputed" },
  usage: "CONTRACT --facts FILE… [--as-of T] [--checks 12] [--json] | --store [--rebuild] [--json] | --messages",
  takes: 1,
  help: {
    zh: "像运行中的系统那样逐条记入事实，在若干时刻另从空账整体重算一次；两者的摘要必须相同，否则列出不同的数字，退出码为 1。--store 改为核对库中所存：逐份合同仅凭文本与事件重算，与所存的状态、条款、认定和结算单对照；--rebuild 先把所存的推算结果全部重建。--messages 核对邮件与短信的设置（FEALTY_PUBLIC_URL、FEALTY_SMTP_URL、FEALTY_MAIL_FROM、FEALTY_SMS_URL、FEALTY_SMS_SECRET），并连接服务器，不发送任何消息。",
    en: "Takes the facts in one by one, as a running system does, and at several moments recomputes the whole from nothing; both digests must be the same, else the differing figures are listed and the exit code is 1. With --store it examines what the store keeps: each contract is computed from its files and events alone and held against the kept states, clauses, findings and statements; --rebuild first builds all of these anew. With --messages it examines how mail and texts are set up (FEALTY_PUBLIC_URL, FEALTY_SMTP_URL, FEALTY_MAIL_FROM, FEALTY_SMS_URL, FEALTY_SMS_SECRET) and asks the servers, without sending anything.",
  },
  example: "fealty doctor contracts/filled/company-led --facts web/public/example/company-led.ndjson",
  options: {
    facts: { type: "string", multiple: true, short: "f" },
    "as-of": { type: "string" },
    checks: { type: "string" },
    store: { type: "boolean" },
    rebuild: { type: "boolean" },
    messages: { type: "boolean" },
  },
  run: async (call, terminal) => {
    if (call.flag("store")) return (await import("../store-doctor.ts")).examineStore(call, terminal);
    if (call.flag("messages")) return (await import("../messages-doctor.ts")).examineMessages(terminal);
    const written = call.option("checks") ?? "12";
    const checks = /^\d+$/.test(written) ? Number(written) : 0;
    if (!(checks >= 1 && checks <= 1000))
      throw new UsageError({
        zh: "--checks 请写 1 至 1000 的整数。",
        en: "Write --checks as a whole number from 1 to 1000.",
      });
    const evaluation = await evaluateCall(call, terminal, { asOf: false });
    const { contract, events, zone, asOf, knownAt } = evaluation;
    const known = calendars(terminal.cwd);
    const calendar = known.find((one) => one.id === contract.calendar.id) ?? {
      id: contract.calendar.id,
      source: "",
      years: {},
    };
    const world = { asOf, knownAt, calendars: known, zones: [zone], sha256, zone, calendar };
    const told = await compute(terminal, (tell) => diagnose(contract, events, { ...world, tell }, checks));
    if (told.length === 0)
      throw new UsageError({
        zh: "到该时刻为止没有任何事实，无可核对。",
        en: "No fact is known by that moment, so there is nothing to check.",
      });
    const bad = told.filter((one) => one.differences.length > 0);
    if (call.flag("json"))
      terminal.out(`${JSON.stringify(told.map((one) => ({ ...one, asOf: zonedText(evaluation.zone, one.asOf) })))}\n`);
    else {
      for (const one of told) {
        terminal.out(
          `${one.differences.length === 0 ? "✓" : "✗"} ${timeText(evaluation, one.asOf)} ${say(terminal, `${one.events} 个事件`, counted(one.events, "event"))}\n`,
        );
        for (const difference of one.differences) terminal.out(`    ${visible(difference)}\n`);
      }
      terminal.out(
        say(
          terminal,
          `${told.length - bad.length} 次核对一致，${bad.length} 次不一致。\n`,
          `${agreeing(told.length - bad.length, "check", bad.length)}\n`,
        ),
      );
    }
    return bad.length === 0 ? EXIT.ok : EXIT.found;
  },
};
