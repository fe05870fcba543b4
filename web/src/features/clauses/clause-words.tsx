// Clauses: C1.1, N1

import type { ClauseView, TextPiece } from "@fealty/engine/views/view.ts";
import Tooltip from "antd/es/tooltip";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { useReading } from "../../ui/reading.tsx";

/** The clause as it reads: terms open their definition, parameters their origin. Both are links, so they break like words. */
export function ClauseWords({ clause }: { readonly clause: ClauseView }) {
  return (
    <div className={clause.prominent ? "clause-words prominent" : "clause-words"}>
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
  const { view } = useReading();
  if (piece.kind === "words") return piece.text;
  if (piece.kind === "param") {
    const label = view.params[piece.id]?.label ?? piece.text;
    const words = t("clause.explainParam", { label, text: piece.text });
    return <WordLink reference={`param:${piece.id}`} kind="param" text={piece.text} label={words} />;
  }
  const term = view.terms[piece.id];
  return (
    <Tooltip
      trigger={["hover", "focus"]}
      classNames={{ root: "term-card" }}
      title={
        <>
          <b>{term?.title}</b>
          <div className="definition">{term?.text}</div>
        </>
      }
    >
      <span>
        <WordLink reference={`term:${piece.id}`} kind="term" text={piece.text} label={undefined} />
      </span>
    </Tooltip>
  );
}
function WordLink({
  reference,
  kind,
  text,
  label,
}: {
  readonly reference: string;
  readonly kind: "param" | "term";
  readonly text: string;
  readonly label: string | undefined;
}) {
  const { explain, explaining, explainHref } = useReading();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    explain(reference);
  };
  return (
    <a
      className={kind}
      href={explainHref(reference)}
      aria-label={label}
      aria-current={explaining === reference ? "true" : undefined}
      onClick={follow}
    >
      {text}
    </a>
  );
}
