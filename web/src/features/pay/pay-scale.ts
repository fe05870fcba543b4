/** Round steps of a scale: 1, 2 or 5 times a power of ten. */
const stepOf = (span: number): number => {
  const power = 10 ** Math.floor(Math.log10(span));
  return power * ([1, 2, 5, 10].find((one) => one * power >= span) ?? 10);
};
/** The scale of a row of amounts, from zero or the least below it to the first step above the largest. */
export const payScale = (
  values: readonly number[],
): { readonly min: number; readonly max: number; readonly step: number } => {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = most > least ? stepOf((most - least) / 3) : 1;
  return { min: Math.floor(least / step) * step, max: Math.max(Math.ceil(most / step) * step, step), step };
};
/** Its marks, from below. */
export const marksOf = ({ min, max, step }: ReturnType<typeof payScale>): number[] =>
  Array.from({ length: Math.round((max - min) / step) + 1 }, (_, index) => min + index * step);
