import { workingDay } from "../days.ts";
import { claimDay, clientOn } from "./complaints.ts";
import { type Tale, workTime } from "./tale.ts";

const PURPOSES = ["claim", "claim", "claim", "service", "service", "renewal", "renewal", "promotion"] as const;
/** Contacts as business brings them: claims, above all in the months of the typhoons, service, renewals, offers to those who agreed. */
export const contact = (tale: Tale, count: number): void => {
  const own = tale.chance.under("contacts");
  for (let i = 0; i < count; i += 1) {
    const day = workingDay(claimDay(tale, own.below(1_000_000)), 0);
    const client = clientOn(tale, day, own.below(10_000));
    const purpose = own.oneOf(PURPOSES);
    if (!client || (purpose === "promotion" && client.consent !== "given")) continue;
    const channel = own.oneOf(["phone", "phone", "wechat", "visit"]);
    tale.tell(workTime(own, day), "contact_made", { customer: client.id, channel, purpose });
  }
};
