import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fealty, folderWith } from "./cli-terminal.ts";

const bare = ["--number", "N", "--company", "a", "--agent", "b", "--from", "2026-01-01", "--until", "2026-12-31"];
const given = [...bare, "--mode", "company_led"];
const made = async (args: readonly string[], answers?: readonly string[], language: "zh" | "en" = "en") => {
  const cwd = folderWith({});
  const ran = await fealty(["new", "--out", "n.yaml", ...args], { cwd, language, ...(answers ? { answers } : {}) });
  const written = existsSync(join(cwd, "n.yaml")) ? parse(readFileSync(join(cwd, "n.yaml"), "utf8")) : undefined;
  return { ...ran, cwd, written };
};

describe("new asks for what the parties choose", () => {
  it("A2, C12.1: what nobody chose is named with what the template has and how to choose", async () => {
    const { code, out, written } = await made([
      ...given,
      ...["--set", "dispute_place_zh=上海", "--set", "dispute_place_en=Shanghai"],
    ]);
    expect([code, written.set]).toEqual([0, { dispute_place_zh: "上海", dispute_place_en: "Shanghai" }]);
    expect(out).toContain("Nobody chose these");
    expect(out).toContain("Territory (Chinese): 浙江省  --set authority_territory_zh=…");
    expect(out).toContain("Forum (English): the Hangzhou Arbitration Commission  --set dispute_forum_en=…");
    expect(out).not.toContain("--set dispute_place_en=…");
    expect(out.match(/--set \w+=…/g)).toHaveLength(6);
    const { out: zh } = await made(given, undefined, "zh");
    expect(zh).toContain("受理机构（中文）：杭州仲裁委员会  --set dispute_forum_zh=…");
    const json = JSON.parse((await made([...given, "--json"])).out) as { taken: { param: string; value: string }[] };
    expect(json.taken).toHaveLength(8);
    expect(json.taken).toContainEqual({ param: "authority_territory_zh", value: "浙江省" });
  });
  it("A2, C12.1: on a terminal each is asked for, and an empty answer takes what the template has", async () => {
    const full = [...given, "--agent-kind", "person"];
    const reach = ["杭州", "a@example.com", "杭州", "b@example.com"];
    const { code, err, out, written } = await made(full, [...reach, "", "", "", "", "江苏省", "Jiangsu Province"]);
    expect([code, written.set]).toEqual([
      0,
      expect.objectContaining({ authority_territory_zh: "江苏省", authority_territory_en: "Jiangsu Province" }),
    ]);
    expect(err).toContain("Territory (Chinese) [浙江省]: ");
    expect(out).toContain("Forum (Chinese): 杭州仲裁委员会");
    expect(out).not.toContain("浙江省");
  });
});

describe("new asks who leads", () => {
  it("C1.1: on a terminal by a word or a number, elsewhere it has to be said", async () => {
    const reach = ["杭州", "", "杭州", ""];
    const { code, written } = await made(bare, ["4", "乙方", "1", ...reach, ...Array(8).fill("")], "zh");
    expect([code, written.mode, written.parties.agent.kind]).toEqual([0, "agent_led", "person"]);
  });
});

