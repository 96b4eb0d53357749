import { useState } from "preact/hooks";
import type { ConnectionId } from "../../src/contract/brands.ts";
import type { Opcode } from "../../src/contract/capture-event.ts";
import { maskedDraft } from "../sessions/masked-draft.ts";
import type { SendDraft } from "../sessions/send-draft.ts";
import { useStore } from "../store/store-context.ts";
import { shortUrl } from "../text/format.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { visibleText } from "../text/visible-text.ts";
import { Dialog } from "../widgets/dialog.tsx";

/** Sends a frame on one of the page's own connections. */
export function SendDialog() {
  const store = useStore();
  const draft = store.sending.value;
  if (draft === null) return null;
  return (
    <Dialog
      title={sessionsText.sendTitle}
      onClose={() => {
        store.sending.value = null;
      }}
    >
      <SendForm draft={draft} />
    </Dialog>
  );
}

function SendForm({ draft }: { readonly draft: SendDraft }) {
  const store = useStore();
  // Read for its changes: connections open and close meanwhile.
  store.revision.value;
  const { session, mask } = store.live;
  const open = session.connections.filter(
    ({ openedAt, closedAt, worker }) => openedAt !== null && closedAt === null && !worker,
  );
  // Once: a page that is left meanwhile takes its mask along, and the marks in the text are of this one.
  const [hidden] = useState(() => maskedDraft(draft.payload, mask));
  const [payload, setPayload] = useState(hidden.text);
  const [opcode, setOpcode] = useState<Opcode>(draft.opcode);
  const [chosen, setChosen] = useState<ConnectionId | null>(draft.connection ?? open.at(-1)?.id ?? null);
  const [outcome, setOutcome] = useState<{ readonly ok: boolean; readonly message: string } | null>(null);
  // No other in its place: that may be another host, which would be sent the secrets that the marks stand for.
  const connection = open.find(({ id }) => id === chosen) ?? null;
  const send = async () => {
    if (connection === null) return;
    try {
      await store.environment.source.send(connection.id, opcode, hidden.restore(payload));
      setOutcome({ ok: true, message: sessionsText.sendDone });
    } catch (error) {
      setOutcome({ ok: false, message: error instanceof Error ? error.message : String(error) });
    }
  };
  if (open.length === 0) return <p class="form">{sessionsText.sendNone}</p>;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label class="field">
        <span>{sessionsText.sendConnection}</span>
        <select
          value={connection?.id ?? ""}
          onChange={({ currentTarget }) =>
            setChosen(open.find(({ id }) => id === currentTarget.value)?.id ?? null)
          }
        >
          {connection === null ? <option value="">{sessionsText.sendChoose}</option> : null}
          {open.map(({ id, index, url }) => (
            <option key={id} value={id}>
              {index + 1} · {visibleText(shortUrl(mask.text(url)))}
            </option>
          ))}
        </select>
      </label>
      {connection === null && chosen !== null ? (
        <p class="form-warning" role="alert">
          {sessionsText.sendClosed}
        </p>
      ) : null}
      <label class="field">
        <span>{sessionsText.sendKind}</span>
        <select
          value={opcode}
          onChange={(event) => setOpcode(event.currentTarget.value === "binary" ? "binary" : "text")}
        >
          <option value="text">{sessionsText.sendText}</option>
          <option value="binary">{sessionsText.sendBinary}</option>
        </select>
      </label>
      <label class="field is-tall">
        <span>{sessionsText.sendPayload}</span>
        <textarea
          rows={8}
          spellcheck={false}
          value={payload}
          onInput={(event) => setPayload(event.currentTarget.value)}
        />
      </label>
      {hidden.text === draft.payload ? null : <p class="quiet">{sessionsText.sendMarks}</p>}
      <div class="form-buttons">
        <p class={outcome?.ok === false ? "form-warning" : "quiet"} role="status">
          {outcome?.message ?? ""}
        </p>
        <button type="submit" class="button" disabled={connection === null}>
          {sessionsText.sendNow}
        </button>
      </div>
    </form>
  );
}
