// Clauses: C12.1
import type { Language } from "../../values/text.ts";
import institutions from "./packs/cn-institutions.json" with { type: "json" };

const anyOf = (language: Language): string => institutions.flatMap((one) => one[language]).join("|");
/** An institution by its name or the short name in use: what can be identified is chosen (Interpretation 2006 art. 3). */
export const NAMED: Readonly<Record<Language, RegExp>> = {
  zh: new RegExp(
    `${anyOf("zh")}|[\\u4e00-\\u9fff）)](?<!提交|申请|[向由请交该本各其个家]|相关|有关|任何|任一|任意|上述|前述|争议|[当本异]地|[当本异]地的|(?<![地市区省县州])的)仲裁(委员会|委(?!托)|院|中心|协会)`,
  ),
  en: new RegExp(
    `\\b(${anyOf("en")})\\b|\\b(?!(The|An|Any|Either|Each)\\b)[A-Z]\\w+ (International |and |Economic |Trade |Maritime ){0,5}Arbitration (Commission|Cent(re|er)|Court|Institut\\w+|Association|Chamber)|(Court|Cent(re|er)|Chamber|Institute) (of|for) (International )?Arbitration|[Aa]rbitration ([Cc]ommission|[Cc]ent(re|er)) (of|in|at|for) `,
  ),
};
