/** Which lines of everything that was done are wanted; it stands in the link. */
export interface ActivityFilter {
  readonly contract?: string;
  readonly person?: string;
  readonly fromOn?: string;
  /** The last day wanted. */
  readonly untilOn?: string;
}
