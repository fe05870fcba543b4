// A process of its own that uses an embedded store, for tests that kill it. Arguments: home, stage, company, contract.
// Says `up PID`, then each appended event as `+ ID` once it is acknowledged, until it is killed.
import { appendEvents } from "../../src/store/events.ts";
import { openStore } from "../../src/store/open-store.ts";

const [home, stage, company, contract] = process.argv.slice(2) as [string, string, string, string];
const store = await openStore({ kind: "embedded", embedded: { home, stage } });
process.stdout.write(`up ${store.serverVersion}\n`);
for (let number = 1; contract !== ""; number += 1) {
  const sourceId = `${process.pid}-${number}`;
  const at = 1_780_000_000_000_000 as never;
  const event = { sourceId, kind: "sale", at, recordedAt: at, line: `{"id":"${sourceId}"}` };
  // The same id with the same line is a repeat, so a commit whose outcome is unknown may be tried again.
  await store.withCompany(Number(company), { idempotent: true }, (tx) =>
    appendEvents(tx, contract, [event], { receivedAt: at }),
  );
  process.stdout.write(`+ ${sourceId}\n`);
}
setInterval(() => undefined, 1000);
