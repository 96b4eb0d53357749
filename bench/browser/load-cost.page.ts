/**
 * A page without sockets that is loaded again and again: it tells how long its loading took, in milliseconds, and reloads
 * once it is asked for the next.
 */
async function work(): Promise<void> {
  const job: unknown = await (await fetch(`/job${location.search}`)).json();
  if (job === "reload") {
    sessionStorage.setItem("measured", "yes");
    location.reload();
    return;
  }
  throw new TypeError(`Expected the job "reload", got ${JSON.stringify(job)}`);
}

/** Work that an ordinary page's scripts do while it loads. */
function build(): void {
  const list = document.createElement("ul");
  for (let index = 0; index < 500; index++) {
    const item = document.createElement("li");
    item.textContent = `Item ${index}`;
    list.append(item);
  }
  document.documentElement.append(list);
}

addEventListener("load", () => {
  // The load event's own end is known only after it.
  setTimeout(async () => {
    const [navigation] = performance.getEntriesByType("navigation");
    if (sessionStorage.getItem("measured") === "yes" && navigation instanceof PerformanceNavigationTiming)
      await fetch(`/result${location.search}`, {
        method: "POST",
        body: JSON.stringify({
          load: navigation.loadEventEnd - navigation.startTime,
          afterResponse: navigation.loadEventEnd - navigation.responseStart,
        }),
      });
    await work();
  }, 0);
});
build();

export {};
