import { words } from "@fealty/engine/messages/words/en.ts";
import { screen } from "./screen.ts";

/** Every text of the page in English: one file, loaded whole. */
export const texts = { screen, words };
