import { useStore } from "../store/store-context.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { Icon } from "../widgets/icon.tsx";

/** Long work under way, each with its progress and a way to cancel it; and what there is to be said of what is over. */
export function JobStrip() {
  const { jobs } = useStore();
  if (jobs.running.value.length === 0 && jobs.notices.value.length === 0) return null;
  return (
    <section aria-label={sessionsText.work}>
      {jobs.running.value.map(({ id, label, share }) => (
        <div class="job" key={id}>
          <span class="job-label" id={`job-${id}`}>
            {label}
          </span>
          <progress aria-labelledby={`job-${id}`} max={1} {...(share === null ? {} : { value: share })} />
          <span class="number">{share === null ? "" : sessionsText.percent(share)}</span>
          <button type="button" class="button is-small" onClick={() => jobs.cancel(id)}>
            {sessionsText.cancel}
          </button>
        </div>
      ))}
      {jobs.notices.value.map(({ id, kind, message, details }) => (
        <div class={`notice is-${kind}`} key={id} role={kind === "error" ? "alert" : "status"}>
          <Icon name={kind} size={14} />
          <span class="notice-text">
            <bdi>{message}</bdi>
            {details.map((detail) => (
              <bdi class="notice-detail" key={detail}>
                {detail}
              </bdi>
            ))}
          </span>
          <button
            type="button"
            class="tool"
            title={sessionsText.dismiss}
            aria-label={sessionsText.dismiss}
            onClick={() => jobs.putAway(id)}
          >
            <Icon name="close" size={12} />
          </button>
        </div>
      ))}
    </section>
  );
}
