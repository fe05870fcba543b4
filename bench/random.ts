/** A seeded stream of numbers: the same seed gives the same data on every machine (xorshift, 32 bits). */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  readonly pick: <T>(choices: readonly T[]) => T;
  /** True `of` times in `hundred`. */
  readonly percent: (of: number) => boolean;
}
export const seeded = (seed: number): Random => {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  for (let turn = 0; turn < 8; turn += 1) next();
  const below = (limit: number): number => Math.floor((next() / 4_294_967_296) * limit);
  return { below, pick: (choices) => choices[below(choices.length)]!, percent: (of) => below(100) < of };
};
