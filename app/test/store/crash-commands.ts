import type { Instant } from "@fealty/engine/values/brand.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import type { Caller } from "../../src/commands/access.ts";
import type { House } from "../../src/commands/house.ts";
import type { RoleName } from "../../src/store/people.ts";
import { askingAs } from "./askers.ts";

/** What is given from outside: text of the smallest contract, and a table with its mapping on this machine. */
export interface Given {
  readonly contract: string;
  readonly table: { readonly file: string; readonly mapping: string; readonly folder: string };
}
/** What the commands are about, as the prepared company has it. */
export interface Prepared extends Given {
  /** Ids by code. */
  readonly people: Readonly<Record<string, string>>;
  /** A version in force, and the draft that is to replace it. */
  readonly letter: string;
  readonly draft: string;
  /** Acts without authority: nothing said of the first, the second demanded. */
  readonly acts: readonly [string, string];
  readonly finding: string;
  readonly signing: { readonly partyKeyId: string; readonly size: number; readonly signature: string };
  readonly device: { readonly publicKey: string; readonly proof: string };
  readonly reset: string;
}
export interface CrashCommand {
  /** When it is given. */
  readonly at: Instant;
  /** Killed at each statement, or at one of each kind; else at some that are drawn. */
  readonly where?: "everywhere" | "each kind";
  /** More than one transaction of it writes. */
  readonly inParts?: boolean;
  /**
   * What the call gives that is made again after everything was kept: the same answer, a refusal, what a worker finds that has nothing to
   * do, or a second one of what may be done as often as one likes.
   */
  readonly again: "same" | { readonly refused: string } | "nothing" | "another";
  readonly run: (house: House, prepared: Prepared) => Promise<unknown>;
}
const time = (text: string): string => `2026-${text}:00+08:00`;
export const at = (text: string): Instant => parseInstant(time(text))!;
/** One event of 2026 as a line; `recorded` where the line says it itself. */
export const eventLine = (id: string, kind: string, day: string, more: object, recorded?: string): string =>
  JSON.stringify({
    id,
    kind,
    at: time(day),
    ...more,
    ...(recorded === undefined ? {} : { recorded_at: time(recorded) }),
  });
const machine: Caller = { companyId: 1, party: "company" };
export const as = ({ people }: Pick<Prepared, "people">, code: string, role: RoleName): Caller => ({
  companyId: 1,
  party: "company",
  actor: askingAs(1, [role], people[code]).actor,
});
const DAY = at("06-21T09:00");
const key = "crash-test";
const NUMBER = "CLI-1";
const append = (line: string) => async (house: House) =>
  (await import("../../src/commands/append-events.ts")).appendEvents(house, machine, {
    number: NUMBER,
    lines: line,
    key,
    language: "zh",
  });
const said = { number: NUMBER, key, words: "来函 1" };

/**
 * Every command for money, signing, closing and evidence, each in the company of `crash-prepare.ts`. A process loads what its command needs and nothing
 * else: hundreds of them are begun.
 */
