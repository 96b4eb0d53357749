import type { ComponentChildren } from "preact";
import { tell } from "./activity.ts";

/** A group of controls with its name and what it is about. */
export function Section({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section>
      <h2>{title}</h2>
      <p>{note}</p>
      <div class="controls">{children}</div>
    </section>
  );
}

/** A button; what goes wrong behind it is told in the log. */
export function Act({
  title,
  run,
  primary = false,
}: {
  readonly title: string;
  readonly run: () => Promise<unknown>;
  readonly primary?: boolean;
}) {
  const onClick = () => {
    run().catch((error: unknown) =>
      tell("bad", `${title}: ${error instanceof Error ? error.message : String(error)}`),
    );
  };
  return (
    <button type="button" class={primary ? "primary" : ""} onClick={onClick}>
      {title}
    </button>
  );
}

/** One of several values, each with the words for it. */
export function Choice<Value extends string>({
  label,
  name,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly name: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <label>
      {label}
      <select
        name={name}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex];
          if (chosen !== undefined) onChoose(chosen[0]);
        }}
      >
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
