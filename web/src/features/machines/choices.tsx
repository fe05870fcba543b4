import Checkbox from "antd/es/checkbox";
import { useId } from "react";

/** Several of a closed list. */
export function Choices<One extends string>({
  label,
  hint,
  fault,
  all,
  chosen,
  say,
  change,
}: {
  readonly label: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly all: readonly One[];
  readonly chosen: readonly One[];
  readonly say: (one: One) => string;
  readonly change: (chosen: readonly One[]) => void;
}) {
  const told = useId();
  return (
    <fieldset className="whole" aria-describedby={told}>
      <legend>{label}</legend>
      <div id={told} className={fault === undefined ? "quiet" : "fault"}>
        {fault ?? hint}
      </div>
      <div className="scopes">
        {all.map((one) => (
          <Checkbox
            key={one}
            checked={chosen.includes(one)}
            onChange={(event) => change(event.target.checked ? [...chosen, one] : chosen.filter((it) => it !== one))}
          >
            {say(one)}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
