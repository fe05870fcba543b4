import { words } from "@fealty/engine/messages/words/zh.ts";
import { screen } from "./screen.ts";

/** Every text of the page in Chinese: one file, loaded whole. */
export const texts = { screen, words };
