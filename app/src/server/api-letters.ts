// Clauses: C1.2, A2
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { LetterRead, LettersRead } from "../commands/read-letters.ts";
import { both, errors, failure, number, party } from "./api-common.ts";
import { formErrors, keyed } from "./api-people.ts";

const letterErrors = {
  ...errors,
  ...formErrors,
  NO_SUCH_THING: { status: 404, data: failure },
  ALREADY_DECIDED: { status: 409, data: failure },
  BY_THE_SAME_PERSON: { status: 403, data: failure },
  EVENTS_REFUSED: { status: 422, data: failure },
} as const;
const given = keyed.extend({ number });
const text = z.string().max(4000);
const named = given.extend({ letterId: z.uuid() });
const letter = z.object({ letterId: z.string() });
const list = z.array(z.string().max(200)).max(200);
const day = z.string().max(20).optional();
const acts = "/contracts/{number}/unauthorised-acts/{actId}";
const step = given.extend({
  actId: z.uuid(),
  at: z.string().max(60).optional().describe("With its offset; without it: now"),
  words: text.describe("How it was said, and by which paper"),
});
const standing = z.object({ standing: z.string() });

export const lettersApi = {
  list: oc
    .route({
      method: "GET",
      path: "/contracts/{number}/letters",
      summary: "Letters of authority of a contract, and what lies outside of them",
    })
    .input(z.object({ number, party }))
    .errors(errors)
    .output(type<LettersRead>()),
  read: oc
    .route({ method: "GET", path: "/letters/{letterId}", summary: "One letter of authority" })
    .input(z.object({ letterId: z.uuid(), party }))
    .errors({ ...errors, NO_SUCH_THING: { status: 404, data: failure } })
    .output(type<LetterRead>()),
  draft: oc
    .route({ method: "POST", path: "/contracts/{number}/letters", summary: "Writes a draft, or one anew" })
    .input(
      given.extend({
        letterId: z.uuid().optional().describe("A draft that is written anew"),
        letterNumber: z.string().max(100).describe("One that the contract has makes a further version"),
        agentName: text,
        matters: z.array(z.string().max(40)).max(20),
        powers: both,
        amountLimit: z.string().max(40).optional().describe("In the contract's currency"),
        territory: both,
        territories: list.describe("As facts name them; empty: facts are not held against it"),
        products: both,
        productCodes: list.describe("As facts name them; empty: facts are not held against it"),
        fromOn: day,
        untilOn: day.describe("The last day"),
        signedBy: text,
        signedOn: day,
        form: z.enum(["signature", "seal", "both"]),
      }),
    )
    .errors(letterErrors)
    .output(letter),
  discard: oc
    .route({ method: "POST", path: "/contracts/{number}/letters/{letterId}/discard", summary: "Gives a draft up" })
    .input(named)
    .errors(letterErrors)
    .output(letter),
  activate: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/letters/{letterId}/activate",
      summary: "Puts a letter in force that another person wrote",
    })
    .input(named)
    .errors(letterErrors)
    .output(letter),
  end: oc
    .route({ method: "POST", path: "/contracts/{number}/letters/{letterId}/end", summary: "Ends a letter at once" })
    .input(named.extend({ ground: z.enum(["recalled", "renounced"]), words: text }))
    .errors(letterErrors)
    .output(letter),
  publishRecall: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/letters/{letterId}/publication",
      summary: "Records that the end was made known",
    })
    .input(named)
    .errors(letterErrors)
    .output(letter),
  customerSaid: oc
    .route({
      method: "POST",
      path: `${acts}/demand`,
      summary: "The other person demands ratification of an act, or withdraws",
    })
    .input(step.extend({ kind: z.enum(["demanded", "withdrawn"]) }))
    .errors(letterErrors)
    .output(standing),
  decideAct: oc
    .route({ method: "POST", path: `${acts}/decision`, summary: "Ratifies or refuses an act outside the authority" })
    .input(step.extend({ kind: z.enum(["ratified", "refused", "dropped"]) }))
    .errors(letterErrors)
    .output(standing),
  allowOwnDealing: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/own-dealings",
      summary: "The company's consent to an agent's dealing with itself",
    })
    .input(
      given.extend({
        customer: z.string().max(100),
        ground: z.enum(["consent", "ratified", "other_person"]),
        words: text,
      }),
    )
    .errors(letterErrors)
    .output(z.object({ customer: z.string() })),
};
