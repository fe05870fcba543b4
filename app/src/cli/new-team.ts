// Clauses: C1.2
import { type Call, say, type Terminal, UsageError } from "./command.ts";

export interface NewMember {
  readonly id: string;
  readonly name: string;
  readonly share: string;
}
/**
 * Members of a team with their shares, from `--member NAME=SHARE…` or asked for one by one on a terminal; none where neither says any,
 * undefined where the agent is no team.
 */
export const teamOf = async (
  call: Call,
  terminal: Terminal,
  kind: string | undefined,
): Promise<readonly NewMember[] | undefined> => {
  const given = call.list("member");
  if (kind !== "team") {
    const extra = given.length > 0 ? "member" : call.option("lead") === undefined ? undefined : "lead";
    if (extra === undefined) return undefined;
    throw new UsageError({
      zh: `--${extra} 只用于 --agent-kind team。`,
      en: `--${extra} goes with --agent-kind team.`,
    });
  }
  const members = given.length > 0 || !terminal.ask ? given.map(memberOf) : await askedFor(terminal, terminal.ask);
  const twice = members.find(({ name }, index) => members.findIndex((one) => one.name === name) < index);
  if (twice)
    throw new UsageError({ zh: `成员 ${twice.name} 写了两次。`, en: `The member ${twice.name} stands twice.` });
  if (members.length > 0 && sumOf(members) !== 100_000_000)
    throw new UsageError({
      zh: `成员份额合计应为 100%，现为 ${percent(sumOf(members))}。`,
      en: `The members’ shares must add up to 100%; they make ${percent(sumOf(members))}.`,
    });
  return members.map((one, index) => ({ id: `m${index + 1}`, ...one }));
};
type Named = Omit<NewMember, "id">;
const SHARE = /^(\d{1,3})(?:\.(\d{1,6}))?\s*[%％]$/;
/** Millionths of a percent. */
const millionths = (share: string): number => {
  const [, whole = "", part = ""] = SHARE.exec(share) ?? [];
  return Number(whole) * 1_000_000 + Number(part.padEnd(6, "0"));
};
const sumOf = (members: readonly Named[]): number => members.reduce((sum, { share }) => sum + millionths(share), 0);
const percent = (sum: number): string => `${sum / 1_000_000}%`;
const readMember = (written: string): Named | undefined => {
  const [, name = "", share = ""] = /^(.+?)\s*[=＝:：\s]\s*(\S+)$/u.exec(written.trim()) ?? [];
  const plain = share.replace("％", "%");
  return name.trim() !== "" && SHARE.test(plain) && millionths(plain) > 0
    ? { name: name.trim(), share: plain }
    : undefined;
};
const memberOf = (written: string): Named => {
  const member = readMember(written);
  if (member) return member;
  throw new UsageError({
    zh: `--member ${written}：请写成 姓名=份额，例如 李晓=60%。`,
    en: `--member ${written}: write NAME=SHARE, such as 李晓=60%.`,
  });
};
const askedFor = async (terminal: Terminal, ask: (question: string) => Promise<string>): Promise<Named[]> => {
  const members: Named[] = [];
  while (sumOf(members) < 100_000_000) {
    const left = percent(100_000_000 - sumOf(members));
    const answer = await ask(
      say(
        terminal,
        `第 ${members.length + 1} 名成员及其份额，例如 李晓=60%${members.length === 0 ? "（第一名是负责人）" : ""}，还剩 ${left}：`,
        `Member ${members.length + 1} and share, such as 李晓=60%${members.length === 0 ? " (the first leads)" : ""}, ${left} left: `,
      ),
    );
    if (answer.trim() === "") break;
    const member = readMember(answer);
    if (member) members.push(member);
    else terminal.err(say(terminal, "  请写成 姓名=份额\n", "  write NAME=SHARE\n"));
  }
  return members;
};
