/** Stands for a value that was reported already, so that what prints or reads it is not reported again. A file that holds it is told so. */
export const UNREADABLE = "\u0000";
