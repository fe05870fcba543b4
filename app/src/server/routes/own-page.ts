// Clauses: C7.1, N7
import { implement } from "@orpc/server";
import { customerAsking, customerCaller } from "../../commands/customer-asking.ts";
import { enterByLink, readCustomerLink } from "../../commands/enter-by-link.ts";
import { askPhoneCode, enterByPhone, sendsPhoneCodes } from "../../commands/enter-by-phone.ts";
import type { EnteredCustomer } from "../../commands/enter-customer.ts";
import { copyOwnData, leaveOwnPage, makeOwnRequest, sayOwnConsent, turnTo } from "../../commands/own-page-acts.ts";
import { readOwnPage } from "../../commands/read-own-page.ts";
import { api } from "../api.ts";
import type { Context } from "../context.ts";

const os = implement(api.ownPage).$context<Context>();

/** Who asks stands in the cookie of the customers' door alone; a login of the same browser counts for nothing here. */
const own = ({ house, device, via }: Context) => customerCaller(house, device.headers, via);
const entered = async ({ cookies }: Context, entering: Promise<EnteredCustomer>): Promise<{ entered: boolean }> => {
  cookies.push(...(await entering).cookies);
  return { entered: true };
};
export const ownPageRoutes = os.router({
  ways: os.ways.handler(({ context: { house } }) => ({ phoneCodes: sendsPhoneCodes(house) })),
  readLink: os.readLink.handler(({ context: { house, device }, input }) => readCustomerLink(house, input.code, device)),
  enterLink: os.enterLink.handler(({ context, input }) =>
    entered(context, enterByLink(context.house, input.code, context.device, context.via)),
  ),
  askCode: os.askCode.handler(async ({ context: { house, device }, input }) => {
    await askPhoneCode(house, input, device);
    return { asked: true };
  }),
  enterCode: os.enterCode.handler(({ context, input }) =>
    entered(context, enterByPhone(context.house, input, context.device, context.via)),
  ),
  leave: os.leave.handler(async ({ context: { house, device, cookies } }) => {
    const asking = await customerAsking(house, device.headers);
    cookies.push(...(await leaveOwnPage(house, asking)));
    return { ended: asking !== undefined };
  }),
  read: os.read.handler(async ({ context }) => {
    const { caller, asking } = await own(context);
    return readOwnPage(context.house, caller, asking);
  }),
  consent: os.consent.handler(async ({ context, input }) => {
    const { caller, asking } = await own(context);
    return sayOwnConsent(context.house, caller, asking, input);
  }),
  request: os.request.handler(async ({ context, input }) => {
    const { caller, asking } = await own(context);
    return makeOwnRequest(context.house, caller, asking, input);
  }),
  copy: os.copy.handler(async ({ context }) => {
    const { caller, asking } = await own(context);
    return copyOwnData(context.house, caller, asking);
  }),
  turnTo: os.turnTo.handler(async ({ context, input }) => {
    const { caller, asking } = await own(context);
    return turnTo(context.house, caller, asking, input);
  }),
});
