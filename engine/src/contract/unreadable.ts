/** Stands for a value that was reported already, so that what prints or reads it is not reported again. No file holds it. */
export const UNREADABLE = "\u0000";
