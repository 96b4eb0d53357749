import { useState } from "preact/hooks";
import { type ExportRequest, exportFormats } from "../sessions/export-request.ts";
import { useStore } from "../store/store-context.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { Popover, type PopoverProps } from "../widgets/popover.tsx";

/** What to write, how much of it, and whether secrets go along: under its button. */
export function ExportForm({ anchor, onClose }: Pick<PopoverProps, "anchor" | "onClose">) {
  return (
    <Popover label={sessionsText.export} anchor={anchor} onClose={onClose}>
      <Form onDone={onClose} />
    </Popover>
  );
}

function Form({ onDone }: { readonly onDone: () => void }) {
  const store = useStore();
  const limited = store.filter.terms.value.length > 0 || store.travel.range.value !== null;
  const [request, setRequest] = useState<ExportRequest>({ format: "capture", scope: "all", redacted: true });
  const choice = <Name extends "format" | "scope">(
    name: Name,
    value: ExportRequest[Name],
    label: string,
    disabled = false,
  ) => (
    <label class="choice" key={value}>
      <input
        type="radio"
        name={name}
        checked={request[name] === value}
        disabled={disabled}
        onChange={() => setRequest({ ...request, [name]: value })}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
        void import("./session-actions.ts").then(({ exportShown }) => exportShown(store, request));
      }}
    >
      <fieldset>
        <legend>{sessionsText.format}</legend>
        {exportFormats.map((format) => choice("format", format, sessionsText.formats[format]))}
      </fieldset>
      <fieldset>
        <legend>{sessionsText.scope}</legend>
        {choice("scope", "all", sessionsText.scopes.all)}
        {choice("scope", "filtered", sessionsText.scopes.filtered, !limited)}
      </fieldset>
      <label class="choice">
        <input
          type="checkbox"
          checked={!request.redacted}
          onChange={(event) => setRequest({ ...request, redacted: !event.currentTarget.checked })}
        />
        <span>{sessionsText.secrets}</span>
      </label>
      <p class={request.redacted ? "quiet" : "form-warning"}>
        {request.redacted ? sessionsText.secretsHidden : sessionsText.secretsHint}
      </p>
      <div class="form-buttons">
        <button type="submit" class="button">
          {sessionsText.save}
        </button>
      </div>
    </form>
  );
}
