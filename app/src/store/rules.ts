// Clauses: C2.3
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { Both } from "./letters.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type RuleParty = Schema["rule_acknowledgement"]["party"];
/** What a version of the rules says, and to whom. */
export interface RuleContent {
  readonly title: Both;
  /** Paragraphs, one a line; of one language both are empty where it is not written in it. */
  readonly text: Both;
  /** The first day on which they hold. */
  readonly effectiveOn: string;
  readonly roles: readonly RuleParty[];
  /** Numbers of the contracts that they are for; empty: all that run. */
  readonly contracts: readonly string[];
}
export interface RuleVersion extends RuleContent {
  readonly ruleVersionId: string;
  readonly code: string;
  readonly version: number;
  /** Hexadecimal, over what it says. */
  readonly sha256: string;
  readonly preparedBy: string;
  readonly preparedAt: Instant;
  readonly published?: { readonly by: string; readonly at: Instant };
}
export interface RuleAcknowledgement {
  readonly ruleVersionId: string;
  readonly contractId: string;
  readonly party: RuleParty;
  readonly personId: string;
  /** Hexadecimal: of the words that were read. */
  readonly sha256: string;
  readonly at: Instant;
}
/** Refusal: `already_there` where another wrote this version. */
export const addRuleVersion = async (tx: Tx, one: Omit<RuleVersion, "published">): Promise<void> => {
  await tx.change(
    statements.insertInto("rule_version").values({
      company_id: tx.companyId,
      rule_version_id: one.ruleVersionId,
      code: one.code,
      version: one.version,
      title_zh: one.title.zh,
      title_en: one.title.en,
      text_zh: one.text.zh,
      text_en: one.text.en,
      effective_on: one.effectiveOn,
      roles: [...one.roles],
      contract_numbers: [...one.contracts],
      sha256: Buffer.from(one.sha256, "hex"),
      prepared_by_person_id: one.preparedBy,
      prepared_at: instantParameter(one.preparedAt),
    }),
  );
};
const versions = (tx: Tx) =>
  statements
    .selectFrom("rule_version as v")
    .leftJoin("rule_publication as p", (join) =>
      join.onRef("p.company_id", "=", "v.company_id").onRef("p.rule_version_id", "=", "v.rule_version_id"),
    )
    .selectAll("v")
    .select(["p.published_by_person_id", "p.published_at"])
    .where("v.company_id", "=", tx.company);
type Row = Awaited<ReturnType<ReturnType<typeof versions>["execute"]>>[number];
const versionOf = (row: Row): RuleVersion => ({
  ruleVersionId: row.rule_version_id,
  code: row.code,
  version: row.version,
  title: { zh: row.title_zh, en: row.title_en },
  text: { zh: row.text_zh, en: row.text_en },
  effectiveOn: row.effective_on,
  roles: row.roles,
  contracts: row.contract_numbers,
  sha256: row.sha256.toString("hex"),
  preparedBy: row.prepared_by_person_id,
  preparedAt: row.prepared_at,
  ...(row.published_at === null ? {} : { published: { by: row.published_by_person_id!, at: row.published_at } }),
});
/** By code, the latest version first. */
export const listRuleVersions = async (tx: Tx): Promise<RuleVersion[]> =>
  (await tx.rows(versions(tx).orderBy("v.code").orderBy("v.version", "desc"))).map(versionOf);
export const findRuleVersion = async (tx: Tx, ruleVersionId: string): Promise<RuleVersion | undefined> => {
  const [row] = await tx.rows(versions(tx).where("v.rule_version_id", "=", ruleVersionId));
  return row && versionOf(row);
};
export const addPublication = async (
  tx: Tx,
  ruleVersionId: string,
  { by, at }: NonNullable<RuleVersion["published"]>,
): Promise<void> => {
  await tx.change(
    statements.insertInto("rule_publication").values({
      company_id: tx.companyId,
      rule_version_id: ruleVersionId,
      published_by_person_id: by,
      published_at: instantParameter(at),
    }),
  );
};
/** Refusal: `already_there` where this person has done so for this contract. */
export const addAcknowledgement = async (tx: Tx, one: RuleAcknowledgement): Promise<void> => {
  await tx.change(
    statements.insertInto("rule_acknowledgement").values({
      company_id: tx.companyId,
      rule_version_id: one.ruleVersionId,
      contract_id: one.contractId,
      party: one.party,
      person_id: one.personId,
      sha256: Buffer.from(one.sha256, "hex"),
      acknowledged_at: instantParameter(one.at),
    }),
  );
};
/** The latest first, by whom as the entry of the register that is kept. */
export const listAcknowledgements = async (tx: Tx): Promise<RuleAcknowledgement[]> => {
  const query = statements
    .selectFrom("rule_acknowledgement as a")
    .leftJoin("person as p", (join) =>
      join.onRef("p.company_id", "=", "a.company_id").onRef("p.person_id", "=", "a.person_id"),
    )
    .selectAll("a")
    .select("p.merged_into_person_id")
    .where("a.company_id", "=", tx.company);
  return (await tx.rows(query.orderBy("a.acknowledged_at", "desc").orderBy("a.contract_id"))).map((row) => ({
    ruleVersionId: row.rule_version_id,
    contractId: row.contract_id,
    party: row.party,
    personId: row.merged_into_person_id ?? row.person_id,
    sha256: row.sha256.toString("hex"),
    at: row.acknowledged_at,
  }));
};
