// Clauses: N7
import { useState } from "react";
import { canHoldKey } from "../source/device-key.ts";
import type { HouseClient } from "../source/house-client.ts";
import { useMay } from "./may.tsx";
import { signRecord } from "./sign-record.ts";

type Party = "company" | "agent" | "intermediary";
/** What became of countersigning beside an act: the act itself is done, whatever stands here. */
export type Along =
  | { readonly outcome: "signed"; readonly name: string; readonly text: string; readonly size: number }
  | { readonly outcome: "cannot" }
  | { readonly outcome: "failed"; readonly failure: unknown };

/**
 * Countersigns the record of a contract as it is after an act, in the press that did it: with the key of this device, which is made and registered
 * where there is none. It refuses nothing: where it cannot sign, the act stands without and that is told.
 */
export const signAlong = async (house: HouseClient, number: string, party: Party): Promise<Along> => {
  if (!canHoldKey()) return { outcome: "cannot" };
  try {
    const record = await house.records.read({ number, party });
    const receipt = await signRecord({ house, number, party, device: deviceName() }, record);
    return { outcome: "signed", ...receipt };
  } catch (failure) {
    return { outcome: "failed", failure };
  }
};
/** An act, countersigned by whoever may; and what is told of that. */
export const useSignAlong = (house: HouseClient) => {
  const may = useMay("countersign");
  const [along, setAlong] = useState<Along>();
  const sign = async (number: string, party: Party): Promise<void> => {
    if (may) setAlong(await signAlong(house, number, party));
  };
  return {
    along,
    sign,
    /** @returns what the act gave */
    withSigning: async <Answer>(number: string, party: Party, act: Promise<Answer>): Promise<Answer> => {
      const answer = await act;
      await sign(number, party);
      return answer;
    },
  };
};
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, "WeChat"],
  [/iPhone|iPad/, "iPhone"],
  [/HarmonyOS/i, "HarmonyOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/Linux|X11/, "Linux"],
];
/** What the device is called where nobody was asked: its system and browser, as names of their own. */
const deviceName = (): string => {
  const { userAgent } = navigator;
  const system = SYSTEMS.find(([sign]) => sign.test(userAgent))?.[1];
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//
    .exec(userAgent)?.[1]
    ?.replace("Edg", "Edge")
    .replace("OPR", "Opera");
  return [system, browser].filter((one) => one !== undefined).join(" · ") || "Web";
};
