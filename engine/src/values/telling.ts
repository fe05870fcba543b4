/**
 * Hears now and then how much of long work is done, for whoever waits; nothing of a result depends on it.
 * `reading`: records of a facts file; `events`: events taken in; `settling`: plans settled, before duties and findings;
 * `figures`: figures opened down to their events; `checks`: moments examined.
 */
export type Telling = (at: "reading" | "events" | "settling" | "figures" | "checks", done: number, of: number) => void;
