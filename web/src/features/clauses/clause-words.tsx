// Clauses: C1.1, N1
import Popover from "antd/es/popover";
import { useTranslation } from "react-i18next";
import type { ClauseView, TextPiece } from "../../source/view.ts";
import { useReading } from "../../ui/reading.tsx";

/** The clause as it reads: terms open their definition, parameters their origin. */
export function ClauseWords({ clause }: { readonly clause: ClauseView }) {
  return (
    <div className="clause-words">
      {clause.paragraphs.map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name and never move
        <p key={index}>
          {pieces.map((piece, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name and never move
            <Piece key={at} piece={piece} />
          ))}
        </p>
      ))}
    </div>
  );
}
function Piece({ piece }: { readonly piece: TextPiece }) {
  const { t } = useTranslation();
  const { view, explain, explaining } = useReading();
  if (piece.kind === "words") return piece.text;
  if (piece.kind === "param") {
    const param = view.params[piece.id];
    const ref = `param:${piece.id}`;
    return (
      <button
        type="button"
        className="param"
        aria-pressed={explaining === ref}
        aria-label={t("clause.explainParam", { label: param?.label ?? piece.text, text: piece.text })}
        onClick={() => explain(ref)}
      >
        {piece.text}
      </button>
    );
  }
  const term = view.terms[piece.id];
  return (
    <Popover
      trigger={["hover", "focus", "click"]}
      title={term?.title}
      content={<div className="definition">{definitionText(term?.text ?? "", view)}</div>}
    >
      <button type="button" className="term">
        {piece.text}
      </button>
    </Popover>
  );
}
/** A definition inside a hover: its own terms and figures read as plain words. */
const definitionText = (text: string, view: ReturnType<typeof useReading>["view"]): string =>
  text
    .replace(/\[\[([\w.-]+)\]\]/g, (_, id: string) => view.terms[id]?.title ?? id)
    .replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, id: string) => view.params[id]?.text ?? id);
