// Clauses: C7.1
import { useTranslation } from "react-i18next";
import type { Question } from "../../source/import-client.ts";

/** What the file leaves open: each question with its answers, and how the file's own cells read under each. */
export function QuestionList({
  questions,
  answers,
  answer,
}: {
  readonly questions: readonly Question[];
  readonly answers: Readonly<Record<string, string>>;
  readonly answer: (id: string, answer: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const word = (written: string): string =>
    i18n.exists(`imports.answers.${written}`) ? t(`imports.answers.${written}` as "imports.answers.dmy") : written;
  return (
    <section className="questions">
      <h2>{t("imports.questions")}</h2>
      <p className="quiet">{t("imports.questionsLead")}</p>
      {questions.map((question) => (
        <fieldset key={question.id}>
          <legend>{question.text}</legend>
          {question.choices.map((choice) => (
            <label key={choice.answer} className="choice">
              <input
                type="radio"
                name={question.id}
                checked={answers[question.id] === choice.answer}
                onChange={() => answer(question.id, choice.answer)}
              />
              <span>
                <b>{word(choice.answer)}</b>
                {question.samples.slice(0, 2).map(({ row, value }, index) => {
                  const read = choice.reads[index];
                  if (choice.reads.every((one) => one === null)) return null;
                  return (
                    <span key={`${row} ${value}`} className="quiet sample">
                      {t("imports.reads", { row, value, read: read ?? t("imports.unreadable") })}
                    </span>
                  );
                })}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}
