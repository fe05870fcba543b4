// Clauses: N7
import { readDeliveryEnvironment } from "../config.ts";
import { readDelivery } from "../delivery/settings.ts";
import { EXIT, type ExitCode, say, type Terminal } from "./command.ts";
import { visible } from "./visible.ts";

const WAYS = { mail: ["邮件", "mail"], sms: ["短信", "texts"], wecom: ["企业微信", "WeCom"] } as const;
const TIME_MS = 30_000;

/** What a doctor does with the ways to people: their settings in words, and whether each server can be reached. */
export const examineMessages = async (terminal: Terminal): Promise<ExitCode> => {
  const { delivery, faults } = readDelivery(readDeliveryEnvironment());
  const tell = (zh: string, en: string): void => terminal.out(`${say(terminal, zh, en)}\n`);
  for (const { text } of faults) tell(`✗ ${text.zh}`, `✗ ${text.en}`);
  let bad = faults.length;
  for (const [name, [zh, en]] of Object.entries(WAYS)) {
    const channel = delivery.channels[name as keyof typeof WAYS];
    if (channel === undefined) {
      tell(
        `– ${zh}：没有设置；消息留在发件箱，由人打印交给本人。`,
        `– ${en}: not set up; messages stay in the outbox, to be printed and handed over.`,
      );
      continue;
    }
    const answer = await channel.check(AbortSignal.timeout(TIME_MS));
    if (answer !== undefined) bad += 1;
    const words = visible(answer ?? "");
    if (answer === undefined) tell(`✓ ${zh}：服务器可以连接。`, `✓ ${en}: the server answers.`);
    else tell(`✗ ${zh}：服务器不可用：${words}`, `✗ ${en}: the server is of no use: ${words}`);
  }
  return bad === 0 ? EXIT.ok : EXIT.found;
};
