// Clauses: C1.1, N1
import { HouseMessage } from "../ui/house-message.tsx";
import { DoorPage } from "./door-page.tsx";
import { Loading } from "./loading.tsx";
import type { DoorAsked } from "./who-context.tsx";

/** What stands in place of every page of the house until somebody is signed in. */
export function AtTheDoor({
  asked: { door, failure, again },
  path,
}: {
  readonly asked: DoorAsked;
  readonly path: string;
}) {
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!door) return <Loading />;
  return <DoorPage door={door} slip={/^\/slip\/(.+)$/.exec(path)?.[1]} entered={again} />;
}
