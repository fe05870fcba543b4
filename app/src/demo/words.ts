/** A sentence in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}
export const MARK: Words = { zh: "演示数据", en: "demonstration data" };
