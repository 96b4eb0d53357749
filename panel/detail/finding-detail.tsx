import { rules } from "../../src/core/find-problems/index.ts";
import type { Finding } from "../../src/core/model.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { text } from "../text/english.ts";
import { formatDateTime } from "../text/format.ts";
import { Icon } from "../widgets/icon.tsx";
import { ChannelThen, ConnectionLink, EventLinks, Facts, Meaning, Mono, Section } from "./parts.tsx";
import { PayloadTabs } from "./payload-tabs.tsx";

/** A finding: what went wrong and what to do, the frames that prove it, and what it rests on. */
export function FindingDetail({ finding }: { readonly finding: Finding }) {
  const session = useStore().session.value;
  const last = finding.events.at(-1);
  return (
    <>
      <div class={`finding-head is-${finding.severity}`}>
        <Icon name={finding.severity} label={text.severities[finding.severity]} />
        <Meaning sentence={finding.message} />
      </div>
      <Facts
        facts={[
          [detailText.rule, <Mono key="rule" value={finding.rule} />],
          [detailText.time, formatDateTime(finding.at)],
          [
            detailText.connection,
            finding.connection === null ? null : <ConnectionLink connection={finding.connection} />,
          ],
          [
            detailText.channelThen,
            finding.connection === null ? null : (
              <ChannelThen connection={finding.connection} time={finding.at} />
            ),
          ],
        ]}
      />
      <Section title={detailText.evidence}>
        {finding.events.length === 0 ? (
          <p class="quiet">{detailText.noEvidence}</p>
        ) : (
          <EventLinks events={finding.events} label={detailText.evidence} />
        )}
      </Section>
      <RulePage id={finding.rule} reference={finding.reference} />
      {last === undefined ? null : <PayloadTabs index={last} event={session.log.event(last)} />}
    </>
  );
}

/** What the rule is about: the same words as its page in the documentation. */
function RulePage({ id, reference }: { readonly id: string; readonly reference: string }) {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) return null;
  return (
    <Section title={`${detailText.rule}: ${rule.title}`}>
      <Facts
        facts={[
          [detailText.fires, `${rule.firesWhen.charAt(0).toUpperCase()}${rule.firesWhen.slice(1)}.`],
          [detailText.why, rule.why],
          [detailText.mend, rule.mend],
          [detailText.reference, <Reference key="reference" reference={reference} />],
        ]}
      />
    </Section>
  );
}

function Reference({ reference }: { readonly reference: string }) {
  return /^https?:\/\//.test(reference) ? (
    <a href={reference} target="_blank" rel="noreferrer">
      {reference}
    </a>
  ) : (
    <span>{reference}</span>
  );
}
