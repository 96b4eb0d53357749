import type { ComponentChildren } from "preact";
import { text } from "../text/english.ts";
import { useStore } from "./store-context.ts";
import type { ViewId } from "./view-id.ts";

/** What a view says when it has nothing to show, and what to do about it. */
export function EmptyState({ view }: { readonly view: ViewId }) {
  const store = useStore();
  const total = store.shownTotal(view);
  const limited = store.filter.terms.value.length > 0 || store.range.value !== null;
  if (limited && total > 0 && !store.tables.model(view).searching.value)
    return (
      <Message title={text.empty.noMatch} hint={text.empty.noMatchHint(total)}>
        <button type="button" class="button" onClick={() => store.showAll()}>
          {text.empty.clearFilter}
        </button>
      </Message>
    );
  if (!store.recording.value && total === 0)
    return (
      <Message title={text.empty.paused} hint={text.empty.pausedHint}>
        <button type="button" class="button" onClick={() => store.setRecording(true)}>
          {text.toolbar.record}
        </button>
      </Message>
    );
  const quiet = store.session.value.log.length <= store.baseline;
  switch (view) {
    case "exchanges":
      return <Message title={text.empty.exchanges} hint={text.empty.exchangesHint} />;
    case "channels":
      return <Message title={text.empty.channels} hint={text.empty.channelsHint} />;
    case "commands":
      return <Message title={text.empty.commands} hint={text.empty.commandsHint} />;
    case "problems":
      return quiet ? (
        <Message title={text.empty.problemsNothing} hint={text.empty.problemsNothingHint} />
      ) : (
        <Message title={text.empty.problems} hint={text.empty.problemsHint} />
      );
    case "frames": {
      const { relay, documents } = store.status.value;
      if (relay !== "connected") return <Message title={text.empty.connecting} hint="" />;
      return documents === 0 && store.session.value.log.length === 0 ? (
        <Message title={text.empty.waiting} hint={text.empty.waitingHint} />
      ) : (
        <Message title={text.empty.noTraffic} hint={text.empty.noTrafficHint} />
      );
    }
  }
}

function Message(props: {
  readonly title: string;
  readonly hint: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p class="empty-title">{props.title}</p>
      {props.hint === "" ? null : <p class="empty-hint">{props.hint}</p>}
      {props.children}
    </div>
  );
}
