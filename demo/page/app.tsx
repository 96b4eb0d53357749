import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { tell } from "./activity.ts";
import { ActivityLog } from "./activity-log.tsx";
import type { Client } from "./client.ts";
import { Act, Choice, Section } from "./controls.tsx";
import { fail, knownFaults } from "./demo-control.ts";
import { mistakes } from "./mistakes.ts";
import { deliveries } from "./privicore-api.ts";
import type { Dialect } from "./privicore-socket.ts";
import { play } from "./scenario.ts";

const commandPaths = [
  "/device/approve-device",
  "/data-token/exchange-data-for-token",
  "/data-token/delete-data",
  "/policy/activate",
  "/storage/register",
];

const dialects: readonly (readonly [Dialect, string])[] = [
  ["published", "published pages"],
  ["guide", "integration guide"],
];

/** The whole page: what an application does on the left, what came of it on the right. */
export function App({ client }: { readonly client: Client }) {
  return (
    <>
      <Header client={client} />
      <main>
        <div class="actions">
          <SessionSection client={client} />
          <ChannelSection client={client} />
          <CommandSection client={client} />
          <MistakeSection client={client} />
          <FaultSection />
        </div>
        <ActivityLog />
      </main>
    </>
  );
}

function Header({ client }: { readonly client: Client }) {
  const state = client.socket.value?.state.value ?? "not connected";
  return (
    <header>
      <h1>Privicore demo client</h1>
      <output class={`state state-${state.replace(" ", "-")}`}>{state}</output>
      <p>Open DevTools and choose the Privicore tab. Then press a few buttons, or let the page play.</p>
      <Act primary title="Play the tour" run={() => play(client, "tour")} />
      <Act title="Play without mistakes" run={() => play(client, "correct")} />
    </header>
  );
}

function SessionSection({ client }: { readonly client: Client }) {
  const username = useSignal("ada");
  return (
    <Section title="Session" note="The HTTP API gives the token that everything else needs.">
      <label>
        Name
        <input
          name="username"
          value={username.value}
          onInput={({ currentTarget }) => {
            username.value = currentTarget.value;
          }}
        />
      </label>
      <Act title="Sign in" run={() => client.signIn(username.value)} />
      <Act title="Sign in wrongly" run={() => client.signIn(username.value, "wrong")} />
      <Act title="Renew token" run={() => client.api.reauthorize()} />
      <Act title="Ask expiry" run={() => client.api.expiry()} />
      <Act title="Revoke token" run={() => client.api.revoke()} />
    </Section>
  );
}

function ChannelSection({ client }: { readonly client: Client }) {
  const dialect = useSignal<Dialect>("published");
  return (
    <Section title="Channel" note="One connection, one subscription. Leave before closing.">
      <Choice
        label="Dialect"
        name="dialect"
        value={dialect.value}
        options={dialects}
        onChoose={(chosen) => {
          dialect.value = chosen;
        }}
      />
      <Act title="Connect" run={() => client.connect(dialect.value)} />
      <Act title="Join" run={() => client.connection.join(client.token)} />
      <Act title="Leave" run={() => client.connection.leave(client.token)} />
      <Act
        title="Close"
        run={async () => {
          client.connection.close();
        }}
      />
    </Section>
  );
}

function CommandSection({ client }: { readonly client: Client }) {
  const path = useSignal("/device/approve-device");
  return (
    <Section title="Commands and data" note="A 202 comes at once; the outcome comes on the channel.">
      <Choice
        label="Command"
        name="command"
        value={path.value}
        options={commandPaths.map((each) => [each, each])}
        onChoose={(chosen) => {
          path.value = chosen;
        }}
      />
      <Act title="Run" run={() => client.runCommand(path.value)} />
      <Act title="Run and poll" run={async () => client.api.poll(await client.api.command(path.value))} />
      {deliveries.map((delivery) => (
        <Act key={delivery} title={`Request data: ${delivery}`} run={() => client.fetchData(delivery)} />
      ))}
    </Section>
  );
}

function MistakeSection({ client }: { readonly client: Client }) {
  return (
    <Section title="Mistakes" note="What the inspector is there to name.">
      {mistakes.map(({ title, act }) => (
        <Act key={title} title={title} run={async () => act(client)} />
      ))}
    </Section>
  );
}

function FaultSection() {
  const faults = useSignal<Readonly<Record<string, readonly string[]>>>({});
  const target = useSignal("join");
  useEffect(() => {
    knownFaults().then(
      (known) => {
        faults.value = known;
      },
      (error: unknown) => tell("bad", `The stand-in's faults cannot be had: ${String(error)}`),
    );
  }, [faults]);
  return (
    <Section title="Server faults" note="The next one of its kind goes wrong.">
      <Choice
        label="Next"
        name="target"
        value={target.value}
        options={Object.keys(faults.value).map((each) => [each, each])}
        onChoose={(chosen) => {
          target.value = chosen;
        }}
      />
      {(faults.value[target.value] ?? []).map((fault) => (
        <Act
          key={fault}
          title={fault.replaceAll("-", " ")}
          run={async () => {
            await fail(target.value, fault);
            tell("plain", `The next ${target.value} will go wrong: ${fault}`);
          }}
        />
      ))}
    </Section>
  );
}