export const COMMANDS: Readonly<Record<string, CrashCommand>> = {
  "append-events: a sale": {
    at: DAY,
    where: "everywhere",
    again: "same",
    run: append(
      eventLine("x1", "sale", "06-20T10:00", { order: "x1", amount: "88.00", customer: "K1", product: "motor" }),
    ),
  },
  "append-events: a payment": {
    at: DAY,
    again: "same",
    run: append(eventLine("x2", "payment_made", "06-20T11:00", { amount: "5.00" })),
  },
  "append-events: a decision": {
    at: DAY,
    again: "same",
    run: (house, { finding }) =>
      append(eventLine("x3", "decided", "06-20T12:00", { finding, breach: true, reasons: "查实" }))(house),
  },
  "add-contract": {
    at: DAY,
    again: { refused: "already_there" },
    run: async (house, { contract }) => {
      const text = contract.replace(NUMBER, "NEW-1");
      const facts = eventLine("n1", "sale", "06-20T10:00", { order: "n1", amount: "1.00" }, "06-20T10:00");
      return (await import("../../src/commands/add-contract.ts")).addContract(
        house,
        machine,
        { files: [{ path: "contract.yaml", text }], facts },
        "zh",
      );
    },
  },
  "import-table": {
    at: DAY,
    where: "each kind",
    // Without a key: what the file says is known by its content, and the second import is one that found all of it.
    again: "another",
    run: async (house, { table }) =>
      (await import("../../src/commands/import-table.ts")).importTable(house, machine, {
        ...table,
        contract: "CLI-2",
        language: "zh",
      }),
  },
  "keep-licence": {
    at: DAY,
    again: "same",
    run: async (house, prepared) =>
      (await import("../../src/commands/keep-licence.ts")).recordLicence(house, as(prepared, "writer", "operations"), {
        key,
        person: "A8",
        licenceNumber: "Z1",
        kind: "individual_agent",
        insurer: "甲保险公司",
        fromOn: "2026-06-01",
      }),
  },
  "hand-over-customers": {
    at: DAY,
    again: "same",
    run: async (house) =>
      (await import("../../src/commands/hand-over-customers.ts")).handOverCustomers(house, machine, {
        key,
        from: NUMBER,
        to: "CLI-2",
        customers: ["K1", "K2"],
        on: "2026-06-22",
      }),
  },
  countersign: {
    at: DAY,
    where: "everywhere",
    again: "same",
    run: async (house, { signing }) =>
      (await import("../../src/commands/countersign.ts")).countersign(
        house,
        { companyId: 1, party: "agent" },
        { ...signing, number: NUMBER, key },
      ),
  },
  "register-key": {
    at: DAY,
    again: "same",
    run: async (house, { device }) =>
      (await import("../../src/commands/countersign.ts")).registerKey(
        house,
        { companyId: 1, party: "agent" },
        { ...device, device: "平板", number: NUMBER, key },
      ),
  },
  "receive-statement": {
    at: at("07-20T09:00"),
    inParts: true,
    again: "same",
    // The worker closes June first.
    run: async (house) => {
      await (await import("../../src/commands/refresh-contracts.ts")).refreshDue(house, 1);
      return (await import("../../src/commands/receive-statement.ts")).receiveStatement(
        house,
        { companyId: 1, party: "agent" },
        { number: NUMBER, rule: "C6.2/pay", period: "2026-06", key },
      );
    },
  },
  "make-bundle": {
    at: DAY,
    // Each making of evidence stands in the record.
    again: "another",
    run: async (house) =>
      (await (await import("../../src/commands/make-bundle.ts")).makeBundle(house, machine, { number: NUMBER }))
        .fileName,
  },
  "closing by the worker": {
    at: at("07-20T09:00"),
    where: "each kind",
    inParts: true,
    again: "nothing",
    run: async (house) => (await import("../../src/commands/refresh-contracts.ts")).refreshDue(house, 1),
  },
  "erase-customer": {
    at: DAY,
    again: "same",
    run: async (house) =>
      (await import("../../src/commands/erase-customer.ts")).eraseCustomer(house, machine, {
        key,
        customer: "K3",
        ground: "asked",
        words: "本人要求",
      }),
  },
  purge: {
    at: at("09-10T09:00"),
    inParts: true,
    again: "nothing",
    run: async (house) => (await import("../../src/commands/purge-due.ts")).purgeDue(house, 1),
  },
  "activate-letter": {
    at: DAY,
    where: "everywhere",
    again: "same",
    run: async (house, prepared) =>
      (await import("../../src/commands/activate-letter.ts")).activateLetter(house, as(prepared, "legal", "legal"), {
        number: NUMBER,
        key,
        letterId: prepared.draft,
      }),
  },
  "end-letter": {
    at: DAY,
    again: "same",
    run: async (house, prepared) =>
      (await import("../../src/commands/activate-letter.ts")).endLetter(house, as(prepared, "legal", "legal"), {
        ...said,
        letterId: prepared.letter,
        ground: "recalled",
      }),
  },
  "record-demand": {
    at: DAY,
    again: "same",
    run: async (house, prepared) =>
      (await import("../../src/commands/decide-act.ts")).recordDemand(house, as(prepared, "writer", "operations"), {
        ...said,
        actId: prepared.acts[0],
        kind: "demanded",
      }),
  },
  "decide-act": {
    at: DAY,
    again: "same",
    run: async (house, prepared) =>
      (await import("../../src/commands/decide-act.ts")).decideAct(house, as(prepared, "legal", "legal"), {
        ...said,
        actId: prepared.acts[1],
        kind: "ratified",
      }),
  },
  "invite-person, by a message": {
    at: DAY,
    again: "same",
    run: async (house, prepared) =>
      (await import("../../src/commands/invite-by-message.ts")).inviteByMessage(house, as(prepared, "boss", "owner"), {
        key,
        person: "A9",
        to: "a9@example.cn",
        language: "zh",
      }),
  },
  "prepare-reset": {
    at: DAY,
    again: "same",
    run: async (house, prepared) =>
      (await import("../../src/commands/second-person.ts")).prepareReset(house, as(prepared, "boss", "owner"), {
        key,
        person: "LOST-2",
        grounds: "看过身份证",
      }),
  },
  "decide-reset": {
    at: DAY,
    // The slip is shown once and kept nowhere: whoever did not see it prepares another.
    again: { refused: "already_decided" },
    run: async (house, prepared) =>
      Object.keys(
        await (await import("../../src/commands/second-person.ts")).decideReset(
          house,
          as(prepared, "legal-2", "owner"),
          { id: prepared.reset, outcome: "approved" },
        ),
      ),
  },
};
