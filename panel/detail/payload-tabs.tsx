import { useEffect, useMemo, useState } from "preact/hooks";
import type { CaptureEvent, HttpEvent } from "../../src/contract/capture-event.ts";
import type { EventIndex } from "../../src/core/model.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { formatBytes } from "../text/format.ts";
import { visibleText } from "../text/visible-text.ts";
import { MarkedText } from "../widgets/marked-text.tsx";
import { TabStrip } from "../widgets/tab-strip.tsx";
import { ComparePayloads } from "./compare-payloads.tsx";
import { bytesOf } from "./decode-value.ts";
import { HexView } from "./hex-view.tsx";
import { mostLevels, type NoTree, parsePayload } from "./payload-node.ts";
import { nearPayload, openDistantPayload, type PayloadSource } from "./payload-source.ts";
import { PayloadTree } from "./payload-tree.tsx";
import { RawText } from "./raw-text.tsx";

type TabId = "payload" | "request" | "response" | "raw" | "hex" | "headers" | "compare";

/** Above this many characters a payload is parsed into a tree only on request. */
const parsedAtOnce = 1_000_000;

/** A payload in its forms. The form that was looked at last stays for the next item that has it. */
export function PayloadTabs({ index, event }: { readonly index: EventIndex; readonly event: CaptureEvent }) {
  const store = useStore();
  const mask = store.mask.value;
  // A large payload is masked piece by piece where it is shown.
  const shown = useMemo(() => (lengthOf(event) > parsedAtOnce ? event : mask.event(event)), [mask, event]);
  const tabs = tabsOf(event, store.marked.value !== null && event.type === "frame");
  if (tabs.length === 0) return null;
  const wanted = store.payloadTab.value;
  const active = tabs.find((tab) => tab === wanted) ?? tabs[0] ?? "raw";
  return (
    <div class="payload-tabs">
      <TabStrip
        label={detailText.payload}
        tabs={tabs.map((id) => ({ id, title: detailText.tabs[id] }))}
        active={active}
        onSelect={(id) => {
          store.payloadTab.value = id;
        }}
        panel="payload-panel"
      />
      <div
        class="payload-panel"
        id="payload-panel"
        role="tabpanel"
        aria-label={detailText.tabs[active]}
        key={`${index}-${active}`}
      >
        <TabContent tab={active} index={index} event={shown} />
      </div>
    </div>
  );
}

function lengthOf(event: CaptureEvent): number {
  if (event.type === "frame") return event.payload.length;
  return event.type === "http"
    ? Math.max(event.requestBody?.length ?? 0, event.responseBody?.length ?? 0)
    : 0;
}

function tabsOf(event: CaptureEvent, comparing: boolean): readonly TabId[] {
  const compare: readonly TabId[] = comparing ? ["compare"] : [];
  if (event.type === "frame")
    return event.opcode === "text" ? ["payload", "raw", ...compare] : ["hex", ...compare];
  if (event.type === "http") return ["response", "request", "headers"];
  return event.type === "unrecognised" ? ["payload"] : [];
}

function TabContent({
  tab,
  index,
  event,
}: {
  readonly tab: TabId;
  readonly index: EventIndex;
  readonly event: CaptureEvent;
}) {
  switch (tab) {
    case "payload":
      if (event.type === "unrecognised") return <Body value={JSON.stringify(event.original)} />;
      return event.type === "frame" ? <Body value={event.payload} /> : null;
    case "raw":
      return event.type === "frame" ? <RawText value={event.payload} /> : null;
    case "hex":
      return event.type === "frame" ? <Bytes payload={event.payload} /> : null;
    case "request":
      return event.type === "http" ? <Body value={event.requestBody ?? ""} /> : null;
    case "response":
      return event.type === "http" ? <Body value={event.responseBody ?? ""} /> : null;
    case "headers":
      return event.type === "http" ? <Headers event={event} /> : null;
    case "compare":
      return <ComparePayloads index={index} />;
  }
}

/** A body as a tree where it is JSON, otherwise as text. */
function Body({ value }: { readonly value: string }) {
  if (value === "") return <p class="quiet">{detailText.noPayload}</p>;
  return value.length > parsedAtOnce ? <LargeBody value={value} /> : <SmallBody value={value} />;
}

function SmallBody({ value }: { readonly value: string }) {
  const source = useMemo(() => {
    const parsed = parsePayload(value);
    return parsed.type === "json" ? nearPayload(parsed.value) : parsed.why;
  }, [value]);
  return typeof source === "string" ? <AsText value={value} why={source} /> : <PayloadTree source={source} />;
}

/** Text at once, and a tree on request, read by a worker: nothing waits for it, and it can be stopped. */
function LargeBody({ value }: { readonly value: string }) {
  const mask = useStore().mask.value;
  const [asked, setAsked] = useState(false);
  const [source, setSource] = useState<PayloadSource | NoTree | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    if (!asked) return;
    setSource(null);
    setFailure(null);
    let wanted = true;
    const payload = openDistantPayload(value, mask);
    payload.source.then(
      (opened) => wanted && setSource(opened),
      (error: unknown) => wanted && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      wanted = false;
      payload.close();
    };
  }, [asked, value, mask]);
  if (typeof source === "string") return <AsText value={value} why={source} />;
  if (asked && source !== null) return <PayloadTree source={source} />;
  const reading = asked && failure === null;
  return (
    <div class="large">
      <p aria-live="polite">
        {detailText.large(formatBytes(value.length))}{" "}
        <button type="button" class="button" onClick={() => setAsked(!reading)}>
          {reading ? detailText.stopReading : detailText.readTree}
        </button>{" "}
        {reading ? (
          <>
            <progress aria-label={detailText.reading} /> {detailText.reading}
          </>
        ) : null}
        {failure === null ? null : detailText.readFailed(failure)}
      </p>
      <RawText value={value} />
    </div>
  );
}

function AsText({ value, why }: { readonly value: string; readonly why: NoTree }) {
  return (
    <>
      <p class="quiet">{why === "not-json" ? detailText.notJson : detailText.tooDeep(mostLevels)}</p>
      <RawText value={value} />
    </>
  );
}

function Bytes({ payload }: { readonly payload: string }) {
  const bytes = useMemo(() => bytesOf(payload), [payload]);
  if (bytes === null) return <RawText value={payload} />;
  return bytes.length === 0 ? <p class="quiet">{detailText.noPayload}</p> : <HexView bytes={bytes} />;
}

function Headers({ event }: { readonly event: HttpEvent }) {
  return (
    <>
      <HeaderList title={detailText.requestHeaders} headers={event.requestHeaders ?? {}} />
      <HeaderList title={detailText.responseHeaders} headers={event.responseHeaders ?? {}} />
    </>
  );
}

function HeaderList({
  title,
  headers,
}: {
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
}) {
  const store = useStore();
  const names = Object.entries(headers);
  return (
    <section class="headers">
      <h3>{title}</h3>
      {names.length === 0 ? (
        <p class="quiet">{detailText.noHeaders}</p>
      ) : (
        <dl class="header-list">
          {names.map(([name, value]) => (
            <div key={name}>
              <dt>
                <bdi>{visibleText(name)}</bdi>:
              </dt>
              <dd>
                <MarkedText value={value} pattern={store.filter.highlight.value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
