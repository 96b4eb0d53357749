import { activities } from "./activity.ts";

/** What happened, newest first. */
export function ActivityLog() {
  return (
    <section class="activity">
      <h2>What happened</h2>
      {activities.value.length === 0 && <p>Nothing yet. Sign in, connect and join, in this order.</p>}
      <div role="log" aria-label="What happened">
        <ol>
          {activities.value.map(({ number, at, tone, text }) => (
            <li key={number} class={tone}>
              <time>{at.toLocaleTimeString()}</time>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
