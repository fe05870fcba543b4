// Clauses: C7.1

import { createHash } from "node:crypto";
import { parseJson } from "@fealty/engine/contract/json.ts";
import { ByteInput } from "./byte-input.ts";
import { contentOf } from "./content-hash.ts";
import { RowFault } from "./fault.ts";
import { FileProblem } from "./file-problem.ts";
import { KeyHash } from "./key-hash.ts";
import { KeyTable } from "./key-table.ts";
import { Retractions } from "./retractions.ts";
import { encodeText } from "./row-state.ts";

type Json = Readonly<Record<string, unknown>>;
/** `restored`: it is in, stands retracted, and is to be brought back. */
export type Standing = "new" | "in" | "restored";
/** What is in already: events by id, what was taken out again, customers by the attributes that a match rule uses. */
export class KnownFacts {
  private readonly table: KeyTable;
  private readonly retractions = new Retractions();
  private readonly customers = new Map<string, Map<string, Set<string>>>();
  private readonly hash = new KeyHash();
  private readonly content = new KeyHash();
  /** New customers of this run, by attribute and value. */
  private readonly created = new Set<string>();
  found = 0;
  private readonly customersOnly: boolean;
  /** @param customersOnly somebody else tells repeated events from new ones */
  constructor(directory: string, attributes: readonly string[], customersOnly = false) {
    this.customersOnly = customersOnly;
    this.table = new KeyTable(directory, 1_000_000);
    for (const attribute of attributes) this.customers.set(attribute, new Map());
  }
  get createdCount(): number {
    return this.created.size;
  }
  async load(path: string, signal?: AbortSignal): Promise<void> {
    const input = new ByteInput(path, "utf-8", path.endsWith(".gz"), false, signal);
    const decoder = new TextDecoder();
    let rest = "";
    let line = 0;
    try {
      for (;;) {
        const piece = await input.next();
        const lines = (rest + (piece ? decoder.decode(piece, { stream: true }) : decoder.decode())).split("\n");
        rest = piece ? lines.pop()! : "";
        for (const one of lines) this.addLine(one, path, ++line);
        if (!piece) return;
      }
    } catch (problem) {
      const { code } = problem as { code?: string };
      if (code === "ENOENT") throw new FileProblem("no_file", { file: path });
      if (code === "EISDIR") throw new FileProblem("is_folder", { file: path });
      throw problem;
    } finally {
      await input.close();
    }
  }
  private addLine(text: string, path: string, line: number): void {
    if (text.trim() === "") return;
    const { value } = parseJson(text);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new FileProblem("known_not_facts", { file: path, line: String(line) });
    this.add(value as Json);
  }
  private add(event: Json): void {
    if (!this.customersOnly) this.addEvent(event);
    if (event.kind !== "subject" || event.of !== "customer" || typeof event.customer !== "string") return;
    for (const [attribute, values] of this.customers) {
      const value = event[attribute];
      if (typeof value !== "string") continue;
      values.set(value, (values.get(value) ?? new Set()).add(event.customer));
    }
  }
  private addEvent(event: Json): void {
    this.hashOf(String(event.id));
    this.table.put(this.hash.low, this.hash.high, contentOf(event, this.content), 0, 1);
    if (event.kind === "retracted") this.retractions.add(event);
  }
  private hashOf(id: string): void {
    const bytes = encodeText(id);
    this.hash.of(bytes, new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length);
  }
  /** Whether an event is in. Refuses an id that stands for something else, and what was taken out unless such is restored. */
  standing(id: string, content: number, restores: boolean): Standing {
    this.hashOf(id);
    if (this.table.find(this.hash.low, this.hash.high) === 0) return "new";
    if (this.table.found.content !== content) throw new RowFault("known_conflict", id);
    if (!this.retractions.isOut(id)) return "in";
    if (!restores) throw new RowFault("retracted", id);
    return "restored";
  }
  /** Lines that bring these events back at a moment, see Retractions. */
  restoring(ids: readonly string[], at: string, importedBy: string | undefined): string[] {
    return ids.flatMap((id) =>
      this.retractions
        .takenBack(id, at)
        .map(
          (event) =>
            `${JSON.stringify({ ...event, ...(importedBy === undefined ? {} : { imported_by: importedBy }) })}\n`,
        ),
    );
  }
  /** The known customers whose attribute has this value. */
  customersBy(attribute: string, value: string): readonly string[] {
    return [...(this.customers.get(attribute)?.get(value) ?? [])].sort();
  }
  /** The same value gives the same new customer, in this run and in every other. */
  createCustomer(attribute: string, value: string): string {
    const digest = createHash("sha256").update(`${attribute}\n${value}`).digest("hex").slice(0, 16);
    this.created.add(digest);
    return `c-${digest}`;
  }
  close(): void {
    this.table.close();
  }
}
