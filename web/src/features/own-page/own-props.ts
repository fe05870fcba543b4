import type { HouseClient, OwnPage } from "../../source/house-client.ts";

/** What a part of the page needs to tell and to change. */
export interface OwnProps {
  readonly house: HouseClient;
  readonly page: OwnPage;
  readonly changed: () => void;
}
