// Clauses: N7
import { implement } from "@orpc/server";
import { countersign, endKey, offerRecord, readReceipt, registerKey } from "../../commands/countersign.ts";
import { readRecord } from "../../commands/read-record.ts";
import { receiveStatement } from "../../commands/receive-statement.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const os = implement(api.records).$context<Context>();

export const recordRoutes = os.router({
  read: os.read.handler(({ context, input: { number, party } }) =>
    readRecord(context.house, callerOf(context, party), number),
  ),
  offer: os.offer.handler(({ context, input: { number, party } }) =>
    offerRecord(context.house, callerOf(context, party), number),
  ),
  registerKey: os.registerKey.handler(({ context, input: { party, ...given } }) =>
    registerKey(context.house, callerOf(context, party), given),
  ),
  endKey: os.endKey.handler(({ context, input: { party, ...given } }) =>
    endKey(context.house, callerOf(context, party), given),
  ),
  countersign: os.countersign.handler(({ context, input: { party, ...given } }) =>
    countersign(context.house, callerOf(context, party), given),
  ),
  receiveStatement: os.receiveStatement.handler(({ context, input: { party, ...given } }) =>
    receiveStatement(context.house, callerOf(context, party), given),
  ),
  receipt: os.receipt.handler(({ context, input: { number, party, receiptId } }) =>
    readReceipt(context.house, callerOf(context, party), number, receiptId),
  ),
});
