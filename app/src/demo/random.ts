/** A seeded stream of chance of the demonstration data: whole numbers only, so that every machine draws the same. */
export interface Chance {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  /** True `of` times in ten thousand. */
  readonly tenThousandths: (of: number) => boolean;
  readonly oneOf: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
  /** The place of one of these weights (whole numbers), drawn by weight. */
  readonly weighed: (weights: readonly number[]) => number;
  /** A stream of its own under this name: what is drawn from it does not move what others draw. */
  readonly under: (name: string) => Chance;
}

/** FNV-1a over UTF-16 units, 32 bits. */
const hashed = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

/** @param name what the stream is for; the same name gives the same numbers. */
export const chanceOf = (name: string): Chance => {
  let state = hashed(name);
  /** Mulberry32. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (limit: number): number => Math.floor((next() * limit) / 4_294_967_296);
  const shuffled = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = below(i + 1);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  };
  return {
    below,
    shuffled,
    between: (low, high) => low + below(high - low + 1),
    tenThousandths: (of) => below(10_000) < of,
    oneOf: (list) => list[below(list.length)]!,
    weighed: (weights) => {
      let left = below(weights.reduce((sum, weight) => sum + weight, 0));
      return weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
    },
    under: (child) => chanceOf(`${name}/${child}`),
  };
};

/**
 * A share in ten thousandths from the Beta distribution with whole parameters: the a-th smallest of a + b − 1 even draws. No
 * logarithm, whose last bits differ by machine.
 */
export const betaShare = (chance: Chance, a: number, b: number): number =>
  Array.from({ length: a + b - 1 }, () => chance.below(10_001)).sort((x, y) => x - y)[a - 1]!;

/** Whole numbers that add up to `total`, as the weights say; what is left over goes to the largest remainders, then by place. */
export const apportioned = (total: number, weights: readonly number[]): number[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / whole));
  const order = weights
    .map((weight, place) => ({ place, rest: (total * weight) % whole }))
    .sort((x, y) => y.rest - x.rest || x.place - y.place);
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  for (const { place } of order.slice(0, left)) parts[place]! += 1;
  return parts;
};