describe("new names every party whole", () => {
  const three = [...bare, "--mode", "intermediary_led", "--intermediary", "Z"];
  const reached = (party: string) => [`--${party}-address`, "杭州市1号", `--${party}-e-mail`, `${party}@example.com`];
  it("C9.4: an intermediary is reached where its address and e-mail say", async () => {
    const { code, out, written } = await made([
      ...three,
      ...reached("company"),
      ...reached("agent"),
      ...reached("intermediary"),
    ]);
    expect([code, written.parties.intermediary]).toEqual([
      0,
      { name: "Z", kind: "organisation", address: "杭州市1号", e_mail: "intermediary@example.com" },
    ]);
    // Nothing that a check would tell stands before it.
    expect(out).toMatch(/^Nobody chose these/);
  });
  it("C9.4: what is no e-mail address is refused, and asked for again on a terminal", async () => {
    for (const wrong of ["none", "a@b", "a b@example.com", "@example.com", "a@example."]) {
      const { code, err, written } = await made([...given, "--agent-e-mail", wrong]);
      expect([wrong, code, written]).toEqual([wrong, 2, undefined]);
      expect(err).toContain(`--agent-e-mail cannot be “${wrong}”: an e-mail address is written`);
    }
    const full = [...given, "--agent-kind", "person", "--company-e-mail", "a@example.com"];
    const { code, err, written } = await made(
      [...full, "--company-address", "杭州", "--agent-address", "杭州"],
      ["none", "b@example.com"],
    );
    expect([code, written.parties.agent.e_mail]).toEqual([0, "b@example.com"]);
    expect(err).toContain("  an e-mail address is written");
  });
  it("C1.1: an intermediary where none leads is refused", async () => {
    for (const [extra, option] of [
      [["--intermediary", "Z"], "--intermediary"],
      [["--intermediary-address", "Z"], "--intermediary-address"],
    ] as const) {
      const { code, err, cwd } = await made([...bare, "--mode", "company_led", ...extra]);
      expect([code, err.split("\n")[0], readdirSync(cwd)]).toEqual([
        2,
        `${option} goes with --mode intermediary_led and this is company_led: change who leads, or leave ${option} out.`,
        [],
      ]);
    }
  });
});

describe("new names the members of a team", () => {
  const team = [...given, "--agent-kind", "team"];
  const members = ["--member", "李晓=60%", "--member", "陈海 = 40%"];
  it("C1.2: by flags, with their shares and who leads", async () => {
    const { code, written } = await made([...team, ...members, "--lead", "陈海"]);
    expect([code, written.parties.agent]).toEqual([
      0,
      {
        name: "b",
        kind: "team",
        lead: "m2",
        members: [
          { id: "m1", name: "李晓", share: "60%" },
          { id: "m2", name: "陈海", share: "40%" },
        ],
      },
    ]);
  });
  it("C1.2: asked for one by one on a terminal until the shares make 100%", async () => {
    const full = team;
    const { code, err, written } = await made(full, ["", "", "", "", "李晓=60%", "nobody", "陈海 40%"]);
    expect([code, written.parties.agent.lead, written.parties.agent.members]).toEqual([
      0,
      "m1",
      [
        { id: "m1", name: "李晓", share: "60%" },
        { id: "m2", name: "陈海", share: "40%" },
      ],
    ]);
    expect(err).toContain("(the first leads), 100% left: ");
    expect(err).toContain("  write NAME=SHARE");
    expect(err).toContain("Member 2 and share, such as 李晓=60%, 40% left: ");
  });
  it.each([
    [team, "Still missing: --member."],
    [[...team, "--member", "李晓=60%"], "The members’ shares must add up to 100%; they make 60%."],
    [[...team, "--member", "李晓=50%", "--member", "李晓=50%"], "The member 李晓 stands twice."],
    [[...team, "--member", "李晓"], "--member 李晓: write NAME=SHARE, such as 李晓=60%."],
    [[...team, "--member", "李晓=0%"], "--member 李晓=0%: write NAME=SHARE, such as 李晓=60%."],
    [[...team, ...members, "--lead", "王"], "--lead 王 is no member. The members are: 李晓, 陈海."],
    [[...given, ...members], "--member goes with --agent-kind team."],
    [[...given, "--lead", "李晓"], "--lead goes with --agent-kind team."],
    [bare, "Still missing: --mode."],
    [
      given.map((one) => (one === "a" ? "b" : one)),
      "Company and agent are both called “b”: a contract has two different parties.",
    ],
  ])("C1.2: what does not fit is refused: %j", async (args, words) => {
    const { code, err, cwd } = await made(args);
    expect([code, err.split("\n")[0], readdirSync(cwd)]).toEqual([2, words, []]);
  });
});
